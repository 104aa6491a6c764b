import { setTimeout as sleep } from 'node:timers/promises';
import type { SubgraphName } from '@paygraph/config';
import type { SubgraphRequest, SubgraphResponse } from '@paygraph/subgraph';
import { Counter } from '@paygraph/telemetry';
import type { Transports } from '../compile-plan.ts';
import type { Resumption } from './resumption.ts';
import type { Shareable } from './sharing.ts';

const DELAY_FIRST_MS = 100;
const DELAY_MAX_MS = 5_000;
/** A connection that stood this long was a good one: attempts are counted anew. */
const STABLE_MIN_MS = 10_000;

const reconnects = new Counter({
  name: 'paygraph_upstream_reconnects_total',
  help: 'How often events that had stopped coming were asked for again.',
  labelNames: ['subgraph'],
});

/** What is asked of the subgraph that owns the events. */
export interface UpstreamRequest extends Pick<SubgraphRequest, 'query' | 'operationName' | 'actor'> {
  readonly subgraph: SubgraphName;
  readonly variables: Readonly<Record<string, unknown>>;
  /** Undefined when the subscription cannot be resumed. */
  readonly resumption: Resumption | undefined;
  /** The cursor to begin after; undefined to begin now. */
  readonly after: unknown;
}

export interface UpstreamDeps {
  readonly transports: Transports;
  /** How often a lost upstream is asked for again, before its readers are told. */
  readonly reconnects_max: number;
}

/** The events of a subgraph as they come, across its restarts. */
export interface Upstream extends Shareable<SubgraphResponse> {
  /** The cursor of what was last handed out, or where it began; undefined until the subgraph has said so. */
  position(): string | undefined;
}

/**
 * Opens a subscription with its first read. When it is lost, it is opened again after the last event that was read, so
 * that its reader misses nothing and gets nothing twice. A response without data is the last one and says why.
 */
export function openUpstream({ transports, reconnects_max }: UpstreamDeps, request: UpstreamRequest): Upstream {
  const { subgraph, query, operationName, actor, variables, resumption, after } = request;
  const beginsNow = resumption !== undefined && (after === undefined || after === null);
  const closed = new AbortController();
  let current: AsyncIterator<SubgraphResponse> | undefined;
  let openedAt_ms = 0;
  let position: string | undefined;
  let attempts = 0;
  let begun = false;
  let isLast = false;

  const open = async () => {
    const cursor = position ?? after;
    openedAt_ms = performance.now();
    const stream = await transports[subgraph].subscribe({
      query,
      operationName,
      variables: resumption && cursor !== undefined ? { ...variables, [resumption.variable]: cursor } : variables,
      actor,
      wantsStart: resumption !== undefined,
    });
    if (closed.signal.aborted) await stream.return?.();
    else current = stream;
  };
  /** Whether there is another attempt, after a while that differs from one gateway to the next. */
  const mayTryAgain = async (lost: SubgraphResponse): Promise<boolean> => {
    if (position === undefined || !isLoss(lost)) return false;
    if (performance.now() - openedAt_ms >= STABLE_MIN_MS) attempts = 0;
    if (attempts >= reconnects_max) return false;
    const delay_ms = Math.min(DELAY_FIRST_MS * 2 ** attempts, DELAY_MAX_MS);
    attempts += 1;
    reconnects.inc({ subgraph });
    current = undefined;
    await sleep(delay_ms * (0.5 + Math.random() / 2), undefined, { signal: closed.signal }).catch(() => undefined);
    return true;
  };
  const read = async (): Promise<IteratorResult<SubgraphResponse>> => {
    while (!closed.signal.aborted && !isLast) {
      if (!current) await open();
      if (!current) break;
      const { done, value } = await current.next();
      if (done || closed.signal.aborted) break;
      if (value.data === undefined && value.errors) {
        if (await mayTryAgain(value)) continue;
        isLast = true;
      }
      if (value.data) attempts = 0;
      begun = true;
      position = resumption?.cursorOf(value) ?? position;
      return { done: false, value };
    }
    return { done: true, value: undefined };
  };
  return {
    position: () => position,
    mayBeJoined: () => !isLast && (beginsNow || !begun),
    values: {
      next: read,
      async return() {
        closed.abort();
        await current?.return?.();
        return { done: true, value: undefined };
      },
    },
  };
}

/** Whether asking again may help. A reader that was too slow is told instead: it would be too slow again. */
function isLoss({ errors }: SubgraphResponse): boolean {
  const [{ extensions } = {}] = errors ?? [];
  return extensions?.retryable === true && extensions.code !== 'SLOW_CONSUMER';
}
