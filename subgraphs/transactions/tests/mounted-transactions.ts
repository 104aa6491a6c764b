import { setTimeout as sleep } from 'node:timers/promises';
import { memoryBus, startPublisher } from '@paygraph/events';
import { createLogger } from '@paygraph/telemetry';
import { testDatabase } from '@paygraph/testing';
import { memoryProvider } from '../simulators/provider/memory-provider.ts';
import { INDICATIVE_RATES } from '../src/conversions/conversion-indicative.ts';
import { openQuoteBook } from '../src/conversions/conversion-store.ts';
import { openDebtBook } from '../src/debts/debt-book.ts';
import type { TransactionsDeps } from '../src/deps.ts';
import { openDisputeBook } from '../src/disputes/dispute-store.ts';
import { passOnEvidence } from '../src/disputes/dispute-worker.ts';
import { openFeeBook } from '../src/fees/fee-book.ts';
import { openNoticeBook } from '../src/notices/notice-book.ts';
import { handleNotices } from '../src/notices/notice-worker.ts';
import { openPayoutBook } from '../src/payouts/payout-book.ts';
import type { Challenge, LimitReservation, MovementWallet, Peers, RiskDecision } from '../src/peers.ts';
import type { ProviderName } from '../src/providers/connector.ts';
import { postgresStore } from '../src/saga/postgres-store.ts';
import { recoverDue } from '../src/saga/recovery.ts';
import { openScheduleBook } from '../src/schedules/schedule-book.ts';
import { transactions } from '../src/subgraph.ts';
import { memoryBooks } from './memory-books.ts';

export const CODE = '123456';
const CODE_MS = 300_000;
const CODES_MAX = 5;
const PROVIDERS: readonly ProviderName[] = ['acme-cards', 'nova-cards', 'partner-bank'];

/** Neighbours under the test's control, with books of their own to compare with. */
function neighbours(now: () => Date) {
  const books = memoryBooks();
  const wallets = new Map<string, MovementWallet>();
  /** By id, such as `4242424242424242 of usr_ada` for a card. */
  const removed = new Set<string>();
  const risk = new Map<string, RiskDecision>();
  const limits = new Map<string, bigint>();
  const counted = new Map<string, bigint>();
  const challenges = new Map<string, Challenge & { readonly expiresAt: Date; attempts: number }>();
  /** Names of calls that fail as if the neighbour were gone, each once; those with `after` do their work first. */
  const outages: (keyof Peers | `after ${keyof Peers}`)[] = [];
  const gone = (name: (typeof outages)[number]) => {
    const index = outages.indexOf(name);
    if (index === -1) return;
    outages.splice(index, 1);
    throw new Error(`${name} cannot be reached`);
  };
  const guarded = <Call extends (...args: never[]) => Promise<unknown>>(name: keyof Peers, call: Call): Call =>
    (async (...args: Parameters<Call>) => {
      gone(name);
      const result = await call(...args);
      gone(`after ${name}`);
      return result;
    }) as Call;
  const methodOf = (id: string) => {
    const [number = '', ownerId = ''] = id.split(' of ');
    if (removed.has(id) || ownerId === '') return null;
    return { id, ownerId, number, isBank: !/^\d{14,19}$/.test(number) };
  };

  const calls: Peers = {
    ...books.peers,
    wallet: async (id) => wallets.get(id) ?? null,
    async paymentMethod(id) {
      const method = methodOf(id);
      return method && { id, ownerId: method.ownerId, kind: method.isBank ? 'BANK_ACCOUNT' : 'CREDIT_CARD' };
    },
    async instrument(id, ownerId) {
      const method = methodOf(id);
      if (method?.ownerId !== ownerId) return null;
      const { number, isBank } = method;
      if (!isBank) return { kind: 'CARD', number, expiryMonth: 12, expiryYear: 2040 };
      return { kind: 'BANK_ACCOUNT', holder: 'Ada', iban: number, routingNumber: null, accountNumber: null };
    },
    assess: async (row) => risk.get(row.description ?? '') ?? 'ALLOW',
    async reserveLimits({ transactionId, walletId, amount }: LimitReservation) {
      if (counted.has(transactionId)) return null;
      const used = [...counted.values()].reduce((sum, minor) => sum + minor, 0n);
      if (used + amount.minor > (limits.get(walletId) ?? 0n)) return 'DAILY';
      counted.set(transactionId, amount.minor);
      return null;
    },
    async settleLimits({ transactionId, kept }) {
      counted.set(transactionId, kept.minor);
    },
    async startChallenge(challenge) {
      const known = challenges.get(challenge.id);
      const expiresAt = known?.expiresAt ?? new Date(now().getTime() + CODE_MS);
      challenges.set(challenge.id, known ?? { ...challenge, expiresAt, attempts: 0 });
      return { expiresAt, deliveredTo: 'a•••@example.com' };
    },
    async verifyChallenge({ id, userId, code }) {
      const challenge = challenges.get(id);
      if (challenge?.userId !== userId) return { result: 'NOT_FOUND', attemptsLeft: 0 };
      if (now() >= challenge.expiresAt) return { result: 'EXPIRED', attemptsLeft: 0 };
      challenge.attempts += 1;
      const attemptsLeft = CODES_MAX - challenge.attempts;
      if (attemptsLeft < 0) return { result: 'EXHAUSTED', attemptsLeft: 0 };
      if (code === CODE) return { result: 'VERIFIED', attemptsLeft };
      return { result: attemptsLeft === 0 ? 'EXHAUSTED' : 'WRONG', attemptsLeft };
    },
  };
  const peers = Object.fromEntries(
    Object.entries(calls).map(([name, call]) => [name, guarded(name as keyof Peers, call)]),
  ) as unknown as Peers;
  return { peers, books, wallets, removed, risk, limits, counted, outages };
}

/** The machinery of transactions on a real database, between neighbours and providers under the test's control. */
export async function mountTransactions() {
  const database = await testDatabase({ migrationsFolder: transactions.migrationsFolder, name: 'transactions' });
  const bus = memoryBus();
  const clock = { offset_ms: 0 };
  const now = () => new Date(Date.now() + clock.offset_ms);
  const publisher = startPublisher({ database, bus, source: 'transactions', now, onError() {} });
  const around = neighbours(now);
  const providers = Object.fromEntries(
    PROVIDERS.map((name) => [name, memoryProvider({ name, now, random: Math.random })]),
  ) as Record<ProviderName, ReturnType<typeof memoryProvider>>;
  const deps: TransactionsDeps = {
    database,
    publisher,
    now,
    sleep: (ms) => sleep(ms),
    logger: createLogger('silent', 'transactions'),
    store: postgresStore(database, publisher, now),
    peers: around.peers,
    providers: {
      route: ({ method }) => (method === 'CARD' ? ['acme-cards', 'nova-cards'] : ['partner-bank']),
      connector: (name) => providers[name].connector,
      states: () => [],
    },
    fees: openFeeBook(database),
    quotes: openQuoteBook(database),
    disputes: openDisputeBook(database, publisher),
    debts: openDebtBook(database, publisher),
    notices: openNoticeBook(database),
    payouts: openPayoutBook(database, publisher),
    schedules: openScheduleBook(database, publisher),
    rates: { current: async () => INDICATIVE_RATES },
  };
  return {
    deps,
    database,
    providers,
    ...around,
    /** Turns the clock, so that leases run out. */
    wait(ms: number) {
      clock.offset_ms += ms;
    },
    /** What workers and providers do once the time has come, until nothing is left to do for now. */
    async settle() {
      for (let round = 0; round < 20; round++) {
        clock.offset_ms += 20_000 * 2 ** Math.min(round, 4);
        for (const name of PROVIDERS) {
          providers[name].tick();
          for (const notice of providers[name].takeNotices()) await deps.notices.record(name, notice, now());
        }
        const done = (await passOnEvidence(deps)) + (await handleNotices(deps)) + (await recoverDue(deps));
        if (done === 0 && PROVIDERS.every((name) => providers[name].nextDueAt_ms() === null)) return;
      }
    },
    async [Symbol.asyncDispose]() {
      await publisher.stop();
      await bus.close();
      await database.close();
    },
  };
}
