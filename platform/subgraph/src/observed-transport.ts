import { activeTraceparent, failSpan, Histogram, inSpan, isTracing, LATENCY_BUCKETS_S } from '@paygraph/telemetry';
import type { SubgraphRequest, SubgraphResponse, SubgraphTransport } from './transport.ts';

const durations = new Histogram({
  name: 'paygraph_subgraph_fetch_duration_seconds',
  help: 'How long subgraphs took to answer the gateway, by whether they could.',
  labelNames: ['subgraph', 'outcome'],
  buckets: LATENCY_BUCKETS_S,
});

type Execute = SubgraphTransport['execute'];

/** A subgraph as the gateway sees it: each fetch is measured, and traced where traces are wanted. */
export function observedTransport(name: string, transport: SubgraphTransport): SubgraphTransport {
  const execute = tracedExecute(name, 'client', transport.execute);
  return {
    ...transport,
    async execute(request) {
      const endsAt = durations.startTimer({ subgraph: name });
      const response = await execute(request);
      endsAt({ outcome: response.data === undefined ? 'failed' : 'answered' });
      return response;
    },
  };
}

/** A subgraph as it sees itself: the trace of whoever calls goes on in it. */
export function tracedTransport(name: string, transport: SubgraphTransport): SubgraphTransport {
  return { ...transport, execute: tracedExecute(name, 'server', transport.execute) };
}

function tracedExecute(name: string, kind: 'client' | 'server', execute: Execute): Execute {
  if (!isTracing()) return execute;
  return (request) => {
    const parent = kind === 'server' ? request.actor.traceparent : undefined;
    const attributes = { 'paygraph.subgraph': name, 'graphql.document': withoutTexts(request.query) };
    return inSpan(`${kind === 'client' ? 'fetch' : 'subgraph'} ${name}`, { kind, parent, attributes }, async () => {
      const response = await execute(continued(request));
      if (response.errors?.length) failSpan(codeOf(response));
      return response;
    });
  };
}

/** Texts of a document: what people write into one may be a password, or the number of a card. */
const TEXTS = /"""(?:\\"""|.)*?"""|"(?:\\.|[^"\\])*"/gs;

function withoutTexts(query: string): string {
  return query.replace(TEXTS, '""');
}

/** The same request, from within the span that runs. */
function continued(request: SubgraphRequest): SubgraphRequest {
  return { ...request, actor: { ...request.actor, traceparent: activeTraceparent() } };
}

function codeOf({ errors }: SubgraphResponse): string {
  return String(errors?.[0]?.extensions?.code ?? 'INTERNAL');
}
