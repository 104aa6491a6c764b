import { expect } from 'vitest';
import WebSocket from 'ws';
import { eventually } from './eventually.ts';

export interface Message {
  readonly type: string;
  readonly id?: string;
  readonly payload?: unknown;
}

/** A client that speaks graphql-transport-ws word by word. */
export function connectTo(url: string, options: WebSocket.ClientOptions = {}, protocols = ['graphql-transport-ws']) {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/graphql`, protocols, options);
  const messages: Message[] = [];
  const closed = new Promise<number>((resolve) => socket.once('close', resolve));
  const opened = new Promise((resolve) => socket.once('open', resolve));
  // Refused before it was open: there is no code to close it with.
  socket.on('error', () => {});
  socket.on('message', (data) => {
    const message = JSON.parse(String(data)) as Message;
    if (message.type !== 'ping') messages.push(message);
  });
  const client = {
    socket,
    messages,
    /** The code it is closed with. */
    closed,
    async send(message: Message) {
      await opened;
      socket.send(JSON.stringify(message));
    },
    received: (count: number) => eventually(() => expect(messages.length).toBeGreaterThanOrEqual(count)),
    async init(token?: string) {
      await client.send({ type: 'connection_init', payload: token && { authorization: `Bearer ${token}` } });
      await client.received(1);
    },
    subscribe: (id: string, query = 'subscription { ticks { id face } }') =>
      client.send({ type: 'subscribe', id, payload: { query } }),
  };
  return client;
}
