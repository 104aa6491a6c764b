import type { ProviderDisputeStatus, RefundStatus } from '../../src/providers/connector.ts';
import type { CardScript } from './test-cards.ts';

type OperationStatus = 'CHALLENGE' | 'AUTHORIZED' | 'DECLINED' | 'VOIDED' | 'PENDING' | 'PAID' | 'RETURNED';

interface Refund {
  readonly id: string;
  readonly minor: bigint;
  readonly status: RefundStatus;
}

export interface Dispute {
  readonly id: string;
  readonly minor: bigint;
  readonly reason: string;
  readonly status: ProviderDisputeStatus;
}

/** What happens by itself once its time has come. */
export type Due = { readonly at_ms: number } & (
  | { readonly kind: 'DISPUTE_OPENS' }
  | { readonly kind: 'DISPUTE_ENDS'; readonly id: string; readonly status: 'OPEN' | 'WON' | 'LOST' }
  | { readonly kind: 'REFUND_ENDS'; readonly id: string; readonly status: 'SUCCEEDED' | 'FAILED' }
  | { readonly kind: 'TRANSFER_ENDS'; readonly status: 'PAID' | 'RETURNED'; readonly code: string | null }
);

/** All that a provider remembers under one reference of its customer's. */
export interface Operation {
  readonly reference: string;
  /** The provider's own. */
  readonly id: string;
  /** Empty, like the amount, for a reference that was voided before it was ever seen. */
  readonly currency: string;
  readonly minor: bigint;
  readonly status: OperationStatus;
  /** Why it was declined or returned. */
  readonly code: string | null;
  /** What the card does from here on; its number is not kept. */
  readonly script: CardScript;
  /** Nothing more may be captured. */
  readonly closed: boolean;
  readonly captures: readonly { readonly id: string; readonly minor: bigint }[];
  readonly refunds: readonly Refund[];
  readonly disputes: readonly Dispute[];
  readonly agenda: readonly Due[];
}

/** One line of the daily report. Gross and net are what our account at the provider gained: negative when it lost. */
export interface SettlementLine {
  /** Unique at the provider. */
  readonly id: string;
  readonly at: Date;
  readonly reference: string;
  readonly kind: 'CAPTURE' | 'REFUND' | 'PAYOUT' | 'CHARGEBACK';
  readonly currency: string;
  readonly gross: bigint;
  readonly fee: bigint;
  readonly net: bigint;
}

type RefusalCode =
  | 'resource_missing'
  | 'idempotency_mismatch'
  | 'canceled'
  | 'unexpected_state'
  | 'amount_too_large'
  | 'charge_disputed'
  | 'unsupported';

export type Answer =
  | { readonly kind: 'OK' | 'PENDING' | 'CHALLENGE' }
  /** The bank behind it said no. */
  | { readonly kind: 'DECLINED'; readonly code: string }
  /** The provider itself will not: nothing has changed. */
  | { readonly kind: 'REFUSED'; readonly code: RefusalCode };

type Instrument =
  | { readonly kind: 'CARD'; readonly number: string; readonly expiryMonth: number; readonly expiryYear: number }
  /** An IBAN, or `routing/account`. */
  | { readonly kind: 'ACCOUNT'; readonly number: string };

export type Request =
  | {
      readonly kind: 'AUTHORIZE';
      readonly currency: string;
      readonly minor: bigint;
      readonly instrument: Instrument;
      readonly authenticated: boolean;
    }
  | { readonly kind: 'CAPTURE'; readonly id: string; readonly minor: bigint; readonly final: boolean }
  | { readonly kind: 'VOID' }
  | { readonly kind: 'REFUND'; readonly id: string; readonly minor: bigint }
  | { readonly kind: 'EVIDENCE'; readonly text: string }
  /** Nothing is asked; time has passed. */
  | { readonly kind: 'TICK' };

/** How long what happens by itself takes. */
export interface Delays {
  readonly dispute_ms: number;
  readonly evidence_ms: number;
  /** A dispute nobody answers for this long is lost. */
  readonly deadline_ms: number;
  readonly refund_ms: number;
  readonly transfer_ms: number;
  /** Of transfers whose account number asks for it. */
  readonly slowTransfer_ms: number;
}

export const DELAYS: Delays = {
  dispute_ms: 2_000,
  evidence_ms: 1_000,
  deadline_ms: 7 * 86_400_000,
  refund_ms: 3_000,
  transfer_ms: 2_000,
  slowTransfer_ms: 180_000,
};

/** A fee: fixed, in minor units of whatever currency is charged, and a share of the amount. */
interface Price {
  readonly fixed_minor: bigint;
  readonly share_bps: bigint;
}

/** What a decision is made with besides what is remembered and what is asked. */
export interface Circumstances {
  readonly now: Date;
  readonly newId: (prefix: string) => string;
  readonly delays: Delays;
  readonly price: Price;
}

export interface Decision {
  /** The same object as before when nothing has changed. */
  readonly operation: Operation | undefined;
  readonly answer: Answer;
  readonly lines: readonly SettlementLine[];
}

/** A provider's brain: pure, so that it runs behind HTTP and PostgreSQL as well as in a simulation. */
export type Decide = (
  before: Operation | undefined,
  reference: string,
  request: Request,
  circumstances: Circumstances,
) => Decision;

export function dueAt_ms({ agenda }: Operation): number | null {
  return agenda.length === 0 ? null : Math.min(...agenda.map(({ at_ms }) => at_ms));
}

export const sum = (parts: readonly { readonly minor: bigint }[]) =>
  parts.reduce((total, { minor }) => total + minor, 0n);
