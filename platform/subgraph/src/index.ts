export { requireOperator, requireService, requireSession, requireUser } from './authorize.ts';
export { callPeer, PeerError } from './call-peer.ts';
export { codedError, ERROR_CODES, type ErrorCode, notFound, presentError } from './coded-error.ts';
export { type Connection, connectionOf, PAGE_SIZE_MAX, type Page, parseNumberedPage, parsePage } from './connection.ts';
export type { Platform, RunningSubgraph, SubgraphContext, SubgraphDefinition } from './definition.ts';
export { documentCache } from './document-cache.ts';
export { lazyTransport } from './lazy-transport.ts';
export { loadMany, loadOne } from './loaders.ts';
export { localTransport, subgraphDocument } from './local-transport.ts';
export { observedTransport } from './observed-transport.ts';
export { type OpenSubgraph, openSubgraph } from './open-subgraph.ts';
export type { Reference } from './reference.ts';
export { remoteTransport } from './remote-transport.ts';
export { type ServedSubgraph, serveSubgraph } from './serve.ts';
export {
  type SubgraphRequest,
  type SubgraphResponse,
  type SubgraphTransport,
  startOf,
  startResponse,
} from './transport.ts';
