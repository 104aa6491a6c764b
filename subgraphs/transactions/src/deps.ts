import type { Platform } from '@paygraph/subgraph';
import type { RateSource } from './conversions/conversion-source.ts';
import type { QuoteBook } from './conversions/conversion-store.ts';
import type { DebtBook } from './debts/debt-book.ts';
import type { DisputeBook } from './disputes/dispute-store.ts';
import type { FeeBook } from './fees/fee-book.ts';
import type { NoticeBook } from './notices/notice-book.ts';
import type { PayoutBook } from './payouts/payout-book.ts';
import type { Peers } from './peers.ts';
import type { Providers } from './providers/providers.ts';
import type { TransactionStore } from './saga/store.ts';
import type { ScheduleBook } from './schedules/schedule-book.ts';

/** What it takes to move money. */
export interface PaymentDeps extends Pick<Platform, 'now' | 'logger'> {
  /** Resolves after this long. */
  readonly sleep: (ms: number) => Promise<void>;
  readonly store: TransactionStore;
  readonly peers: Peers;
  readonly providers: Pick<Providers, 'route' | 'connector'>;
  readonly fees: Pick<FeeBook, 'terms'>;
  readonly quotes: QuoteBook;
  readonly disputes: DisputeBook;
  readonly debts: DebtBook;
  readonly notices: NoticeBook;
  readonly payouts: PayoutBook;
  readonly schedules: ScheduleBook;
}

/** What the resolvers of transactions work with. */
export interface TransactionsDeps extends PaymentDeps, Pick<Platform, 'database' | 'publisher'> {
  readonly fees: FeeBook;
  readonly rates: RateSource;
  readonly providers: Providers;
}
