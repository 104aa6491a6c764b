import type { UserActor } from '@paygraph/identity';
import { confirm } from './commands.ts';
import type { PaymentDeps } from './deps.ts';
import { type FeeTerms, feeOn } from './fees/fee.ts';
import { newTransaction } from './new-transaction.ts';
import { findParties, type Parties } from './parties.ts';
import type { Problem } from './problems.ts';
import type { Keyed, MoneyRequest } from './request.ts';
import { type Moved, refuse, replay } from './saga/replay.ts';
import { runRecorded } from './saga/run-saga.ts';
import type { CallKey, KnownKey } from './saga/store.ts';
import type { TransactionRow } from './transaction.ts';

/** Moves money, once per key of the caller: records the intent, then runs its saga. */
export async function moveMoney(deps: PaymentDeps, actor: UserActor, request: MoneyRequest): Promise<Moved | Problem> {
  const call: CallKey = { callerId: actor.userId, mutation: request.mutation, key: request.key };
  const finding = findParties(deps.peers, actor, request);
  // Whoever asks again needs none of it; then its failure is nobody's.
  finding.catch(() => undefined);
  const known = await deps.store.findKey(call);
  if (known) return replayMovement(deps, actor, call, request, known);
  const parties = await finding;
  if (typeof parties === 'string') return refuse(deps, call, request, parties);
  const terms = await deps.fees.terms(request.type, request.destinationWalletId, request.amount.currency);
  const transaction = newMovement(actor.userId, request, parties, terms, deps.now());
  const recorded = await deps.store.record({ actor, call, inputHash: request.inputHash, transaction });
  if (recorded !== 'RECORDED') {
    return replayMovement(deps, actor, call, request, await deps.store.findKey(call));
  }
  return { transaction: await runRecorded(deps, actor, call, transaction), replayed: false };
}

/** The answer of an earlier call with this key; a one-time password is entered, when one is waited for. */
export async function replayMovement(
  deps: PaymentDeps,
  actor: UserActor,
  call: CallKey,
  request: Keyed & Pick<MoneyRequest, 'otp'>,
  first: KnownKey | undefined,
): Promise<Moved | Problem> {
  const moved = await replay(deps, call, request, first);
  if (typeof moved === 'string' || request.otp === null || moved.transaction.step !== 'AWAIT_CODE') return moved;
  const confirmed = await confirm(deps, actor, moved.transaction.id, request.otp);
  return typeof confirmed === 'string' ? confirmed : { transaction: confirmed, replayed: true };
}

function newMovement(
  initiatorId: string,
  request: MoneyRequest,
  { source, destination }: Parties,
  terms: FeeTerms,
  now: Date,
): TransactionRow {
  const { type, amount, captureMode, paymentMethodId, description, metadata, parentId } = request;
  return newTransaction({
    type,
    initiatorId,
    ...amount,
    ...terms,
    feeMinor: feeOn(amount.minor, terms),
    sourceWalletId: source?.id ?? null,
    sourceOwnerId: source?.ownerId ?? null,
    destinationWalletId: destination?.id ?? null,
    destinationOwnerId: destination?.ownerId ?? null,
    paymentMethodId,
    parentId,
    description,
    metadata,
    captureMode,
    limited: source?.limited ?? false,
    createdAt: now,
  });
}
