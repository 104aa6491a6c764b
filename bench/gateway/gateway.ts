import { isDeepStrictEqual } from 'node:util';
import type { SubgraphName } from '@paygraph/config';
import { Pool } from 'undici';
import { atLeast, atMost, type Benchmark, rounded } from '../benchmark.ts';
import { type Measured, measure } from '../load.ts';
import { endChild, type GatewayProcess, nextMessage, startChild, startGateway } from './gateway-process.ts';
import { composeAt, OPERATIONS, type OperationName } from './supergraph.ts';

const CONNECTIONS = 16;
/** Before anything is measured: by then its code is compiled. */
const WARM_UP_S = 2;

const WAYS = {
  guarded: { script: './run-paygraph.ts', bare: false },
  bare: { script: './run-paygraph.ts', bare: true },
  apollo: { script: './run-apollo.ts', bare: false },
} as const;
type Way = keyof typeof WAYS;

interface Row extends Measured {
  readonly way: Way;
  readonly operation: OperationName;
  readonly cpu_us: number;
  readonly rss_mb: number;
}

/**
 * The same subgraphs over HTTP behind our gateway with every guard on, behind ours without, and behind Apollo Server
 * with @apollo/gateway: what a request costs the process of the gateway.
 */
export const gateway: Benchmark = async ({ duration_s, progress }) => {
  await using running = new AsyncDisposableStack();
  const subgraphs = startChild('./run-subgraphs.ts');
  running.defer(() => endChild(subgraphs));
  const { urls } = await nextMessage<{ urls: Record<SubgraphName, string> }>(subgraphs);
  const supergraphSdl = composeAt(urls);
  const expected = new Map<OperationName, unknown>();
  const rows: Row[] = [];
  for (const way of Object.keys(WAYS) as Way[]) {
    const { script, bare } = WAYS[way];
    const process = await startGateway(script, { supergraphSdl, urls, bare, callers: CONNECTIONS });
    try {
      for (const operation of Object.keys(OPERATIONS) as OperationName[]) {
        const { answer, ...row } = await measureGateway(process, operation, duration_s);
        if (!expected.has(operation)) expected.set(operation, answer);
        if (!isDeepStrictEqual(expected.get(operation), answer))
          throw new Error(`${way} answers ${operation} otherwise`);
        rows.push({ way, operation, ...row });
        progress(`${way}, ${operation}: ${row.rate_per_s} requests/s, ${row.cpu_us} µs of CPU each, ${row.rss_mb} MB`);
      }
    } finally {
      await process.close();
    }
  }
  const cpu = (way: Way, operation: OperationName) =>
    rows.find((row) => row.way === way && row.operation === operation)?.cpu_us ?? Number.NaN;
  const memory = (way: Way) => Math.max(...rows.filter((row) => row.way === way).map(({ rss_mb }) => rss_mb));
  const guards = (operation: OperationName) => (cpu('guarded', operation) / cpu('bare', operation) - 1) * 100;
  const bars = [
    atLeast('federated, CPU of Apollo times ours', cpu('apollo', 'federated') / cpu('guarded', 'federated'), 5),
    atLeast('small, CPU of Apollo times ours', cpu('apollo', 'small') / cpu('guarded', 'small'), 4),
    atMost('memory, times that of Apollo', memory('guarded') / memory('apollo'), 1),
    atMost('what guards add to the CPU of federated, in percent', guards('federated'), 15),
  ];
  return { name: 'gateway', bars, detail: rows.map((row) => ({ ...row })) };
};

async function measureGateway(
  { url, authorizations, usage }: GatewayProcess,
  operation: OperationName,
  duration_s: number,
) {
  const pool = new Pool(url, { connections: CONNECTIONS, pipelining: 1 });
  const body = JSON.stringify({ query: OPERATIONS[operation] });
  const ask = async (caller: number) => {
    const authorization = authorizations?.[caller];
    const headers = { 'content-type': 'application/json', ...(authorization && { authorization }) };
    const answer = await pool.request({ method: 'POST', path: '/graphql', headers, body });
    return answer.body.text();
  };
  try {
    const first = await ask(0);
    const { data, errors } = JSON.parse(first);
    if (errors || !data) throw new Error(first);
    let calls = 0;
    const call = async (caller: number) => {
      calls++;
      const answer = await ask(caller);
      if (answer.length !== first.length) throw new Error(answer);
    };
    await measure({ callers: CONNECTIONS, duration_s: WARM_UP_S, call });
    calls = 0;
    const before = await usage();
    const measured = await measure({ callers: CONNECTIONS, duration_s, call });
    const after = await usage();
    return {
      ...measured,
      cpu_us: Math.round((after.cpu_us - before.cpu_us) / calls),
      rss_mb: rounded(after.rss_bytes / 2 ** 20),
      answer_bytes: first.length,
      answer: data,
    };
  } finally {
    await pool.close();
  }
}
