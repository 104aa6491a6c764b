import type { Platform } from '@paygraph/subgraph';
import type { Intent } from './intent-store.ts';
import type { Peers } from './peers.ts';
import type { CardProcessor } from './providers/card-processor.ts';
import type { Move, TransactionRow } from './transaction-store.ts';

/** What the resolvers and workers of transactions work with. */
export interface TransactionsDeps extends Pick<Platform, 'database' | 'publisher' | 'now' | 'logger'> {
  readonly peers: Peers;
  readonly cards: CardProcessor;
  readonly receivablesAccount: (currency: string) => Promise<string>;
  /** Records an intent together with others; false when its key was taken and nothing was written. */
  readonly record: (intent: Intent) => Promise<boolean>;
  /** Writes a change of status together with others; undefined when somebody was faster. */
  readonly move: (move: Move) => Promise<TransactionRow | undefined>;
}
