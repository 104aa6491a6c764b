import { createLogger, type Logger } from '@paygraph/telemetry';
import {
  type MemoryProvider,
  memoryProvider,
} from '../../../subgraphs/transactions/simulators/provider/memory-provider.ts';
import type { FeeTerms } from '../../../subgraphs/transactions/src/fees/fee.ts';
import type { Peers } from '../../../subgraphs/transactions/src/peers.ts';
import type { Connector, ProviderName } from '../../../subgraphs/transactions/src/providers/connector.ts';
import type { TransactionStore } from '../../../subgraphs/transactions/src/saga/store.ts';
import type { TransactionRow } from '../../../subgraphs/transactions/src/transaction.ts';
import { memoryStore } from '../../../subgraphs/transactions/tests/memory-store.ts';
import { keyText, type MemoryTables, memoryTables } from '../../../subgraphs/transactions/tests/memory-tables.ts';
import { type Books, memoryLedger } from './books.ts';
import { memoryNeighbours, type Neighbours } from './neighbours.ts';
import { type Random, randomFrom } from './random.ts';
import { type VirtualTime, virtualTime } from './virtual-time.ts';

export const PROVIDER_NAMES = ['acme-cards', 'nova-cards', 'partner-bank'] as const satisfies readonly ProviderName[];
/** Nobody sleeps longer: what is due may come sooner than it seemed. */
const SLEEP_MAX_MS = 30 * 60_000;
const START = new Date('2026-03-30T23:50:00Z');

/** Something changed at a provider, as its webhook left it with us. */
interface KeptNotice {
  readonly id: string;
  readonly provider: ProviderName;
  readonly reference: string;
  attempts: number;
  dueAt_ms: number;
  handled: boolean;
}

/** What meets a call to a neighbour or the database: nothing; gone before anything is done; or done, and no answer. */
type Fault = 'BEFORE' | 'AFTER' | null;

/** Whatever is broken on purpose: wrappers around what orchestrators work with. */
export interface Sabotage {
  readonly connector?: (connector: Connector) => Connector;
  readonly peers?: (peers: Peers) => Peers;
  readonly store?: (store: TransactionStore) => TransactionStore;
}

/** Everything that outlives a process of ours. */
export interface World {
  readonly seed: number;
  readonly time: VirtualTime;
  readonly random: Random;
  readonly logger: Logger;
  /** Grows with every call that is done anywhere. */
  steps: number;
  readonly tables: MemoryTables;
  readonly store: TransactionStore;
  /** When each key was taken, counted in `steps`. */
  readonly keyTakenAt: ReadonlyMap<string, number>;
  readonly books: Books;
  readonly neighbours: Neighbours;
  readonly peers: Peers;
  readonly providers: Readonly<Record<ProviderName, MemoryProvider>>;
  readonly connectors: readonly Connector[];
  readonly fees: ReadonlyMap<string, FeeTerms>;
  readonly notices: KeptNotice[];
  readonly trouble: { next(name: string): Fault; set(service: string, rate: number): void };
  /** While customers are at it, workers look often; afterwards, when there is something to do. */
  calm: boolean;
  untilWork_ms(least_ms: number): number;
  rows(): readonly TransactionRow[];
  /** When a transaction is to be taken further. */
  nextStepAt_ms(): number | null;
  /** When something would happen by itself; null when nothing would. */
  nextDueAt_ms(): number | null;
  /** Takes in what providers tell by now. */
  takeNotices(): void;
}

export function createWorld(seed: number, sabotage: Sabotage): World {
  const random = randomFrom(seed);
  const time = virtualTime(START);
  const { now } = time;
  const tables = memoryTables();
  const kept = memoryStore(tables, { now, random: random.next });
  const books = memoryLedger(now);
  const neighbours = memoryNeighbours(now, random);
  const providers = Object.fromEntries(
    PROVIDER_NAMES.map((name) => [name, memoryProvider({ name, now, random: random.next })]),
  ) as Record<ProviderName, MemoryProvider>;
  const same = <Port>(port: Port) => port;
  const notices: KeptNotice[] = [];
  const seen = new Set<string>();
  let looked = 0;
  const keyTakenAt = new Map<string, number>();
  const keep = (notice: Pick<KeptNotice, 'id' | 'provider' | 'reference' | 'dueAt_ms'>) => {
    if (!seen.has(notice.id)) notices.push({ ...notice, attempts: 0, handled: false });
    seen.add(notice.id);
  };
  const takeLooks = () => {
    const looks = [...tables.notices.values()].slice(looked);
    for (const { dueAt, ...look } of looks) keep({ ...look, dueAt_ms: dueAt.getTime() });
    looked += looks.length;
  };
  const noted: TransactionStore = {
    ...kept,
    async record(intent) {
      const recorded = await kept.record(intent);
      if (recorded === 'RECORDED') keyTakenAt.set(keyText(intent.call), world.steps);
      return recorded;
    },
    async move(move) {
      const at = world.steps;
      const after = await kept.move(move);
      takeLooks();
      if (after && move.key) keyTakenAt.set(keyText(move.key.call), at);
      return after;
    },
  };

  const world: World = {
    ...{ seed, time, random, tables, keyTakenAt, books, neighbours, providers, notices },
    logger: createLogger('silent', 'simulation'),
    steps: 0,
    store: (sabotage.store ?? same)(noted),
    peers: (sabotage.peers ?? same)({ ...neighbours.peers, ...books.peers } as Partial<Peers> as Peers),
    connectors: PROVIDER_NAMES.map((name) => (sabotage.connector ?? same)(providers[name].connector)),
    fees: new Map(
      ['PAYMENT', 'WITHDRAWAL', 'DEPOSIT', 'TRANSFER'].flatMap((type) =>
        random.chance(0.5)
          ? [[type, { feeFixedMinor: BigInt(random.below(60)), feeBasisPoints: random.below(400) }] as const]
          : [],
      ),
    ),
    trouble: troubleOf(random),
    calm: false,
    rows: () => [...tables.transactions.values()],
    nextStepAt_ms() {
      const open = world.rows().filter(({ step, deadAt }) => step !== null && deadAt === null);
      return open.length === 0 ? null : Math.min(...open.map(({ dueAt }) => dueAt.getTime()));
    },
    untilWork_ms(least_ms) {
      const next = world.calm ? world.nextDueAt_ms() : null;
      return next === null ? least_ms : Math.max(least_ms, Math.min(next - now().getTime(), SLEEP_MAX_MS));
    },
    nextDueAt_ms() {
      const times = [
        world.nextStepAt_ms(),
        ...PROVIDER_NAMES.map((name) => providers[name].nextDueAt_ms()),
        ...notices.map(({ handled, dueAt_ms }) => (handled ? null : dueAt_ms)),
      ].filter((each) => each !== null);
      return times.length === 0 ? null : Math.min(...times);
    },
    takeNotices() {
      for (const provider of PROVIDER_NAMES) {
        providers[provider].tick();
        for (const { id, reference } of providers[provider].takeNotices()) {
          keep({ id, provider, reference, dueAt_ms: now().getTime() });
        }
      }
    },
  };
  return world;
}

const SERVICES: Readonly<Record<string, string>> = {
  post: 'ledger',
  hold: 'ledger',
  capture: 'ledger',
  voidHold: 'ledger',
  openAccount: 'ledger',
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
