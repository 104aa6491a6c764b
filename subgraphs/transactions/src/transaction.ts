import type { transactions } from './tables.ts';

export type TransactionType =
  | 'DEPOSIT'
  | 'WITHDRAWAL'
  | 'TRANSFER'
  | 'PAYMENT'
  | 'REFUND'
  | 'CONVERSION'
  | 'PAYOUT'
  | 'CHARGEBACK';

export type TransactionRow = typeof transactions.$inferSelect;

/** What changes together, in one version of a transaction. */
export type Change = Partial<Omit<TransactionRow, 'id' | 'type' | 'version' | 'currency' | 'minor' | 'createdAt'>>;
