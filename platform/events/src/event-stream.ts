import type { Database } from '@paygraph/postgres';
import type { EventType } from '@paygraph/schema/events';
import { boundedQueue, type ResumableStream } from '@paygraph/stream';
import type { EventBus } from './bus.ts';
import { type DomainEvent, formatCursor, isAfter, type OutboxPosition, parseCursor } from './event.ts';
import { outboxEnd, readOutbox } from './outbox.ts';

/** Events a subscriber may leave unread before its stream ends with SlowConsumer. */
const QUEUE_LENGTH_MAX = 1_000;
/** At most a quarter of the queue: half of it is free before a page, and takes what was held meanwhile too. */
const REPLAY_PAGE_SIZE = 200;

/** The `after` of a subscription is no cursor of ours. */
export class InvalidCursor extends Error {
  override readonly name = 'InvalidCursor';
}

export interface StreamRequest {
  readonly database: Database;
  readonly bus: EventBus;
  readonly source: string;
  readonly types: readonly EventType[];
  /** Only events this accepts are delivered; it decides what the subscriber may see. */
  readonly match: (event: DomainEvent) => boolean;
  /** The last cursor the subscriber saw; left out, the stream starts now. */
  readonly after?: string | null;
}

/**
 * Live events of one source for one subscriber; with `after`, first exactly what it missed, from the
 * outbox. Nothing twice, nothing left out: the tail is open before the outbox is read, and cursors, which
 * only grow, tell what was already delivered.
 */
export async function eventStream(request: StreamRequest): Promise<ResumableStream<DomainEvent>> {
  const { database, bus, source, types, match } = request;
  const after = request.after == null ? undefined : parseCursor(request.after);
  if (request.after != null && !after) throw new InvalidCursor('The cursor is not one of this stream');
  // Read before the tail is open: what follows it is either seen live or read from the outbox by who comes back.
  const startsAfter = request.after ?? formatCursor(await outboxEnd(database));
  const wanted = new Set<string>(types);
  let last: OutboxPosition | undefined = after;
  /** What the tail brought while the outbox was still being read. */
  let held: DomainEvent[] | undefined = after && [];

  let ended = false;
  const queue = boundedQueue<DomainEvent>(QUEUE_LENGTH_MAX, () => {
    ended = true;
    void tail.stop();
  });
  const offer = (event: DomainEvent) => {
    const position = parseCursor(event.cursor);
    if (!position || (last && !isAfter(position, last))) return;
    last = position;
    if (match(event)) queue.push(event);
  };
  const tail = await bus.tail(source, (event) => {
    if (!wanted.has(event.type)) return;
    if (!held) offer(event);
    else if (held.length < REPLAY_PAGE_SIZE) held.push(event);
  });
  if (after) replay(after).catch(queue.fail);
  return Object.assign(queue.iterator, { startsAfter });

  async function replay(from: OutboxPosition): Promise<void> {
    let page: Awaited<ReturnType<typeof readOutbox>> = { events: [], position: from };
    do {
      await queue.room();
      // What the tail brought so far was published before this read, so the outbox shows it.
      held = [];
      page = await readOutbox(database, source, page.position, REPLAY_PAGE_SIZE, types);
      for (const event of page.events) offer(event);
      // A list that is full may have been cut short; the outbox has the rest.
    } while (!ended && (page.events.length === REPLAY_PAGE_SIZE || held.length === REPLAY_PAGE_SIZE));
    for (const event of held) offer(event);
    held = undefined;
  }
}
