import type { Database } from '@paygraph/postgres';
import type { ProviderName, ProviderNotice } from '../providers/connector.ts';
import { endNotice, leaseNotices, noteNoticeFailure, recordNotice } from './notice-store.ts';

export interface DueNotice extends ProviderNotice {
  readonly provider: ProviderName;
}

/** What providers gave notice of, and what we want to look at again by ourselves. */
export interface NoticeBook {
  /** Remembers a notice; the same one again changes nothing. */
  record(provider: ProviderName, notice: ProviderNotice, now: Date): Promise<void>;
  /** Takes notices nobody has looked into, and puts them off so that no other worker takes them too. */
  lease(now: Date, limit: number): Promise<readonly DueNotice[]>;
  end(notice: DueNotice, now: Date): Promise<void>;
  noteFailure(notice: DueNotice, error: string): Promise<void>;
}

export function openNoticeBook(database: Database): NoticeBook {
  return {
    record: (provider, notice, now) => recordNotice(database, provider, notice, now),
    lease: (now, limit) => leaseNotices(database, now, limit),
    end: (notice, now) => endNotice(database, notice, now),
    noteFailure: (notice, error) => noteNoticeFailure(database, notice, error),
  };
}
