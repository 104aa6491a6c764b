export const TRANSACTION_STATUSES = [
  'CREATED',
  'REQUIRES_ACTION',
  'IN_REVIEW',
  'PROCESSING',
  'AUTHORIZED',
  'SUCCEEDED',
  'FAILED',
  'CANCELED',
  'REFUNDED',
  'PARTIALLY_REFUNDED',
  'DISPUTED',
] as const;
export type TransactionStatus = (typeof TRANSACTION_STATUSES)[number];

/** Which status may follow which. A trigger holds PostgreSQL to the same table. */
export const TRANSITIONS = {
  CREATED: ['REQUIRES_ACTION', 'IN_REVIEW', 'PROCESSING', 'AUTHORIZED', 'SUCCEEDED', 'FAILED', 'CANCELED'],
  REQUIRES_ACTION: ['IN_REVIEW', 'PROCESSING', 'AUTHORIZED', 'SUCCEEDED', 'FAILED', 'CANCELED'],
  IN_REVIEW: ['PROCESSING', 'AUTHORIZED', 'SUCCEEDED', 'FAILED', 'CANCELED'],
  PROCESSING: ['REQUIRES_ACTION', 'IN_REVIEW', 'AUTHORIZED', 'SUCCEEDED', 'FAILED', 'CANCELED'],
  AUTHORIZED: ['PROCESSING', 'SUCCEEDED', 'FAILED', 'CANCELED'],
  // A refund or a withdrawal may come back long after the bank said yes.
  SUCCEEDED: ['REFUNDED', 'PARTIALLY_REFUNDED', 'DISPUTED', 'FAILED'],
  FAILED: [],
  CANCELED: [],
  // Back again when a refund that was counted comes back.
  REFUNDED: ['PARTIALLY_REFUNDED', 'SUCCEEDED', 'DISPUTED'],
  PARTIALLY_REFUNDED: ['REFUNDED', 'SUCCEEDED', 'DISPUTED'],
  DISPUTED: ['SUCCEEDED', 'REFUNDED', 'PARTIALLY_REFUNDED'],
} as const satisfies Record<TransactionStatus, readonly TransactionStatus[]>;

export function mayBecome(from: TransactionStatus, to: TransactionStatus): boolean {
  return (TRANSITIONS[from] as readonly TransactionStatus[]).includes(to);
}

/** The money has moved. */
const MOVED = [
  'SUCCEEDED',
  'REFUNDED',
  'PARTIALLY_REFUNDED',
  'DISPUTED',
] as const satisfies readonly TransactionStatus[];

export function hasMoved(status: TransactionStatus): boolean {
  return (MOVED as readonly TransactionStatus[]).includes(status);
}
