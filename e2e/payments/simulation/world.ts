import { createLogger, type Logger } from '@paygraph/telemetry';
import {
  type MemoryProvider,
  memoryProvider,
} from '../../../subgraphs/transactions/simulators/provider/memory-provider.ts';
import type { PaymentDeps } from '../../../subgraphs/transactions/src/deps.ts';
import type { FeeTerms } from '../../../subgraphs/transactions/src/fees/fee.ts';
import type { Connector, ProviderName } from '../../../subgraphs/transactions/src/providers/connector.ts';
import type { TransactionRow } from '../../../subgraphs/transactions/src/transaction.ts';
import { type MemoryTables, memoryTables } from '../../../subgraphs/transactions/tests/memory-tables.ts';
import { type Books, memoryLedger } from './books.ts';
import { type DueTimes, dueTimes } from './due-times.ts';
import { memoryNeighbours, type Neighbours } from './neighbours.ts';
import { type Random, randomFrom } from './random.ts';
import { type VirtualTime, virtualTime } from './virtual-time.ts';

export const PROVIDER_NAMES = ['acme-cards', 'nova-cards', 'partner-bank'] as const satisfies readonly ProviderName[];
/** Nobody sleeps longer: what is due may come sooner than it seemed. */
const SLEEP_MAX_MS = 15 * 60_000;
const WORKER_INTERVAL_MS = 2_000;
const START = new Date('2026-03-30T23:50:00Z');

/** What meets a call to a neighbour or the database: nothing; gone before anything is done; or done, and no answer. */
type Fault = 'BEFORE' | 'AFTER' | null;

type Wrapped = Pick<PaymentDeps, 'store' | 'disputes' | 'debts' | 'quotes' | 'payouts' | 'schedules' | 'peers'>;

/** Whatever is broken on purpose: wrappers around what orchestrators work with, and the database behind it. */
export type Sabotage = {
  readonly [Port in keyof Wrapped]?: (sound: Wrapped[Port], tables: MemoryTables) => Wrapped[Port];
} & {
  /** What a provider does. */
  readonly connector?: (sound: Connector) => Connector;
  /** What keeps a provider that is slow or gone from taking its callers with it. */
  readonly guard?: (sound: Connector) => Connector;
};

/** Everything that outlives a process of ours. */
export interface World {
  readonly seed: number;
  readonly time: VirtualTime;
  readonly random: Random;
  readonly logger: Logger;
  readonly sabotage: Sabotage;
  /** Grows with every call that is done anywhere. */
  steps: number;
  /** What stands in the database. */
  readonly tables: MemoryTables;
  rows(): readonly TransactionRow[];
  /** When each key was taken, counted in `steps`. */
  readonly keyTakenAt: ReadonlyMap<string, number>;
  readonly books: Books;
  readonly neighbours: Neighbours;
  readonly providers: Readonly<Record<ProviderName, MemoryProvider>>;
  readonly connectors: readonly Connector[];
  readonly fees: ReadonlyMap<string, FeeTerms>;
  readonly trouble: { next(name: string): Fault; set(service: string, rate: number): void };
  readonly due: DueTimes;
  /** While customers are at it, workers look often; afterwards, when there is something to do. */
  calm: boolean;
  untilWork_ms(nextDueAt_ms: () => number | null): number;
  /** When something would happen by itself that comes to an end; null when nothing would. */
  nextDueAt_ms(): number | null;
}

export function createWorld(seed: number, sabotage: Sabotage): World {
  const random = randomFrom(seed);
  const time = virtualTime(START);
  const { now } = time;
  const tables = memoryTables();
  const providers = Object.fromEntries(
    PROVIDER_NAMES.map((name) => [name, memoryProvider({ name, now, random: random.next })]),
  ) as Record<ProviderName, MemoryProvider>;
  const due = dueTimes(tables, Object.values(providers), now);
  const world: World = {
    ...{ seed, time, random, sabotage, tables, providers, due },
    logger: createLogger('silent', 'simulation'),
    steps: 0,
    rows: () => [...tables.transactions.values()],
    keyTakenAt: notedKeys(tables, () => world.steps),
    books: memoryLedger(now),
    neighbours: memoryNeighbours(now, random),
    connectors: PROVIDER_NAMES.map((name) => {
      const { connector } = providers[name];
      return sabotage.connector?.(connector) ?? connector;
    }),
    fees: new Map(
      ['PAYMENT', 'WITHDRAWAL', 'DEPOSIT', 'TRANSFER', 'CONVERSION', 'PAYOUT', 'CHARGEBACK'].flatMap((type) =>
        random.chance(0.5)
          ? [[type, { feeFixedMinor: BigInt(random.below(60)), feeBasisPoints: random.below(400) }] as const]
          : [],
      ),
    ),
    trouble: troubleOf(random),
    calm: false,
    untilWork_ms(nextDueAt_ms) {
      if (!world.calm) return WORKER_INTERVAL_MS;
      const next_ms = (nextDueAt_ms() ?? Number.POSITIVE_INFINITY) - now().getTime();
      return Math.max(WORKER_INTERVAL_MS, Math.min(next_ms, SLEEP_MAX_MS));
    },
    nextDueAt_ms() {
      const { lists, debts, ...ending } = due;
      const next = Math.min(...Object.values(ending).map((each) => each() ?? Number.POSITIVE_INFINITY));
      return next === Number.POSITIVE_INFINITY ? null : next;
    },
  };
  return world;
}

/** Notes when each key is taken from now on. */
function notedKeys({ keys }: MemoryTables, steps: () => number): ReadonlyMap<string, number> {
  const takenAt = new Map<string, number>();
  const set = keys.set.bind(keys);
  keys.set = (key, known) => {
    if (!keys.has(key)) takenAt.set(key, steps());
    return set(key, known);
  };
  return takenAt;
}

const SERVICES: Readonly<Record<string, string>> = {
  post: 'ledger',
  hold: 'ledger',
  capture: 'ledger',
  voidHold: 'ledger',
  openAccount: 'ledger',
  available: 'ledger',
  assess: 'fraud',
  startChallenge: 'users',
  verifyChallenge: 'users',
};
export const NEIGHBOUR_NAMES = ['ledger', 'fraud', 'users', 'wallets', 'store'] as const;

/** Each service of ours fails in a share of its calls, half of them after it has done what was asked. */
function troubleOf(random: Random): World['trouble'] {
  const rates = new Map<string, number>();
  return {
    set: (service, rate) => rates.set(service, rate),
    next(name) {
      const [port = '', call = ''] = name.split('.');
      // Connectors do not throw: providers have faults of their own.
      if (port !== 'store' && port !== 'peers') return null;
      const service = port === 'store' ? port : (SERVICES[call] ?? 'wallets');
      if (!random.chance(rates.get(service) ?? 0)) return null;
      return random.chance(0.5) ? 'BEFORE' : 'AFTER';
    },
  };
}
