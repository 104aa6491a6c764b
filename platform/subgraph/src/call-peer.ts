import { asService, type Origin } from '@paygraph/identity';
import type { SubgraphTransport } from './transport.ts';

/** A subgraph could not do an internal operation; the caller does not know whether it happened and asks again. */
export class PeerError extends Error {
  override readonly name = 'PeerError';
  readonly code: string;
  constructor(message: string, code: string) {
    super(message);
    this.code = code;
  }
}

/**
 * Runs an internal operation of another subgraph in the name of `service` and gives its `data`.
 * Throws {@link PeerError}: internal operations answer what a caller can mend as data, so an error is a fault.
 */
export async function callPeer<Data>(
  peer: SubgraphTransport,
  service: string,
  origin: Origin,
  query: string,
  variables: Record<string, unknown>,
): Promise<Data> {
  const { data, errors } = await peer.execute({ query, variables, actor: asService(service, origin) });
  const [error] = errors ?? [];
  if (error) throw new PeerError(error.message, String(error.extensions?.code ?? 'INTERNAL'));
  return data as Data;
}
