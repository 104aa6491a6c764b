import type { AccountConstraint } from './chart-of-accounts.ts';

/** The totals of an account, in minor units; all only grow, except what is pending. */
export interface AccountTotals {
  readonly id: string;
  readonly currency: string;
  readonly constraint: AccountConstraint;
  readonly debitsPosted: bigint;
  readonly creditsPosted: bigint;
  readonly debitsPending: bigint;
  readonly creditsPending: bigint;
  /** How many transfers were posted to it: gapless, so a missing one shows. */
  readonly version: bigint;
  readonly closed: boolean;
}

/** Moves `minor` of `currency`: debits one account, credits the other. */
export interface Transfer {
  readonly debitAccountId: string;
  readonly creditAccountId: string;
  readonly currency: string;
  readonly minor: bigint;
}

/** Transfers that are posted together or not at all. */
export interface EntryRequest {
  /** The key of idempotency, chosen by the caller. */
  readonly id: string;
  readonly transactionId: string | null;
  readonly description: string;
  readonly transfers: readonly Transfer[];
}

export const REFUSALS = [
  'ACCOUNT_NOT_FOUND',
  'ACCOUNT_CLOSED',
  'CURRENCY_MISMATCH',
  'SAME_ACCOUNT',
  'MALFORMED_AMOUNT',
  'NO_TRANSFERS',
  'INSUFFICIENT_FUNDS',
  'ID_REUSED',
] as const;
export type Refusal = (typeof REFUSALS)[number];

/** What was decided about an entry id, once and for ever. */
export interface Outcome {
  /** Says whether two requests have the same content. */
  readonly fingerprint: string;
  readonly refusal: Refusal | null;
}

/** A posted transfer with what both its accounts held right after it, as credits less debits. */
export interface PostedTransfer extends Transfer {
  readonly entryId: string;
  readonly leg: number;
  readonly debitBalanceAfter: bigint;
  readonly debitVersion: bigint;
  readonly creditBalanceAfter: bigint;
  readonly creditVersion: bigint;
}

export interface PostingBatch {
  /** Accounts that changed, in their new state. */
  readonly accounts: readonly AccountTotals[];
  readonly posted: readonly EntryRequest[];
  readonly transfers: readonly PostedTransfer[];
  /** Outcomes decided by this batch, by entry id. */
  readonly decided: ReadonlyMap<string, Outcome>;
  /** One for each request, in order; null means posted. */
  readonly results: readonly (Refusal | null)[];
}

/**
 * Posts entries against accounts: every rule of the ledger, and no I/O. Entries are decided in order, each
 * on its own; a refused one leaves no trace in the accounts. An id that is in `outcomes`, or came earlier
 * in the batch, gets its first outcome again.
 */
export function post(
  accounts: ReadonlyMap<string, AccountTotals>,
  outcomes: ReadonlyMap<string, Outcome>,
  entries: readonly EntryRequest[],
): PostingBatch {
  const changed = new Map<string, AccountTotals>();
  const decided = new Map<string, Outcome>();
  const posted: EntryRequest[] = [];
  const transfers: PostedTransfer[] = [];

  const results = entries.map((entry) => {
    const fingerprint = fingerprintOf(entry);
    const known = decided.get(entry.id) ?? outcomes.get(entry.id);
    if (known) return known.fingerprint === fingerprint ? known.refusal : 'ID_REUSED';

    const attempt = applyEntry((id) => changed.get(id) ?? accounts.get(id), entry);
    const refusal = typeof attempt === 'string' ? attempt : null;
    decided.set(entry.id, { fingerprint, refusal });
    if (typeof attempt !== 'string') {
      for (const account of attempt.accounts.values()) changed.set(account.id, account);
      transfers.push(...attempt.transfers);
      posted.push(entry);
    }
    return refusal;
  });
  return { accounts: [...changed.values()], posted, transfers, decided, results };
}

/** Content of a request as text: equal texts are the same request. */
export function fingerprintOf({ transactionId, description, transfers }: EntryRequest): string {
  return JSON.stringify([
    transactionId,
    description,
    transfers.map(({ debitAccountId, creditAccountId, currency, minor }) => [
      debitAccountId,
      creditAccountId,
      currency,
      minor.toString(),
    ]),
  ]);
}

interface AppliedEntry {
  readonly accounts: ReadonlyMap<string, AccountTotals>;
  readonly transfers: readonly PostedTransfer[];
}

function applyEntry(find: (id: string) => AccountTotals | undefined, entry: EntryRequest): AppliedEntry | Refusal {
  if (entry.transfers.length === 0) return 'NO_TRANSFERS';
  const accounts = new Map<string, AccountTotals>();
  const transfers: PostedTransfer[] = [];
  for (const [leg, transfer] of entry.transfers.entries()) {
    const debited = accounts.get(transfer.debitAccountId) ?? find(transfer.debitAccountId);
    const credited = accounts.get(transfer.creditAccountId) ?? find(transfer.creditAccountId);
    if (!debited || !credited) return 'ACCOUNT_NOT_FOUND';
    if (debited.closed || credited.closed) return 'ACCOUNT_CLOSED';
    if (debited.id === credited.id) return 'SAME_ACCOUNT';
    if (transfer.minor <= 0n) return 'MALFORMED_AMOUNT';
    if (debited.currency !== transfer.currency || credited.currency !== transfer.currency) return 'CURRENCY_MISMATCH';
    const debitedAfter = {
      ...debited,
      debitsPosted: debited.debitsPosted + transfer.minor,
      version: debited.version + 1n,
    };
    const creditedAfter = {
      ...credited,
      creditsPosted: credited.creditsPosted + transfer.minor,
      version: credited.version + 1n,
    };
    accounts.set(debited.id, debitedAfter).set(credited.id, creditedAfter);
    transfers.push({
      ...transfer,
      entryId: entry.id,
      leg,
      debitBalanceAfter: creditBalance(debitedAfter),
      debitVersion: debitedAfter.version,
      creditBalanceAfter: creditBalance(creditedAfter),
      creditVersion: creditedAfter.version,
    });
  }
  // The constraint holds for the entry as a whole: what one leg takes, another may have brought.
  for (const account of accounts.values()) if (!isWithinConstraint(account)) return 'INSUFFICIENT_FUNDS';
  return { accounts, transfers };
}

/** Credits less debits, posted. */
export function creditBalance({ creditsPosted, debitsPosted }: AccountTotals): bigint {
  return creditsPosted - debitsPosted;
}

export function isWithinConstraint(account: AccountTotals): boolean {
  switch (account.constraint) {
    case 'NONE':
      return true;
    case 'NO_DEBIT_BALANCE':
      return account.debitsPosted + account.debitsPending <= account.creditsPosted;
  }
}
