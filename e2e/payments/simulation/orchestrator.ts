import { AsyncLocalStorage } from 'node:async_hooks';
import type { PaymentDeps } from '../../../subgraphs/transactions/src/deps.ts';
import { reconcile } from '../../../subgraphs/transactions/src/notices/reconcile.ts';
import type { Connector } from '../../../subgraphs/transactions/src/providers/connector.ts';
import { recoverDue } from '../../../subgraphs/transactions/src/saga/recovery.ts';
import type { World } from './world.ts';

const WORKER_INTERVAL_MS = 2_000;
const NOTICE_BACKOFF_MS = 10_000;
/** A request that was on its way when its sender died still arrives in this share of cases. */
const ARRIVES_POSTHUMOUSLY = 0.5;

/** One process of the transactions service. It may die at any moment; another one is started in its place. */
export interface Orchestrator {
  readonly alive: boolean;
  /** Does something for somebody outside, who hears of it when the process dies meanwhile. */
  serve<Answer>(work: (deps: PaymentDeps) => Promise<Answer>): Promise<Served<Answer>>;
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
  const { time, random, trouble } = world;
  const waiting = new Set<(lost: ConnectionLost) => void>();
  const never = new Promise<never>(() => {});
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
  const remoteAll = <Port extends object>(prefix: string, port: Port): Port =>
    Object.fromEntries(
      Object.entries(port).map(([name, call]) => [name, remote(`${prefix}.${name}`, call as () => Promise<unknown>)]),
    ) as Port;

  const connectors = new Map<string, Connector>(
    world.connectors.map((connector) => {
      const { name, parseWebhook, ...calls } = connector;
      return [name, { name, parseWebhook, ...remoteAll(name, calls) } as Connector];
    }),
  );
  const { byId, refundsOf, findKey, markAnswered, record, move, leaseDue, noteFailure, hasten } = world.store;
  // Conversions, payouts and disputes are not simulated: what only they need is not there.
  const deps = {
    now: time.now,
    logger: world.logger,
    async sleep(ms) {
      await time.sleep(ms);
      if (!alive) return never;
    },
    store: remoteAll('store', {
      ...{ byId, refundsOf, findKey, markAnswered, record, move, leaseDue, noteFailure, hasten },
    }),
    peers: remoteAll('peers', world.peers),
    providers: {
      route: ({ method }) =>
        method === 'BANK_ACCOUNT'
          ? ['partner-bank']
          : random.chance(0.7)
            ? ['acme-cards', 'nova-cards']
            : ['nova-cards', 'acme-cards'],
      connector: (name) => connectors.get(name) as Connector,
    },
    fees: { terms: async (type) => world.fees.get(type) ?? { feeFixedMinor: 0n, feeBasisPoints: 0 } },
  } as Partial<PaymentDeps> as PaymentDeps;

  const handleNotices = async () => {
    const due = world.notices.filter(({ dueAt_ms, handled }) => !handled && dueAt_ms <= time.now().getTime());
    await Promise.all(
      due.map(async (notice) => {
        notice.attempts += 1;
        notice.dueAt_ms = time.now().getTime() + NOTICE_BACKOFF_MS * 2 ** Math.min(notice.attempts, 5);
        try {
          await reconcile(deps, notice.provider, notice.reference);
          notice.handled = true;
        } catch {
          // Put off already.
        }
      }),
    );
  };
  const workers = async (each: () => Promise<unknown>) => {
    while (alive) {
      await each().catch(() => undefined);
      await time.sleep(world.untilWork_ms(WORKER_INTERVAL_MS));
    }
  };
  // Asking for what is due when nothing is would only take time.
  const isDue = () => (world.nextStepAt_ms() ?? Number.POSITIVE_INFINITY) <= time.now().getTime();
  void workers(async () => (isDue() ? recoverDue(deps) : 0));
  void workers(handleNotices);

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

/** Mostly quick; sometimes longer than anybody else thinks the caller is alive. */
function latency_ms({ random }: World): number {
  const dice = random.next();
  if (dice < 0.8) return 1 + random.below(30);
  if (dice < 0.97) return 30 + random.below(500);
  return dice < 0.996 ? 1_000 + random.below(5_000) : 10_000 + random.below(30_000);
}
