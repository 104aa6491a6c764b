import { codedError } from '@paygraph/subgraph';
import type { PaymentDeps } from '../deps.ts';
import type { Problem } from '../problems.ts';
import type { Keyed } from '../request.ts';
import type { TransactionRow } from '../transaction.ts';
import { isUnderWay } from './saga.ts';
import type { CallKey, KnownKey } from './store.ts';

/** How long a call waits for another call with the same key. */
const REPLAY_WAIT_MS = 8_000;
const REPLAY_POLL_MS = 50;

export interface Moved {
  readonly transaction: TransactionRow;
  /** This is the answer of an earlier call with the same key. */
  readonly replayed: boolean;
}

/**
 * Why a call is refused, unless an earlier one with its key has done meanwhile what it asks for: then nothing may be
 * left to be done, and the answer is that of the first.
 */
export async function refuse(
  deps: PaymentDeps,
  call: CallKey,
  keyed: Keyed,
  problem: Problem,
): Promise<Moved | Problem> {
  const first = await deps.store.findKey(call);
  return first ? replay(deps, call, keyed, first) : problem;
}

/** The answer of the first call with this key, for which it waits a while. */
export async function replay(
  { store, now, sleep }: PaymentDeps,
  call: CallKey,
  { inputHash }: Keyed,
  first: KnownKey | undefined,
): Promise<Moved | Problem> {
  if (!first) throw new Error('an idempotency key was taken and cannot be found');
  if (first.inputHash !== inputHash) return 'IDEMPOTENCY_KEY_REUSED';
  for (const deadline = now().getTime() + REPLAY_WAIT_MS; ; ) {
    const transaction = await store.byId(first.transactionId);
    if (!transaction) throw new Error(`transaction ${first.transactionId} is gone`);
    if (!isUnderWay(transaction)) return { transaction, replayed: true };
    if ((await store.findKey(call))?.answered) return { transaction, replayed: true };
    if (now().getTime() >= deadline) {
      throw codedError('IDEMPOTENCY_IN_PROGRESS', 'The first call with this key is still running', {
        retryAfterMs: 1_000,
      });
    }
    await sleep(REPLAY_POLL_MS);
  }
}
