export { ANONYMOUS, person, SERVICE } from './actors.ts';
export { freePort } from './free-port.ts';
export { type MountedSubgraph, mountSubgraph } from './mount-subgraph.ts';
export { testRedisUrl, testServerUrl } from './servers.ts';
export { testDatabase } from './test-database.ts';
