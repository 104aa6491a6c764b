import type { Failure } from './failure.ts';
import type { TransactionStatus } from './status.ts';

/** What the saga needs to know of a transaction to go on with it. */
export interface SagaState {
  readonly type: 'DEPOSIT' | 'TRANSFER';
  readonly status: TransactionStatus;
  /** Set once the provider has taken the money of a deposit. */
  readonly providerReference: string | null;
}

export type Step = 'ASSESS' | 'CHARGE' | 'POST';

/** The step to run, or to run again: each is idempotent under the transaction's id. Null when there is nothing left to do. */
export function nextStep({ type, status, providerReference }: SagaState): Step | null {
  if (status === 'CREATED') return 'ASSESS';
  if (status !== 'PROCESSING') return null;
  return type === 'DEPOSIT' && providerReference === null ? 'CHARGE' : 'POST';
}

export type StepResult =
  | { readonly step: 'ASSESS'; readonly blocked: boolean }
  | { readonly step: 'CHARGE'; readonly outcome: ChargeOutcome }
  | { readonly step: 'POST'; readonly refusal: string | null };

/** What a provider said about a charge. UNKNOWN is not a failure: it is asked again until it says. */
export type ChargeOutcome =
  | { readonly kind: 'SUCCEEDED'; readonly providerReference: string }
  | { readonly kind: 'DECLINED'; readonly failure: Failure }
  | { readonly kind: 'UNKNOWN' };

/** What follows from the result of a step. */
export type Decision =
  /** A new state, to be written with its event. */
  | { readonly kind: 'MOVE'; readonly status: TransactionStatus; readonly providerReference?: string; readonly failure?: Failure }
  /** The charge succeeded and cannot be booked: give the money back, then fail. */
  | { readonly kind: 'COMPENSATE'; readonly failure: Failure }
  /** Nobody knows yet; later. */
  | { readonly kind: 'WAIT' };

export function decide(state: SagaState, result: StepResult): Decision {
  switch (result.step) {
    case 'ASSESS':
      return result.blocked ? fail('BLOCKED') : { kind: 'MOVE', status: 'PROCESSING' };
    case 'CHARGE':
      switch (result.outcome.kind) {
        case 'SUCCEEDED':
          return { kind: 'MOVE', status: 'PROCESSING', providerReference: result.outcome.providerReference };
        case 'DECLINED':
          return { kind: 'MOVE', status: 'FAILED', failure: result.outcome.failure };
        case 'UNKNOWN':
          return { kind: 'WAIT' };
      }
      break;
    case 'POST': {
      if (result.refusal === null) return { kind: 'MOVE', status: 'SUCCEEDED' };
      const failure: Failure = {
        code: result.refusal === 'INSUFFICIENT_FUNDS' ? 'INSUFFICIENT_FUNDS' : 'WALLET_UNAVAILABLE',
        declineCode: null,
      };
      return state.type === 'DEPOSIT' ? { kind: 'COMPENSATE', failure } : { kind: 'MOVE', status: 'FAILED', failure };
    }
  }
}

function fail(code: Failure['code']): Decision {
  return { kind: 'MOVE', status: 'FAILED', failure: { code, declineCode: null } };
}
