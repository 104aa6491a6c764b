import { withDeadline } from '@paygraph/deadline';

/** Items one write takes at most; bounds the statement, the locks it holds and the wait of its last item. */
const BATCH_SIZE_MAX = 1_000;
/** Items that may wait; more than this and the caller is told at once. */
const QUEUE_LENGTH_MAX = 20_000;

export class Overloaded extends Error {
  override readonly name = 'Overloaded';
}

interface Waiting<Item, Result> {
  readonly item: Item;
  readonly resolve: (result: Result) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Gathers items while the previous batch is being written and writes them as the next one: alone when
 * nothing else is going on, by the thousand under load, and never waiting for a timer.
 * `write` answers in the order of its items; when it throws, every item of that batch rejects.
 * With PAYGRAPH_BATCHING=off each item is written alone and at once: for benchmarks, to see what gathering brings.
 */
export function groupCommit<Item, Result>(
  write: (items: readonly Item[]) => Promise<readonly Result[]>,
): (item: Item) => Promise<Result> {
  if (process.env.PAYGRAPH_BATCHING === 'off') return async (item) => (await write([item]))[0] as Result;
  const queue: Waiting<Item, Result>[] = [];
  let writing = false;

  const run = async () => {
    writing = true;
    // One turn of the event loop lets callers that arrived together travel together.
    await new Promise(setImmediate);
    while (queue.length > 0) {
      const batch = queue.splice(0, BATCH_SIZE_MAX);
      try {
        const results = await write(batch.map(({ item }) => item));
        for (const [index, { resolve }] of batch.entries()) resolve(results[index] as Result);
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    }
    writing = false;
  };

  return (item) =>
    new Promise((resolve, reject) => {
      if (queue.length >= QUEUE_LENGTH_MAX) {
        reject(new Overloaded('Too many writes are waiting'));
        return;
      }
      queue.push({ item, resolve, reject });
      // A batch belongs to all who wait for it: none of them may cut it short for the others.
      if (!writing) void withDeadline(undefined, run);
    });
}
