import { getTableColumns } from 'drizzle-orm';
import { transactions } from '../tables.ts';
import type { TransactionRow } from '../transaction.ts';

const COLUMNS = Object.entries(getTableColumns(transactions)).map(
  ([key, { name }]) => [key as keyof TransactionRow, name] as const,
);

/** What never changes once it was recorded. */
const FIXED: readonly (keyof TransactionRow)[] = [
  'id',
  'type',
  'currency',
  'minor',
  'initiatorId',
  'sourceWalletId',
  'sourceOwnerId',
  'destinationWalletId',
  'destinationOwnerId',
  'paymentMethodId',
  'parentId',
  'description',
  'metadata',
  'refundReason',
  'feeFixedMinor',
  'feeBasisPoints',
  'captureMode',
  'limited',
  'createdAt',
];

/** `set` of an update that takes everything that may change from `m`. */
export const SET_CHANGING = COLUMNS.filter(([key]) => !FIXED.includes(key))
  .map(([, name]) => `${name} = m.${name}`)
  .join(', ');

/** Rows as one parameter: `json_populate_recordset(null::transactions, $1)` reads them, whatever their number. */
export function recordSet(rows: readonly TransactionRow[]): string {
  return JSON.stringify(rows.map((row) => Object.fromEntries(COLUMNS.map(([key, name]) => [name, plain(row[key])]))));
}

function plain(value: unknown): unknown {
  return typeof value === 'bigint' ? value.toString() : value;
}
