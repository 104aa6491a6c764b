export { freePort } from './free-port.ts';
export { testRedisUrl, testServerUrl } from './servers.ts';
export { testDatabase } from './test-database.ts';
