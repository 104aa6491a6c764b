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

/** Which status may follow which. The store repeats the guard in SQL. */
export const TRANSITIONS = {
  CREATED: ['REQUIRES_ACTION', 'IN_REVIEW', 'PROCESSING', 'AUTHORIZED', 'SUCCEEDED', 'FAILED', 'CANCELED'],
  REQUIRES_ACTION: ['IN_REVIEW', 'PROCESSING', 'AUTHORIZED', 'SUCCEEDED', 'FAILED', 'CANCELED'],
  IN_REVIEW: ['PROCESSING', 'AUTHORIZED', 'SUCCEEDED', 'FAILED', 'CANCELED'],
  PROCESSING: ['AUTHORIZED', 'SUCCEEDED', 'FAILED'],
  AUTHORIZED: ['PROCESSING', 'SUCCEEDED', 'FAILED', 'CANCELED'],
  SUCCEEDED: ['REFUNDED', 'PARTIALLY_REFUNDED', 'DISPUTED'],
  FAILED: [],
  CANCELED: [],
  REFUNDED: ['DISPUTED'],
  PARTIALLY_REFUNDED: ['REFUNDED', 'DISPUTED'],
  DISPUTED: ['SUCCEEDED', 'REFUNDED', 'PARTIALLY_REFUNDED'],
} as const satisfies Record<TransactionStatus, readonly TransactionStatus[]>;

export function mayBecome(from: TransactionStatus, to: TransactionStatus): boolean {
  return (TRANSITIONS[from] as readonly TransactionStatus[]).includes(to);
}

/** Still being worked on by us: the recovery worker looks after these. */
export const UNFINISHED = ['CREATED', 'PROCESSING'] as const satisfies readonly TransactionStatus[];

export function isUnfinished(status: TransactionStatus): boolean {
  return (UNFINISHED as readonly TransactionStatus[]).includes(status);
}

/** The money has moved, so that who received it may know. */
export const MOVED = [
  'SUCCEEDED',
  'REFUNDED',
  'PARTIALLY_REFUNDED',
  'DISPUTED',
] as const satisfies readonly TransactionStatus[];
