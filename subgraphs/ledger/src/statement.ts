/** What an account's statement says, in minor units; a balance below zero is owed by its holder. */
export interface StatementHead {
  readonly accountId: string;
  readonly accountName: string;
  readonly currency: string;
  readonly from: Date;
  /** Exclusive. */
  readonly to: Date;
  readonly openingMinor: bigint;
  readonly closingMinor: bigint;
  readonly createdAt: Date;
}

export interface StatementEntry {
  /** The account's version: its lines in order. */
  readonly version: bigint;
  readonly entryId: string;
  readonly transactionId: string | null;
  readonly kind: 'POST' | 'CAPTURE' | 'REVERSE';
  readonly description: string;
  readonly direction: 'DEBIT' | 'CREDIT';
  readonly minor: bigint;
  readonly balanceAfterMinor: bigint;
  readonly recordedAt: Date;
  readonly effectiveAt: Date;
}

export type StatementFormat = 'CSV' | 'CAMT_053';

/** How a statement is written, piece by piece, so that its length does not matter. */
export interface StatementWriter {
  readonly contentType: string;
  readonly extension: string;
  readonly start: (head: StatementHead) => string;
  readonly entry: (entry: StatementEntry, head: StatementHead) => string;
  readonly end: () => string;
}
