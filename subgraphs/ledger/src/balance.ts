import { formatMoney } from '@paygraph/money';
import type { AccountSide } from './chart-of-accounts.ts';
import type { AccountTotals } from './posting.ts';

type Totals = Pick<AccountTotals, 'currency' | 'debitsPosted' | 'creditsPosted' | 'debitsPending' | 'creditsPending'>;

/** What an account holds, on its normal side; what is pending against it is no longer available. */
export function balanceOf(totals: Totals, normalSide: AccountSide) {
  const { currency, debitsPosted, creditsPosted, debitsPending, creditsPending } = totals;
  const [posted, pending] =
    normalSide === 'CREDIT'
      ? [creditsPosted - debitsPosted, debitsPending]
      : [debitsPosted - creditsPosted, creditsPending];
  const money = (minor: bigint) => formatMoney({ currency, minor });
  return { posted: money(posted), pending: money(pending), available: money(posted - pending) };
}
