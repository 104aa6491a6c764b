import { setTimeout as sleep } from 'node:timers/promises';
import { newId, type UserActor } from '@paygraph/identity';
import { codedError } from '@paygraph/subgraph';
import type { TransactionsDeps } from './deps.ts';
import { type CallKey, findKey, type KeyRow, markAnswered } from './intent-store.ts';
import type { MovementWallet } from './peers.ts';
import type { Problem } from './problems.ts';
import type { MoneyRequest } from './request.ts';
import { runSaga } from './run-saga.ts';
import { isUnfinished } from './status.ts';
import { type TransactionRow, transactionsById } from './transaction-store.ts';

/** Who runs a new transaction has it to themselves for this long; then the recovery worker looks after it. */
const FIRST_LEASE_MS = 15_000;
/** How long a call waits for another call with the same key. */
const REPLAY_WAIT_MS = 8_000;
const REPLAY_POLL_MS = 50;

export interface Moved {
  readonly transaction: TransactionRow;
  /** This is the answer of an earlier call with the same key. */
  readonly replayed: boolean;
}

/** Moves money, once per key of the caller: records the intent, then runs its saga. */
export async function moveMoney(
  deps: TransactionsDeps,
  actor: UserActor,
  request: MoneyRequest,
): Promise<Moved | Problem> {
  const call: CallKey = { callerId: actor.userId, mutation: request.mutation, key: request.key };
  const known = await findKey(deps.database, call);
  if (known) return replay(deps, call, request, known);

  const parties = await checkParties(deps, actor, request);
  if (typeof parties === 'string') return parties;
  const transaction = newTransaction(deps, actor, request, parties);
  if (!(await deps.record({ actor, call, inputHash: request.inputHash, transaction }))) {
    return replay(deps, call, request, await findKey(deps.database, call));
  }
  const result = await runSaga(deps, actor, transaction).catch(async (error: unknown) => {
    // Recorded, so it will be finished; the caller gets it as it stands.
    deps.logger.error({ err: error, transactionId: transaction.id }, 'transaction interrupted');
    return (await transactionsById(deps.database, [transaction.id])).get(transaction.id) ?? transaction;
  });
  if (isUnfinished(result.status)) await markAnswered(deps.database, call);
  return { transaction: result, replayed: false };
}

interface Parties {
  readonly source: MovementWallet | null;
  readonly destination: MovementWallet;
}

async function checkParties(
  { peers }: TransactionsDeps,
  actor: UserActor,
  request: MoneyRequest,
): Promise<Parties | Problem> {
  const { sourceWalletId, destinationWalletId, paymentMethodId, amount } = request;
  const [source, destination, ownsCard] = await Promise.all([
    sourceWalletId ? peers.wallet(sourceWalletId) : null,
    peers.wallet(destinationWalletId),
    paymentMethodId ? peers.ownsCard(paymentMethodId, actor.userId) : true,
  ]);
  if (sourceWalletId && source?.ownerId !== actor.userId) return 'SOURCE_NOT_FOUND';
  // Money is charged to one's own card into one's own wallet.
  if (!destination || (paymentMethodId && destination.ownerId !== actor.userId)) return 'DESTINATION_NOT_FOUND';
  if (!ownsCard) return 'PAYMENT_METHOD_NOT_FOUND';
  for (const wallet of source ? [source, destination] : [destination]) {
    if (wallet.status === 'FROZEN') return 'WALLET_FROZEN';
    if (wallet.status === 'CLOSED') return 'WALLET_CLOSED';
    if (wallet.currency !== amount.currency) return 'CURRENCY_MISMATCH';
  }
  return { source, destination };
}

function newTransaction(
  { now, cards }: TransactionsDeps,
  actor: UserActor,
  request: MoneyRequest,
  { source, destination }: Parties,
): TransactionRow {
  const createdAt = now();
  return {
    id: newId('txn'),
    type: request.mutation === 'deposit' ? 'DEPOSIT' : 'TRANSFER',
    status: 'CREATED',
    ...request.amount,
    initiatorId: actor.userId,
    sourceWalletId: source?.id ?? null,
    sourceOwnerId: source?.ownerId ?? null,
    destinationWalletId: destination.id,
    destinationOwnerId: destination.ownerId,
    paymentMethodId: request.paymentMethodId,
    description: request.description,
    metadata: request.metadata,
    failureCode: null,
    declineCode: null,
    provider: request.paymentMethodId ? cards.name : null,
    providerReference: null,
    createdAt,
    settledAt: null,
    dueAt: new Date(createdAt.getTime() + FIRST_LEASE_MS),
    attempts: 0,
  };
}

/** The answer of the first call with this key, for which it waits a while. */
async function replay(
  { database }: TransactionsDeps,
  call: CallKey,
  request: MoneyRequest,
  first: KeyRow | undefined,
): Promise<Moved | Problem> {
  if (!first) throw new Error('an idempotency key was taken and cannot be found');
  if (first.inputHash !== request.inputHash) return 'IDEMPOTENCY_KEY_REUSED';
  for (const deadline = Date.now() + REPLAY_WAIT_MS; ; ) {
    const transaction = (await transactionsById(database, [first.transactionId])).get(first.transactionId);
    if (!transaction) throw new Error(`transaction ${first.transactionId} is gone`);
    if (!isUnfinished(transaction.status)) return { transaction, replayed: true };
    if ((await findKey(database, call))?.answered) return { transaction, replayed: true };
    if (Date.now() >= deadline) {
      throw codedError('IDEMPOTENCY_IN_PROGRESS', 'The first call with this key is still running', {
        retryAfterMs: 1_000,
      });
    }
    await sleep(REPLAY_POLL_MS);
  }
}
