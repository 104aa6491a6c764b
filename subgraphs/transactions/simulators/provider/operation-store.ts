import { type Database, inTransaction, type Queryable, type Tx } from '@paygraph/postgres';
import type { ListedDispute } from '../../src/providers/connector.ts';
import { DISPUTES_PAGE_MAX } from './dispute.ts';
import { type Decision, dueAt_ms, type Operation, type SettlementLine } from './operation.ts';

const DUE_BATCH_MAX = 100;

export async function operationBy(database: Queryable, reference: string): Promise<Operation | undefined> {
  const { rows } = await database.query<{ state: string }>(
    'select state::text as state from operations where reference = $1',
    [reference],
  );
  return rows[0] ? decode(rows[0].state) : undefined;
}

/** Decides on what is known and keeps it, with its bookings and the notice of it. One at a time for each reference. */
export async function decideStored(
  database: Pick<Database, 'pool'>,
  reference: string,
  decide: (before: Operation | undefined) => Decision,
  newId: (prefix: string) => string,
  now: Date,
): Promise<Decision> {
  return inTransaction(database, async (tx) => {
    // A row that is not there yet cannot be locked; its name can.
    await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [reference]);
    const before = await operationBy(tx, reference);
    const decision = decide(before);
    if (decision.operation && decision.operation !== before) {
      await save(tx, decision.operation, decision.lines, newId);
      await listDisputes(tx, decision.operation, now);
    }
    return decision;
  });
}

async function save(tx: Tx, operation: Operation, lines: readonly SettlementLine[], newId: (prefix: string) => string) {
  const due = dueAt_ms(operation);
  await tx.query(
    `with saved as (
       insert into operations (reference, id, state, due_at) values ($1, $2, $3, $4)
       on conflict (reference) do update set state = excluded.state, due_at = excluded.due_at
     ), noted as (
       insert into notices (id, reference, next_attempt_at) values ($5, $1, now())
     )
     insert into settlement_lines (id, day, at, reference, kind, currency, gross, fee, net)
     select id, (at at time zone 'utc')::date, at, $1, kind, currency, gross, fee, net
     from jsonb_to_recordset($6) as line (id text, at timestamptz, kind text, currency text, gross int8, fee int8, net int8)`,
    [
      operation.reference,
      operation.id,
      toJson(operation),
      due === null ? null : new Date(due),
      newId('evt'),
      toJson(lines),
    ],
  );
}

/** New disputes come into the list of disputes. */
async function listDisputes(tx: Tx, { reference, disputes }: Operation, now: Date): Promise<void> {
  if (disputes.length === 0) return;
  await tx.query(
    'insert into disputes (id, reference, opened_at) select id, $2, $3 from unnest($1::text[]) id on conflict do nothing',
    [disputes.map(({ id }) => id), reference, now],
  );
}

/** Disputes opened since then and listed after the one of that id, oldest first; one more than a page when there are. */
export async function disputesSince(
  { query }: Pick<Queryable, 'query'>,
  since: Date,
  after: string | null,
): Promise<ListedDispute[]> {
  const { rows } = await query<ListedDispute & Record<string, unknown>>(
    `select id, reference, opened_at "openedAt" from disputes
      where opened_at >= $1
        and ($2::text is null or (opened_at, id) > (select opened_at, id from disputes last where last.id = $2))
      order by opened_at, id limit $3`,
    [since, after, DISPUTES_PAGE_MAX + 1],
  );
  return rows;
}

/** References under which something is due. */
export async function dueReferences(database: Queryable, now: Date): Promise<string[]> {
  const { rows } = await database.query<{ reference: string }>(
    'select reference from operations where due_at <= $1 order by due_at limit $2',
    [now, DUE_BATCH_MAX],
  );
  return rows.map(({ reference }) => reference);
}

/** The report of one day in UTC, in the order of booking. */
export async function settlementOf(database: Queryable, day: string): Promise<SettlementLine[]> {
  const { rows } = await database.query<SettlementLine>(
    'select id, at, reference, kind, currency, gross, fee, net from settlement_lines where day = $1 order by at, id',
    [day],
  );
  return rows;
}

const toJson = (value: unknown) =>
  JSON.stringify(value, (_key, part) => (typeof part === 'bigint' ? part.toString() : part));

/** JSON has no bigint: amounts, which are all called `minor`, are kept as strings. */
function decode(text: string): Operation {
  return JSON.parse(text, (key, value) => (key === 'minor' ? BigInt(value) : value));
}
