import type { RequestProblem } from './request.ts';

/** Why a request to move money was turned away before anything was recorded. */
export type Problem =
  | RequestProblem
  | 'SOURCE_NOT_FOUND'
  | 'DESTINATION_NOT_FOUND'
  | 'WALLET_FROZEN'
  | 'WALLET_CLOSED'
  | 'CURRENCY_MISMATCH'
  | 'PAYMENT_METHOD_NOT_FOUND'
  | 'IDEMPOTENCY_KEY_REUSED';

/** What people are told, and the field of the input it is about. */
const PROBLEMS = {
  UNKNOWN_CURRENCY: ['This is not an active ISO 4217 currency', 'amount'],
  MALFORMED_AMOUNT: ['An amount is a decimal number such as "12.34"', 'amount'],
  TOO_MANY_DECIMALS: ['The amount has more decimals than its currency', 'amount'],
  AMOUNT_NOT_POSITIVE: ['The amount must be more than zero', 'amount'],
  AMOUNT_TOO_LARGE: ['The amount is larger than can be moved at once', 'amount'],
  IDEMPOTENCY_KEY_INVALID: ['An idempotency key has 1 to 255 characters', 'idempotencyKey'],
  DESCRIPTION_TOO_LONG: ['A description has at most 500 characters', 'description'],
  METADATA_INVALID: ['Metadata is a JSON object of at most 4 kB', 'metadata'],
  SAME_WALLET: ['Source and destination are the same wallet', 'toWalletId'],
  SOURCE_NOT_FOUND: ['You have no such wallet', 'fromWalletId'],
  DESTINATION_NOT_FOUND: ['There is no such wallet', 'toWalletId'],
  WALLET_FROZEN: ['The wallet is frozen', null],
  WALLET_CLOSED: ['The wallet is closed', null],
  CURRENCY_MISMATCH: ['The amount is not in the currency of the wallet', 'amount'],
  PAYMENT_METHOD_NOT_FOUND: ['You have no such card', 'paymentMethodId'],
  IDEMPOTENCY_KEY_REUSED: ['This key was used before with other input', 'idempotencyKey'],
} as const satisfies Record<Problem, readonly [message: string, field: string | null]>;

export function userError(code: Problem) {
  const [message, field] = PROBLEMS[code];
  return { code, message, field: field ? ['input', field] : ['input'] };
}
