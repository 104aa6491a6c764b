export { createLogger, type Logger } from './logger.ts';
export { Counter, Gauge, Histogram, LATENCY_BUCKETS_S, measureProcess, readMetrics } from './metrics.ts';
export { activeTraceparent, failSpan, inSpan, isTracing, startTracing } from './tracing.ts';
