import type { Budget } from './limiter.ts';

/** `RateLimit` and `RateLimit-Policy` as the IETF drafts them, one item for each budget; seconds are rounded up. */
export function rateHeaders(budgets: readonly Budget[]): Record<string, string> {
  if (budgets.length === 0) return {};
  const left = budgets.map(({ name, bucket, taken }) => {
    const full_s = Math.ceil((bucket.capacity - taken.available) / bucket.restore_per_s);
    return `"${name}";r=${Math.floor(taken.available)};t=${full_s}`;
  });
  const policies = budgets.map(
    ({ name, bucket }) => `"${name}";q=${bucket.capacity};w=${Math.ceil(bucket.capacity / bucket.restore_per_s)}`,
  );
  const refused = budgets.find(({ taken }) => !taken.allowed);
  return {
    ratelimit: left.join(', '),
    'ratelimit-policy': policies.join(', '),
    ...(refused && { 'retry-after': String(Math.ceil(refused.taken.retryAfter_ms / 1000)) }),
  };
}
