export type FailureCode =
  | 'INSUFFICIENT_FUNDS'
  | 'CARD_DECLINED'
  | 'PROCESSING_ERROR'
  | 'BANK_DECLINED'
  | 'RETURNED'
  | 'PROVIDER_UNAVAILABLE'
  | 'BLOCKED'
  | 'LIMIT_EXCEEDED'
  | 'CHALLENGE_FAILED'
  | 'CHALLENGE_EXPIRED'
  | 'TOO_MANY_CHALLENGES'
  | 'REVIEW_REJECTED'
  | 'REVIEW_EXPIRED'
  | 'AUTHORIZATION_EXPIRED'
  | 'WALLET_UNAVAILABLE'
  | 'PAYMENT_METHOD_UNAVAILABLE';

type RetryAdvice =
  | 'try_again_later'
  | 'use_another_card'
  | 'use_another_account'
  | 'add_funds'
  | 'lower_amount'
  | 'contact_support';

/** Why a transaction ended without moving money. */
export interface Failure {
  readonly code: FailureCode;
  /** The card issuer's reason, as the provider gave it. */
  readonly declineCode: string | null;
}

/** What people are told. A block or a rejected review never says what raised suspicion. */
const FAILURES = {
  INSUFFICIENT_FUNDS: ['The wallet does not hold enough money', 'add_funds'],
  CARD_DECLINED: ['The card was declined', 'use_another_card'],
  PROCESSING_ERROR: ['The card could not be processed', 'try_again_later'],
  BANK_DECLINED: ['The bank did not accept the transfer', 'use_another_account'],
  RETURNED: ['The money came back', 'use_another_account'],
  PROVIDER_UNAVAILABLE: ['No payment provider can be reached; nothing was charged', 'try_again_later'],
  BLOCKED: ['This transaction cannot be made', 'contact_support'],
  LIMIT_EXCEEDED: ['The amount is over a limit of the wallet', 'lower_amount'],
  CHALLENGE_FAILED: ['The one-time password was wrong too often', 'try_again_later'],
  CHALLENGE_EXPIRED: ['The one-time password was not entered in time', 'try_again_later'],
  TOO_MANY_CHALLENGES: ['Too many one-time passwords were asked for within an hour', 'try_again_later'],
  REVIEW_REJECTED: ['This transaction cannot be made', 'contact_support'],
  REVIEW_EXPIRED: ['This transaction could not be reviewed in time', 'contact_support'],
  AUTHORIZATION_EXPIRED: ['The payment was not captured in time', null],
  WALLET_UNAVAILABLE: ['One of the wallets cannot take part any more', null],
  PAYMENT_METHOD_UNAVAILABLE: ['The payment method was removed', 'use_another_card'],
} as const satisfies Record<FailureCode, readonly [message: string, advice: RetryAdvice | null]>;

export function describeFailure({ code, declineCode }: Failure) {
  const [message, retryAdvice] = FAILURES[code];
  return { code, declineCode, message, retryAdvice };
}
