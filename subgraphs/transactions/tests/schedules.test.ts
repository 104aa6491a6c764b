import { person } from '@paygraph/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createContext } from '../src/context.ts';
import type { MovementWallet } from '../src/peers.ts';
import { workerQueues } from '../src/queue-store.ts';
import type { Schedule } from '../src/schedules/schedule.ts';
import { openScheduleBook } from '../src/schedules/schedule-book.ts';
import { scheduleResolvers } from '../src/schedules/schedule-resolvers.ts';
import { listRuns, listSchedules } from '../src/schedules/schedule-store.ts';
import { cancelSchedule, type ScheduleInput, scheduleTransfer } from '../src/schedules/schedule-transfer.ts';
import { runDueSchedules } from '../src/schedules/schedule-worker.ts';
import { mountGraphql } from './mounted-graphql.ts';
import { mountTransactions } from './mounted-transactions.ts';

const ada = person('usr_ada');
const operator = person('usr_op', 'OPERATOR');
const HOUR_MS = 3_600_000;
const FIRST_PAGE = { limit: 100, after: undefined };

let world: Awaited<ReturnType<typeof mountTransactions>>;
beforeAll(async () => {
  world = await mountTransactions();
});
afterAll(() => world[Symbol.asyncDispose]());

let serial = 0;
function wallet(over: Partial<MovementWallet> = {}, funds = 0n) {
  const id = `wal_${++serial}`;
  const base = { id, ownerId: 'usr_bob', currency: 'USD', type: 'PERSONAL', status: 'ACTIVE', limited: false } as const;
  world.wallets.set(id, { ...base, ...over });
  world.books.fund(id, funds);
  return id;
}
const payer = (funds = 100_000n) => wallet({ ownerId: 'usr_ada' }, funds);
const inMs = (ms: number) => new Date(world.deps.now().getTime() + ms);

const transfer = (over: Partial<ScheduleInput['transfer']> = {}) => ({
  fromWalletId: payer(),
  toWalletId: wallet(),
  amount: { amount: '10.00', currency: 'USD' },
  idempotencyKey: `key_${++serial}`,
  ...over,
});
const ask = (over: Partial<ScheduleInput> = {}, by = ada) =>
  scheduleTransfer(world.deps, by, { transfer: transfer(), startAt: inMs(HOUR_MS), ...over });
async function schedule(over: Partial<ScheduleInput> = {}): Promise<Schedule> {
  const scheduled = await ask(over);
  if (typeof scheduled === 'string') throw new Error(scheduled);
  return scheduled.schedule;
}
const now = async (id: string) => (await world.deps.schedules.byId(id)) as Schedule;
const runsOf = async ({ id }: Schedule) => (await listRuns(world.database, id, FIRST_PAGE)).toReversed();
const paid = ({ destinationWalletId }: Schedule) => world.books.balance(destinationWalletId);
const eventsOf = async ({ id }: Schedule) =>
  (
    await world.database.query<{ type: string; actor: { id: string }; reason: string | null }>(
      `select type, actor, data->>'reason' reason from outbox where subject = $1 order by xid, seq`,
      [id],
    )
  ).rows;

/** Rounds until nothing is left to claim. */
async function runAll() {
  while ((await runDueSchedules(world.deps)) > 0);
}

describe('a scheduled transfer', () => {
  test('is made once, when its time has come, in the name of its owner', async () => {
    const once = await schedule();
    expect(once).toMatchObject({ status: 'ACTIVE', rrule: null, timeZone: 'UTC', nextRunAt: once.startAt });
    await runAll();
    expect(paid(once)).toBe(0n);
    world.wait(HOUR_MS);
    await runAll();
    await runAll();
    expect(paid(once)).toBe(1_000n);
    expect(await now(once.id)).toMatchObject({ status: 'COMPLETED', nextRunAt: null, lastRunAt: once.startAt });
    const [run, ...others] = await runsOf(once);
    expect(others).toEqual([]);
    expect(await world.deps.store.byId(run?.transactionId ?? '')).toMatchObject({
      type: 'TRANSFER',
      status: 'SUCCEEDED',
      initiatorId: 'usr_ada',
      parentId: once.id,
    });
    expect((await eventsOf(once)).map(({ type }) => type)).toEqual(['schedule.created', 'schedule.completed']);
  });

  test('occurs by its rule, and makes up for what was missed, each once and oldest first', async () => {
    const daily = await schedule({ rrule: 'FREQ=DAILY', timeZone: 'America/New_York' });
    world.wait(HOUR_MS);
    await runAll();
    expect(paid(daily)).toBe(1_000n);
    world.wait(5 * 24 * HOUR_MS);
    await Promise.all([runAll(), runAll(), runAll()]);
    const runs = await runsOf(daily);
    expect(runs).toHaveLength(6);
    expect(paid(daily)).toBe(6_000n);
    const made = await Promise.all(runs.map(({ transactionId }) => world.deps.store.byId(transactionId ?? '')));
    expect(made.map((row) => row?.id)).toEqual(made.map((row) => row?.id).toSorted());
    expect((await now(daily.id)).nextRunAt?.getTime()).toBeGreaterThan(world.deps.now().getTime());
  });

  test('is made once by workers that die at any point', async () => {
    const rule = await schedule({ rrule: 'FREQ=HOURLY;COUNT=30' });
    world.wait(30 * HOUR_MS);
    let commits = 0;
    // Every third commit of the worker is lost: before an occurrence is written down, or after its transfer was made.
    const { publisher } = world.deps;
    const commit: typeof publisher.commit = (...args) =>
      ++commits % 3 === 0 ? Promise.reject(new Error('killed')) : publisher.commit(...args);
    const dying = { ...world.deps, schedules: openScheduleBook(world.database, { ...publisher, commit }) };
    world.outages.push('wallet', 'after post', 'after post');
    for (let round = 0; round < 60; round++) {
      await Promise.allSettled([runDueSchedules(dying), runDueSchedules(dying)]);
    }
    await runAll();
    for (let round = 0; round < 6; round++) {
      world.wait(60_000 * 2 ** round);
      await world.settle();
      await runAll();
    }
    expect(paid(rule)).toBe(30_000n);
    expect(await now(rule.id)).toMatchObject({ status: 'COMPLETED', failures: 0 });
    expect((await runsOf(rule)).every(({ transactionId }) => transactionId !== null)).toBe(true);
  });

  test('goes on after an occurrence that failed', async () => {
    const poor = await schedule({ transfer: transfer({ fromWalletId: payer(500n) }), rrule: 'FREQ=DAILY' });
    world.wait(HOUR_MS);
    await runAll();
    expect(await now(poor.id)).toMatchObject({ status: 'ACTIVE', failures: 1 });
    world.books.fund(poor.sourceWalletId, 500n);
    world.wait(24 * HOUR_MS);
    await runAll();
    expect(await now(poor.id)).toMatchObject({ status: 'ACTIVE', failures: 1 });
    expect(paid(poor)).toBe(1_000n);
    expect((await runsOf(poor)).map(({ failureCode }) => failureCode)).toEqual(['INSUFFICIENT_FUNDS', null]);
  });

  test('says why a frozen or closed wallet let an occurrence fail', async () => {
    const frozen = await schedule({ rrule: 'FREQ=DAILY' });
    const before = world.wallets.get(frozen.destinationWalletId) as MovementWallet;
    world.wallets.set(before.id, { ...before, status: 'FROZEN' });
    world.wait(HOUR_MS);
    await runAll();
    world.wallets.set(before.id, { ...before, status: 'CLOSED' });
    world.wait(24 * HOUR_MS);
    await runAll();
    expect((await runsOf(frozen)).map(({ refusal }) => refusal)).toEqual(['WALLET_FROZEN', 'WALLET_CLOSED']);
    expect(await now(frozen.id)).toMatchObject({ status: 'ACTIVE', failures: 2 });
    expect((await eventsOf(frozen)).map(({ type }) => type)).toEqual([
      'schedule.created',
      'schedule.run_refused',
      'schedule.run_refused',
    ]);
  });

  test('is ended after ten occurrences in a row that failed', async () => {
    const hopeless = await schedule({ transfer: transfer({ fromWalletId: payer(0n) }), rrule: 'FREQ=HOURLY' });
    world.wait(48 * HOUR_MS);
    await runAll();
    expect(await now(hopeless.id)).toMatchObject({ status: 'CANCELED', failures: 10, nextRunAt: null });
    expect((await eventsOf(hopeless)).at(-1)).toMatchObject({ type: 'schedule.canceled', reason: 'FAILING' });
  });

  test.each(['CHALLENGE', 'REVIEW'] as const)('that risk answers with %s waits for a person', async (decision) => {
    world.risk.set(`wants ${decision}`, decision);
    const waiting = await schedule({ transfer: transfer({ description: `wants ${decision}` }) });
    world.wait(HOUR_MS);
    await runAll();
    const [run] = await runsOf(waiting);
    expect(run).toMatchObject({ transactionStatus: 'IN_REVIEW' });
  });
});

describe('scheduling', () => {
  test.each<[string, () => Partial<ScheduleInput>, string]>([
    ['a bad rule', () => ({ rrule: 'FREQ=SOMETIMES' }), 'RRULE_INVALID'],
    ['a zone that is none', () => ({ timeZone: 'Europe/Atlantis' }), 'TIME_ZONE_UNKNOWN'],
    ['a start in the past', () => ({ startAt: inMs(-301_000) }), 'START_IN_PAST'],
    ['every minute', () => ({ rrule: 'FREQ=MINUTELY' }), 'TOO_OFTEN'],
    ['nothing to come', () => ({ rrule: 'FREQ=DAILY;UNTIL=20200101' }), 'NEVER_OCCURS'],
    ['somebody else’s wallet', () => ({ transfer: transfer({ fromWalletId: wallet() }) }), 'SOURCE_NOT_FOUND'],
    ['a wallet that is none', () => ({ transfer: transfer({ toWalletId: 'wal_none' }) }), 'DESTINATION_NOT_FOUND'],
    ['no amount', () => ({ transfer: transfer({ amount: { amount: '0', currency: 'USD' } }) }), 'AMOUNT_NOT_POSITIVE'],
  ])('with %s is refused, and nothing is written', async (_, over, problem) => {
    const count = async () =>
      (
        await world.database.query<{ n: bigint }>(
          'select (select count(*) from schedules) + (select count(*) from outbox) + (select count(*) from idempotency_keys) n',
        )
      ).rows[0]?.n;
    const input = over();
    const before = await count();
    expect(await ask(input)).toBe(problem);
    expect(await count()).toBe(before);
  });

  test('is done once under one key by 50 calls at once, also long after its start', async () => {
    const input = { transfer: transfer(), startAt: inMs(HOUR_MS) };
    const schedules = await Promise.all(Array.from({ length: 50 }, () => schedule(input)));
    expect(new Set(schedules.map(({ id }) => id)).size).toBe(1);
    world.wait(2 * HOUR_MS);
    await runAll();
    expect(await schedule(input)).toMatchObject({ id: schedules[0]?.id, status: 'COMPLETED' });
    expect(await ask({ ...input, rrule: 'FREQ=DAILY' })).toBe('IDEMPOTENCY_KEY_REUSED');
  });

  test('is undone by its owner: nothing occurs any more', async () => {
    const canceled = await schedule({ rrule: 'FREQ=DAILY' });
    world.wait(HOUR_MS);
    await runAll();
    expect(await cancelSchedule(world.deps, ada, canceled.id)).toMatchObject({ status: 'CANCELED', nextRunAt: null });
    expect(await cancelSchedule(world.deps, ada, canceled.id)).toMatchObject({ status: 'CANCELED' });
    world.wait(72 * HOUR_MS);
    await runAll();
    expect(paid(canceled)).toBe(1_000n);
    const events = (await eventsOf(canceled)).filter(({ type }) => type === 'schedule.canceled');
    expect(events).toMatchObject([{ reason: 'REQUESTED', actor: { id: 'usr_ada' } }]);
  });

  test('that has come to its end cannot be undone', async () => {
    const once = await schedule();
    world.wait(HOUR_MS);
    await runAll();
    expect(await cancelSchedule(world.deps, operator, once.id)).toBe('SCHEDULE_ENDED');
  });

  test('is seen by its owner and by operators', async () => {
    const mine = await schedule();
    const eve = person('usr_eve');
    await expect(cancelSchedule(world.deps, eve, mine.id)).rejects.toThrow('not found');
    const { schedule: query } = scheduleResolvers(world.deps).Query as {
      schedule: (_: object, args: object, context: object) => Promise<Schedule>;
    };
    const asked = (actor: typeof ada) => query({}, { id: mine.id }, createContext(world.deps, actor));
    await expect(asked(eve)).rejects.toThrow('not found');
    expect([(await asked(ada)).id, (await asked(operator)).id]).toEqual([mine.id, mine.id]);
    expect(await listSchedules(world.database, FIRST_PAGE, 'usr_eve')).toEqual([]);
    expect((await listSchedules(world.database, FIRST_PAGE, null))[0]?.id).toBe(mine.id);
  });

  test('shows in the queues what is due', async () => {
    await runAll();
    const depth = async () =>
      (await workerQueues(world.database, world.deps.now())).find(({ name }) => name === 'SCHEDULES')?.depth;
    expect(await depth()).toBe(0);
    const due = await schedule();
    world.wait(HOUR_MS);
    expect(await depth()).toBeGreaterThan(0);
    await runAll();
    expect(await depth()).toBe(0);
    expect((await now(due.id)).status).toBe('COMPLETED');
  });
});

test('the API schedules, shows what came of it, and says which field is wrong', async () => {
  await using api = await mountGraphql(world.deps);
  const SCHEDULE = `mutation ($input: ScheduleInput!) { scheduleTransfer(input: $input) {
    schedule { id nextRunAt amount { amount } owner { id } } userErrors { code field } } }`;
  const input = { transfer: transfer(), startAt: inMs(HOUR_MS).toISOString(), rrule: 'FREQ=WEEKLY' };
  const wrong = async (over: object) => (await api.execute(ada, SCHEDULE, { input: { ...input, ...over } })).data;
  expect(await wrong({ rrule: 'FREQ=NEVER' })).toMatchObject({
    scheduleTransfer: { schedule: null, userErrors: [{ code: 'RRULE_INVALID', field: ['input', 'rrule'] }] },
  });
  expect(await wrong({ transfer: transfer({ toWalletId: 'wal_none' }) })).toMatchObject({
    scheduleTransfer: { userErrors: [{ field: ['input', 'transfer', 'toWalletId'] }] },
  });
  const { data } = await api.execute(ada, SCHEDULE, { input });
  const { id } = (data as { scheduleTransfer: { schedule: { id: string } } }).scheduleTransfer.schedule;
  world.wait(HOUR_MS);
  await runAll();
  const ASK = `query ($id: ID!) { schedule(id: $id) { status timeZone failures
    runs(first: 1) { edges { node { transaction { status } failure { code } } } } } schedules(first: 1) { edges { node { id } } } }`;
  const asked = await api.execute(ada, ASK, { id });
  expect(asked.data).toEqual({
    schedule: {
      ...{ status: 'ACTIVE', timeZone: 'UTC', failures: 0 },
      runs: { edges: [{ node: { transaction: { status: 'SUCCEEDED' }, failure: null } }] },
    },
    schedules: { edges: [{ node: { id } }] },
  });
  const CANCEL = 'mutation ($id: ID!) { cancelSchedule(id: $id) { schedule { status } userErrors { code } } }';
  const canceled = await api.execute(ada, CANCEL, { id });
  expect(canceled.data).toMatchObject({ cancelSchedule: { schedule: { status: 'CANCELED' }, userErrors: [] } });
  expect(api.faults).toEqual([]);
});

test('an occurrence shows its schedule to its owner and to operators, and never to who is paid', async () => {
  await using api = await mountGraphql(world.deps);
  const { id } = await schedule();
  world.wait(HOUR_MS);
  await runAll();
  const [run] = await runsOf(await now(id));
  const ORIGIN = 'query ($id: ID!) { transaction(id: $id) { status schedule { id } payoutBatch { id } } }';
  const origin = async (actor: typeof ada) =>
    (await api.execute(actor, ORIGIN, { id: run?.transactionId })).data?.transaction;
  for (const actor of [ada, operator]) {
    expect(await origin(actor)).toEqual({ status: 'SUCCEEDED', schedule: { id }, payoutBatch: null });
  }
  expect(await origin(person('usr_bob'))).toEqual({ status: 'SUCCEEDED', schedule: null, payoutBatch: null });
  expect(api.faults).toEqual([]);
});
