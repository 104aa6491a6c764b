import type { ProviderName } from '../providers/connector.ts';

/** An account of the platform's own in the ledger. */
export interface PlatformAccount {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly currency: string;
}

const account = (code: string, key: string, name: string, currency: string): PlatformAccount => ({
  id: `acc_${key}_${currency.toLowerCase()}`,
  code,
  name,
  currency,
});

/** What a provider owes us, or we owe it. */
export const receivable = (provider: ProviderName, currency: string) =>
  account('1100', provider, `Receivable from ${provider}`, currency);

/** Taken from one side and not yet given to the other. */
export const inTransit = (currency: string) => account('2200', 'in_transit', 'Payments in transit', currency);

/** Taken from merchants over disputes that nobody has decided yet. */
export const disputedFunds = (currency: string) => account('2300', 'disputed', 'Disputed funds', currency);

/** What belongs to people and could not reach them; whose it is, is written down beside. */
export const unclaimedFunds = (currency: string) => account('2400', 'unclaimed', 'Unclaimed funds', currency);

/** What one merchant owes the platform since their wallet could not pay a chargeback. */
export const dueFromMerchant = (walletId: string, currency: string) =>
  account('1300', `due_${walletId}`, `Due from the merchant of ${walletId}`, currency);

/** What the platform has bought of a currency by converting, less what it has sold: a credit is what it owns. */
export const conversionPosition = (currency: string) =>
  account('1200', 'conversion', 'Currency conversion position', currency);

export const conversionIncome = (currency: string) =>
  account('4100', 'conversion_income', 'Currency conversion income', currency);

/** What is left where shares of an amount are rounded one by one. */
export const roundingDifferences = (currency: string) => account('5000', 'rounding', 'Rounding differences', currency);

export const feesEarned = (currency: string) => account('4000', 'fees', 'Fees earned', currency);
