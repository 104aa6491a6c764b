import type { Money } from '@paygraph/money';
import type { ChargeableCard } from '../peers.ts';
import type { ChargeOutcome } from '../saga.ts';

/** A party that takes money from cards for us. Both calls are idempotent under `reference`, our transaction id. */
export interface CardProcessor {
  readonly name: string;
  /** Takes the money. Never throws: what is not certain is UNKNOWN, and asking again under the same reference settles it. */
  charge(charge: {
    readonly reference: string;
    readonly amount: Money;
    readonly card: ChargeableCard;
  }): Promise<ChargeOutcome>;
  /** Gives the money of a charge back. Throws while that is not certain. */
  giveBack(reference: string): Promise<void>;
}
