import type { Actor } from '@paygraph/identity';
import { parse } from 'graphql';
import { createExecutor } from '../../gateway/src/execute.ts';
import { loadSupergraph } from '../../gateway/src/supergraph.ts';
import { textOf } from '../../gateway/src/written-result.ts';
import { openGraph, PAID } from './graph.ts';

const ADA = {
  kind: 'user',
  userId: 'usr_ada',
  role: 'USER',
  sessionId: 'ses_ada',
  authenticatedAt_s: 0,
  expiresAt_s: 0,
  requestId: 'req_1',
} satisfies Actor;
/** Of events that wait at the same time: as a burst would have it. */
const BURST = 500;

/** Events per second that one subscription is delivered, each completed by two fetches from other subgraphs. */
export async function deliverInProcess(duration_s: number): Promise<{ rate_per_s: number; cpu_us: number }> {
  const graph = await openGraph();
  const { apiSchema } = loadSupergraph(graph.supergraphSdl);
  const executor = createExecutor({
    transports: graph.transports,
    reconnects_max: 0,
    now: () => new Date(),
    describeError: () => ({}),
    report: console.error,
  });
  const stream = await executor.subscribe({
    schema: apiSchema,
    document: parse(PAID),
    variableValues: { userId: ADA.userId },
    contextValue: { actor: ADA },
  });
  if (!(Symbol.asyncIterator in stream)) throw new Error(JSON.stringify(stream));
  let waiting = stream.next();
  while (graph.listening(ADA.userId) === 0) await new Promise(setImmediate);
  const deliver = async (until_ms: number) => {
    let delivered = 0;
    while (performance.now() < until_ms) {
      for (let index = 0; index < BURST; index++) graph.pay(ADA.userId);
      for (let index = 0; index < BURST; index++) {
        const { value } = await waiting;
        const text = textOf(value);
        if (!text.includes('@pay.example') || !text.includes('"level":"LOW"')) throw new Error(text);
        waiting = stream.next();
        delivered += 1;
      }
    }
    return delivered;
  };
  try {
    await deliver(performance.now() + 1_000);
    const [start_ms, start_cpu] = [performance.now(), process.cpuUsage()];
    const delivered = await deliver(start_ms + duration_s * 1_000);
    const { user, system } = process.cpuUsage(start_cpu);
    return {
      rate_per_s: Math.round(delivered / ((performance.now() - start_ms) / 1_000)),
      cpu_us: Math.round((user + system) / delivered),
    };
  } finally {
    await stream.return?.();
    await graph.close();
  }
}
