import type { Platform } from '@paygraph/subgraph';
import type { RateSource } from './conversions/conversion-source.ts';
import type { QuoteBook } from './conversions/conversion-store.ts';
import type { DisputeBook } from './disputes/dispute-store.ts';
import type { FeeBook } from './fees/fee-book.ts';
import type { Peers } from './peers.ts';
import type { Providers } from './providers/providers.ts';
import type { TransactionStore } from './saga/store.ts';

/** What it takes to move money. */
export interface PaymentDeps extends Pick<Platform, 'now' | 'logger'> {
  /** Resolves after this long. */
  readonly sleep: (ms: number) => Promise<void>;
  readonly store: TransactionStore;
  readonly peers: Peers;
  readonly providers: Pick<Providers, 'route' | 'connector'>;
  readonly fees: Pick<FeeBook, 'terms'>;
  readonly quotes: Pick<QuoteBook, 'byId'>;
  readonly disputes: DisputeBook;
}

/** What the resolvers of transactions work with. */
export interface TransactionsDeps extends PaymentDeps, Pick<Platform, 'database' | 'publisher'> {
  readonly fees: FeeBook;
  readonly quotes: QuoteBook;
  readonly rates: RateSource;
  readonly providers: Providers;
}
