import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { inspect, isDeepStrictEqual } from 'node:util';
import type { Database } from '@paygraph/postgres';
import { testDatabase } from '@paygraph/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { postedBalance } from '../src/account.ts';
import { heldAt } from '../src/balance-store.ts';
import { newMemory } from '../src/memory.ts';
import type { Operation } from '../src/operation.ts';
import type { Refusal, Result } from '../src/posting.ts';
import { postBatch } from '../src/posting-store.ts';
import { decide, type Model, newModel, remainingOf, totalsOf } from './model.ts';
import { FINDINGS } from './model-invariants.ts';
import { expiry, MODEL_ACCOUNTS, randomOperation } from './model-operations.ts';
import { randomFrom } from './model-random.ts';
import { seeds } from './model-seeds.ts';

const ROUNDS = 8;
const BATCH_SIZE_MAX = 8;
/** Short enough that holds run out while the test runs. */
const EXPIRY_MAX_MS = 60;
const PAUSE_MAX_MS = 20;
const PAST_MOMENTS = 10;

const migrationsFolder = fileURLToPath(new URL('../migrations', import.meta.url));
let database: Database;
beforeAll(async () => {
  database = await testDatabase({ migrationsFolder, name: 'ledger_model' });
});
afterAll(() => database.close());

/** A batch as PostgreSQL decided it: at one moment, all of it before or after any other. */
interface DecidedBatch {
  readonly operations: readonly Operation[];
  readonly results: readonly Result[];
  readonly at: Date;
}

/**
 * Two replicas are given a batch each at the same time, again and again. Whatever they answer must be what the
 * model says when it is given the same batches one after the other, in one of the orders they can have had.
 */
async function compare(seed: number): Promise<void> {
  // Each remembers what it did itself.
  const replicas = [newMemory(), newMemory()];
  const random = randomFrom(seed);
  await startAnew(database);
  let model = newModel(MODEL_ACCOUNTS);
  const asked: Operation[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const batches = replicas.map(() =>
      Array.from({ length: 1 + random.below(BATCH_SIZE_MAX) }, () => {
        const surroundings = { random, now: new Date(), asked, expiry_max_ms: EXPIRY_MAX_MS, expires: false };
        const next = randomOperation(surroundings);
        asked.push(next);
        return next;
      }),
    );
    const results = await Promise.all(
      replicas.map((memory, index) => postBatch(database, batches[index] ?? [], memory)),
    );
    const decided = [
      ...(await Promise.all(
        batches.map(async (operations, index) => ({
          operations,
          results: results[index] ?? [],
          at: await decidedAt(operations, batches[1 - index] ?? []),
        })),
      )),
      ...(await expiries(database, model)),
    ];
    const totals = await currentTotals(database);
    const explanation = orders(decided)
      .filter(inTime)
      .map((order) => replay(model, order))
      .find((after) => after && matches(after, totals));
    if (!explanation) expect.fail(`seed ${seed}, round ${round}: no order of these explains them\n${print(decided)}`);
    model = explanation;
    if (random.oneIn(2)) await sleep(random.below(PAUSE_MAX_MS));
  }
  expect(await findings(database), `findings of seed ${seed}`).toEqual([]);
  await compareHistory(database, model, random);

  /**
   * When a batch was decided, told from what only this batch can have decided; or else from what either of the
   * two decided, which is then all there is to tell a time from.
   */
  async function decidedAt(operations: readonly Operation[], others: readonly Operation[]): Promise<Date> {
    const fresh = operations.map(({ id }) => id).filter((id) => !model.decided.has(id));
    const shared = new Set(others.map(({ id }) => id));
    const own = await decisionTime(fresh.filter((id) => !shared.has(id)));
    // A batch of repetitions alone decides nothing that depends on the time.
    return own ?? (await decisionTime(fresh)) ?? new Date();
  }

  async function decisionTime(ids: readonly string[]): Promise<Date | null> {
    const { rows } = await database.query<{ at: Date | null }>(
      `select max(at) at from (select recorded_at at from journal_entries where id = any($1)
         union all select decided_at from refusals where id = any($1)) decisions`,
      [ids],
    );
    return rows[0]?.at ?? null;
  }
}

async function startAnew(database: Database): Promise<void> {
  await database.query('truncate accounts, journal_entries, postings, holds, refusals restart identity cascade');
  for (const { id, currency, normalSide, constraint, floorMinor, closed } of MODEL_ACCOUNTS) {
    await database.query(
      `insert into accounts (id, code, name, currency, normal_side, "constraint", floor_minor, created_at, closed_at)
       values ($1, '2000', $1, $2, $3, $4, $5, now(), $6)`,
      [id, currency, normalSide, constraint, floorMinor, closed ? new Date() : null],
    );
  }
}

/** The ledger lets go of holds by itself, on the way of a batch; all of one batch at one moment. */
async function expiries(database: Database, model: Model): Promise<DecidedBatch[]> {
  const { rows } = await database.query<{ id: string; at: Date; refusal: Refusal | null }>(
    `select id, recorded_at at, null refusal from journal_entries where id like '%:expiry'
      union all select id, decided_at, refusal from refusals where id like '%:expiry' order by at`,
  );
  const fresh = rows.filter(({ id }) => !model.decided.has(id));
  return [...Map.groupBy(fresh, ({ at }) => at.getTime())].map(([time, group]) => ({
    operations: group.map(({ id }) => expiry(id.replace(/:expiry$/, ''))),
    results: group.map(({ refusal }) => refusal),
    at: new Date(time),
  }));
}

/** Times are taken under the locks, so they tell the order of batches that met; only those of one moment may be in any. */
const inTime = (order: readonly DecidedBatch[]) =>
  order.every((batch, index) => index === 0 || (order[index - 1] as DecidedBatch).at <= batch.at);

function orders<Item>(items: readonly Item[]): Item[][] {
  if (items.length < 2) return [[...items]];
  return items.flatMap((item, index) => orders(items.toSpliced(index, 1)).map((rest) => [item, ...rest]));
}

/** The model after batches in an order, unless it says something else about one of them. */
function replay(before: Model, order: readonly DecidedBatch[]): Model | undefined {
  const model = structuredClone(before);
  for (const { operations, results, at } of order) {
    const same = operations.every((operation, index) =>
      isDeepStrictEqual(decide(model, operation, at), results[index]),
    );
    if (!same) return undefined;
  }
  return model;
}

interface TotalsRow extends Record<string, unknown> {
  readonly id: string;
  readonly totals: bigint[];
}

async function currentTotals(database: Database): Promise<readonly TotalsRow[]> {
  const { rows } = await database.query<TotalsRow>(
    `select id, array[debits_posted, credits_posted, debits_pending, credits_pending, version] totals from accounts
      union all select id, array[remaining] from holds`,
  );
  return rows;
}

const matches = (model: Model, rows: readonly TotalsRow[]) =>
  rows.every(({ id, totals }) => String(totals) === String(expectedTotals(model, id)));

function expectedTotals(model: Model, id: string): bigint[] {
  if (!model.accounts.some((account) => account.id === id)) return [remainingOf(model, id)];
  const { debitsPosted, creditsPosted, debitsPending, creditsPending, version } = totalsOf(model, id);
  return [debitsPosted, creditsPosted, debitsPending, creditsPending, version];
}

async function findings(database: Database): Promise<string[]> {
  const found = await Promise.all(
    Object.entries(FINDINGS).map(async ([name, sql]) => ((await database.query(sql)).rowCount ? [name] : [])),
  );
  return found.flat();
}

/** Balances at moments in the past, and now. */
async function compareHistory(database: Database, model: Model, random: ReturnType<typeof randomFrom>) {
  const moments = model.movements.map(({ at }) => at);
  const past = Array.from({ length: PAST_MOMENTS }, () => new Date(random.pick(moments).getTime() - random.below(3)));
  const { rows } = await database.query<{ id: string; number: bigint }>('select id, number from accounts');
  for (const { id, number } of rows) {
    const account = model.accounts.find((each) => each.id === id);
    if (!account) continue;
    for (const moment of [...past, new Date()]) {
      const totals = { normalSide: account.normalSide, ...totalsOf(model, id, moment) };
      const pending = account.normalSide === 'CREDIT' ? totals.debitsPending : totals.creditsPending;
      expect(await heldAt(database, number, moment)).toEqual({ posted: postedBalance(totals), pending });
    }
  }
}

const print = (batches: readonly DecidedBatch[]) =>
  batches.map((batch) => inspect(batch, { depth: 6, breakLength: 200, compact: 6 })).join('\n');

describe('two replicas on one database', () => {
  test('do what a naive model does in one of the orders their batches can have had', { timeout: 60_000 }, async () => {
    for (const seed of seeds(20)) await compare(seed);
  });
});
