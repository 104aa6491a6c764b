import { type SharedStream, shareStream } from '@paygraph/stream';
import { Gauge } from '@paygraph/telemetry';

/** Values that may wait for one of several readers while another one reads on. */
const UNREAD_MAX = 1_000;

const streams = new Gauge({
  name: 'paygraph_subscription_streams',
  help: 'Streams that subscribers share: upstreams of subgraphs, and feeds of responses made from them.',
  labelNames: ['kind'],
});

/** A stream that others may join while it runs. */
export interface Shareable<Value> {
  readonly values: AsyncIterator<Value>;
  /** Whether who joins now misses nothing they asked for. */
  mayBeJoined(): boolean;
}

/** A place in a stream that others may read as well. */
interface Joined<Value, Source extends Shareable<Value>> {
  readonly source: Source;
  readonly values: AsyncIterableIterator<Value>;
}

/** Joins the stream that already runs under a key, or opens one. It ends when the last of its readers leaves. */
export type Join<Value, Source extends Shareable<Value>> = (key: string, open: () => Source) => Joined<Value, Source>;

export function sharing<Value, Source extends Shareable<Value>>(kind: 'upstream' | 'feed'): Join<Value, Source> {
  const running = new Map<string, { readonly source: Source; readonly stream: SharedStream<Value> }>();
  return (key, open) => {
    const known = running.get(key);
    if (known?.source.mayBeJoined()) return { source: known.source, values: known.stream.join() };
    const source = open();
    const entry = {
      source,
      stream: shareStream(source.values, UNREAD_MAX, () => {
        streams.dec({ kind });
        // Another one may have taken its place since it could not be joined any more.
        if (running.get(key) === entry) running.delete(key);
      }),
    };
    running.set(key, entry);
    streams.inc({ kind });
    return { source, values: entry.stream.join() };
  };
}
