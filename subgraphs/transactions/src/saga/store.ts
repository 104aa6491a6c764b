import type { Actor } from '@paygraph/identity';
import type { DisputeChange, DisputeRow } from '../disputes/dispute.ts';
import { mayBecome } from '../status.ts';
import type { Change, TransactionRow } from '../transaction.ts';
import type { Unclaimed } from '../unclaimed/unclaimed.ts';
import type { ParentChange } from './refund.ts';
import { isWait } from './saga.ts';

/** Who works on a transaction has it to themselves for this long; then the recovery worker looks after it. */
export const LEASE_MS = 15_000;
/** How soon a provider that is at work is asked how far it is. */
const POLL_FIRST_MS = 2_000;
/** A step that failed this often waits for an operator: about two hours. A bank at work is asked for five days. */
export const ATTEMPTS_MAX = 30;
export const POLLS_MAX = 1_500;

/** What makes two calls the same: the caller, the mutation and the caller's key. */
export interface CallKey {
  readonly callerId: string;
  readonly mutation: string;
  readonly key: string;
}

/** What a key stands for. */
export interface KnownKey {
  readonly inputHash: string;
  readonly transactionId: string;
  /** The first call was answered although the transaction is unfinished: later calls need not wait either. */
  readonly answered: boolean;
}

/** A transaction to be recorded under a caller's key. */
export interface Intent {
  readonly actor: Actor;
  readonly call: CallKey;
  readonly inputHash: string;
  readonly transaction: TransactionRow;
  /** The dispute that a chargeback is about; written together with it. */
  readonly dispute?: DisputeRow;
}

/**
 * RECORDED; KEY_TAKEN, by an earlier call or a simultaneous one; for a refund or a chargeback, more than is left of the
 * payment, or a payment that is disputed already; for a conversion, a quote that was used or has expired by now.
 */
export type Recorded =
  | 'RECORDED'
  | 'KEY_TAKEN'
  | 'EXCEEDS_PAYMENT'
  | 'NOT_REFUNDABLE'
  | 'ALREADY_DISPUTED'
  | 'QUOTE_USED'
  | 'QUOTE_EXPIRED';

/** A change of a transaction, from one version to the next. */
export interface Move {
  /** As it is in the store. */
  readonly before: TransactionRow;
  readonly change: Change;
  readonly by: Actor;
  /** The key under which somebody asked for the change: it happens once, or not at all when the key was taken. */
  readonly key?: { readonly call: CallKey; readonly inputHash: string };
  /** Only when nobody else has taken the transaction up since `before`: what was learned might not be all any more. */
  readonly alone?: boolean;
  /** What it means for the payment it belongs to, written together with it. */
  readonly parent?: ParentChange;
  /** What it means for the dispute of a chargeback, written together with it. */
  readonly dispute?: DisputeChange;
  /** Money that the change leaves with us although it is somebody's; written down once, together with it. */
  readonly unclaimed?: Unclaimed;
}

/** Where transactions are kept, with what happened to them. Each call is all or nothing; what comes together is written together. */
export interface TransactionStore {
  byId(id: string): Promise<TransactionRow | undefined>;
  /** Oldest first. */
  refundsOf(paymentId: string): Promise<readonly TransactionRow[]>;
  findKey(call: CallKey): Promise<KnownKey | undefined>;
  /** Remembers that the first call under this key has its answer. */
  markAnswered(call: CallKey): Promise<void>;
  /** Of what is not RECORDED nothing was written. */
  record(intent: Intent): Promise<Recorded>;
  /** The transaction as it is then; undefined where somebody was faster and nothing was written. */
  move(move: Move): Promise<TransactionRow | undefined>;
  /**
   * Takes unfinished transactions whose time has come, and puts them off so that no other worker takes them too.
   * Those whose attempts are used up are not taken any more: they are dead letters, for an operator to see.
   */
  leaseDue(limit: number): Promise<readonly TransactionRow[]>;
  /** Remembers why a transaction could not be taken further. */
  noteFailure(id: string, error: string): Promise<void>;
  /** A provider gave notice: whoever waits for it is taken up at once. */
  hasten(ids: readonly string[]): Promise<void>;
}

/** The transaction after a change, leased to whoever made it. Throws for a status that may not follow: that is a bug. */
export function applied({ before, change }: Move, now: Date): TransactionRow {
  const after = { ...before, ...change, version: before.version + 1, attempts: 0, deadAt: null, lastError: null };
  if (after.status !== before.status && !mayBecome(before.status, after.status)) {
    throw new Error(`${before.status} cannot become ${after.status}`);
  }
  if (!isWait(after.step)) return { ...after, dueAt: new Date(now.getTime() + LEASE_MS) };
  return change.dueAt ? after : { ...after, dueAt: new Date(now.getTime() + POLL_FIRST_MS) };
}
