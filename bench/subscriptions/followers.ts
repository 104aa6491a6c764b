import { once } from 'node:events';
import { GRAPHQL_TRANSPORT_WS_PROTOCOL } from 'graphql-ws';
import { WebSocket } from 'ws';
import { PAID } from './graph.ts';

/** Sockets that follow payments, and how long each payment took to reach them. */
export interface Followers {
  /** In milliseconds, one for each event a socket was told of. */
  readonly latencies_ms: number[];
  /** Resolves when so many were told in all. */
  told(count: number): Promise<void>;
  close(): Promise<void>;
}

const CONNECTED_AT_ONCE = 50;
const POLL_MS = 5;
const STALLED_AFTER_MS = 20_000;

/** Each of `userIds` is a socket of that user. */
export async function openFollowers(
  url: string,
  tokens: Readonly<Record<string, string>>,
  userIds: readonly string[],
): Promise<Followers> {
  const latencies_ms: number[] = [];
  const sockets: WebSocket[] = [];
  let trouble: string | undefined;
  const connect = async (userId: string) => {
    const socket = new WebSocket(`${url.replace('http', 'ws')}/graphql`, GRAPHQL_TRANSPORT_WS_PROTOCOL, {
      perMessageDeflate: false,
    });
    sockets.push(socket);
    await once(socket, 'open');
    const send = (message: object) => socket.send(JSON.stringify(message));
    send({ type: 'connection_init', payload: { authorization: `Bearer ${tokens[userId]}` } });
    await once(socket, 'message');
    socket.on('message', (data) => {
      const toldAt = process.hrtime.bigint();
      const text = String(data);
      const sentAt = /"sentAt":"(\d+)"/.exec(text)?.[1];
      // A whole answer: what was fetched from two other subgraphs is in it.
      if (!sentAt || !text.includes('@pay.example') || !text.includes('"level":"LOW"')) trouble = text;
      else latencies_ms.push(Number(toldAt - BigInt(sentAt)) / 1e6);
    });
    send({ type: 'subscribe', id: '1', payload: { query: PAID, variables: { userId } } });
  };
  for (let from = 0; from < userIds.length; from += CONNECTED_AT_ONCE)
    await Promise.all(userIds.slice(from, from + CONNECTED_AT_ONCE).map(connect));
  return {
    latencies_ms,
    async told(count) {
      for (let [last, since_ms] = [-1, Date.now()]; latencies_ms.length < count; ) {
        if (trouble) throw new Error(trouble);
        if (latencies_ms.length !== last) [last, since_ms] = [latencies_ms.length, Date.now()];
        if (Date.now() - since_ms > STALLED_AFTER_MS) throw new Error(`only ${last} of ${count} events were delivered`);
        await new Promise((resolve) => setTimeout(resolve, POLL_MS));
      }
    },
    async close() {
      await Promise.all(
        sockets.map(async (socket) => {
          const closed = once(socket, 'close');
          socket.close();
          await closed;
        }),
      );
    },
  };
}
