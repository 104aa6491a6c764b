import type { createClient } from 'redis';

/** A holder that is silent for this long is taken for dead. */
const LEASE_MS = 10_000;
const RENEW_INTERVAL_MS = 2_500;

/** Takes the lease or renews it; 0 while somebody else holds it. */
const TAKE = `
  local holder = redis.call('get', KEYS[1])
  if holder and holder ~= ARGV[1] then return 0 end
  redis.call('set', KEYS[1], ARGV[1], 'px', ARGV[2])
  return 1`;
const RELEASE = `if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('del', KEYS[1]) end return 0`;

export interface Lease {
  /** Aborts when somebody else may hold it now. */
  readonly lost: AbortSignal;
  release(): Promise<void>;
}

/**
 * A right that one `holder` at a time has under `key`; undefined while another has it. Renews itself until it is
 * released. A holder that could not release it, because Redis was away, may take it again at once.
 */
export async function takeLease(
  client: ReturnType<typeof createClient>,
  key: string,
  holder: string,
): Promise<Lease | undefined> {
  const take = () => client.eval(TAKE, { keys: [key], arguments: [holder, String(LEASE_MS)] });
  if ((await take()) !== 1) return undefined;

  const lost = new AbortController();
  const lose = () => lost.abort();
  // Redis may be out of reach: what could not be renewed in time is lost, whatever Redis thinks.
  let expiry = setTimeout(lose, LEASE_MS);
  const renew = async () => {
    if ((await take()) !== 1) return lose();
    clearTimeout(expiry);
    if (!lost.signal.aborted) expiry = setTimeout(lose, LEASE_MS);
  };
  const renewal = setInterval(() => renew().catch(() => undefined), RENEW_INTERVAL_MS);
  return {
    lost: lost.signal,
    async release() {
      lose();
      clearInterval(renewal);
      clearTimeout(expiry);
      await client.eval(RELEASE, { keys: [key], arguments: [holder] });
    },
  };
}
