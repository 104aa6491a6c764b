import { atLeast, atMost, type Benchmark, type BenchmarkOptions } from '../benchmark.ts';
import { type Measured, measure } from '../load.ts';
import { type Customers, openShop } from './shop.ts';

/** Connections, each of which sends its next request when it was answered. */
const CONNECTIONS = 256;
/** Where the best rate is looked for. */
const CONNECTIONS_TRIED = [64, 128, CONNECTIONS];
const BATCH_CALLERS = 4;
const TRANSFERS_PER_BATCH = 250;
const P95_MAX_MS = 100;

interface Row extends Measured {
  readonly way: string;
  readonly connections: number;
  readonly payments_per_s: number;
}

/**
 * Wallet-to-wallet transfers through the public endpoint of `npm start`: authenticated, assessed, durable. Beside
 * them the same platform with every statement set for one item alone, and transfers sent in batches.
 */
export const payments: Benchmark = async (options) => {
  const rows: Row[] = [];
  const take = async (way: string, connections: number, each: number, call: (caller: number) => Promise<void>) => {
    const measured = await measure({ callers: connections, duration_s: options.duration_s, call });
    const row = { way, connections, payments_per_s: Math.round(measured.rate_per_s * each), ...measured };
    options.progress(`${way}, ${connections} connections: ${row.payments_per_s} payments/s, p95 ${row.p95_ms} ms`);
    rows.push(row);
    return row;
  };
  await withShop({}, options, async (shop) => {
    for (const connections of CONNECTIONS_TRIED)
      await take('single', connections, 1, (caller) => shop.transfer(caller));
    await take('transferBatch', BATCH_CALLERS, TRANSFERS_PER_BATCH, (caller) =>
      shop.transferBatch(caller, TRANSFERS_PER_BATCH),
    );
  });
  await withShop({ PAYGRAPH_BATCHING: 'off' }, options, async (shop) => {
    await take('unbatched', CONNECTIONS, 1, (caller) => shop.transfer(caller));
  });

  const rate = (way: string, connections: number) =>
    rows.find((row) => row.way === way && row.connections === connections)?.payments_per_s ?? Number.NaN;
  const single = rows.filter(({ way }) => way === 'single');
  const best = single.reduce((a, b) => (b.payments_per_s > a.payments_per_s ? b : a));
  const bars = [
    atLeast('single, times the unbatched stack', rate('single', CONNECTIONS) / rate('unbatched', CONNECTIONS), 4),
    atMost('p95 in ms at the best rate', best.p95_ms, P95_MAX_MS),
    atLeast('transferBatch, times single', rate('transferBatch', BATCH_CALLERS) / best.payments_per_s, 3),
    atLeast('payments a second', Math.max(...rows.map(({ payments_per_s }) => payments_per_s)), 10_000),
  ];
  return { name: 'payments', bars, detail: rows.map((row) => ({ ...row })) };
};

async function withShop(
  environment: Readonly<Record<string, string>>,
  { progress }: BenchmarkOptions,
  use: (shop: Customers) => Promise<void>,
): Promise<void> {
  progress(`starting the platform ${JSON.stringify(environment)}`);
  const shop = await openShop(environment);
  try {
    await use(shop);
    await shop.checkBooks();
  } finally {
    await shop.close();
  }
}
