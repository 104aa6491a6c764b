import { newId } from '@paygraph/identity';
import { firstStep } from './saga/saga.ts';
import { LEASE_MS } from './saga/store.ts';
import type { TransactionRow } from './transaction.ts';

type NewTransaction = Pick<TransactionRow, 'type' | 'initiatorId' | 'currency' | 'minor' | 'createdAt'> &
  Partial<TransactionRow>;

/** A transaction about to be recorded, with what everyone of them begins with. */
export function newTransaction(given: NewTransaction): TransactionRow {
  const manual = given.captureMode === 'MANUAL';
  const row: TransactionRow = {
    id: newId('txn', given.createdAt),
    status: 'CREATED',
    step: null,
    version: 1,
    sourceWalletId: null,
    sourceOwnerId: null,
    destinationWalletId: null,
    destinationOwnerId: null,
    paymentMethodId: null,
    parentId: null,
    description: null,
    metadata: null,
    refundReason: null,
    feeFixedMinor: 0n,
    feeBasisPoints: 0,
    feeMinor: 0n,
    captureMode: 'AUTOMATIC',
    captureNumber: manual ? 0 : 1,
    captureMinor: manual ? 0n : given.minor,
    capturedMinor: 0n,
    refundedMinor: 0n,
    refundReservedMinor: 0n,
    owedMinor: 0n,
    limited: false,
    review: false,
    reviewedBy: null,
    reviewNote: null,
    authenticated: false,
    actionExpiresAt: null,
    actionDeliveredTo: null,
    provider: null,
    providerReference: null,
    providersPassed: [],
    failureCode: null,
    declineCode: null,
    undoFrom: null,
    ending: null,
    authorizedAt: null,
    settledAt: null,
    dueAt: new Date(given.createdAt.getTime() + LEASE_MS),
    attempts: 0,
    deadAt: null,
    lastError: null,
    ...given,
  };
  return { ...row, step: firstStep(row) };
}
