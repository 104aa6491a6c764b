import { type Customers, customersOf, openWallets } from './customers.ts';
import { findings } from './findings.ts';
import { type Orchestrator, startOrchestrator } from './orchestrator.ts';
import { createWorld, NEIGHBOUR_NAMES, PROVIDER_NAMES, type Sabotage, type World } from './world.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const REPLICAS = 2;
/** Customers come within this time; then nobody does, and after a while nothing fails any more. */
const BUSY_MS = 5 * MINUTE_MS;
/** The last notices of providers, and the slowest calls, take this long. */
const QUIET_MS = 2 * MINUTE_MS;
const QUIET_STEP_MS = 5_000;
/** By then everything must be over that does not wait for a person; their time is over after a week. */
const DUST_MS = 6 * 60 * MINUTE_MS;
/** What was sent back is looked for an hour after it was sent out. */
const LOOK_MS = 65 * MINUTE_MS;
const WAITS_MAX_MS = 9 * DAY_MS;

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
  openWallets(world);
  const opening = new Map([...neighbours.wallets.keys()].map((id) => [id, books.balanceOf(id)]));
  const orchestrators: Orchestrator[] = Array.from({ length: REPLICAS }, () => startOrchestrator(world));
  const customers = customersOf(world, () => orchestrators);
  const start_ms = time.now().getTime();
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
  void Promise.all([
    ...orchestrators.map((_, index) => killer(index)),
    troubleNeighbours(world, start_ms + BUSY_MS),
    ...PROVIDER_NAMES.map((name) => troubleProvider(world, name, start_ms + BUSY_MS)),
    deliverNotices(world, () => orchestrators),
  ]);
  let open = visits;
  for (let visit = 0; visit < visits; visit++) {
    void come(world, customers).finally(() => {
      open -= 1;
    });
  }

  let settled = false;
  void untilQuiet(world, () => open === 0).then(() => {
    settled = true;
  });
  await time.run(() => settled, start_ms + DUST_MS);
  world.calm = true;
  // What nobody told us of we have found out by ourselves an hour later.
  const looked_ms = time.now().getTime() + LOOK_MS;
  await time.run(() => time.now().getTime() > looked_ms, looked_ms);
  const wrong = findings(world, customers.told, opening);
  // Nobody comes any more: what waits for a person is let go of when its time is over.
  await time.run(() => world.nextDueAt_ms() === null, start_ms + WAITS_MAX_MS);
  wrong.push(...findings(world, customers.told, opening).map((each) => `in the end: ${each}`));
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

/** Nothing is due that does not wait for a person. */
function isQuiet({ rows, notices, providers, time }: World): boolean {
  const now_ms = time.now().getTime();
  return (
    rows().every(
      ({ step, deadAt, dueAt }) =>
        step === null ||
        deadAt !== null ||
        dueAt.getTime() > now_ms + 30 * MINUTE_MS ||
        (step.startsWith('AWAIT_') && step !== 'AWAIT_PROVIDER'),
    ) &&
    notices.every(({ handled, dueAt_ms }) => handled || dueAt_ms > now_ms + 30 * MINUTE_MS) &&
    PROVIDER_NAMES.every((name) => providers[name].nextDueAt_ms() === null)
  );
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
  const webhooks = { duplicate: 0.2, delayed: 0.3, delay_ms: 45_000 };
  while (time.now().getTime() < until_ms) {
    faults.set({
      rates: random.pick(MOODS),
      late_ms: 1_000 + random.below(60_000),
      webhooks: { ...webhooks, lost: 0.1 },
    });
    await time.sleep(5_000 + random.below(40_000));
  }
  faults.set({ webhooks });
}

/** Providers do what is due, and tell of it as long as anybody of ours is there. */
async function deliverNotices(world: World, orchestrators: () => readonly Orchestrator[]): Promise<void> {
  for (;;) {
    if (orchestrators().some(({ alive }) => alive)) world.takeNotices();
    await world.time.sleep(world.untilWork_ms(2_000));
  }
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
