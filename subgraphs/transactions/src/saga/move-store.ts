import type { Fact, Publisher } from '@paygraph/events';
import { asService, newId } from '@paygraph/identity';
import type { Tx } from '@paygraph/postgres';
import { inArray } from 'drizzle-orm';
import { debtAfter } from '../debts/debt.ts';
import { changeDebts } from '../debts/debt-store.ts';
import { changeDisputes, disputedPayments } from '../disputes/dispute-store.ts';
import { recordLooks } from '../notices/notice-store.ts';
import { transactions } from '../tables.ts';
import type { TransactionRow } from '../transaction.ts';
import { transactionFact } from '../transaction-fact.ts';
import { recordUnclaimed } from '../unclaimed/unclaimed-store.ts';
import { claimKeys } from './key-store.ts';
import { looksAfter } from './look-again.ts';
import { recordSet, SET_CHANGING } from './record-set.ts';
import { isCapturedInParts, refundChange, statusAfterCapture } from './refund.ts';
import { applied, type Move } from './store.ts';

/**
 * Writes changes with their events in one database transaction. The answer has, in order, each transaction as
 * it is then, or undefined where somebody was faster and nothing was written.
 */
export function writeMoves(
  publisher: Publisher,
  moves: readonly Move[],
  now: Date,
): Promise<readonly (TransactionRow | undefined)[]> {
  const changed = moves.map((move) => ({ ...move, after: applied(move, now) }));
  const candidates = firstOfEach(changed);
  const actor = asService('transactions', { requestId: newId('batch') });
  return publisher.commit(actor, async (tx) => {
    const { possible, parents } = await lockWhereNeeded(tx, candidates, now);
    const written = await update(
      tx,
      possible.map(({ after }) => after),
    );
    const done = possible.filter(({ after }) => written.get(after.id) === after.version);
    const followed = await followCaptures(tx, done);
    const latest = ({ after }: Changed) => followed.rows.get(after.id) ?? after;
    for (const move of done) if (parents.has(move.after.id)) parents.set(move.after.id, latest(move));
    await hastenBatches(
      tx,
      done.flatMap(({ before }) => (before.type === 'PAYOUT' && before.status !== 'CREATED' ? [before.parentId] : [])),
      now,
    );
    await recordLooks(
      tx,
      done.flatMap(({ before, after }) => looksAfter(before, after, now)),
      now,
    );
    const facts = done.flatMap(({ before, after, by }) =>
      before.status === after.status ? [] : [{ ...transactionFact(after, before.status), by }],
    );
    const result = changed.map((move) => (done.includes(move) ? latest(move) : undefined));
    const more = [
      ...(await changeParents(tx, parents, done)),
      ...(await changeDisputes(tx, done)),
      ...(await recordUnclaimed(tx, done, now)),
    ];
    await changeDebts(
      tx,
      done.flatMap(({ before, after }) => debtAfter(before, after) ?? []),
      now,
    );
    return { result, facts: [...facts, ...followed.facts, ...more] };
  });
}

/** Of changes that begin at the same version, within one batch, one is made: the others are told that somebody was faster. */
function firstOfEach(moves: readonly Changed[]): readonly Changed[] {
  const first = new Map<string, Changed>();
  for (const move of moves) {
    const version = `${move.before.id} ${move.before.version}`;
    if (!first.has(version)) first.set(version, move);
  }
  return [...first.values()];
}

/** Lines of these batches got further without the worker that began them: it is to look at once. */
async function hastenBatches(tx: Tx, ids: readonly (string | null)[], now: Date): Promise<void> {
  if (ids.length === 0) return;
  await tx.query(
    `update payout_batches set due_at = $2
      where id in (select id from payout_batches where id = any($1) and due_at > $2 order by id for update)`,
    [ids, now],
  );
}

type Changed = Move & { readonly after: TransactionRow };

/**
 * Most moves need no more than their version checked as they are written. Those with a key or a payment behind them,
 * and those that are made alone, are locked first, payments included, in the order of ids: a key is only taken by a
 * move that will be written.
 */
async function lockWhereNeeded(tx: Tx, moves: readonly Changed[], now: Date) {
  const parents = new Map<string, TransactionRow>();
  if (!moves.some(({ key, parent, alone }) => key || parent || alone)) return { possible: moves, parents };
  const parentIds = new Set(
    moves.flatMap(({ parent, before }) => (parent && before.parentId ? [before.parentId] : [])),
  );
  const rows = await tx.db
    .select()
    .from(transactions)
    .where(inArray(transactions.id, [...parentIds, ...moves.map(({ before }) => before.id)]))
    .orderBy(transactions.id)
    .for('update');
  const byId = new Map(rows.map((row) => [row.id, row]));
  for (const id of parentIds) {
    const row = byId.get(id);
    if (row) parents.set(id, row);
  }
  const current = moves.filter(({ before, alone }) => {
    const row = byId.get(before.id);
    return row?.version === before.version && (!alone || row.attempts === before.attempts);
  });
  const claims = current.flatMap(({ key, before }) => (key ? [{ ...key, transactionId: before.id }] : []));
  const claimed = claims.length > 0 ? await claimKeys(tx, claims, now) : undefined;
  return { possible: current.filter(({ key }) => !key || claimed?.has(key.call)), parents };
}

/**
 * Writes each row whose version is the next; the answer has, by id, the versions that were written. Two batches that
 * meet on more than one row are rare, for each row has one who works on it: should they deadlock, one is run again.
 */
async function update(tx: Tx, rows: readonly TransactionRow[]): Promise<ReadonlyMap<string, number>> {
  const { rows: written } = await tx.query<{ id: string; version: number }>(
    `with moves as materialized (select * from json_populate_recordset(null::transactions, $1) order by id)
     update transactions t set ${SET_CHANGING}
       from moves m
      where t.id = m.id and t.version = m.version - 1
     returning t.id, t.version`,
    [recordSet(rows)],
  );
  return new Map(written.map(({ id, version }) => [id, version]));
}

/** Payments that are captured to the end are at once what became of their parts before: see `statusAfterCapture`. */
async function followCaptures(tx: Tx, moves: readonly Changed[]) {
  const through = moves.filter(({ before, after }) => isCapturedInParts(before, after));
  const disputed = await disputedPayments(
    tx,
    through.map(({ after }) => after.id),
  );
  const rows = new Map<string, TransactionRow>();
  const facts: Fact[] = [];
  for (const { after, by } of through) {
    const status = statusAfterCapture(after, disputed.has(after.id));
    if (status === null) continue;
    const row = { ...after, status, version: after.version + 1 };
    rows.set(row.id, row);
    facts.push({ ...transactionFact(row, after.status), by });
  }
  if (rows.size > 0) await update(tx, [...rows.values()]);
  return { rows, facts };
}

async function changeParents(tx: Tx, parents: Map<string, TransactionRow>, moves: readonly Changed[]) {
  const facts = [];
  for (const { parent, before, by } of moves) {
    const row = before.parentId === null ? undefined : parents.get(before.parentId);
    if (!parent || !row) continue;
    const after = { ...row, ...refundChange(row, parent), version: row.version + 1 };
    if (!(await update(tx, [after])).has(row.id)) throw new Error(`${row.id} changed although it was locked`);
    parents.set(row.id, after);
    // A second partial refund changes no status, and is news all the same.
    if (after.status !== row.status || after.refundedMinor !== row.refundedMinor)
      facts.push({ ...transactionFact(after, row.status), by });
  }
  return facts;
}
