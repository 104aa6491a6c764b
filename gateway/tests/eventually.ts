import { vi } from 'vitest';

/** Far beyond what anything takes: it is there to end what hangs, not to measure a busy machine. */
const TIMEOUT_MS = 20_000;

/** What a check answers as soon as it throws no more. */
export function eventually<Answer>(check: () => Promise<Answer> | Answer): Promise<Answer> {
  return vi.waitFor(check, { timeout: TIMEOUT_MS, interval: 20 });
}
