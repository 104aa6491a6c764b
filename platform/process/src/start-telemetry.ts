import type { Settings } from '@paygraph/config';
import { createLogger, type Logger, measureProcess, startTracing } from '@paygraph/telemetry';

/** How a process is seen from outside: its log, its metrics, and its traces when there is a collector for them. */
export async function startTelemetry(
  resources: AsyncDisposableStack,
  { logLevel, tracing }: Pick<Settings, 'logLevel' | 'tracing'>,
  service: string,
): Promise<Logger> {
  const logger = createLogger(logLevel, service);
  measureProcess(service);
  if (tracing) {
    const onError = (error: unknown) => logger.error({ err: error }, 'tracing');
    const { stop } = await startTracing({ service, ...tracing, onError });
    resources.defer(stop);
  }
  return logger;
}
