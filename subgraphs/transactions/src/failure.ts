export type FailureCode =
  | 'INSUFFICIENT_FUNDS'
  | 'CARD_DECLINED'
  | 'PROCESSING_ERROR'
  | 'BLOCKED'
  | 'WALLET_UNAVAILABLE'
  | 'PAYMENT_METHOD_UNAVAILABLE';

type RetryAdvice = 'try_again_later' | 'use_another_card' | 'add_funds' | 'contact_support';

/** Why a transaction ended without moving money. */
export interface Failure {
  readonly code: FailureCode;
  /** The card issuer's reason, as the provider gave it. */
  readonly declineCode: string | null;
}

/** What people are told. A block never says what raised suspicion. */
const FAILURES = {
  INSUFFICIENT_FUNDS: ['The wallet does not hold enough money', 'add_funds'],
  CARD_DECLINED: ['The card was declined', 'use_another_card'],
  PROCESSING_ERROR: ['The card could not be processed', 'try_again_later'],
  BLOCKED: ['This transaction cannot be made', 'contact_support'],
  WALLET_UNAVAILABLE: ['One of the wallets cannot take part any more', null],
  PAYMENT_METHOD_UNAVAILABLE: ['The payment method was removed', 'use_another_card'],
} as const satisfies Record<FailureCode, readonly [message: string, advice: RetryAdvice | null]>;

export function describeFailure({ code, declineCode }: Failure) {
  const [message, retryAdvice] = FAILURES[code];
  return { code, declineCode, message, retryAdvice };
}
