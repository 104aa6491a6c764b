import { context, type Span, SpanKind, SpanStatusCode, type Tracer, trace } from '@opentelemetry/api';

/** W3C Trace Context, version 00. */
const TRACEPARENT = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/;
/** A collector that does not answer by then gets the spans no more: closing does not wait for it. */
const EXPORT_TIMEOUT_MS = 5_000;

interface TracingOptions {
  /** Such as `paygraph-gateway`. */
  readonly service: string;
  /** Where an OpenTelemetry collector takes OTLP over HTTP, without the path. */
  readonly endpoint: string;
  /** Which part of the traces that begin here is recorded, 0 to 1; one that began elsewhere was decided there. */
  readonly sampleRatio: number;
  /** Hears that the last spans did not get there. */
  readonly onError: (error: unknown) => void;
}

interface SpanDetails {
  /** Calls of a peer are `client`, what answers them is `server`. */
  readonly kind?: 'server' | 'client' | 'internal';
  /** A `traceparent` from outside; what runs around the span otherwise. */
  readonly parent?: string | undefined;
  readonly attributes?: Readonly<Record<string, string | number | boolean | undefined>>;
}

const KINDS = { server: SpanKind.SERVER, client: SpanKind.CLIENT, internal: SpanKind.INTERNAL } as const;

let tracer: Tracer | undefined;

/** Whether spans are recorded. Does not change once things are opened: what is not traced is not even wrapped. */
export function isTracing(): boolean {
  return tracer !== undefined;
}

/** Begins to send spans to a collector. Without it every span is nothing. `stop` sends what is left. */
export async function startTracing({
  service,
  endpoint,
  sampleRatio,
  onError,
}: TracingOptions): Promise<{ stop(): Promise<void> }> {
  // Only who traces loads it.
  const [{ TracerProvider, BatchSpanProcessor, ParentBasedSampler, TraceIdRatioBasedSampler }, otlp, resources, hooks] =
    await Promise.all([
      import('@opentelemetry/sdk-trace'),
      import('@opentelemetry/exporter-trace-otlp-http'),
      import('@opentelemetry/resources'),
      import('@opentelemetry/context-async-hooks'),
    ]);
  const exporter = new otlp.OTLPTraceExporter({
    url: `${endpoint.replace(/\/$/, '')}/v1/traces`,
    timeoutMillis: EXPORT_TIMEOUT_MS,
  });
  // Its queue is bounded: spans that find no room are dropped, and nobody waits.
  const provider = new TracerProvider({
    resource: resources.resourceFromAttributes({ 'service.name': service }),
    sampler: new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(sampleRatio) }),
    spanProcessors: [new BatchSpanProcessor({ exporter })],
  });
  context.setGlobalContextManager(new hooks.AsyncLocalStorageContextManager().enable());
  tracer = provider.getTracer('paygraph');
  return {
    async stop() {
      tracer = undefined;
      await provider.shutdown().catch(onError);
      context.disable();
    },
  };
}

/** Runs `work` as a span that lasts as long as it does, and has failed when it throws. Spans in it are its children. */
export function inSpan<Result>(name: string, details: SpanDetails, work: () => Result): Result {
  if (!tracer) return work();
  const around = details.parent === undefined ? context.active() : contextOf(details.parent);
  const span = tracer.startSpan(
    name,
    { kind: KINDS[details.kind ?? 'internal'], attributes: { ...details.attributes } },
    around,
  );
  return context.with(trace.setSpan(around, span), () => ended(span, work));
}

function ended<Result>(span: Span, work: () => Result): Result {
  const fail = (error: unknown) => {
    span.recordException(error as Error);
    span.setStatus({ code: SpanStatusCode.ERROR });
    span.end();
  };
  try {
    const result = work();
    if (result instanceof Promise) {
      result.then(() => span.end(), fail);
      return result;
    }
    span.end();
    return result;
  } catch (error) {
    fail(error);
    throw error;
  }
}

/** Shows the span that runs as failed although nothing was thrown. */
export function failSpan(code: string): void {
  trace.getSpan(context.active())?.setAttribute('error.type', code).setStatus({ code: SpanStatusCode.ERROR });
}

function contextOf(traceparent: string) {
  const [, traceId, spanId, flags] = TRACEPARENT.exec(traceparent) ?? [];
  if (!traceId || !spanId || !flags) return context.active();
  const traceFlags = Number.parseInt(flags, 16);
  return trace.setSpanContext(context.active(), { traceId, spanId, traceFlags, isRemote: true });
}

/** The span that runs, as a `traceparent` for whoever is called from it; undefined when nothing is traced. */
export function activeTraceparent(): string | undefined {
  const span = tracer && trace.getSpanContext(context.active());
  if (!span) return undefined;
  return `00-${span.traceId}-${span.spanId}-${span.traceFlags.toString(16).padStart(2, '0')}`;
}
