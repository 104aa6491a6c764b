import type { BankAccountProblem } from './bank-account.ts';
import type { CardProblem } from './card.ts';
import type { WalletProblem } from './wallet.ts';

export type Problem =
  | WalletProblem
  | CardProblem
  | BankAccountProblem
  | 'NAME_INVALID'
  | 'REASON_INVALID'
  | 'UNKNOWN_CURRENCY'
  | 'LIMIT_INVALID'
  | 'TOO_MANY_WALLETS'
  | 'TOO_MANY_PAYMENT_METHODS'
  | 'ONE_KIND_REQUIRED';

/** What people are told, and which field of the input it is about. */
const PROBLEMS = {
  WALLET_CLOSED: ['The wallet is closed', ['id']],
  WALLET_FROZEN: ['The wallet is frozen', ['id']],
  WALLET_NOT_FROZEN: ['The wallet is not frozen', ['id']],
  FROZEN_BY_OPERATOR: ['The wallet was frozen by an operator, who alone can unfreeze it', ['id']],
  LIMIT_INVALID: ['A limit is more than zero, with no more decimals than its currency has', ['input']],
  LIMIT_CURRENCY_MISMATCH: ['A limit has the currency of the wallet', ['input']],
  LIMIT_SET_BY_OPERATOR: ['An operator set this limit, and operators alone can raise or remove it', ['input']],
  WALLET_NOT_EMPTY: ['Move the money out first, and wait for what is pending', ['id']],
  NAME_INVALID: ['A name has 1 to 100 characters', ['name']],
  REASON_INVALID: ['A reason has 1 to 500 characters', ['reason']],
  UNKNOWN_CURRENCY: ['This is not an active ISO 4217 currency', ['input', 'currency']],
  TOO_MANY_WALLETS: ['You have as many open wallets as you can', ['input']],
  TOO_MANY_PAYMENT_METHODS: ['You have as many payment methods as you can', ['input']],
  ONE_KIND_REQUIRED: ['Give either a card or a bank account', ['input']],
  CARD_NUMBER_INVALID: ['This is not a card number', ['input', 'card', 'number']],
  CARD_EXPIRED: ['The card has expired', ['input', 'card', 'expiryMonth']],
  CARD_EXPIRY_INVALID: ['This is not an expiry date', ['input', 'card', 'expiryYear']],
  CARD_CVC_INVALID: ['The security code has 3 digits, or 4 on American Express', ['input', 'card', 'cvc']],
  HOLDER_INVALID: ['The holder’s name has 1 to 100 characters', ['input', 'holder']],
  BANK_ACCOUNT_INVALID: ['Give a valid IBAN, or a valid routing and account number', ['input', 'bankAccount']],
} as const satisfies Record<Problem, readonly [message: string, field: readonly string[]]>;

export function userError(code: Problem) {
  const [message, field] = PROBLEMS[code];
  return { code, message, field: [...field] };
}
