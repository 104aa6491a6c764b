import { formatMinor, minorDigits } from '@paygraph/money';

/** Classes of the chart of accounts by the first digit of a code, under the names accounting tools know. */
const CLASSES: Readonly<Record<string, string>> = {
  '1': 'assets',
  '2': 'liabilities',
  '3': 'equity',
  '4': 'revenues',
  '5': 'expenses',
};

interface BookedAccount {
  readonly id: string;
  readonly code: string;
}

/** One side of a settled posting; a debit is positive, as hledger has it. */
export interface BookedLeg extends BookedAccount {
  readonly currency: string;
  readonly minor: bigint;
  /** Debits less credits of the account right after it. */
  readonly balanceAfterMinor: bigint;
}

export interface BookedEntry {
  readonly id: string;
  readonly kind: string;
  readonly transactionId: string | null;
  readonly description: string;
  readonly recordedAt: Date;
  readonly effectiveAt: Date;
  readonly legs: readonly BookedLeg[];
}

/** How amounts are written, and every currency that occurs. */
export function hledgerHeader(currencies: readonly string[]): string {
  const lines = currencies.map((currency) => {
    const digits = minorDigits(currency);
    // The mark is asked for even where no decimals follow it.
    return `commodity 1000.${'0'.repeat(digits)} ${currency}\n`;
  });
  return `decimal-mark .\n\n${lines.join('')}\n`;
}

export const hledgerAccount = (account: BookedAccount): string => `account ${accountName(account)}\n`;

/**
 * An entry as an hledger transaction, on the day it was recorded; the day it counts for is the second date.
 * Each posting asserts its account's balance, so that hledger proves every one of them anew.
 */
export function hledgerTransaction(entry: BookedEntry): string {
  const recorded = day(entry.recordedAt);
  const effective = day(entry.effectiveAt);
  const dates = effective === recorded ? recorded : `${recorded}=${effective}`;
  const transaction = entry.transactionId === null ? '' : `, transaction:${safeId(entry.transactionId)}`;
  const lines = [
    `${dates} (${safeId(entry.id)}) ${inOneLine(entry.description)}`.trimEnd(),
    `    ; kind:${entry.kind}, recorded:${entry.recordedAt.toISOString()}${transaction}`,
    ...entry.legs.map((leg) => {
      const amount = (minor: bigint) => `${formatMinor(minor, leg.currency)} ${leg.currency}`;
      return `    ${accountName(leg)}  ${amount(leg.minor)} = ${amount(leg.balanceAfterMinor)}`;
    }),
  ];
  return `${lines.join('\n')}\n\n`;
}

/** The class, the code and the account's id, such as `liabilities:2000:wal_01j…`. */
export function accountName({ id, code }: BookedAccount): string {
  return `${CLASSES[code.charAt(0)] ?? 'other'}:${safeId(code)}:${safeId(id)}`;
}

/** Ids are whatever their makers chose: what means something to hledger is written as in a URL, and stays distinct. */
function safeId(id: string): string {
  return id.toWellFormed().replaceAll(/[^A-Za-z0-9_.-]/gu, (character) => {
    const bytes = [...new TextEncoder().encode(character)];
    return bytes.map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`).join('');
  });
}

/** A semicolon would begin a comment. */
function inOneLine(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .replaceAll(';', ',')
    .trim();
}

const day = (time: Date) => time.toISOString().slice(0, 10);
