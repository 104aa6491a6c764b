import { startResponse } from '@paygraph/subgraph';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type WebSocket from 'ws';
import { eventually } from './eventually.ts';
import { type OpenDoor, openDoor, ring, tokenFor } from './open-door.ts';
import { connectTo } from './socket-client.ts';

let door: OpenDoor;
const sockets: WebSocket[] = [];
beforeAll(async () => {
  door = await openDoor({ UPSTREAM_RECONNECTS: '3' });
});
afterAll(() => door.close());
beforeEach(() => {
  door.requests.length = 0;
  door.upstreams.length = 0;
  door.released.mockClear();
});
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.terminate();
  await eventually(() => expect(door.released).toHaveBeenCalledTimes(door.upstreams.length));
});

const RUNG = 'subscription ($name: String, $after: String) { rung(name: $name, after: $after) { clock { id face } } }';
const UNAVAILABLE = { errors: [{ message: 'away', extensions: { code: 'SUBGRAPH_UNAVAILABLE', retryable: true } }] };

/** A client of this session, or a visitor, that follows an operation; the platform knows by then. */
async function follow(session: string | undefined, query = RUNG, variables: Record<string, unknown> = {}) {
  const client = connectTo(door.url);
  sockets.push(client.socket);
  await client.init(session && (await tokenFor(session)));
  await client.send({ type: 'subscribe', id: '1', payload: { query, variables } });
  // Answered after what was sent before it has begun.
  await client.send({ type: 'subscribe', id: 'after', payload: { query: '{ me }' } });
  const mine = () => client.messages.filter(({ id }) => id === '1');
  await eventually(() => expect(client.messages).toContainEqual({ type: 'complete', id: 'after' }));
  return {
    ...client,
    mine,
    /** What it was told of, in order. */
    told: () =>
      mine().map(({ type, payload }) => {
        const { data, errors } = (payload ?? {}) as { data?: { rung: { clock: { id: string } } }; errors?: Coded[] };
        return data?.rung.clock.id ?? errors?.[0]?.extensions.code ?? type;
      }),
  };
}
interface Coded {
  readonly extensions: { readonly code: string; readonly requestId: string };
}
const push = (index: number, ...ids: string[]) => {
  for (const id of ids) door.upstreams[index]?.queue.push(ring(id, `c${id}`));
};
const variablesOf = (index: number) => door.upstreams[index]?.request.variables;

describe('subscribers of one identity', () => {
  test('who ask for the same share one upstream, and what follows on an event runs once', async () => {
    const [one, other] = [await follow('ses_1'), await follow('ses_1')];
    await eventually(() => expect(door.upstreams).toHaveLength(1));
    push(0, '1', '2');
    for (const client of [one, other]) await eventually(() => expect(client.told()).toEqual(['1', '2']));
    expect(door.upstreams).toHaveLength(1);
    expect(door.requests.filter(({ subgraph }) => subgraph === 'faces')).toHaveLength(2);
  });

  test('who wait for the same but select something else of it share the upstream alone', async () => {
    const one = await follow('ses_1', 'subscription { rung { clock { id face } } }');
    const other = await follow('ses_1', 'subscription { rung { clock { id name: text } } }');
    await eventually(() => expect(door.upstreams).toHaveLength(1));
    push(0, '1');
    for (const client of [one, other]) await eventually(() => expect(client.told()).toEqual(['1']));
    expect(door.requests.filter(({ subgraph }) => subgraph === 'faces')).toHaveLength(2);
  });

  test('leave one by one, and the last one releases the upstream', async () => {
    const [one, other] = [await follow('ses_1'), await follow('ses_1')];
    await eventually(() => expect(door.upstreams).toHaveLength(1));
    one.socket.terminate();
    push(0, '1');
    await eventually(() => expect(other.told()).toEqual(['1']));
    expect(door.released).not.toHaveBeenCalled();
    await other.send({ type: 'complete', id: '1' });
    await eventually(() => expect(door.released).toHaveBeenCalledTimes(1));
  });

  test('who join later get what comes from then on', async () => {
    const early = await follow('ses_1');
    await eventually(() => expect(door.upstreams).toHaveLength(1));
    push(0, '1');
    await eventually(() => expect(early.told()).toEqual(['1']));
    const late = await follow('ses_1');
    push(0, '2');
    await eventually(() => expect(late.told()).toEqual(['2']));
    expect(early.told()).toEqual(['1', '2']);
    expect(door.upstreams).toHaveLength(1);
  });

  test('who begin after a cursor do not join who is past it', async () => {
    const early = await follow('ses_1', RUNG, { after: 'c0' });
    await eventually(() => expect(door.upstreams).toHaveLength(1));
    push(0, '1');
    await eventually(() => expect(early.told()).toEqual(['1']));
    await follow('ses_1', RUNG, { after: 'c0' });
    await eventually(() => expect(door.upstreams).toHaveLength(2));
    expect([variablesOf(0), variablesOf(1)]).toEqual([{ _after: 'c0' }, { _after: 'c0' }]);
  });

  test('who read too slowly are cut off alone, after what they had', async () => {
    const query = 'subscription { rung { clock { id text } } }';
    const [fast, slow] = [await follow('ses_1', query), await follow('ses_1', query)];
    await eventually(() => expect(door.upstreams).toHaveLength(1));
    slow.socket.pause();
    const ids = Array.from({ length: 1_500 }, (_, index) => String(index));
    for (let from = 0; from < ids.length; from += 500) {
      push(0, ...ids.slice(from, from + 500));
      await eventually(() => expect(fast.mine()).toHaveLength(from + 500));
    }
    slow.socket.resume();
    await eventually(() => expect(slow.told().at(-1)).toBe('complete'));
    const told = slow.told();
    expect(told.at(-2)).toBe('SLOW_CONSUMER');
    expect(told.slice(0, -2)).toEqual(ids.slice(0, told.length - 2));
    expect(told.length).toBeGreaterThan(1_000);
    push(0, 'last');
    await eventually(() => expect(fast.told().at(-1)).toBe('last'));
    expect(fast.told()).toEqual([...ids, 'last']);
  });

  test('are each told of an error with the request it belongs to', async () => {
    const query = 'subscription { rung { clock { id broken } } }';
    const [one, other] = [await follow('ses_1', query), await follow('ses_1', query)];
    await eventually(() => expect(door.upstreams).toHaveLength(1));
    push(0, '1');
    const requestIds = await Promise.all(
      [one, other].map(async (client) => {
        await eventually(() => expect(client.mine()).toHaveLength(1));
        const errors = (client.mine()[0]?.payload as { errors?: Coded[] } | undefined)?.errors;
        expect(errors).toMatchObject([{ path: ['rung', 'clock', 'broken'], extensions: { code: 'INTERNAL' } }]);
        return errors?.[0]?.extensions.requestId;
      }),
    );
    expect(requestIds[0]).toMatch(/^req_/);
    expect(new Set(requestIds).size).toBe(2);
  });
});

describe('subscribers of different identities', () => {
  test('never share an upstream, nor see each other’s events, though the operation is the same', async () => {
    const [ada, bob, visitor] = [await follow('ses_ada'), await follow('ses_bob'), await follow(undefined)];
    await eventually(() => expect(door.upstreams).toHaveLength(3));
    expect(door.upstreams.map(({ request: { actor } }) => actor.kind === 'user' && actor.sessionId)).toEqual([
      'ses_ada',
      'ses_bob',
      false,
    ]);
    push(0, 'for ada');
    push(1, 'for bob');
    push(2, 'for all');
    await eventually(() => expect(visitor.told()).toEqual(['for all']));
    expect([ada.told(), bob.told()]).toEqual([['for ada'], ['for bob']]);
  });

  test('have what follows run as themselves', async () => {
    const clients = [await follow('ses_ada'), await follow('ses_bob')];
    await eventually(() => expect(door.upstreams).toHaveLength(2));
    push(0, '1');
    push(1, '1');
    for (const client of clients) await eventually(() => expect(client.told()).toEqual(['1']));
    const completing = door.requests.filter(({ subgraph }) => subgraph === 'faces');
    expect(completing.map(({ actor }) => actor.kind === 'user' && actor.sessionId).sort()).toEqual([
      'ses_ada',
      'ses_bob',
    ]);
  });
});

describe('an upstream that is lost', () => {
  const lose = (index: number) => {
    door.upstreams[index]?.queue.push(UNAVAILABLE);
    door.upstreams[index]?.queue.end();
  };
  const reopened = (count: number) => eventually(() => expect(door.upstreams).toHaveLength(count));

  test('is opened again after the last event, and no client notices', async () => {
    const clients = [await follow('ses_1'), await follow('ses_1')];
    await eventually(() => expect(door.upstreams).toHaveLength(1));
    push(0, '1', '2');
    lose(0);
    await reopened(2);
    expect(variablesOf(0)).toEqual({});
    expect(variablesOf(1)).toEqual({ _after: 'c2' });
    push(1, '3');
    for (const client of clients) await eventually(() => expect(client.told()).toEqual(['1', '2', '3']));
    expect(door.upstreams).toHaveLength(2);
  });

  test('is opened again where it began, when nothing had happened yet', async () => {
    const client = await follow('ses_1');
    await eventually(() => expect(door.upstreams).toHaveLength(1));
    expect(door.upstreams[0]?.request.wantsStart).toBe(true);
    door.upstreams[0]?.queue.push(startResponse('c0'));
    lose(0);
    await reopened(2);
    expect(variablesOf(1)).toEqual({ _after: 'c0' });
    push(1, '1');
    await eventually(() => expect(client.told()).toEqual(['1']));
  });

  test('goes on for those who begin after a cursor of their own, under whatever name they call it', async () => {
    const query = 'subscription ($_after: String) { rung(after: $_after) { _cursor: cursor clock { id } } }';
    const client = await follow('ses_1', query, { _after: 'c7' });
    await eventually(() => expect(door.upstreams).toHaveLength(1));
    expect(variablesOf(0)).toEqual({ _after_: 'c7' });
    door.upstreams[0]?.queue.push({
      data: { rung: { _cursor: 'c8', _cursor_: 'c8', clock: { __typename: 'Clock', id: '8' } } },
    });
    lose(0);
    await reopened(2);
    expect(variablesOf(1)).toEqual({ _after_: 'c8' });
    await eventually(() => expect(client.mine()).toHaveLength(1));
    expect(client.mine()[0]?.payload).toEqual({ data: { rung: { _cursor: 'c8', clock: { id: '8' } } } });
  });

  test('is told to its clients when it does not come back', async () => {
    const client = await follow('ses_1');
    await eventually(() => expect(door.upstreams).toHaveLength(1));
    push(0, '1');
    for (let attempt = 0; attempt <= 3; attempt++) {
      await reopened(attempt + 1);
      lose(attempt);
    }
    await eventually(() => expect(client.told()).toEqual(['1', 'SUBGRAPH_UNAVAILABLE', 'complete']));
    expect(door.upstreams).toHaveLength(4);
  });

  test('is told at once where events cannot be asked for again', async () => {
    const client = await follow('ses_1', 'subscription { ticks { id } }');
    await eventually(() => expect(door.upstreams).toHaveLength(1));
    lose(0);
    await eventually(() => expect(client.told()).toEqual(['SUBGRAPH_UNAVAILABLE', 'complete']));
    expect(door.upstreams).toHaveLength(1);
  });

  test('is not asked for again once everybody has left', async () => {
    const client = await follow('ses_1');
    await eventually(() => expect(door.upstreams).toHaveLength(1));
    push(0, '1');
    await eventually(() => expect(client.told()).toEqual(['1']));
    lose(0);
    client.socket.terminate();
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(door.upstreams.length).toBeLessThanOrEqual(2);
  });
});
