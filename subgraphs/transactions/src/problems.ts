import type { RequestProblem } from './request.ts';

/** Why a request was turned away before anything was recorded. */
export type Problem =
  | RequestProblem
  | 'SOURCE_NOT_FOUND'
  | 'DESTINATION_NOT_FOUND'
  | 'NOT_A_MERCHANT_WALLET'
  | 'SAVINGS_RESTRICTED'
  | 'WALLET_FROZEN'
  | 'WALLET_CLOSED'
  | 'CURRENCY_MISMATCH'
  | 'PAYMENT_METHOD_NOT_FOUND'
  | 'PAYMENT_METHOD_UNSUITABLE'
  | 'IDEMPOTENCY_KEY_REUSED'
  | 'CODE_WRONG'
  | 'CODE_NOT_AWAITED'
  | 'NOT_CAPTURABLE'
  | 'NOT_CANCELABLE'
  | 'NOT_IN_REVIEW'
  | 'OWN_TRANSACTION'
  | 'NOT_REFUNDABLE'
  | 'EXCEEDS_AUTHORIZATION'
  | 'EXCEEDS_PAYMENT'
  | 'NOTHING_LEFT'
  | 'NOTE_INVALID'
  | 'NOT_DEAD'
  | 'FEE_INVALID'
  | 'NOT_DISPUTABLE'
  | 'DISPUTE_TOO_LATE'
  | 'ALREADY_DISPUTED'
  | 'DECIDED_BY_PROVIDER'
  | 'DISPUTE_CLOSED'
  | 'EVIDENCE_INVALID'
  | 'EVIDENCE_NOT_AWAITED'
  | 'EVIDENCE_TOO_LATE'
  | 'NOT_UNCLAIMED'
  | 'CHARGE_DISPUTED'
  | 'PROVIDER_SILENT'
  | 'QUOTE_NOT_FOUND'
  | 'QUOTE_EXPIRED'
  | 'QUOTE_USED'
  | 'QUOTE_MISMATCH'
  | 'BUSY';

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
  PAYMENT_SOURCE_AMBIGUOUS: ['Pay either from a wallet or with a payment method', 'fromWalletId'],
  COUNTRY_INVALID: ['A country has the two letters of ISO 3166-1', 'shippingCountry'],
  SAME_WALLET: ['Source and destination are the same wallet', 'toWalletId'],
  SOURCE_NOT_FOUND: ['You have no such wallet', 'fromWalletId'],
  DESTINATION_NOT_FOUND: ['There is no such wallet', 'toWalletId'],
  NOT_A_MERCHANT_WALLET: ['This wallet does not take payments', 'merchantWalletId'],
  SAVINGS_RESTRICTED: ['A savings wallet moves money only between its owner’s own accounts', null],
  WALLET_FROZEN: ['The wallet is frozen', null],
  WALLET_CLOSED: ['The wallet is closed', null],
  CURRENCY_MISMATCH: ['The amount is not in the currency of the wallet', 'amount'],
  PAYMENT_METHOD_NOT_FOUND: ['You have no such payment method', 'paymentMethodId'],
  PAYMENT_METHOD_UNSUITABLE: ['This kind of payment method cannot be used here', 'paymentMethodId'],
  IDEMPOTENCY_KEY_REUSED: ['This key was used before with other input', 'idempotencyKey'],
  CODE_WRONG: ['The one-time password is wrong', 'code'],
  CODE_NOT_AWAITED: ['This transaction does not wait for a one-time password', 'id'],
  NOT_CAPTURABLE: ['Only an authorized payment can be captured or voided', 'id'],
  NOT_CANCELABLE: ['Only a transaction that waits can be called off', 'id'],
  OWN_TRANSACTION: ['Nobody reviews a transaction of their own', 'id'],
  NOT_IN_REVIEW: ['This transaction does not wait for a review', 'id'],
  NOT_REFUNDABLE: ['This transaction cannot be refunded', 'transactionId'],
  EXCEEDS_AUTHORIZATION: ['The amount is more than is left of the authorization', 'amount'],
  EXCEEDS_PAYMENT: ['The amount is more than is left to be refunded', 'amount'],
  NOTHING_LEFT: ['All of it was refunded, or is about to be', 'transactionId'],
  NOTE_INVALID: ['A note has 1 to 500 characters', 'note'],
  NOT_DEAD: ['This transaction has not used up its attempts', 'id'],
  FEE_INVALID: ['A fee has a fixed part of at least zero and 0 to 10,000 basis points', 'fixed'],
  NOT_DISPUTABLE: ['Only who paid can dispute a payment, once its money has moved', 'transactionId'],
  DISPUTE_TOO_LATE: ['A payment can be disputed for 120 days', 'transactionId'],
  ALREADY_DISPUTED: ['This payment is disputed, or was', 'transactionId'],
  DECIDED_BY_PROVIDER: ['The bank of the card decides about disputes over it', null],
  DISPUTE_CLOSED: ['This dispute has been decided', 'id'],
  EVIDENCE_INVALID: ['Evidence has 1 to 20,000 characters', 'evidence'],
  EVIDENCE_NOT_AWAITED: ['Evidence was submitted, or is not asked for any more', 'id'],
  EVIDENCE_TOO_LATE: ['Evidence was to be submitted earlier', 'id'],
  NOT_UNCLAIMED: ['This money was paid out, or is about to be', 'id'],
  CHARGE_DISPUTED: ['The charge is disputed: who paid gets it back by the bank of the card', 'id'],
  PROVIDER_SILENT: ['The provider does not say how the charge stands; try again later', 'id'],
  QUOTE_NOT_FOUND: ['You were made no such offer', 'quoteId'],
  QUOTE_EXPIRED: ['The offer has expired; ask for a new one', 'quoteId'],
  QUOTE_USED: ['The offer was taken up before; ask for a new one', 'quoteId'],
  QUOTE_MISMATCH: ['The wallets do not have the currencies of the offer', 'toWalletId'],
  BUSY: ['Others change this transaction at the same time; try again', null],
} as const satisfies Record<Problem, readonly [message: string, field: string | null]>;

export function userError(code: Problem) {
  const [message, field] = PROBLEMS[code];
  return { code, message, field: field ? ['input', field] : ['input'] };
}
