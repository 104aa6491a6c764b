import { appendFileSync, statSync } from 'node:fs';
import { boundedQueue, type ResumableStream } from '@paygraph/stream';
import { localTransport, serveSubgraph } from '@paygraph/subgraph';

/**
 * A subgraph in a process of its own, which counts as long as it lives: its events are the bytes of a file, so that they
 * are still there when it comes back.
 */
const [file = '', port = '0', secret = ''] = process.argv.slice(2);
const COUNT_INTERVAL_MS = 5;
const QUEUE_LENGTH_MAX = 1_000;

export const typeDefs = `
  type Query { counted: Int! }
  type Subscription { counts(after: String): Count! }
  type Count @key(fields: "number") { number: Int! cursor: String! }`;

const counted = () => statSync(file).size;

function counts(after: string | undefined): ResumableStream<number> {
  let last = after === undefined ? counted() : Number(after);
  const startsAfter = String(last);
  const timer = setInterval(() => {
    for (const end = counted(); last < end; ) queue.push(++last);
  }, COUNT_INTERVAL_MS);
  const queue = boundedQueue<number>(QUEUE_LENGTH_MAX, () => clearInterval(timer));
  return Object.assign(queue.iterator, { startsAfter });
}

if (import.meta.main) {
  const count = (number: number) => ({ number, cursor: String(number) });
  const transport = await localTransport(
    { name: 'ledger', typeDefs, migrationsFolder: '', start: () => Promise.reject(new Error('it runs already')) },
    {
      createContext: (actor) => ({ actor, extensions: {} }),
      stop: async () => {},
      resolvers: {
        Query: { counted },
        Subscription: {
          counts: {
            subscribe: (_: unknown, { after }: { after?: string }) => counts(after),
            resolve: (number: number) => count(number),
          },
        },
        Count: { __resolveReference: ({ number }: { number: number }) => count(number) },
      },
    },
    console.error,
  );
  await serveSubgraph(transport, {
    host: '127.0.0.1',
    port: Number(port),
    actorSecret: new TextEncoder().encode(secret),
    checkReady: async () => {},
  });
  setInterval(() => appendFileSync(file, '.'), COUNT_INTERVAL_MS);
  process.send?.('ready');
}
