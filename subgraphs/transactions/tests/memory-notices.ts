import type { NoticeBook } from '../src/notices/notice-book.ts';
import { NOTICE_ATTEMPTS_MAX } from '../src/notices/notice-store.ts';
import { dueOf, keepNotice, type MemoryTables, type NoticeRow, putOff } from './memory-tables.ts';

const BACKOFF_FIRST_MS = 10_000;
const BACKOFF_DOUBLINGS_MAX = 5;
const ERROR_CHARACTERS_MAX = 500;

/** Notices in memory. The contract suite holds it to what PostgreSQL does. */
export function memoryNotices(tables: MemoryTables): NoticeBook {
  const { notices } = tables;
  const patch = ({ provider, id }: Pick<NoticeRow, 'provider' | 'id'>, change: Partial<NoticeRow>) => {
    const row = notices.get(`${provider} ${id}`);
    if (row) notices.set(`${provider} ${id}`, { ...row, ...change });
  };
  return {
    record: async (provider, notice, now) => keepNotice(tables, { ...notice, provider }, now, now),
    async lease(now, limit) {
      const open = [...notices.values()].filter((each) => !each.handledAt && each.attempts < NOTICE_ATTEMPTS_MAX);
      return dueOf(open, now, limit).map((row) => {
        const { provider, id, reference, attempts } = row;
        patch(row, { attempts: attempts + 1, dueAt: putOff(now, BACKOFF_FIRST_MS, attempts, BACKOFF_DOUBLINGS_MAX) });
        return { provider, id, reference };
      });
    },
    end: async (notice, now) => patch(notice, { handledAt: now, lastError: null }),
    noteFailure: async (notice, error) => patch(notice, { lastError: error.slice(0, ERROR_CHARACTERS_MAX) }),
  };
}
