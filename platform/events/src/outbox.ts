import type { Actor } from '@paygraph/identity';
import { newId } from '@paygraph/identity';
import type { Queryable, Tx } from '@paygraph/postgres';
import { type EventData, type EventType, eventContracts } from '@paygraph/schema/events';
import { and, eq, gt, inArray, or, sql } from 'drizzle-orm';
import { type DomainEvent, type EventActor, formatCursor, type OutboxPosition } from './event.ts';
import { outbox } from './tables.ts';

/** A fact in the making: what happened to whom. `by` tells whose it is where one commit serves many. */
export type Fact = {
  [T in EventType]: { readonly type: T; readonly subject: string; readonly data: EventData<T>; readonly by?: Actor };
}[EventType];

const APPEND = {
  name: 'append_to_outbox',
  text: `insert into outbox (id, type, subject, time, data, actor, traceparent)
         select id, type, subject, $2, data, actor, traceparent
           from json_to_recordset($1) as f (id text, type text, subject text, data jsonb, actor jsonb, traceparent text)`,
};

/**
 * Writes facts into the outbox of `tx`, in the transaction that makes them true.
 * Throws when one breaks its contract: that is a bug of the caller, and nothing is committed.
 */
export function appendToOutbox(tx: Tx, actor: Actor, now: Date, facts: readonly Fact[]): void {
  if (facts.length === 0) return;
  // One parameter, whatever their number: a query builder would take longer over it than the database.
  tx.send(APPEND, [
    JSON.stringify(
      facts.map((fact) => ({
        id: newId('evt'),
        type: fact.type,
        subject: fact.subject,
        data: eventContracts[fact.type].parse(fact.data),
        actor: eventActor(fact.by ?? actor),
        traceparent: (fact.by ?? actor).traceparent,
      })),
    ),
    now,
  ]);
}

function eventActor(actor: Actor): EventActor {
  const { kind, requestId, ip } = actor;
  const id = kind === 'user' ? actor.userId : kind === 'service' ? actor.service : undefined;
  return { kind, id, requestId, ip };
}

/** Larger than any number in an outbox, and no longer than a cursor may be. */
const SEQ_MAX = 999_999_999_999_999_999n;

/** Where the outbox ends now: whatever is not to be read yet comes after it. */
export async function outboxEnd(database: Queryable): Promise<OutboxPosition> {
  const { rows } = await database.query<{ xmin: string }>('select pg_snapshot_xmin(pg_current_snapshot()) as xmin');
  return { xid: BigInt((rows[0] as { xmin: string }).xmin) - 1n, seq: SEQ_MAX };
}

/**
 * Events after `position` in commit order, at most `limit`.
 *
 * A sequence alone is not commit order: a transaction that took number 7 may commit after number 8 was
 * read. So only rows of transactions older than every running one are visible here (`pg_snapshot_xmin`);
 * nothing can appear before them any more.
 */
export async function readOutbox(
  { db }: Queryable,
  source: string,
  position: OutboxPosition,
  limit: number,
  types?: readonly EventType[],
): Promise<{ events: DomainEvent[]; position: OutboxPosition }> {
  const rows = await db
    .select()
    .from(outbox)
    .where(
      and(
        or(gt(outbox.xid, position.xid), and(eq(outbox.xid, position.xid), gt(outbox.seq, position.seq))),
        sql`${outbox.xid} < pg_snapshot_xmin(pg_current_snapshot())`,
        types && inArray(outbox.type, [...types]),
      ),
    )
    .orderBy(outbox.xid, outbox.seq)
    .limit(limit);
  const last = rows.at(-1);
  return {
    events: rows.map((row) => toEvent(source, row)),
    position: last ? { xid: last.xid, seq: last.seq } : position,
  };
}

/** Events of these types about each subject, oldest first. */
export async function eventsBySubject(
  { db }: Queryable,
  source: string,
  subjects: readonly string[],
  types: readonly EventType[],
): Promise<Map<string, DomainEvent[]>> {
  const rows = await db
    .select()
    .from(outbox)
    .where(and(inArray(outbox.subject, [...subjects]), inArray(outbox.type, [...types])))
    .orderBy(outbox.subject, outbox.xid, outbox.seq);
  return Map.groupBy(
    rows.map((row) => toEvent(source, row)),
    ({ subject }) => subject,
  );
}

function toEvent(source: string, row: typeof outbox.$inferSelect): DomainEvent {
  return {
    id: row.id,
    type: row.type,
    source,
    subject: row.subject,
    time: row.time.toISOString(),
    data: row.data,
    actor: row.actor ?? undefined,
    traceparent: row.traceparent ?? undefined,
    cursor: formatCursor(row),
  };
}
