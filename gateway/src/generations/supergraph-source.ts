import { watch } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';

const FETCH_TIMEOUT_MS = 10_000;
const BYTES_MAX = 20 * 1024 * 1024;
/** A file is often written in several steps. */
const SETTLE_MS = 100;

/** Where the supergraph comes from, and may change. */
export interface SupergraphSource {
  /** The supergraph as it is now; undefined when it is what was read last. Rejects when it cannot be had. */
  read(): Promise<string | undefined>;
  /** Calls back when it may have changed; the answer stops that. */
  watch(changed: () => void): () => void;
}

/** A file, or a URL that is asked every so often. */
export function supergraphSource(location: string, poll_s: number): SupergraphSource {
  return /^https?:/.test(location) ? urlSource(location, poll_s) : fileSource(location, poll_s);
}

function fileSource(path: string, poll_s: number): SupergraphSource {
  let last: string | undefined;
  return {
    async read() {
      const text = await readFile(path, 'utf8');
      if (text === last) return undefined;
      last = text;
      return text;
    },
    watch(changed) {
      let settling: NodeJS.Timeout | undefined;
      // Its folder: whoever replaces a file, or the link to it, makes another file.
      const watcher = watch(dirname(path), () => {
        clearTimeout(settling);
        settling = setTimeout(changed, SETTLE_MS);
      });
      // Some file systems tell of nothing, and some folders go away.
      watcher.on('error', () => watcher.close());
      const stopPolling = every(poll_s, changed);
      return () => {
        clearTimeout(settling);
        watcher.close();
        stopPolling();
      };
    },
  };
}

function urlSource(url: string, poll_s: number): SupergraphSource {
  let etag: string | undefined;
  let last: string | undefined;
  return {
    async read() {
      const response = await fetch(url, {
        headers: { accept: 'application/graphql, text/plain, */*', ...(etag && { 'if-none-match': etag }) },
        signal: AbortSignal.timeout(FETCH_TIMEOUT_MS),
      });
      if (response.status === 304) return undefined;
      if (!response.ok) throw new Error(`${url} answers ${response.status}`);
      const text = await textOf(response, url);
      etag = response.headers.get('etag') ?? undefined;
      if (text === last) return undefined;
      last = text;
      return text;
    },
    watch: (changed) => every(poll_s, changed),
  };
}

async function textOf(response: Response, url: string): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > BYTES_MAX) throw new Error(`${url} answers more than ${BYTES_MAX} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}

function every(interval_s: number, call: () => void): () => void {
  const timer = setInterval(call, interval_s * 1_000);
  return () => clearInterval(timer);
}
