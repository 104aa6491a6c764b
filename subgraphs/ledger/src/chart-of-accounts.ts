/** Sides of an account, by the rules of double entry. */
export type AccountSide = 'DEBIT' | 'CREDIT';

/** What the totals of an account must keep to; see `isWithinConstraint`. */
export type AccountConstraint = 'NONE' | 'NO_DEBIT_BALANCE' | 'NO_CREDIT_BALANCE' | 'FLOOR';

interface AccountClass {
  readonly name: string;
  readonly normalSide: AccountSide;
  readonly constraint: AccountConstraint;
}

/** What an account of each code is. New codes are added here, nowhere else. */
export const CHART_OF_ACCOUNTS = {
  '1100': { name: 'Provider receivables', normalSide: 'DEBIT', constraint: 'NONE' },
  '1200': { name: 'Currency conversion', normalSide: 'DEBIT', constraint: 'NONE' },
  '1300': { name: 'Due from merchants', normalSide: 'DEBIT', constraint: 'NONE' },
  '2000': { name: 'Customer funds', normalSide: 'CREDIT', constraint: 'NO_DEBIT_BALANCE' },
  '2100': { name: 'Customer credit lines', normalSide: 'CREDIT', constraint: 'FLOOR' },
  '2200': { name: 'Payments in transit', normalSide: 'CREDIT', constraint: 'NONE' },
  '2300': { name: 'Disputed funds', normalSide: 'CREDIT', constraint: 'NONE' },
  '2400': { name: 'Unclaimed funds', normalSide: 'CREDIT', constraint: 'NO_DEBIT_BALANCE' },
  '4000': { name: 'Fees earned', normalSide: 'CREDIT', constraint: 'NONE' },
  '4100': { name: 'Currency conversion income', normalSide: 'CREDIT', constraint: 'NONE' },
  '5000': { name: 'Rounding differences', normalSide: 'DEBIT', constraint: 'NONE' },
} as const satisfies Record<string, AccountClass>;

export type AccountCode = keyof typeof CHART_OF_ACCOUNTS;

export function isAccountCode(code: string): code is AccountCode {
  return Object.hasOwn(CHART_OF_ACCOUNTS, code);
}
