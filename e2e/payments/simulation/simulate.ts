import { EVIDENCE_ATTEMPTS_MAX } from '../../../subgraphs/transactions/src/disputes/dispute-evidence-store.ts';
import { NOTICE_ATTEMPTS_MAX } from '../../../subgraphs/transactions/src/notices/notice-store.ts';
import type { ProviderName } from '../../../subgraphs/transactions/src/providers/connector.ts';
import { memoryStore } from '../../../subgraphs/transactions/tests/memory-store.ts';
import { type Customers, customersOf } from './customers.ts';
import { findings } from './findings.ts';
import { deliverNotices, type Orchestrator, startOrchestrator } from './orchestrator.ts';
import { randomFrom } from './random.ts';
import { openWallets } from './wallets.ts';
import { createWorld, NEIGHBOUR_NAMES, PROVIDER_NAMES, type Sabotage, type World } from './world.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const REPLICAS = 2;
/** Customers come within this time; then nobody does, and after a while nothing fails any more. */
const BUSY_MS = 5 * MINUTE_MS;
/** The last notices of providers, and the slowest calls, take this long. */
const QUIET_MS = 2 * MINUTE_MS;
const QUIET_STEP_MS = 5_000;
/** By then everything must be over that does not wait for a person; a provider may have said nothing for hours. */
const DUST_MS = 12 * HOUR_MS;
/** What was sent back is looked for an hour after it was sent out. */
const LOOK_MS = 65 * MINUTE_MS;
/** By then the time of everybody who is waited for is over: captures, and disputes, of which one may follow another. */
const WAITS_MAX_MS = 24 * DAY_MS;
/** Long enough for disputes to be listed that nobody told us of. */
const LISTED_MS = 8 * HOUR_MS;
/** In a share of runs a provider says nothing for hours, and in a share all processes are gone for up to two days. */
const SILENT = 0.2;
const GONE = 0.3;
/** After this long no answer that was given before the silence is still on its way. */
const SILENCE_LAG_MS = 2 * MINUTE_MS;

export interface Simulated {
  readonly findings: readonly string[];
  /** Transactions by type and status. */
  readonly counts: ReadonlyMap<string, number>;
  readonly kills: number;
  readonly steps: number;
  /** Everything that happened, to compare runs. */
  readonly story: readonly string[];
  /** To look around in after a failure. */
  readonly world: World;
}

/** Runs customers against the platform with everything failing around it, until nothing is left to be done. */
export async function simulate(seed: number, visits: number, sabotage: Sabotage = {}): Promise<Simulated> {
  const world = createWorld(seed, sabotage);
  const { time, random, books, neighbours } = world;
  using _ = time.rule(randomFrom(~seed).next);
  openWallets(world);
  const opening = new Map([...neighbours.wallets.keys()].map((id) => [id, books.balanceOf(id)]));
  const orchestrators: Orchestrator[] = Array.from({ length: REPLICAS }, () => startOrchestrator(world));
  const customers = customersOf(world, () => orchestrators);
  const start_ms = time.now().getTime();
  const wrong: string[] = [];
  let kills = 0;

  const killer = async (replica: number) => {
    while (time.now().getTime() < start_ms + BUSY_MS) {
      await time.sleep(1_000 + random.below(40_000));
      orchestrators[replica]?.kill();
      kills += 1;
      await time.sleep(random.below(5_000));
      orchestrators[replica] = startOrchestrator(world);
    }
  };
  const silent = random.chance(SILENT) ? random.pick(PROVIDER_NAMES) : null;
  let [guests, open] = [visits, visits + (silent ? 1 : 0)];
  const goes = () => {
    open -= 1;
  };
  const leaves = () => {
    guests -= 1;
    world.calm = guests === 0;
    goes();
  };
  void Promise.all([
    ...orchestrators.map((_each, index) => killer(index)),
    troubleNeighbours(world, start_ms + BUSY_MS),
    ...PROVIDER_NAMES.filter((name) => name !== silent).map((name) => troubleProvider(world, name, start_ms + BUSY_MS)),
    deliverNotices(world, () => orchestrators),
  ]);
  if (silent) void fallSilent(world, silent, wrong).finally(goes);
  for (let visit = 0; visit < visits; visit++) void come(world, customers).finally(leaves);

  const settle = async () => {
    let settled = false;
    void untilQuiet(world, () => open === 0).then(() => {
      settled = true;
    });
    await time.run(() => settled, time.now().getTime() + DUST_MS);
  };
  const pass = async (ms: number) => {
    let passed = false;
    void time.sleep(ms).then(() => {
      passed = true;
    });
    await time.run(() => passed, Number.POSITIVE_INFINITY);
  };
  await settle();
  if (silent && (await retryDead(world))) await settle();
  // What nobody told us of we have found out by ourselves an hour later.
  await pass(LOOK_MS);
  // An occurrence of a schedule may have begun just now.
  await settle();
  wrong.push(...findings(world, customers.told, { opening, early: true }));
  if (random.chance(GONE)) {
    for (const orchestrator of orchestrators) orchestrator.kill();
    await pass(random.below(2 * DAY_MS));
    orchestrators.forEach((_each, index) => {
      orchestrators[index] = startOrchestrator(world);
    });
  }
  // Nobody comes any more: what waits for a person is let go of when its time is over.
  const hasTime = () => time.now().getTime() < start_ms + WAITS_MAX_MS;
  do {
    while (world.nextDueAt_ms() !== null && hasTime()) await pass(HOUR_MS);
    // What nobody told us of is listed by now.
    await pass(LISTED_MS);
  } while (hasTime() && ((await retryDead(world)) || world.nextDueAt_ms() !== null));
  wrong.push(...findings(world, customers.told, { opening, early: false }).map((each) => `in the end: ${each}`));
  wrong.push(
    ...world.rows().flatMap(({ id, step, deadAt }) => (step && !deadAt ? [`${id} is never over: ${step}`] : [])),
  );
  for (const orchestrator of orchestrators) orchestrator.kill();
  return {
    findings: [...new Set(wrong)],
    counts: countsOf(world),
    kills,
    steps: world.steps,
    story: storyOf(world),
    world,
  };
}

async function come({ time, random }: World, customers: Customers): Promise<void> {
  await time.sleep(random.below(BUSY_MS));
  await (random.chance(0.08) ? customers.meddle() : customers.visit());
}

/** Resolves when nobody has anything left to do for a while. */
async function untilQuiet(world: World, isEverybodyGone: () => boolean): Promise<void> {
  for (let quiet_ms = 0; quiet_ms < QUIET_MS; ) {
    await world.time.sleep(QUIET_STEP_MS);
    quiet_ms = isEverybodyGone() && isQuiet(world) ? quiet_ms + QUIET_STEP_MS : 0;
  }
}

/** Nothing is due that does not wait for a person, or for the time of an occurrence. */
function isQuiet({ rows, tables, providers, time }: World): boolean {
  const soon = new Date(time.now().getTime() + 30 * MINUTE_MS);
  const isBegun = (each: { readonly transactionId: string | null; readonly refusal: string | null }) =>
    each.transactionId !== null || each.refusal !== null;
  return (
    rows().every(
      ({ step, deadAt, dueAt }) =>
        step === null || deadAt !== null || dueAt > soon || (step.startsWith('AWAIT_') && step !== 'AWAIT_PROVIDER'),
    ) &&
    [...tables.notices.values()].every(
      ({ handledAt, dueAt, attempts }) => handledAt || dueAt > soon || attempts >= NOTICE_ATTEMPTS_MAX,
    ) &&
    [...tables.evidence.values()].every(({ sentAt, attempts }) => sentAt || attempts >= EVIDENCE_ATTEMPTS_MAX) &&
    [...tables.lines.values()].every(isBegun) &&
    [...tables.runs.values()].every(isBegun) &&
    PROVIDER_NAMES.every((name) => (providers[name].nextDueAt_ms() ?? Number.POSITIVE_INFINITY) > soon.getTime())
  );
}

/** An operator gives what was tried too often all its attempts again; false when there is nothing. */
async function retryDead({ time, random, tables, rows }: World): Promise<boolean> {
  const store = memoryStore(tables, { now: time.now, random: random.next });
  const dead = rows().filter(({ deadAt }) => deadAt !== null);
  for (const { id } of dead) await store.revive(id);
  return dead.length > 0;
}

async function troubleNeighbours({ time, random, trouble }: World, until_ms: number): Promise<void> {
  for (const name of NEIGHBOUR_NAMES) trouble.set(name, 0.01);
  while (time.now().getTime() < until_ms) {
    await time.sleep(random.below(30_000));
    const name = random.pick(NEIGHBOUR_NAMES);
    trouble.set(name, random.chance(0.3) ? 1 : 0.2);
    await time.sleep(random.below(20_000));
    trouble.set(name, 0.01);
  }
  for (const name of NEIGHBOUR_NAMES) trouble.set(name, 0);
}

/** What a provider is like for a while. */
const MOODS = [
  {},
  { TIMEOUT_BEFORE: 0.1, TIMEOUT_AFTER: 0.1, LATE: 0.1 },
  { ERROR_AFTER: 0.15, GARBLED: 0.1, RATE_LIMITED: 0.2 },
  { UNAVAILABLE: 1 },
  { TIMEOUT_BEFORE: 1 },
  { LATE: 0.5, RESET_AFTER: 0.2 },
] as const;

async function troubleProvider(
  { time, random, providers }: World,
  name: (typeof PROVIDER_NAMES)[number],
  until_ms: number,
) {
  const { faults } = providers[name];
  // What is not told is not told later either.
  const webhooks = { duplicate: 0.2, delayed: 0.3, delay_ms: 45_000, lost: random.pick([0, 0.1, 0.9]) };
  while (time.now().getTime() < until_ms) {
    faults.set({
      rates: random.pick(MOODS),
      late_ms: 1_000 + random.below(60_000),
      webhooks,
    });
    await time.sleep(5_000 + random.below(40_000));
  }
  faults.set({ webhooks });
}

const ASKED_STEPS = ['AUTHORIZE', 'CAPTURE', 'RETURN', 'AWAIT_PROVIDER'];

/** A provider that does half of what it is asked and answers nothing, for hours. Nobody may guess what became of it. */
async function fallSilent({ time, random, providers, rows, tables }: World, name: ProviderName, wrong: string[]) {
  const { faults } = providers[name];
  await time.sleep(random.below(BUSY_MS));
  faults.set({ rates: { TIMEOUT_BEFORE: 0.5, TIMEOUT_AFTER: 0.5 }, webhooks: { delayed: 0.3, delay_ms: 45_000 } });
  await time.sleep(SILENCE_LAG_MS);
  const asked = rows().filter(({ provider, step }) => provider === name && ASKED_STEPS.includes(step ?? ''));
  await time.sleep(random.below(4 * HOUR_MS));
  for (const { id, status, step } of asked) {
    const row = tables.transactions.get(id);
    if (row?.status !== status || row.step !== step)
      wrong.push(`${id} went from ${status}, ${step} to ${row?.status}, ${row?.step} although ${name} said nothing`);
  }
  faults.set({});
}

function countsOf({ rows }: World): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { type, status } of rows()) {
    const key = `${type} ${status}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}

/** Transactions by number instead of by id, which is another in each run. */
function storyOf({ tables, rows, books, steps }: World): string[] {
  const numbers = new Map(rows().map(({ id }, index) => [id, index]));
  return [
    ...tables.events.map(({ id, from, to }) => `${numbers.get(id)} ${from} ${to}`),
    ...books.accounts().map(({ id, debitsPosted, creditsPosted }) => `${id} ${debitsPosted} ${creditsPosted}`),
    `${steps} steps`,
  ];
}
