import { formatMoney } from '@paygraph/money';
import type { Held } from './balance-store.ts';

/** A balance as people see it: what is pending against an account is no longer available. */
export function balanceOf(currency: string, { posted, pending }: Held) {
  const money = (minor: bigint) => formatMoney({ currency, minor });
  return { posted: money(posted), pending: money(pending), available: money(posted - pending) };
}
