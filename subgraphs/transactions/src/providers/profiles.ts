import type { ProviderName } from './connector.ts';

export type ProviderMethod = 'CARD' | 'BANK_ACCOUNT';

/** What we agreed on with a provider. */
export interface ProviderProfile {
  readonly methods: readonly ProviderMethod[];
  /** By ISO 4217 code; null is every one. */
  readonly currencies: readonly string[] | null;
  /** What it takes of each amount: fixed, in minor units of whatever currency is moved, and a share. */
  readonly price: { readonly fixed_minor: bigint; readonly share_bps: bigint };
}

export const PROFILES: Readonly<Record<ProviderName, ProviderProfile>> = {
  'acme-cards': {
    methods: ['CARD'],
    currencies: null,
    price: { fixed_minor: 30n, share_bps: 290n },
  },
  'nova-cards': {
    methods: ['CARD'],
    currencies: ['EUR', 'GBP', 'USD', 'CHF', 'SEK', 'NOK', 'DKK', 'PLN'],
    price: { fixed_minor: 11n, share_bps: 310n },
  },
  'partner-bank': {
    methods: ['BANK_ACCOUNT'],
    currencies: null,
    price: { fixed_minor: 25n, share_bps: 0n },
  },
};
