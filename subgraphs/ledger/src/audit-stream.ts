import { setTimeout as sleep } from 'node:timers/promises';
import { formatCursor, InvalidCursor, type OutboxPosition, parseCursor } from '@paygraph/events';
import type { Database } from '@paygraph/postgres';
import { boundedQueue, type ResumableStream } from '@paygraph/stream';
import { type AuditEventRow, auditEnd, auditEventsAfter } from './audit-store.ts';

const QUEUE_LENGTH_MAX = 1_000;
const PAGE_SIZE = 200;
const INTERVAL_MS = 250;

export function auditCursor({ xid, number }: AuditEventRow): string {
  return formatCursor({ xid, seq: number });
}

/**
 * The audit trail as it grows, after a cursor or from now on. The trail is read itself, not announced a second time
 * through the outbox: few watch it, and every event of the platform would be written twice.
 */
export async function auditStream(
  database: Database,
  after: string | null | undefined,
): Promise<ResumableStream<AuditEventRow>> {
  const start = after == null ? await auditEnd(database) : parseCursor(after);
  if (!start) throw new InvalidCursor('The cursor is not one of this stream');
  const ended = new AbortController();
  const queue = boundedQueue<AuditEventRow>(QUEUE_LENGTH_MAX, () => ended.abort());
  follow(start).catch(queue.fail);
  return Object.assign(queue.iterator, { startsAfter: formatCursor(start) });

  async function follow(from: OutboxPosition): Promise<void> {
    let position = from;
    while (!ended.signal.aborted) {
      await queue.room();
      const events = await auditEventsAfter(database, position, PAGE_SIZE);
      for (const event of events) queue.push(event);
      const last = events.at(-1);
      if (last) position = { xid: last.xid, seq: last.number };
      if (events.length === PAGE_SIZE) continue;
      await sleep(INTERVAL_MS, undefined, { signal: ended.signal }).catch(() => undefined);
    }
  }
}
