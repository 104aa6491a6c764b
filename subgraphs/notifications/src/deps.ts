import type { Platform } from '@paygraph/subgraph';

/** What notifications work with. */
export interface NotificationsDeps extends Pick<Platform, 'database' | 'publisher' | 'now'> {
  /** Origin of the front door, for links in mails. */
  readonly publicUrl: string;
  /** Mails were written: have them sent now rather than at the next poll. */
  readonly kickMails: () => void;
}
