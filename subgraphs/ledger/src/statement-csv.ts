import { formatMinor } from '@paygraph/money';
import type { StatementEntry, StatementWriter } from './statement.ts';

const COLUMNS = [
  'date',
  'entry_id',
  'transaction_id',
  'description',
  'direction',
  'amount',
  'currency',
  'balance_after',
] as const;

/** A statement as CSV by RFC 4180: a header, CRLF, UTF-8; newest last. */
export const csvStatement: StatementWriter = {
  contentType: 'text/csv; charset=utf-8; header=present',
  extension: 'csv',
  start: () => `${COLUMNS.join(',')}\r\n`,
  entry: (entry, { currency }) => `${fieldsOf(entry, currency).map(quote).join(',')}\r\n`,
  end: () => '',
};

function fieldsOf(entry: StatementEntry, currency: string): string[] {
  return [
    entry.recordedAt.toISOString(),
    harmless(entry.entryId),
    harmless(entry.transactionId ?? ''),
    harmless(entry.description),
    entry.direction,
    formatMinor(entry.minor, currency),
    currency,
    formatMinor(entry.balanceAfterMinor, currency),
  ];
}

/** Spreadsheets run text that begins like a formula; an apostrophe in front makes it text again. */
function harmless(text: string): string {
  return /^\s*[=+\-@\t\r\n|]/.test(text) ? `'${text}` : text;
}

function quote(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
