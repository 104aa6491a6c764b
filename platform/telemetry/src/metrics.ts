import { collectDefaultMetrics, register } from 'prom-client';

/**
 * Metrics are defined once, as constants of the modules that know them, in the registry of the process. Names follow
 * Prometheus: `paygraph_`, the unit last, counters end in `_total`. Labels have few values: never an id.
 */
export { Counter, Gauge, Histogram } from 'prom-client';

/** From what memory answers to what a deadline ends. */
export const LATENCY_BUCKETS_S = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** What every process tells about itself: CPU, memory, garbage collection and the delay of its event loop. */
export function measureProcess(service: string): void {
  register.setDefaultLabels({ service });
  collectDefaultMetrics();
}

/** Everything measured in this process, in the text format of Prometheus. */
export async function readMetrics(): Promise<{ readonly contentType: string; readonly text: string }> {
  return { contentType: register.contentType, text: await register.metrics() };
}
