import type { Failure } from './failure.ts';
import type { TransactionStatus } from './status.ts';

export type SagaType = 'DEPOSIT' | 'TRANSFER';

/**
 * Steps of a transaction. Each is idempotent under the transaction's id, so after a crash the saga starts
 * again from what its status says and repeats steps without harm.
 */
export type Step = 'ASSESS' | 'CHARGE' | 'POST';

/** Where to start: null when there is nothing left to do. */
export function firstStep(type: SagaType, status: TransactionStatus): Step | null {
  if (status === 'CREATED') return 'ASSESS';
  if (status === 'PROCESSING') return type === 'DEPOSIT' ? 'CHARGE' : 'POST';
  return null;
}

export type StepResult =
  | { readonly step: 'ASSESS'; readonly blocked: boolean }
  | { readonly step: 'CHARGE'; readonly outcome: ChargeOutcome }
  /** Null when the ledger posted the entry; otherwise why it never will. */
  | { readonly step: 'POST'; readonly refusal: string | null };

/** What a provider said about a charge. UNKNOWN is not a failure: it is asked again until it says. */
export type ChargeOutcome =
  | { readonly kind: 'SUCCEEDED'; readonly providerReference: string }
  | { readonly kind: 'DECLINED'; readonly failure: Failure }
  | { readonly kind: 'UNKNOWN' };

/** What follows from the result of a step. */
export type Decision =
  /** On to the next step; nothing needs to be remembered. */
  | { readonly kind: 'NEXT'; readonly step: Step; readonly providerReference?: string }
  /** A new status, to be written with its event; then `step`, if any. */
  | { readonly kind: 'MOVE'; readonly status: TransactionStatus; readonly failure?: Failure; readonly step?: Step }
  /** The card was charged and the ledger will not take the money: give it back, then fail. */
  | { readonly kind: 'COMPENSATE'; readonly failure: Failure }
  /** Nobody knows yet; ask again later. */
  | { readonly kind: 'WAIT' };

export function decide(type: SagaType, result: StepResult): Decision {
  switch (result.step) {
    case 'ASSESS':
      if (result.blocked) return { kind: 'MOVE', status: 'FAILED', failure: { code: 'BLOCKED', declineCode: null } };
      // PROCESSING is written before an outside party is asked, so that the world can see whom we wait for.
      return type === 'DEPOSIT'
        ? { kind: 'MOVE', status: 'PROCESSING', step: 'CHARGE' }
        : { kind: 'NEXT', step: 'POST' };
    case 'CHARGE':
      return decideCharge(result.outcome);
    case 'POST': {
      if (result.refusal === null) return { kind: 'MOVE', status: 'SUCCEEDED' };
      const code = result.refusal === 'INSUFFICIENT_FUNDS' ? 'INSUFFICIENT_FUNDS' : 'WALLET_UNAVAILABLE';
      const failure: Failure = { code, declineCode: null };
      return type === 'DEPOSIT' ? { kind: 'COMPENSATE', failure } : { kind: 'MOVE', status: 'FAILED', failure };
    }
  }
}

function decideCharge(outcome: ChargeOutcome): Decision {
  switch (outcome.kind) {
    case 'SUCCEEDED':
      return { kind: 'NEXT', step: 'POST', providerReference: outcome.providerReference };
    case 'DECLINED':
      return { kind: 'MOVE', status: 'FAILED', failure: outcome.failure };
    case 'UNKNOWN':
      return { kind: 'WAIT' };
  }
}
