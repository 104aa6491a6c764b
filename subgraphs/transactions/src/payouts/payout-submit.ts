import { newId, type UserActor } from '@paygraph/identity';
import type { PaymentDeps } from '../deps.ts';
import { usable } from '../parties.ts';
import { type Problem, userError } from '../problems.ts';
import { parseKeyed } from '../request.ts';
import type { CountedBatch, PayoutBatchRow } from './payout-batch.ts';
import { isRefused, type NewPayoutLine, type PayoutLineInput, parsePayoutLines, totalOf } from './payout-lines.ts';
import type { PayoutError } from './payout-problem.ts';

export interface PayoutBatchInput {
  readonly fromWalletId: string;
  readonly lines?: readonly PayoutLineInput[] | null;
  readonly file?: string | null;
  readonly idempotencyKey: string;
}

export interface Submitted {
  readonly batch: CountedBatch;
  /** This is the answer of an earlier call with the same key. */
  readonly replayed: boolean;
}

/** Records a batch, once per key of the caller, for the worker to pay; or answers with everything that is wrong with it. */
export async function submitPayouts(
  deps: PaymentDeps,
  actor: UserActor,
  { fromWalletId, idempotencyKey, ...given }: PayoutBatchInput,
): Promise<Submitted | readonly PayoutError[]> {
  const source = await deps.peers.wallet(fromWalletId);
  if (source?.ownerId !== actor.userId) return [userError('SOURCE_NOT_FOUND')];
  const lines = parsePayoutLines(given, source);
  if (isRefused(lines)) return lines;
  const content = { fromWalletId, lines: lines.map(({ minor, ...line }) => ({ ...line, minor: `${minor}` })) };
  const keyed = parseKeyed('submitPayouts', idempotencyKey, content);
  if (typeof keyed === 'string') return [userError(keyed)];

  const call = { callerId: actor.userId, mutation: keyed.mutation, key: keyed.key };
  const first = await deps.store.findKey(call);
  if (first) return replay(deps, keyed.inputHash, first);
  const frozen = usable(source);
  if (frozen) return [userError(frozen)];
  const batch = newBatch(actor, source, lines, deps.now());
  const recorded = await deps.payouts.record({ actor, call, inputHash: keyed.inputHash, batch, lines });
  if (recorded) return { batch, replayed: false };
  const winner = await deps.store.findKey(call);
  if (!winner) throw new Error('an idempotency key was taken and cannot be found');
  return replay(deps, keyed.inputHash, winner);
}

async function replay(
  { payouts }: PaymentDeps,
  inputHash: string,
  first: { readonly inputHash: string; readonly transactionId: string },
): Promise<Submitted | readonly PayoutError[]> {
  if (first.inputHash !== inputHash) return [userError('IDEMPOTENCY_KEY_REUSED' satisfies Problem)];
  const batch = await payouts.byId(first.transactionId);
  if (!batch) throw new Error(`batch ${first.transactionId} is gone`);
  return { batch, replayed: true };
}

function newBatch(
  { userId, requestId, ip }: UserActor,
  source: { readonly id: string; readonly currency: string },
  lines: readonly NewPayoutLine[],
  now: Date,
): CountedBatch {
  const row: PayoutBatchRow = {
    id: newId('pob'),
    status: 'PROCESSING',
    sourceWalletId: source.id,
    currency: source.currency,
    submittedBy: userId,
    requestId,
    ip: ip ?? null,
    lineCount: lines.length,
    minor: totalOf(lines),
    told: null,
    createdAt: now,
    changedAt: now,
    completedAt: null,
    dueAt: now,
  };
  return { ...row, succeeded: 0, failed: 0, inReview: 0, succeededMinor: 0n, failedMinor: 0n };
}
