import { isOperator, type UserActor } from '@paygraph/identity';
import type { PaymentDeps } from './deps.ts';
import { findVisible } from './find-visible.ts';
import { newTransaction } from './new-transaction.ts';
import { usable } from './parties.ts';
import type { Problem } from './problems.ts';
import type { RefundRequest } from './request.ts';
import { type Moved, refuse, replay } from './saga/replay.ts';
import { runRecorded } from './saga/run-saga.ts';
import type { CallKey } from './saga/store.ts';
import type { TransactionRow, TransactionType } from './transaction.ts';

const REFUNDABLE: readonly TransactionType[] = ['PAYMENT', 'DEPOSIT', 'TRANSFER'];

/** Sends money back to where it came from: by whoever got it, or an operator. Never more than was captured. */
export async function refund(deps: PaymentDeps, actor: UserActor, request: RefundRequest): Promise<Moved | Problem> {
  const call: CallKey = { callerId: actor.userId, mutation: request.mutation, key: request.key };
  const known = await deps.store.findKey(call);
  if (known) return replay(deps, call, request, known);

  const payment = await refundable(deps, actor, request.transactionId);
  if (typeof payment === 'string') return refuse(deps, call, request, payment);
  const left = payment.capturedMinor - payment.refundReservedMinor;
  if (left === 0n) return refuse(deps, call, request, 'NOTHING_LEFT');
  if (request.amount && request.amount.currency !== payment.currency) return 'CURRENCY_MISMATCH';
  const minor = request.amount?.minor ?? left;
  if (minor > left) return refuse(deps, call, request, 'EXCEEDS_PAYMENT');

  const transaction = refundOf(payment, actor.userId, minor, request, deps.now());
  const recorded = await deps.store.record({ actor, call, inputHash: request.inputHash, transaction });
  if (recorded === 'KEY_TAKEN') return replay(deps, call, request, await deps.store.findKey(call));
  if (recorded !== 'RECORDED') return recorded;
  return { transaction: await runRecorded(deps, actor, call, transaction), replayed: false };
}

async function refundable(deps: PaymentDeps, actor: UserActor, id: string): Promise<TransactionRow | Problem> {
  const payment = await findVisible(deps, actor, id);
  const isPaid = payment.destinationOwnerId === actor.userId;
  if (!isPaid && !isOperator(actor)) return 'NOT_REFUNDABLE';
  if (!REFUNDABLE.includes(payment.type) || payment.capturedMinor === 0n) return 'NOT_REFUNDABLE';
  if (!['SUCCEEDED', 'PARTIALLY_REFUNDED', 'REFUNDED'].includes(payment.status)) return 'NOT_REFUNDABLE';
  for (const walletId of [payment.destinationWalletId, payment.sourceWalletId]) {
    const wallet = walletId === null ? null : await deps.peers.wallet(walletId);
    const problem = wallet && usable(wallet);
    if (problem) return problem;
  }
  return payment;
}

function refundOf(
  payment: TransactionRow,
  initiatorId: string,
  minor: bigint,
  { reason }: RefundRequest,
  now: Date,
): TransactionRow {
  return newTransaction({
    type: 'REFUND',
    initiatorId,
    currency: payment.currency,
    minor,
    createdAt: now,
    parentId: payment.id,
    refundReason: reason,
    description: payment.description,
    sourceWalletId: payment.destinationWalletId,
    sourceOwnerId: payment.destinationOwnerId,
    destinationWalletId: payment.sourceWalletId,
    destinationOwnerId: payment.sourceOwnerId,
    // Back to the card it was charged to, by who charged it.
    paymentMethodId: payment.paymentMethodId,
    provider: payment.provider,
    providerReference: payment.providerReference,
  });
}
