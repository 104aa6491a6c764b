import {
  type AccountState,
  apply,
  isWithinConstraint,
  pendingBalance,
  postedBalance,
  type TransferKind,
} from './account.ts';
import { type Content, type ContentField, contentOf, firstDifference } from './content.ts';
import { contentHash, type Operation, type Transfer } from './operation.ts';

export type Refusal =
  | 'ACCOUNT_NOT_FOUND'
  | 'ACCOUNT_CLOSED'
  | 'CURRENCY_MISMATCH'
  | 'SAME_ACCOUNT'
  | 'MALFORMED_AMOUNT'
  | 'MALFORMED_TEXT'
  | 'NO_TRANSFERS'
  | 'INSUFFICIENT_FUNDS'
  | 'EXPIRY_IN_THE_PAST'
  | 'HOLD_NOT_FOUND'
  | 'HOLD_CLOSED'
  | 'HOLD_EXPIRED'
  | 'HOLD_NOT_DUE'
  | 'EXCEEDS_HOLD'
  | 'ENTRY_NOT_FOUND'
  | 'ALREADY_REVERSED';

/** The id was decided before, for another content. */
interface IdReused {
  readonly refusal: 'ID_REUSED';
  /** The first field that is another; null when what was asked for first is no longer known. */
  readonly differs: ContentField | null;
}

/** What became of an operation; null means done, now or before. */
export type Result = Refusal | IdReused | null;

export type HoldStatus = 'OPEN' | 'CAPTURED' | 'VOIDED' | 'EXPIRED';

export interface HoldState extends Transfer {
  readonly id: string;
  readonly status: HoldStatus;
  /** Of `minor`, what was neither captured nor let go of. */
  readonly remaining: bigint;
  readonly expiresAt: Date | null;
}

/** What was decided about an id, once and for ever. */
export interface Outcome {
  readonly contentHash: string;
  readonly refusal: Refusal | null;
  /** What was asked for; null when nobody asks for something else under the id, or it is no longer known. */
  readonly content: Content | null;
}

/** An outcome that is new. */
export interface Decision extends Pick<Outcome, 'contentHash' | 'refusal'> {
  readonly operation: Operation;
}

/** An entry that may be reversed: its transfers, and by which entry it was. */
export interface ReversibleEntry {
  readonly transfers: readonly Transfer[];
  readonly reversedBy: string | null;
}

/** Everything the operations of a batch may touch, as it is under lock. */
export interface LedgerState {
  readonly accounts: ReadonlyMap<string, AccountState>;
  readonly holds: ReadonlyMap<string, HoldState>;
  readonly entries: ReadonlyMap<string, ReversibleEntry>;
  readonly outcomes: ReadonlyMap<string, Outcome | Decision>;
}

/** A transfer as it was written, with what both accounts held right after it, on their normal sides. */
interface Posting extends Transfer {
  readonly entryId: string;
  readonly leg: number;
  readonly kind: TransferKind;
  readonly debitVersion: bigint;
  readonly debitPosted: bigint;
  readonly debitPending: bigint;
  readonly creditVersion: bigint;
  readonly creditPosted: bigint;
  readonly creditPending: bigint;
}

export interface PostedBatch {
  /** Accounts and holds that changed, in their new state. */
  readonly accounts: readonly AccountState[];
  readonly holds: readonly HoldState[];
  readonly postings: readonly Posting[];
  /** Operations that became entries of the journal, in order. */
  readonly entries: readonly Operation[];
  /** Entries to be found by a later reversal, as they are now. */
  readonly reversible: ReadonlyMap<string, ReversibleEntry>;
  /** Outcomes decided by this batch, by id; posted ones included. */
  readonly decided: ReadonlyMap<string, Decision>;
  /** One for each operation, in order. */
  readonly results: readonly Result[];
}

/** One side effect of an operation, before it is known whether the operation holds. */
interface Step {
  readonly kind: TransferKind;
  readonly transfer: Transfer;
}

interface Planned {
  readonly steps: readonly Step[];
  readonly hold?: HoldState;
  /** The entry that is reversed, as it is afterwards. */
  readonly reversed?: readonly [id: string, ReversibleEntry];
}

/**
 * Runs operations against the ledger: every rule of it, and no I/O. Operations are decided in order, each on
 * its own; a refused one leaves no trace in accounts and holds. An id that was decided before, or earlier in
 * the batch, gets its first result again.
 */
export function post(state: LedgerState, operations: readonly Operation[], now: Date): PostedBatch {
  const accounts = new Map<string, AccountState>();
  const holds = new Map<string, HoldState>();
  const reversible = new Map<string, ReversibleEntry>();
  const decided = new Map<string, Decision>();
  const postings: Posting[] = [];
  const entries: Operation[] = [];

  const find = {
    account: (id: string) => accounts.get(id) ?? state.accounts.get(id),
    hold: (id: string) => holds.get(id) ?? state.holds.get(id),
    entry: (id: string) => reversible.get(id) ?? state.entries.get(id),
  };

  const results = operations.map((operation): Result => {
    const hash = contentHash(operation);
    const known = decided.get(operation.id) ?? state.outcomes.get(operation.id);
    if (known?.contentHash === hash) return known.refusal;
    if (known) return reused('operation' in known ? contentOf(known.operation) : known.content, operation);

    const planned = plan(find, operation, now);
    const attempt = typeof planned === 'string' ? planned : run(find.account, operation.id, planned.steps);
    const refusal = typeof attempt === 'string' ? attempt : null;
    // Too early is no decision: the same expiry is asked for again when it is time.
    if (refusal !== 'HOLD_NOT_DUE') decided.set(operation.id, { contentHash: hash, refusal, operation });
    if (typeof planned !== 'string' && typeof attempt !== 'string') {
      for (const account of attempt.accounts.values()) accounts.set(account.id, account);
      if (planned.hold) holds.set(planned.hold.id, planned.hold);
      if (planned.reversed) reversible.set(...planned.reversed);
      const moved = planned.steps.filter(({ kind }) => kind === 'POST' || kind === 'CAPTURE');
      const transfers = moved.map(({ transfer }) => transfer);
      if (transfers.length > 0) reversible.set(operation.id, { transfers, reversedBy: null });
      postings.push(...attempt.postings);
      entries.push(operation);
    }
    return refusal;
  });
  return {
    accounts: [...accounts.values()],
    holds: [...holds.values()],
    postings,
    entries,
    reversible,
    decided,
    results,
  };
}

function reused(before: Content | null, operation: Operation): IdReused {
  return { refusal: 'ID_REUSED', differs: before && firstDifference(before, contentOf(operation)) };
}

interface Find {
  readonly account: (id: string) => AccountState | undefined;
  readonly hold: (id: string) => HoldState | undefined;
  readonly entry: (id: string) => ReversibleEntry | undefined;
}

/** What an operation would do, or why it may not. */
function plan(find: Find, operation: Operation, now: Date): Planned | Refusal {
  switch (operation.kind) {
    case 'POST':
      if (operation.transfers.length === 0) return 'NO_TRANSFERS';
      return { steps: operation.transfers.map((transfer) => ({ kind: 'POST', transfer })) };
    case 'HOLD': {
      const { id, transfer, expiresAt } = operation;
      if (expiresAt && expiresAt <= now) return 'EXPIRY_IN_THE_PAST';
      const hold: HoldState = { ...transfer, id, status: 'OPEN', remaining: transfer.minor, expiresAt };
      return { steps: [{ kind: 'HOLD', transfer }], hold };
    }
    case 'REVERSE': {
      const entry = find.entry(operation.entryId);
      if (!entry) return 'ENTRY_NOT_FOUND';
      if (entry.reversedBy) return 'ALREADY_REVERSED';
      return {
        steps: entry.transfers.map((transfer) => ({ kind: 'POST', transfer: opposite(transfer) })),
        reversed: [operation.entryId, { ...entry, reversedBy: operation.id }],
      };
    }
    case 'CAPTURE':
    case 'VOID':
    case 'EXPIRE': {
      const hold = find.hold(operation.holdId);
      if (!hold) return 'HOLD_NOT_FOUND';
      return planOnHold(hold, operation, now);
    }
  }
}

function planOnHold(
  hold: HoldState,
  operation: Extract<Operation, { kind: 'CAPTURE' | 'VOID' | 'EXPIRE' }>,
  now: Date,
): Planned | Refusal {
  const isDue = hold.expiresAt !== null && hold.expiresAt <= now;
  if (hold.status === 'EXPIRED' || (hold.status === 'OPEN' && isDue && operation.kind !== 'EXPIRE'))
    return 'HOLD_EXPIRED';
  if (hold.status !== 'OPEN') return 'HOLD_CLOSED';
  const release: Step = { kind: 'RELEASE', transfer: { ...hold, minor: hold.remaining } };
  if (operation.kind === 'VOID') return { steps: [release], hold: { ...hold, status: 'VOIDED', remaining: 0n } };
  if (operation.kind === 'EXPIRE') {
    return isDue ? { steps: [release], hold: { ...hold, status: 'EXPIRED', remaining: 0n } } : 'HOLD_NOT_DUE';
  }

  if (operation.amount && operation.amount.currency !== hold.currency) return 'CURRENCY_MISMATCH';
  const minor = operation.amount?.minor ?? hold.remaining;
  if (minor <= 0n) return 'MALFORMED_AMOUNT';
  if (minor > hold.remaining) return 'EXCEEDS_HOLD';
  const rest = hold.remaining - minor;
  const capture: Step = { kind: 'CAPTURE', transfer: { ...hold, minor } };
  const closes = operation.final || rest === 0n;
  return {
    steps: closes && rest > 0n ? [capture, { ...release, transfer: { ...hold, minor: rest } }] : [capture],
    hold: { ...hold, status: closes ? 'CAPTURED' : 'OPEN', remaining: closes ? 0n : rest },
  };
}

/** Applies the steps of one operation to copies of its accounts, and judges the result as a whole. */
function run(
  find: Find['account'],
  entryId: string,
  steps: readonly Step[],
): { readonly accounts: ReadonlyMap<string, AccountState>; readonly postings: readonly Posting[] } | Refusal {
  const accounts = new Map<string, AccountState>();
  const postings: Posting[] = [];
  for (const [leg, { kind, transfer }] of steps.entries()) {
    const { debitAccountId, creditAccountId, currency, minor } = transfer;
    const debited = accounts.get(debitAccountId) ?? find(debitAccountId);
    const credited = accounts.get(creditAccountId) ?? find(creditAccountId);
    if (!debited || !credited) return 'ACCOUNT_NOT_FOUND';
    if (debited.closed || credited.closed) return 'ACCOUNT_CLOSED';
    if (debited.id === credited.id) return 'SAME_ACCOUNT';
    if (minor <= 0n) return 'MALFORMED_AMOUNT';
    if (debited.currency !== currency || credited.currency !== currency) return 'CURRENCY_MISMATCH';
    const debit = apply(debited, 'DEBIT', kind, minor);
    const credit = apply(credited, 'CREDIT', kind, minor);
    accounts.set(debit.id, debit).set(credit.id, credit);
    postings.push({
      debitAccountId,
      creditAccountId,
      currency,
      minor,
      entryId,
      leg,
      kind,
      debitVersion: debit.version,
      debitPosted: postedBalance(debit),
      debitPending: pendingBalance(debit),
      creditVersion: credit.version,
      creditPosted: postedBalance(credit),
      creditPending: pendingBalance(credit),
    });
  }
  // The constraint holds for the operation as a whole: what one leg takes, another may have brought.
  for (const account of accounts.values()) if (!isWithinConstraint(account)) return 'INSUFFICIENT_FUNDS';
  return { accounts, postings };
}

function opposite({ debitAccountId, creditAccountId, currency, minor }: Transfer): Transfer {
  return { debitAccountId: creditAccountId, creditAccountId: debitAccountId, currency, minor };
}
