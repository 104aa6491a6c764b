/** The actor of an event, reduced to what a reader of history needs: who, in which request, and from where. */
export interface EventActor {
  readonly kind: 'user' | 'service' | 'anonymous';
  readonly id?: string;
  readonly requestId: string;
  readonly ip?: string;
}

/** A fact some subgraph published, under the names of CloudEvents. */
export interface DomainEvent<Data = unknown> {
  /** TypeID `evt_…`, the key consumers deduplicate by. */
  readonly id: string;
  /** `noun.happened`, such as `transaction.succeeded`. */
  readonly type: string;
  /** The subgraph that published it. */
  readonly source: string;
  /** The id of the thing it happened to. */
  readonly subject: string;
  /** When it happened: RFC 3339, UTC. */
  readonly time: string;
  readonly data: Data;
  readonly actor?: EventActor;
  readonly traceparent?: string;
  /** Its place in the commit order of its source; see {@link isAfter}. */
  readonly cursor: string;
}

/**
 * A place in the outbox of one source: the writing transaction, then the order inside it.
 * Both parts only grow, and the relay publishes in their order.
 */
export interface OutboxPosition {
  readonly xid: bigint;
  readonly seq: bigint;
}

export const OUTBOX_START: OutboxPosition = { xid: 0n, seq: 0n };

export function formatCursor(position: OutboxPosition): string {
  return Buffer.from(`${position.xid}.${position.seq}`).toString('base64url');
}

/** The position a cursor stands for, or undefined when it is not one of ours. */
export function parseCursor(cursor: string): OutboxPosition | undefined {
  const match = /^(\d{1,19})\.(\d{1,18})$/.exec(Buffer.from(cursor, 'base64url').toString('latin1'));
  return match?.[1] && match[2] ? { xid: BigInt(match[1]), seq: BigInt(match[2]) } : undefined;
}

export function isAfter(a: OutboxPosition, b: OutboxPosition): boolean {
  return a.xid > b.xid || (a.xid === b.xid && a.seq > b.seq);
}
