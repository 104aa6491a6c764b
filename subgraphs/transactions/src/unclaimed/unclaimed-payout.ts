import { type Actor, asService, newId, type UserActor } from '@paygraph/identity';
import { startWorkLoop, type WorkLoop } from '@paygraph/process';
import { notFound } from '@paygraph/subgraph';
import type { TransactionsDeps } from '../deps.ts';
import { usable } from '../parties.ts';
import type { Problem } from '../problems.ts';
import { parseKeyed } from '../request.ts';
import type { CallKey, KnownKey } from '../saga/store.ts';
import { payoutEntry, type UnclaimedRow } from './unclaimed.ts';
import { beginPayout, endPayout, leasePayouts, unclaimedById } from './unclaimed-store.ts';

const INTERVAL_MS = 5_000;
const BATCH_SIZE_MAX = 50;

export interface UnclaimedPayoutInput {
  readonly id: string;
  readonly walletId: string;
  readonly idempotencyKey: string;
}

/** Unclaimed money as it is then, and whether it is the answer of an earlier call with the same key. */
export interface PaidOut {
  readonly unclaimed: UnclaimedRow;
  readonly replayed: boolean;
}

/** Gives unclaimed money to its owner, into a wallet of theirs: by an operator whose it is not. */
export async function payOutUnclaimed(
  deps: TransactionsDeps,
  actor: UserActor,
  { id, walletId, idempotencyKey }: UnclaimedPayoutInput,
): Promise<PaidOut | Problem> {
  const keyed = parseKeyed('payOutUnclaimed', idempotencyKey, { id, walletId });
  if (typeof keyed === 'string') return keyed;
  const { inputHash } = keyed;
  const call: CallKey = { callerId: actor.userId, mutation: keyed.mutation, key: keyed.key };
  const known = await deps.store.findKey(call);
  if (known) return replayed(deps, known, { inputHash, walletId });

  const row = await find(deps, id);
  if (!row) throw notFound('UnclaimedFunds');
  // It may be another call with this key that has begun meanwhile.
  const refuse = async (problem: Problem) => {
    const first = await deps.store.findKey(call);
    return first ? replayed(deps, first, { inputHash, walletId }) : problem;
  };
  const problem = await problemOf(deps, actor, row, walletId);
  if (problem) return refuse(problem);
  const begun = await beginPayout(deps.publisher, actor, { call, inputHash, id, walletId }, deps.now());
  if (typeof begun === 'string') return refuse('NOT_UNCLAIMED');
  // Who cannot be asked now is asked by the worker; the caller gets it as it stands.
  await finish(deps, actor, begun).catch((error: unknown) => {
    deps.logger.error({ err: error, unclaimedId: id }, 'unclaimed money is not paid out yet');
  });
  const after = (await find(deps, id)) ?? begun;
  return wasRefused(after, walletId) ? 'WALLET_CLOSED' : { unclaimed: after, replayed: false };
}

async function find({ database }: TransactionsDeps, id: string): Promise<UnclaimedRow | undefined> {
  return (await unclaimedById(database, [id])).get(id);
}

/** The wallet took nothing; it may be on its way to another one since. */
function wasRefused(row: UnclaimedRow, walletId: string): boolean {
  return row.walletId !== walletId;
}

async function replayed(
  deps: TransactionsDeps,
  first: KnownKey,
  { inputHash, walletId }: { readonly inputHash: string; readonly walletId: string },
): Promise<PaidOut | Problem> {
  if (first.inputHash !== inputHash) return 'IDEMPOTENCY_KEY_REUSED';
  const unclaimed = await find(deps, first.transactionId);
  if (!unclaimed) throw new Error(`unclaimed money ${first.transactionId} is gone`);
  return wasRefused(unclaimed, walletId) ? 'WALLET_CLOSED' : { unclaimed, replayed: true };
}

async function problemOf(
  deps: TransactionsDeps,
  actor: UserActor,
  row: UnclaimedRow,
  walletId: string,
): Promise<Problem | null> {
  const { ownerId, currency, status } = row;
  // Four eyes: who decides whose money it is does not get it.
  if (ownerId === actor.userId) return 'OWN_TRANSACTION';
  if (status !== 'OPEN') return 'NOT_UNCLAIMED';
  const wallet = await deps.peers.wallet(walletId);
  if (wallet?.ownerId !== ownerId) return 'DESTINATION_NOT_FOUND';
  if (wallet.currency !== currency) return 'CURRENCY_MISMATCH';
  return usable(wallet) ?? (row.reason === 'CARD_REFUSED_REFUND' ? disputeOver(deps, row) : null);
}

/** What a card refused is not given to its holder when they have it back by their bank, or may get it so. */
async function disputeOver({ store, providers }: TransactionsDeps, { transactionId }: UnclaimedRow) {
  const charge = await store.byId(transactionId);
  if (!charge?.provider) throw new Error(`charge ${transactionId} is gone`);
  const state = await providers.connector(charge.provider).status(transactionId);
  if (state === 'UNKNOWN' || state === 'NOT_FOUND') return 'PROVIDER_SILENT';
  return state.disputes.some((dispute) => dispute.status !== 'WON') ? 'CHARGE_DISPUTED' : null;
}

/** Books it, and writes down what became of that. Safe to run twice at once and after a crash at any point. */
async function finish({ peers, publisher, now }: TransactionsDeps, by: Actor, row: UnclaimedRow): Promise<void> {
  await endPayout(publisher, by, row, await peers.post(payoutEntry(row)), now());
}

/** Finishes payouts of unclaimed money that nobody has finished. Any number of replicas may run it. */
export function startUnclaimedWorker(deps: TransactionsDeps): WorkLoop {
  return startWorkLoop({
    interval_ms: INTERVAL_MS,
    round: async () => (await finishPayouts(deps)) === BATCH_SIZE_MAX,
    logger: deps.logger,
    failure: 'unclaimed money could not be paid out',
  });
}

/** One round; the answer is how many it took up. */
export async function finishPayouts(deps: TransactionsDeps): Promise<number> {
  const ids = await leasePayouts(deps.database, deps.now(), BATCH_SIZE_MAX);
  const rows = await unclaimedById(deps.database, ids);
  const by = asService('transactions', { requestId: newId('unclaimed') });
  await Promise.all(
    [...rows.values()].map((row) =>
      finish(deps, by, row).catch((error: unknown) => {
        deps.logger.warn({ err: error, unclaimedId: row.id }, 'unclaimed money is not paid out yet');
      }),
    ),
  );
  return ids.length;
}
