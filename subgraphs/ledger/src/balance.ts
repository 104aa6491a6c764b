import { formatMoney } from '@paygraph/money';

/** What an account holds, in minor units, on its normal side. */
export interface Held {
  readonly posted: bigint;
  readonly pending: bigint;
}

/** A balance as people see it: what is pending against an account is no longer available. */
export function balanceOf(currency: string, { posted, pending }: Held) {
  const money = (minor: bigint) => formatMoney({ currency, minor });
  return { posted: money(posted), pending: money(pending), available: money(posted - pending) };
}
