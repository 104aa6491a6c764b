import { type Actor, isOperator, type UserActor } from '@paygraph/identity';
import type { Money } from '@paygraph/money';
import { notFound } from '@paygraph/subgraph';
import type { PaymentDeps } from './deps.ts';
import { findVisible } from './find-visible.ts';
import { usable } from './parties.ts';
import type { Problem } from './problems.ts';
import type { Keyed } from './request.ts';
import { type Moved, refuse, replay } from './saga/replay.ts';
import { runSaga } from './saga/run-saga.ts';
import { authenticated, fail, proceed, release } from './saga/saga.ts';
import type { Change, TransactionRow } from './transaction.ts';

/** How often a change is tried anew when somebody else changed the transaction in between. */
const TRIES_MAX = 5;

/** Enters the one-time password of whoever started the transaction. */
export async function confirm(
  deps: PaymentDeps,
  actor: UserActor,
  id: string,
  code: string,
): Promise<TransactionRow | Problem> {
  const row = await findVisible(deps, actor, id);
  if (row.initiatorId !== actor.userId) throw notFound('Transaction');
  if (row.step !== 'AWAIT_CODE') return 'CODE_NOT_AWAITED';
  const frozen = await unusable(deps, row);
  if (frozen) return frozen;
  const { result } = await deps.peers.verifyChallenge({ id, userId: actor.userId, code });
  if (result === 'WRONG') return 'CODE_WRONG';
  return change(deps, actor, id, (current) => {
    if (current.step !== 'AWAIT_CODE') return 'CODE_NOT_AWAITED';
    if (result === 'VERIFIED') return authenticated(current, deps.now());
    return fail(current, result === 'EXPIRED' ? 'CHALLENGE_EXPIRED' : 'CHALLENGE_FAILED');
  });
}

/** Calls off a transaction that waits: by who started it, or an operator. */
export async function cancel(deps: PaymentDeps, actor: UserActor, id: string): Promise<TransactionRow | Problem> {
  const row = await findVisible(deps, actor, id);
  if (row.initiatorId !== actor.userId && !isOperator(actor)) throw notFound('Transaction');
  return change(deps, actor, id, ({ step, ...current }) =>
    step === 'AWAIT_CODE' || step === 'AWAIT_REVIEW' ? release({ ...current, step }) : 'NOT_CANCELABLE',
  );
}

/** An operator's decision about a transaction that risk wanted a person to look at. */
export async function review(
  deps: PaymentDeps,
  actor: UserActor,
  { id, approved, note }: { readonly id: string; readonly approved: boolean; readonly note: string },
): Promise<TransactionRow | Problem> {
  const row = await findVisible(deps, actor, id);
  // Four eyes: who moves money does not say that it may move.
  if (row.initiatorId === actor.userId) return 'OWN_TRANSACTION';
  const frozen = approved ? await unusable(deps, row) : null;
  if (frozen) return frozen;
  return change(deps, actor, id, (current) => {
    if (current.step !== 'AWAIT_REVIEW') return 'NOT_IN_REVIEW';
    const reviewed = { reviewedBy: actor.userId, reviewNote: note };
    if (!approved) return { ...reviewed, ...fail(current, 'REVIEW_REJECTED') };
    return { ...reviewed, status: 'PROCESSING', ...proceed(current, 'AWAIT_REVIEW', deps.now()) };
  });
}

/** Takes an authorized payment, or a part of it; null is all that is left. For whoever is paid, and operators. */
export async function capture(
  deps: PaymentDeps,
  actor: UserActor,
  request: Keyed & { readonly id: string; readonly amount: Money | null },
): Promise<Moved | Problem> {
  const { id, amount } = request;
  return keyed(deps, actor, request, id, async (row) => {
    const frozen = await unusable(deps, row);
    if (frozen) return frozen;
    if (row.step !== 'AWAIT_CAPTURE') return 'NOT_CAPTURABLE';
    const left = row.minor - row.capturedMinor;
    if (amount && amount.currency !== row.currency) return 'CURRENCY_MISMATCH';
    if (amount && amount.minor > left) return 'EXCEEDS_AUTHORIZATION';
    const part = { captureNumber: row.captureNumber + 1, captureMinor: amount?.minor ?? left };
    return { ...part, status: 'PROCESSING', ...proceed(row, 'AWAIT_CAPTURE', deps.now()) };
  });
}

/** Lets go of what is authorized and not captured. For whoever is paid, and operators. */
export function voidPayment(
  deps: PaymentDeps,
  actor: UserActor,
  request: Keyed & { readonly id: string },
): Promise<Moved | Problem> {
  return keyed(deps, actor, request, request.id, async (row) =>
    row.step === 'AWAIT_CAPTURE' ? release(row) : 'NOT_CAPTURABLE',
  );
}

/** A change by whoever is paid, once per key. */
async function keyed(
  deps: PaymentDeps,
  actor: UserActor,
  request: Keyed,
  id: string,
  decide: (row: TransactionRow) => Promise<Change | Problem>,
): Promise<Moved | Problem> {
  const call = { callerId: actor.userId, mutation: request.mutation, key: request.key };
  for (let tries = 0; tries < TRIES_MAX; tries++) {
    const known = await deps.store.findKey(call);
    if (known) return replay(deps, call, request, known);
    const row = await findVisible(deps, actor, id);
    if (row.destinationOwnerId !== actor.userId && !isOperator(actor)) throw notFound('Transaction');
    const decided = await decide(row);
    if (typeof decided === 'string') return refuse(deps, call, request, decided);
    const key = { call, inputHash: request.inputHash };
    const after = await deps.store.move({ before: row, change: decided, by: actor, key });
    if (after) return { transaction: await run(deps, actor, after), replayed: false };
  }
  return 'BUSY';
}

async function change(
  deps: PaymentDeps,
  actor: Actor,
  id: string,
  decide: (row: TransactionRow) => Change | Problem,
): Promise<TransactionRow | Problem> {
  for (let tries = 0; tries < TRIES_MAX; tries++) {
    const row = await findVisible(deps, actor, id);
    const decided = decide(row);
    if (typeof decided === 'string') return decided;
    const after = await deps.store.move({ before: row, change: decided, by: actor });
    if (after) return run(deps, actor, after);
  }
  return 'BUSY';
}

/** On with it; what cannot be done now is done by the recovery worker, and the caller gets it as it stands. */
async function run(deps: PaymentDeps, by: Actor, row: TransactionRow): Promise<TransactionRow> {
  return runSaga(deps, by, row).catch(async (error: unknown) => {
    deps.logger.error({ err: error, transactionId: row.id }, 'transaction interrupted');
    return (await deps.store.byId(row.id)) ?? row;
  });
}

/** A wallet that was frozen or closed since stops what waits; the wait goes on until its time is over. */
async function unusable({ peers }: PaymentDeps, row: TransactionRow): Promise<Problem | null> {
  const ids = [row.sourceWalletId, row.destinationWalletId].filter((id) => id !== null);
  const wallets = await Promise.all(ids.map((id) => peers.wallet(id)));
  return wallets.flatMap((wallet) => (wallet ? (usable(wallet) ?? []) : []))[0] ?? null;
}
