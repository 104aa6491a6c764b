import type { DomainEvent, OutboxPosition } from '@paygraph/events';
import type { Queryable, Tx } from '@paygraph/postgres';
import type { Page } from '@paygraph/subgraph';
import { and, desc, eq, gte, lt, type SQL, sql } from 'drizzle-orm';
import type { TimeRange } from './journal-store.ts';
import { auditEvents } from './tables.ts';

export type AuditEventRow = typeof auditEvents.$inferSelect;

export interface AuditFilter {
  readonly actorId?: string | null;
  readonly subject?: string | null;
  readonly action?: string | null;
  readonly range?: TimeRange | null;
}

const RECORD = {
  name: 'record_audit_events',
  text: `insert into audit_events (id, source, action, subject, actor_kind, actor_id, request_id, ip, after, occurred_at, recorded_at)
         select id, source, action, subject, actor_kind, actor_id, request_id, ip, after, occurred_at, $2
           from rows from (json_to_recordset($1) as (id text, source text, action text, subject text, actor_kind text,
                  actor_id text, request_id text, ip text, after jsonb, occurred_at timestamptz)) with ordinality as e
          order by ordinality
         on conflict (id) do nothing`,
};

/** Writes events in the order they are given; those that were written before stay as they are. */
export function recordAuditEvents(tx: Tx, events: readonly DomainEvent[], now: Date): void {
  tx.send(RECORD, [JSON.stringify(events.map(toRecord)), now]);
}

function toRecord({ id, source, type, subject, data, time, actor: named }: DomainEvent) {
  // An event that names nobody was the publisher's own doing.
  const actor = named ?? { kind: 'service', id: source, requestId: id };
  const { kind: actor_kind, id: actor_id, requestId: request_id, ip } = actor;
  return { id, source, action: type, subject, actor_kind, actor_id, request_id, ip, after: data, occurred_at: time };
}

/** Newest first, by when they happened; one more than the page, when there is one. Every filter has its index. */
export function listAuditEvents(
  { db }: Queryable,
  { limit, after }: Page,
  { actorId, subject, action, range }: AuditFilter,
): Promise<AuditEventRow[]> {
  const { occurredAt, number } = auditEvents;
  return db
    .select()
    .from(auditEvents)
    .where(
      and(
        after === undefined ? undefined : isEarlierThan(BigInt(after)),
        actorId ? eq(auditEvents.actorId, actorId) : undefined,
        subject ? eq(auditEvents.subject, subject) : undefined,
        action ? eq(auditEvents.action, action) : undefined,
        range ? and(gte(occurredAt, range.from), lt(occurredAt, range.to)) : undefined,
      ),
    )
    .orderBy(desc(occurredAt), desc(number))
    .limit(limit + 1);
}

function isEarlierThan(after: bigint): SQL {
  return sql`(${auditEvents.occurredAt}, ${auditEvents.number})
    < (select e.occurred_at, e.number from audit_events e where e.number = ${after})`;
}

/** What the event before each told of the same subject, by number; left out for the first of a subject. */
export async function auditedBefore(database: Queryable, numbers: readonly bigint[]): Promise<Map<bigint, unknown>> {
  const { rows } = await database.query<{ number: bigint; before: unknown }>(
    `select e.number, earlier.after before
       from audit_events e cross join lateral (
         select after from audit_events p
          where p.subject = e.subject and p.source = e.source and (p.occurred_at, p.number) < (e.occurred_at, e.number)
          order by p.occurred_at desc, p.number desc limit 1) earlier
      where e.number = any($1)`,
    [numbers],
  );
  return new Map(rows.map(({ number, before }) => [number, before]));
}

/** Where the trail ends now; nothing will appear before it any more. */
export async function auditEnd(database: Queryable): Promise<OutboxPosition> {
  const { rows } = await database.query<{ xid: string; seq: bigint }>(
    `select xid, number seq from audit_events where xid < pg_snapshot_xmin(pg_current_snapshot())
      order by xid desc, number desc limit 1`,
  );
  return rows[0] ? { ...rows[0], xid: BigInt(rows[0].xid) } : { xid: 0n, seq: 0n };
}

/** What was recorded after a place in the trail, in commit order. */
export function auditEventsAfter({ db }: Queryable, { xid, seq }: OutboxPosition, limit: number) {
  return db
    .select()
    .from(auditEvents)
    .where(
      and(
        sql`(${auditEvents.xid}, ${auditEvents.number}) > (${xid}::xid8, ${seq}::bigint)`,
        sql`${auditEvents.xid} < pg_snapshot_xmin(pg_current_snapshot())`,
      ),
    )
    .orderBy(auditEvents.xid, auditEvents.number)
    .limit(limit);
}
