import type { SubgraphTransport } from './transport.ts';

/** A transport that is looked up when it is first used: subgraphs of one process refer to each other before all are open. */
export function lazyTransport(find: () => SubgraphTransport | undefined): SubgraphTransport {
  const found = () => {
    const transport = find();
    if (!transport) throw new Error('a subgraph was called before it was open');
    return transport;
  };
  return {
    execute: async (request) => found().execute(request),
    subscribe: async (request) => found().subscribe(request),
    close: async () => {},
  };
}
