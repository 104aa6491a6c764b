import type { Money } from '@paygraph/money';
import type { Failure } from '../failure.ts';

export type ProviderName = 'acme-cards' | 'nova-cards' | 'partner-bank';

/** What a provider takes money from or pays it to. In the clear, for one call: pass it on and let go of it. */
export type Instrument =
  | { readonly kind: 'CARD'; readonly number: string; readonly expiryMonth: number; readonly expiryYear: number }
  | {
      readonly kind: 'BANK_ACCOUNT';
      readonly holder: string;
      readonly iban: string | null;
      readonly routingNumber: string | null;
      readonly accountNumber: string | null;
    };

/** Money to be set aside on a card, or to be paid out to a bank account. */
export interface Authorization {
  /** Ours; the provider does one and the same thing for it, however often it is asked. */
  readonly reference: string;
  readonly amount: Money;
  readonly instrument: Instrument;
  /** The cardholder has proved who they are: a CHALLENGE was met. */
  readonly authenticated: boolean;
}

/** A part of an authorization: to be taken, or to be given back. */
interface PartialMove {
  /** That of the authorization. */
  readonly reference: string;
  /** Ours, of this capture or refund; idempotent as well. */
  readonly id: string;
  readonly amount: Money;
}

/**
 * What a provider answered. Only DONE, DECLINED and NOT_TAKEN are certain; NOT_TAKEN alone allows to ask another
 * provider. UNKNOWN is what is left when a request may have arrived and no answer did: it is neither yes nor no.
 */
export type ProviderOutcome =
  | { readonly kind: 'DONE'; readonly providerReference: string }
  /** Taken on; the end of it is told later, by `status`. */
  | { readonly kind: 'PENDING'; readonly providerReference: string }
  /** The cardholder must prove who they are first. */
  | { readonly kind: 'CHALLENGE'; readonly providerReference: string }
  | { readonly kind: 'DECLINED'; readonly failure: Failure }
  /** Certain that the provider did nothing and will do nothing with this request. */
  | { readonly kind: 'NOT_TAKEN' }
  | { readonly kind: 'UNKNOWN' };

export type RefundStatus = 'PENDING' | 'SUCCEEDED' | 'FAILED';
/** An INQUIRY is a question of the cardholder's bank: no money is taken back unless it becomes OPEN. */
export type ProviderDisputeStatus = 'INQUIRY' | 'OPEN' | 'WON' | 'LOST';

export interface ProviderDispute {
  readonly id: string;
  readonly minor: bigint;
  readonly reason: string;
  readonly status: ProviderDisputeStatus;
}

/** Everything a provider knows under one reference, as it is now. */
export interface ProviderState {
  readonly providerReference: string;
  readonly authorization: 'PENDING' | 'CHALLENGE' | 'AUTHORIZED' | 'DECLINED' | 'VOIDED' | 'PAID' | 'RETURNED';
  readonly failure: Failure | null;
  readonly captures: readonly { readonly id: string; readonly minor: bigint }[];
  readonly refunds: readonly { readonly id: string; readonly minor: bigint; readonly status: RefundStatus }[];
  /** Oldest first: a charge may be disputed more than once. */
  readonly disputes: readonly ProviderDispute[];
}

/** A dispute as a provider lists it: how it stands is asked of `status`. */
export interface ListedDispute {
  readonly id: string;
  readonly reference: string;
  readonly openedAt: Date;
}

/** A page of a list that is longer when there is `more`. */
export interface DisputePage {
  readonly disputes: readonly ListedDispute[];
  readonly more: boolean;
}

/** That something changed under a reference. What it is now is asked of `status`: order and repetition do not matter. */
export interface ProviderNotice {
  readonly id: string;
  readonly reference: string;
}

/**
 * A party outside that moves money for us. Nothing here throws for what a provider or a network does: what is not
 * certain is UNKNOWN, and asking again under the same reference and id settles it.
 */
export interface Connector {
  readonly name: ProviderName;
  authorize(request: Authorization): Promise<ProviderOutcome>;
  /** Takes a part of what was authorized; `final` lets go of the rest. */
  capture(request: PartialMove & { readonly final: boolean }): Promise<ProviderOutcome>;
  /**
   * Lets go of what was authorized and not captured. For a reference it never saw: whatever arrives later is refused.
   * DECLINED when nothing is left to let go of: all was captured, or has been paid out.
   */
  void(reference: string): Promise<ProviderOutcome>;
  refund(request: PartialMove): Promise<ProviderOutcome>;
  /** Says what it thinks of a dispute; the answer comes with `status`. */
  submitEvidence(request: { readonly reference: string; readonly evidence: string }): Promise<ProviderOutcome>;
  /** NOT_FOUND says nothing about a request that is still on its way. */
  status(reference: string): Promise<ProviderState | 'NOT_FOUND' | 'UNKNOWN'>;
  /**
   * Disputes that were opened since then, oldest first, at most 100; `after` is the id of the last one of the page before.
   * What we were given notice of and what we were not.
   */
  disputesSince(since: Date, after: string | null): Promise<DisputePage | 'UNKNOWN'>;
  /** Checks the signature and its age first; null for what this provider did not send. */
  parseWebhook(headers: Readonly<Record<string, string | undefined>>, body: string, now: Date): ProviderNotice | null;
}
