/** What a transfer to an account leads to; codes in Stripe's words. */
export interface AccountScript {
  /** Refused at once. */
  readonly decline?: string;
  /** Comes back with this code. */
  readonly returned?: string;
  /** It comes back after it had counted as paid. */
  readonly paidFirst?: true;
  readonly slow?: true;
  /** Nothing is ever heard of it again, until it is recalled. */
  readonly stuck?: true;
}

/**
 * Account numbers of https://docs.stripe.com/testing and https://docs.stripe.com/connect/testing (November 2026),
 * in the direction of a payout. Every other account is paid: nobody's money moves here.
 */
const TEST_ACCOUNTS: Readonly<Record<string, AccountScript>> = {
  '110000000/000123456789': {},
  '110000000/000111111116': { returned: 'no_account' },
  '110000000/000111111113': { returned: 'account_closed' },
  '110000000/000333333335': { returned: 'debit_not_authorized' },
  '110000000/000222222227': { decline: 'insufficient_funds' },
  '110000000/000444444440': { decline: 'invalid_currency' },
  '110000000/000777777771': { decline: 'weekly_limit_exceeded' },
  '110000000/000000004954': { decline: 'fraudulent' },
  '110000000/000555555559': { returned: 'account_closed', paidFirst: true },
  '110000000/000000000009': { stuck: true },
  DE89370400440532013000: {},
  DE62370400440532013001: { returned: 'no_account' },
  DE35370400440532013002: { returned: 'account_closed', paidFirst: true },
  DE08370400440532013003: { slow: true },
  DE78370400440532013004: { returned: 'no_account', slow: true },
  DE65370400440000343434: { decline: 'weekly_limit_exceeded' },
};

export function accountScriptOf(number: string): AccountScript {
  return Object.hasOwn(TEST_ACCOUNTS, number) ? (TEST_ACCOUNTS[number] ?? {}) : {};
}
