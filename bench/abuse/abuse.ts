import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { readSettings } from '@paygraph/config';
import { readSupergraph } from '@paygraph/gateway';
import { persistedDocuments } from '../../gateway/src/documents/persisted-documents.ts';
import { createArgsOf } from '../../gateway/src/graphql-args.ts';
import { memoryBuckets } from '../../gateway/src/limits/buckets.ts';
import { createLimiter } from '../../gateway/src/limits/limiter.ts';
import { loadSupergraph } from '../../gateway/src/supergraph.ts';
import { atMost, type Benchmark, rounded } from '../benchmark.ts';
import { PROBES } from './probes.ts';

/** Each time as another text, so that nothing is remembered. */
const TIMES = 20;
const CPU_MAX_MS = 50;

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** What it costs the gateway to refuse what is made to cost it much, over the whole schema. */
export const abuse: Benchmark = async ({ progress }) => {
  const supergraphSdl = await readSupergraph();
  const generation = loadSupergraph(supergraphSdl);
  const { limits } = readSettings({ ANONYMOUS_REQUESTS_PER_MINUTE: '0', COST_BUCKET: '0' });
  const { apiSchema } = generation;
  const limiter = createLimiter({ limits, buckets: memoryBuckets(), apiSchema, supergraphSdl });
  const argsOf = createArgsOf({
    generation,
    limiter,
    describeError: () => ({}),
    tokens_max: limits.request.tokens,
    persisted: persistedDocuments({ trusted: new Map(), only: false }),
  });
  const actor = { kind: 'anonymous', requestId: 'req_1', ip: '203.0.113.7' } as const;

  const detail: { probe: string; refused_as: string; cpu_ms: number }[] = [];
  for (const [probe, query] of Object.entries(PROBES)) {
    let worst_ms = 0;
    let code = '';
    // What was left behind before is not on its account; what it leaves behind is.
    collectGarbage();
    for (let time = 0; time < TIMES; time += 1) {
      const before = process.cpuUsage();
      const answer = await argsOf({ query: `${query} # ${time}` }, { actor });
      const { user, system } = process.cpuUsage(before);
      if ('document' in answer) throw new Error(`${probe} was let in`);
      const { code: as, limit = '' } = answer[0]?.extensions ?? {};
      code = `${as} ${limit}`;
      worst_ms = Math.max(worst_ms, (user + system) / 1000);
    }
    progress(`${probe}: ${code}, ${rounded(worst_ms)} ms of CPU at worst`);
    detail.push({ probe, refused_as: code, cpu_ms: rounded(worst_ms) });
  }
  const worst_ms = Math.max(...detail.map(({ cpu_ms }) => cpu_ms));
  return { name: 'abuse', bars: [atMost('CPU in ms of the worst refusal', worst_ms, CPU_MAX_MS)], detail };
};
