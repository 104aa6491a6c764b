import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type WebSocket from 'ws';
import { eventually } from './eventually.ts';
import { type OpenDoor, openDoor, tick, tokenFor } from './open-door.ts';
import { connectTo } from './socket-client.ts';

let door: OpenDoor;
const sockets: WebSocket[] = [];
beforeAll(async () => {
  door = await openDoor({
    ALLOWED_ORIGINS: 'https://app.example',
    SOCKETS_PER_USER: '2',
    SOCKETS_PER_ADDRESS: '5',
    SUBSCRIPTIONS_PER_SOCKET: '3',
    SOCKET_INIT_TIMEOUT_MS: '200',
    SOCKET_PING_INTERVAL_MS: '100',
  });
});
afterAll(() => door.close());
beforeEach(() => {
  door.upstreams.length = 0;
  door.released.mockClear();
});
afterEach(async () => {
  await Promise.all(
    sockets.splice(0).map(async (socket) => {
      socket.terminate();
      await eventually(() => expect(socket.readyState).toBe(socket.CLOSED));
    }),
  );
  await eventually(() => expect(door.released).toHaveBeenCalledTimes(door.upstreams.length));
  // The other end has seen it, too.
  await sleep(50);
});

const connect = (options: WebSocket.ClientOptions = {}) => {
  const client = connectTo(door.url, options);
  sockets.push(client.socket);
  return client;
};
const signedIn = async (session = 'ses_1') => {
  const client = connect();
  await client.init(await tokenFor(session));
  return client;
};
const stream = async (authorization?: string) =>
  fetch(`${door.url}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'text/event-stream',
      ...(authorization && { authorization }),
    },
    body: JSON.stringify({ query: 'subscription { ticks { id } }' }),
  });

describe('a socket', () => {
  test.each([
    ['our own, wherever we are reached', () => door.url, 1],
    ['where people reach us', () => 'https://pay.example', 1],
    ['an allowed one', () => 'https://app.example', 1],
    ['of somebody else', () => 'https://evil.example', 0],
    ['of a page without one', () => 'null', 0],
    ['of somebody who looks like us', () => 'https://app.example.evil.example', 0],
  ])('from a page whose origin is %s', async (_what, origin, opened) => {
    const client = connect({ origin: origin() });
    await eventually(() => expect(client.socket.readyState).not.toBe(client.socket.CONNECTING));
    expect(client.socket.readyState === client.socket.OPEN ? 1 : 0).toBe(opened);
  });

  test('of a user who has too many is closed, to be tried again later; nobody else’s is', async () => {
    const [first] = [await signedIn(), await signedIn('ses_2')];
    const third = connect();
    await third.send({ type: 'connection_init', payload: { authorization: `Bearer ${await tokenFor('ses_3')}` } });
    expect(await third.closed).toBe(1013);
    const visitor = connect();
    await visitor.init();
    expect(visitor.messages).toEqual([{ type: 'connection_ack' }]);
    first?.socket.close();
    await first?.closed;
    await eventually(async () => expect((await signedIn()).messages).toEqual([{ type: 'connection_ack' }]));
  });

  test('is closed as well when its address has too many, whoever they are of', async () => {
    const clients = Array.from({ length: 6 }, () => connect());
    expect(await Promise.race(clients.map(({ closed }) => closed))).toBe(1013);
    expect(clients.filter(({ socket }) => socket.readyState === socket.OPEN)).toHaveLength(5);
  });

  test('runs only so many operations at a time, and has room again when one completes', async () => {
    const client = await signedIn();
    for (const id of ['1', '2', '3', '4']) await client.subscribe(id, 'subscription { ticks { id } }');
    await eventually(() => expect(client.messages).toHaveLength(2));
    expect(client.messages[1]).toMatchObject({
      type: 'error',
      id: '4',
      payload: [
        {
          extensions: {
            code: 'TOO_MANY_SUBSCRIPTIONS',
            retryable: true,
            limit: 'subscriptionsPerSocket',
            max: 3,
            found: 4,
            requestId: expect.any(String),
          },
        },
      ],
    });
    await client.send({ type: 'complete', id: '1' });
    await client.subscribe('5', '{ me }');
    await eventually(() => expect(client.messages.at(-1)).toEqual({ type: 'complete', id: '5' }));
  });

  test('is closed with 4408 when nobody says who they are in time', async () => {
    expect(await connect().closed).toBe(4408);
  });

  test('is closed with 4429 when somebody says it twice, and with 4409 for two operations of one name', async () => {
    const [twice, same] = [await signedIn(), await signedIn()];
    await twice.send({ type: 'connection_init' });
    expect(await twice.closed).toBe(4429);
    await same.subscribe('1', 'subscription { ticks { id } }');
    await same.subscribe('1', 'subscription { ticks { id } }');
    expect(await same.closed).toBe(4409);
  });

  test('that speaks no protocol of ours is closed with 4406', async () => {
    const client = connectTo(door.url, {}, []);
    sockets.push(client.socket);
    expect(await client.closed).toBe(4406);
  });

  test('is asked whether it is still there, and ended when it does not answer', async () => {
    const [silent, alive] = [connect({ autoPong: false }), connect()];
    await silent.init();
    await alive.init();
    expect(await silent.closed).toBe(1006);
    expect(alive.socket.readyState).toBe(alive.socket.OPEN);
  });
});

describe('an event stream', () => {
  test('counts among the sockets of its user, until it ends', async () => {
    const authorization = `Bearer ${await tokenFor('ses_1')}`;
    const open = [await stream(authorization), await stream(authorization)];
    const refused = await stream(authorization);
    expect(refused.status).toBe(429);
    expect(await refused.json()).toMatchObject({
      errors: [{ extensions: { code: 'TOO_MANY_SUBSCRIPTIONS', limit: 'socketsPerUser', max: 2, found: 3 } }],
    });
    for (const response of open) await response.body?.cancel();
    await eventually(async () => {
      const again = await stream(authorization);
      expect(again.status).toBe(200);
      await again.body?.cancel();
    });
  });

  test('shares its upstream with sockets', async () => {
    const client = await signedIn();
    await client.subscribe('1', 'subscription { ticks { id } }');
    const response = await stream(`Bearer ${await tokenFor('ses_1')}`);
    expect(response.status).toBe(200);
    const queue = await door.upstream();
    await sleep(50);
    queue.push(tick('7'));
    await client.received(2);
    const reader = (response.body as ReadableStream<Uint8Array>).getReader();
    let text = '';
    while (!text.includes('\n\nevent: next')) text += `\n\n${new TextDecoder().decode((await reader.read()).value)}`;
    expect(text).toContain('data: {"data":{"ticks":{"id":"7"}}}');
    expect(door.upstreams).toHaveLength(1);
    await reader.cancel();
  });
});
