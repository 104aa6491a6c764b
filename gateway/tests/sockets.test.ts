import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type WebSocket from 'ws';
import { eventually } from './eventually.ts';
import { type OpenDoor, openDoor, tick, tokenFor } from './open-door.ts';
import { connectTo } from './socket-client.ts';

let door: OpenDoor;
const sockets: WebSocket[] = [];
beforeAll(async () => {
  door = await openDoor();
});
afterAll(() => door.close());
beforeEach(() => {
  door.requests.length = 0;
  door.upstreams.length = 0;
  door.released.mockClear();
});
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.terminate();
  // Whatever a test leaves open, the front door closes.
  await eventually(() => expect(door.released).toHaveBeenCalledTimes(door.upstreams.length));
});

const connect = (url = door.url) => {
  const client = connectTo(url);
  sockets.push(client.socket);
  return client;
};

const event = (id: string, tickId: string) => ({
  type: 'next',
  id,
  payload: { data: { ticks: { id: tickId, face: `face ${tickId}` } } },
});

describe('a socket is closed', () => {
  test('with 4408 when nobody says who they are in time', async () => {
    expect(await connect().closed).toBe(4408);
  });

  test('with 4401 when an operation comes before that', async () => {
    const client = connect();
    await client.subscribe('1');
    expect(await client.closed).toBe(4401);
    expect(door.upstreams).toEqual([]);
  });

  test.each([
    ['malformed', async () => 'nonsense'],
    ['expired', () => tokenFor('ses_1', -2_000)],
    [
      'revoked',
      async () => {
        await door.revocations.revoke(['ses_gone']);
        return tokenFor('ses_gone');
      },
    ],
  ])('with 4403 when the access token is %s', async (_what, token) => {
    const client = connect();
    await client.send({ type: 'connection_init', payload: { authorization: `Bearer ${await token()}` } });
    expect(await client.closed).toBe(4403);
  });

  test('with 4403 when the access token ends, and its upstreams are released', async () => {
    const client = connect();
    await client.init(await tokenFor('ses_1', 1_500));
    await client.subscribe('1');
    await door.upstream();
    expect(await client.closed).toBe(4403);
    await eventually(() => expect(door.released).toHaveBeenCalledTimes(1));
  });

  test('with 4403 when its session is revoked, and no other one', async () => {
    const [mine, other] = [connect(), connect()];
    await mine.init(await tokenFor('ses_mine'));
    await other.init(await tokenFor('ses_other'));
    await mine.subscribe('1');
    await other.subscribe('1');
    const upstream = await door.upstream(2);
    await door.revocations.revoke(['ses_mine']);
    expect(await mine.closed).toBe(4403);
    await eventually(() => expect(door.released).toHaveBeenCalledTimes(1));
    for (const { queue } of door.upstreams) queue.push(tick('1'));
    await other.received(2);
    expect(other.messages[1]).toEqual(event('1', '1'));
    expect(upstream).toBeDefined();
  });

  test('with 1001 when the platform stops', async () => {
    const closing = await openDoor();
    const client = connect(closing.url);
    await client.init();
    await client.subscribe('1');
    await closing.upstream();
    await closing.close();
    expect(await client.closed).toBe(1001);
    expect(closing.released).toHaveBeenCalledTimes(1);
  });

  test('when it sends a message that is too large, or none at all', async () => {
    const [large, garbled] = [connect(), connect()];
    await large.init();
    await large.subscribe('1', `{ me } # ${'x'.repeat(200_000)}`);
    expect(await large.closed).toBe(1009);
    await garbled.init();
    garbled.socket.send('nonsense');
    expect(await garbled.closed).toBe(4400);
  });
});

describe('a subscription', () => {
  test('brings events in order, completed by other subgraphs, and then completes', async () => {
    const client = connect();
    await client.init(await tokenFor('ses_1'));
    await client.subscribe('1', 'subscription ($after: Int) { t: ticks(after: $after) { id face } }');
    const upstream = await door.upstream();
    for (const id of ['1', '2', '3']) upstream.push({ data: { t: { __typename: 'Clock', id } } });
    await client.received(4);
    upstream.end();
    await client.received(5);
    expect(client.messages.slice(1)).toEqual([
      ...['1', '2', '3'].map((id) => ({ type: 'next', id: '1', payload: { data: { t: { id, face: `face ${id}` } } } })),
      { type: 'complete', id: '1' },
    ]);
    expect(door.upstreams[0]?.request.actor).toMatchObject({ kind: 'user', userId: 'usr_ada', sessionId: 'ses_1' });
  });

  test('of one client is a copy of its own, though the event is the same', async () => {
    const [one, other] = [connect(), connect()];
    await one.init();
    await other.init();
    await one.subscribe('1');
    await other.subscribe('1', 'subscription { ticks { text: id } }');
    await door.upstream(2);
    const shared = tick('7');
    for (const { queue } of door.upstreams) queue.push(shared);
    await one.received(2);
    expect(one.messages[1]).toEqual(event('1', '7'));
    expect(shared).toEqual(tick('7'));
  });

  test('is released while it is quiet when the client completes it, or leaves', async () => {
    const client = connect();
    await client.init();
    await client.subscribe('1');
    await client.subscribe('2', 'subscription { other: ticks { id } }');
    await door.upstream(2);
    await client.send({ type: 'complete', id: '1' });
    await eventually(() => expect(door.released).toHaveBeenCalledTimes(1));
    client.socket.terminate();
    await eventually(() => expect(door.released).toHaveBeenCalledTimes(2));
  });

  test('whose upstream dies gives the client the reason, and completes', async () => {
    const client = connect();
    await client.init();
    await client.subscribe('1');
    const upstream = await door.upstream();
    upstream.push(tick('1'));
    upstream.push({ errors: [{ message: 'away', extensions: { code: 'SUBGRAPH_UNAVAILABLE', retryable: true } }] });
    upstream.end();
    await client.received(4);
    expect(client.messages[2]).toMatchObject({
      type: 'next',
      id: '1',
      payload: { errors: [{ extensions: { code: 'SUBGRAPH_UNAVAILABLE', requestId: expect.any(String) } }] },
    });
    expect(client.messages[3]).toEqual({ type: 'complete', id: '1' });
  });

  test('tells of an error in one event, and goes on', async () => {
    const client = connect();
    await client.init();
    await client.subscribe('1', 'subscription { ticks { id broken } }');
    const upstream = await door.upstream();
    upstream.push(tick('1'));
    upstream.push(tick('2'));
    await client.received(3);
    for (const [index, id] of ['1', '2'].entries()) {
      expect(client.messages[index + 1]).toMatchObject({
        payload: {
          data: { ticks: { id, broken: null } },
          errors: [{ path: ['ticks', 'broken'], extensions: { code: 'INTERNAL' } }],
        },
      });
    }
  });

  test('waits for a client that reads slowly, and is cut off upstream when it is too slow', async () => {
    const client = connect();
    await client.init();
    await client.subscribe('1', 'subscription { ticks { id text } }');
    const upstream = await door.upstream();
    client.socket.pause();
    for (let id = 0; id < 300; id++) upstream.push(tick(String(id)));
    await sleep(300);
    expect(door.requests.length).toBeLessThan(250);
    for (let id = 0; id < 1_000; id++) upstream.push(tick(String(id)));
    expect(door.released).toHaveBeenCalledTimes(1);
    client.socket.resume();
    await eventually(() => expect(client.messages.at(-1)).toEqual({ type: 'complete', id: '1' }));
    expect(client.messages.at(-2)).toMatchObject({ payload: { errors: [{ extensions: { code: 'SLOW_CONSUMER' } }] } });
  });

  test('that is not valid is answered with its errors, and the socket stays open', async () => {
    const client = connect();
    await client.init();
    await client.subscribe('1', 'subscription { nonsense }');
    await client.received(2);
    expect(client.messages[1]).toMatchObject({
      type: 'error',
      id: '1',
      payload: [{ extensions: { code: 'BAD_USER_INPUT' } }],
    });
    await client.subscribe('2', '{ clock { face } }');
    await client.received(4);
    expect(client.messages.slice(2)).toEqual([
      { type: 'next', id: '2', payload: { data: { clock: { face: 'face 1' } } } },
      { type: 'complete', id: '2' },
    ]);
  });
});
