export { claimPort } from './claim-port.ts';
export { closeServer } from './close-server.ts';
export { connectShared, type Shared } from './connect-shared.ts';
export { mountMetrics } from './mount-metrics.ts';
export { openAllStored, openStored } from './open-stored.ts';
export { processSecrets } from './process-secrets.ts';
export { runProcess } from './run-process.ts';
export { startTelemetry } from './start-telemetry.ts';
export { startWorkLoop, type WorkLoop } from './work-loop.ts';
