/** Sides of an account, by the rules of double entry. */
export type AccountSide = 'DEBIT' | 'CREDIT';
export type AccountConstraint = 'NONE' | 'NO_DEBIT_BALANCE';

interface AccountClass {
  readonly normalSide: AccountSide;
  readonly constraint: AccountConstraint;
}

/** What an account of each code is. New codes are added here, nowhere else. */
export const CHART_OF_ACCOUNTS = {
  /** What card processors and banks owe us for money they collected. */
  '1100': { normalSide: 'DEBIT', constraint: 'NONE' },
  /** What we owe customers: one account for each wallet. */
  '2000': { normalSide: 'CREDIT', constraint: 'NO_DEBIT_BALANCE' },
} as const satisfies Record<string, AccountClass>;

export type AccountCode = keyof typeof CHART_OF_ACCOUNTS;

export function isAccountCode(code: string): code is AccountCode {
  return Object.hasOwn(CHART_OF_ACCOUNTS, code);
}
