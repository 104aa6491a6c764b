import { AsyncLocalStorage } from 'node:async_hooks';
import { INDICATIVE_RATES } from '../../../subgraphs/transactions/src/conversions/conversion-indicative.ts';
import type { RateSource } from '../../../subgraphs/transactions/src/conversions/conversion-source.ts';
import { collectDebts } from '../../../subgraphs/transactions/src/debts/debt-worker.ts';
import type { PaymentDeps } from '../../../subgraphs/transactions/src/deps.ts';
import { findDisputes } from '../../../subgraphs/transactions/src/disputes/dispute-finder.ts';
import { passOnEvidence } from '../../../subgraphs/transactions/src/disputes/dispute-worker.ts';
import { handleNotices } from '../../../subgraphs/transactions/src/notices/notice-worker.ts';
import { payOutDue } from '../../../subgraphs/transactions/src/payouts/payout-worker.ts';
import type { Peers } from '../../../subgraphs/transactions/src/peers.ts';
import type { Connector } from '../../../subgraphs/transactions/src/providers/connector.ts';
import { guarded } from '../../../subgraphs/transactions/src/providers/guarded-connector.ts';
import { recoverDue } from '../../../subgraphs/transactions/src/saga/recovery.ts';
import { runDueSchedules } from '../../../subgraphs/transactions/src/schedules/schedule-worker.ts';
import { memoryDebts } from '../../../subgraphs/transactions/tests/memory-debts.ts';
import { memoryDisputes } from '../../../subgraphs/transactions/tests/memory-disputes.ts';
import { memoryNotices } from '../../../subgraphs/transactions/tests/memory-notices.ts';
import { memoryPayouts } from '../../../subgraphs/transactions/tests/memory-payouts.ts';
import { memoryQuotes } from '../../../subgraphs/transactions/tests/memory-quotes.ts';
import { memorySchedules } from '../../../subgraphs/transactions/tests/memory-schedules.ts';
import { memoryStore } from '../../../subgraphs/transactions/tests/memory-store.ts';
import type { MemoryTables } from '../../../subgraphs/transactions/tests/memory-tables.ts';
import type { DueTimes } from './due-times.ts';
import { PROVIDER_NAMES, type World } from './world.ts';

/** A request that was on its way when its sender died still arrives in this share of cases. */
const ARRIVES_POSTHUMOUSLY = 0.5;

/** What is done for ever, and mostly in vain, is done less often once nothing is in a hurry. */
const SELDOM_MS = 6 * 3_600_000;

/** What commands and workers need of a process. */
export interface ProcessDeps extends PaymentDeps {
  readonly rates: RateSource;
}

/** One process of the transactions service. It may die at any moment; another one is started in its place. */
export interface Orchestrator {
  readonly alive: boolean;
  /** Does something for somebody outside, who hears of it when the process dies meanwhile. */
  serve<Answer>(work: (deps: ProcessDeps) => Promise<Answer>): Promise<Served<Answer>>;
  /** Everything in flight is dropped; what has arrived elsewhere is done there. */
  kill(): void;
}

interface Served<Answer> {
  readonly answer: Answer;
  /** A number that grows with everything that is done anywhere: the last thing that was done for this answer. */
  readonly lastDoneAt: number;
}

class ConnectionLost extends Error {
  override readonly name = 'ConnectionLost';
}

const work = new AsyncLocalStorage<{ lastDoneAt: number }>();

export function startOrchestrator(world: World): Orchestrator {
  const { time, random, trouble, tables, sabotage } = world;
  const waiting = new Set<(lost: ConnectionLost) => void>();
  const never = new Promise<never>(() => {});
  const skew_ms = clockSkew_ms(world);
  const now = () => new Date(time.now().getTime() + skew_ms);
  let alive = true;

  /** A call to somebody else: the way there, what is done, and the way back. */
  const remote =
    <Args extends unknown[], Result>(name: string, call: (...args: Args) => Promise<Result>) =>
    async (...args: Args): Promise<Result> => {
      if (!alive) return never;
      await time.sleep(latency_ms(world));
      if (!alive && !random.chance(ARRIVES_POSTHUMOUSLY)) return never;
      const fault = trouble.next(name);
      if (fault === 'BEFORE') return fail(`${name} cannot be reached`);
      world.steps += 1;
      const around = work.getStore();
      if (around) around.lastDoneAt = world.steps;
      const outcome = await call(...args).then(
        (result) => ({ result }),
        (error: unknown) => ({ error }),
      );
      await time.sleep(latency_ms(world));
      if (!alive) return never;
      if ('error' in outcome) throw outcome.error;
      return fault === 'AFTER' ? fail(`${name} did not answer`) : outcome.result;
    };
  const fail = (message: string): never => {
    throw new Error(message);
  };
  const remoteAll = <Port extends object>(
    prefix: string,
    port: Port,
    broken?: (sound: Port, tables: MemoryTables) => Port,
  ): Port =>
    Object.fromEntries(
      Object.entries(broken?.(port, tables) ?? port).map(([name, call]) => [
        name,
        remote(`${prefix}.${name}`, call as () => Promise<unknown>),
      ]),
    ) as Port;

  const connectors = new Map<string, Connector>(
    world.connectors.map((connector) => {
      const { name, parseWebhook, ...calls } = connector;
      const guard = guarded({ name, parseWebhook, ...remoteAll(name, calls) }, { now });
      return [name, sabotage.guard?.(guard) ?? guard];
    }),
  );
  const peers = { ...world.neighbours.peers, ...world.books.peers } satisfies Peers;
  const deps: ProcessDeps = {
    now,
    logger: world.logger,
    async sleep(ms) {
      await time.sleep(ms);
      if (!alive) return never;
    },
    store: remoteAll('store', memoryStore(tables, { now, random: random.next }), sabotage.store),
    disputes: remoteAll('store', memoryDisputes(tables), sabotage.disputes),
    debts: remoteAll('store', memoryDebts(tables), sabotage.debts),
    notices: remoteAll('store', memoryNotices(tables)),
    quotes: remoteAll('store', memoryQuotes(tables), sabotage.quotes),
    payouts: remoteAll('store', memoryPayouts(tables), sabotage.payouts),
    schedules: remoteAll('store', memorySchedules(tables), sabotage.schedules),
    peers: remoteAll('peers', peers, sabotage.peers),
    providers: {
      route: ({ method }) =>
        method === 'BANK_ACCOUNT'
          ? ['partner-bank']
          : random.chance(0.7)
            ? ['acme-cards', 'nova-cards']
            : ['nova-cards', 'acme-cards'],
      connector: (name) => connectors.get(name) as Connector,
    },
    fees: {
      terms: async (type, _wallet, _currency, otherwise = { feeFixedMinor: 0n, feeBasisPoints: 0 }) =>
        world.fees.get(type) ?? otherwise,
    },
    rates: { current: async () => INDICATIVE_RATES },
  };

  const workers = async (worker: Exclude<keyof DueTimes, 'providers'>, round: () => Promise<unknown>) => {
    while (alive) {
      // Asking for what is due when nothing is would only take time.
      const dueAt_ms = world.due[worker]() ?? Number.POSITIVE_INFINITY;
      if (dueAt_ms <= now().getTime()) await round().catch(() => undefined);
      const sleep_ms = world.untilWork_ms(world.due[worker]);
      const isEndless = worker === 'lists' || worker === 'debts';
      await time.sleep(isEndless && world.calm ? Math.max(sleep_ms, SELDOM_MS) : sleep_ms);
    }
  };
  void workers('steps', () => recoverDue(deps));
  void workers('notices', () => handleNotices(deps));
  void workers('disputes', () => passOnEvidence(deps));
  void workers('debts', () => collectDebts(deps));
  void workers('lists', () => findDisputes(deps));
  void workers('payouts', () => payOutDue(deps));
  void workers('schedules', () => runDueSchedules(deps));

  return {
    get alive() {
      return alive;
    },
    serve: (job) =>
      new Promise((resolve, reject) => {
        waiting.add(reject);
        const around = { lastDoneAt: 0 };
        work
          .run(around, () => job(deps))
          .then(
            (answer) => resolve({ answer, lastDoneAt: around.lastDoneAt }),
            (error) => reject(error),
          )
          .finally(() => waiting.delete(reject));
      }),
    kill() {
      alive = false;
      for (const lose of waiting) lose(new ConnectionLost('the process is gone'));
    },
  };
}

/** Providers do what is due, and tell of it as long as anybody of ours is there to write it down. */
export async function deliverNotices(
  { time, tables, providers, untilWork_ms, due }: World,
  orchestrators: () => readonly Orchestrator[],
): Promise<void> {
  const notices = memoryNotices(tables);
  for (;;) {
    for (const name of PROVIDER_NAMES) {
      providers[name].tick();
      if (!orchestrators().some(({ alive }) => alive)) continue;
      for (const notice of providers[name].takeNotices()) await notices.record(name, notice, time.now());
    }
    await time.sleep(untilWork_ms(due.providers));
  }
}

/** Most clocks are right, some a little wrong, and a few by more than any lease. */
function clockSkew_ms({ random }: World): number {
  const dice = random.next();
  const most_ms = dice < 0.6 ? 0 : dice < 0.9 ? 2_000 : 30_000;
  return random.below(2 * most_ms + 1) - most_ms;
}

/** Mostly quick; sometimes longer than anybody else thinks the caller is alive. */
function latency_ms({ random }: World): number {
  const dice = random.next();
  if (dice < 0.8) return 1 + random.below(30);
  if (dice < 0.97) return 30 + random.below(500);
  return dice < 0.996 ? 1_000 + random.below(5_000) : 10_000 + random.below(30_000);
}
