import { randomBytes } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { hash, verify } from '@node-rs/argon2';
import { codedError } from '@paygraph/subgraph';
import { boundedConcurrency, type ConcurrencyLimits, TooMuchWaiting } from './bounded-concurrency.ts';

/** Argon2id (the library's default) at the costs OWASP recommends: about 20 ms of one core each. */
const COSTS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

const LIMITS: ConcurrencyLimits = {
  // Hashes take threads of libuv's pool, which has four: one is left for files and names of hosts.
  atOnceMax: Math.min(3, availableParallelism()),
  // A few seconds of waiting at the most; whoever comes then had better come later.
  waitingMax: 200,
};
const RETRY_AFTER_MS = 2_000;

export interface PasswordHasher {
  /** The hash to keep, as a PHC string. */
  hash(password: string): Promise<string>;
  /** Whether `kept` is a hash of `password`. Without one the answer is no, after the same work. */
  verify(password: string, kept: string | undefined): Promise<boolean>;
}

/** Hashes passwords, a few at a time. Both functions throw RATE_LIMITED when too many are waiting. */
export async function createPasswordHasher(limits: ConcurrencyLimits = LIMITS): Promise<PasswordHasher> {
  const run = boundedConcurrency(limits);
  const limited = async <Result>(work: () => Promise<Result>): Promise<Result> => {
    try {
      return await run(work);
    } catch (error) {
      if (!(error instanceof TooMuchWaiting)) throw error;
      throw codedError('RATE_LIMITED', 'Too many people are signing in at this moment', {
        retryAfterMs: RETRY_AFTER_MS,
      });
    }
  };
  const nobodys = await hash(randomBytes(32), COSTS);
  return {
    hash: (password) => limited(() => hash(normalise(password), COSTS)),
    async verify(password, kept) {
      const matches = await limited(() => verify(kept ?? nobodys, normalise(password)));
      return matches && kept !== undefined;
    },
  };
}

/** One keyboard writes é as one character, another as two. */
function normalise(password: string): string {
  return password.normalize('NFKC');
}
