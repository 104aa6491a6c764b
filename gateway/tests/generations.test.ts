import { createLogger } from '@paygraph/telemetry';
import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import type WebSocket from 'ws';
import { createGenerations, type Served } from '../src/generations/generations.ts';
import { generationOf, loadSupergraph } from '../src/supergraph.ts';
import { eventually } from './eventually.ts';
import { type OpenDoor, openDoor, ring, tick } from './open-door.ts';
import { connectTo } from './socket-client.ts';

let door: OpenDoor;
let sdl: string;
const sockets: WebSocket[] = [];
beforeEach(async () => {
  door = await openDoor();
  sdl = door.supergraphSdl;
});
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.terminate();
  await eventually(() => expect(door.released).toHaveBeenCalledTimes(door.upstreams.length));
  await door.close();
});

const post = async (query: string, variables?: Record<string, unknown>) => {
  const response = await fetch(`${door.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables }),
  });
  return (await response.json()) as { data?: unknown; errors?: { extensions: { code: string } }[] };
};
const follow = async (query: string, variables?: Record<string, unknown>) => {
  const client = connectTo(door.url);
  sockets.push(client.socket);
  await client.init();
  await client.send({ type: 'subscribe', id: '1', payload: { query, variables } });
  await eventually(() => expect(door.upstreams.length).toBeGreaterThan(0));
  return client;
};
/** The supergraph without a field of Clock, or with one more. */
const without = (field: string) =>
  sdl.replace(new RegExp(`^ +${field}: String @join__field\\(graph: FACES\\)\n`, 'm'), '');
const withHands = () =>
  sdl.replace(/^( +)face: String @join__field\(graph: FACES\)$/m, '$&\n$1hands: Int @join__field(graph: FACES)');
const typeNames = async () => {
  const { data } = await post('{ __type(name: "Clock") { fields { name } } }');
  return (data as { __type: { fields: { name: string }[] } }).__type.fields.map(({ name }) => name);
};

describe('another schema', () => {
  test('is served from the moment it is good, to new requests', async () => {
    expect(await typeNames()).not.toContain('hands');
    expect(await door.reload(withHands())).toBe('swapped');
    expect(await typeNames()).toContain('hands');
    expect(await door.reload(without('text'))).toBe('swapped');
    expect(await post('{ clock { text } }')).toMatchObject({ errors: [{ extensions: { code: 'BAD_USER_INPUT' } }] });
    expect(await post('{ clock { face } }')).toEqual({ data: { clock: { face: 'face 1' } } });
  });

  test('is not kept out by an operation that cannot run', async () => {
    const query = 'query ($shown: Boolean = true) { me @include(if: $shown) }';
    expect(await post(query, { shown: null })).toMatchObject({ errors: [{ extensions: { code: 'BAD_USER_INPUT' } }] });
    expect(await door.reload(withHands())).toBe('swapped');
    expect(door.faults).toEqual([]);
  });

  test('is not taken for one when it is the same', async () => {
    expect(await door.reload(sdl)).toBe('unchanged');
  });

  test.each([
    ['nothing', () => ''],
    ['no schema', () => 'type Query {'],
    ['no supergraph', () => 'type Query { a: Int }'],
    ['half of one', () => sdl.slice(0, sdl.length / 2)],
    ['one with a subgraph that nobody can reach', () => sdl.replaceAll('"faces"', '"hands"')],
  ])('that is %s never replaces a good one, and is told to the log', async (_what, bad) => {
    expect(await door.reload(bad())).toBe('refused');
    expect(door.faults).toHaveLength(1);
    expect(await post('{ clock { face } }')).toEqual({ data: { clock: { face: 'face 1' } } });
    expect(await door.reload(withHands())).toBe('swapped');
  });

  test('finds what is asked for most ready', async () => {
    const query = 'query ($yes: Boolean!) { clock { id face @include(if: $yes) } }';
    for (let round = 0; round < 3; round++) await post(query, { yes: true });
    expect(await door.reload(withHands())).toBe('swapped');
    expect(await post(query, { yes: true })).toEqual({ data: { clock: { id: '1', face: 'face 1' } } });
    expect(await post(query, { yes: false })).toEqual({ data: { clock: { id: '1' } } });
  });

  test('does not touch a request in flight', async () => {
    const client = connectTo(door.url);
    sockets.push(client.socket);
    await client.init();
    const answers = Array.from({ length: 50 }, () => post('{ clock { id text } }'));
    await door.reload(without('text'));
    for (const answer of await Promise.all(answers)) {
      // Begun before or after, and nothing in between.
      const { data, errors } = answer;
      if (errors) expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
      else expect(data).toEqual({ clock: { id: '1', text: expect.any(String) } });
    }
  });
});

describe('a subscription, when the schema changes', () => {
  const upstream = (index: number) => door.upstreams[index]?.queue;
  const events = ({ messages }: { messages: readonly { type: string; payload?: unknown }[] }) =>
    messages.slice(1).map(({ type, payload }) => (payload as { data?: unknown } | undefined)?.data ?? type);

  test('goes on with the same upstream while that is asked the same', async () => {
    const client = await follow('subscription { rung { clock { id face } } }');
    upstream(0)?.push(ring('1', 'c1'));
    await client.received(2);
    expect(await door.reload(withHands())).toBe('swapped');
    await new Promise((resolve) => setTimeout(resolve, 2_200));
    upstream(0)?.push(ring('2', 'c2'));
    await client.received(3);
    expect(events(client)).toEqual(['1', '2'].map((id) => ({ rung: { clock: { id, face: `face ${id}` } } })));
    expect(door.upstreams).toHaveLength(1);
  });

  test('goes on after its last event where its upstream is asked something else', async () => {
    const client = await follow('subscription { rung { clock { id face } } }');
    upstream(0)?.push(ring('1', 'c1'));
    await client.received(2);
    // From now on the clocks know their own faces.
    const moved = sdl.replace('face: String @join__field(graph: FACES)', 'face: String @join__field(graph: CLOCKS)');
    expect(moved).not.toBe(sdl);
    expect(await door.reload(moved)).toBe('swapped');
    await eventually(() => expect(door.upstreams).toHaveLength(2));
    expect(door.upstreams[1]?.request.variables).toEqual({ _after: 'c1' });
    upstream(1)?.push({ data: { rung: { _cursor: 'c2', clock: { id: '2', face: 'own face' } } } });
    await client.received(3);
    expect(events(client)[1]).toEqual({ rung: { clock: { id: '2', face: 'own face' } } });
    expect(door.released).toHaveBeenCalledTimes(1);
  });

  test('is ended, and told why, when it selects what is no longer there', async () => {
    const [valid, invalid] = [
      await follow('subscription { rung { clock { id face } } }'),
      await follow('subscription { rung { clock { id text } } }'),
    ];
    expect(await door.reload(without('text'))).toBe('swapped');
    await eventually(() => expect(invalid.messages.at(-1)).toEqual({ type: 'complete', id: '1' }));
    expect(invalid.messages.at(-2)).toMatchObject({
      payload: {
        errors: [
          {
            message: expect.stringContaining('Cannot query field "text"'),
            extensions: { code: 'SCHEMA_CHANGED', retryable: false, requestId: expect.any(String) },
          },
        ],
      },
    });
    upstream(0)?.push(ring('1', 'c1'));
    await valid.received(2);
    expect(valid.messages[1]).toMatchObject({ payload: { data: { rung: { clock: { id: '1' } } } } });
  });

  test('is ended, to be asked for again, when its upstream changes and it cannot be resumed', async () => {
    const client = await follow('subscription { ticks { id face } }');
    upstream(0)?.push(tick('1'));
    await client.received(2);
    const moved = sdl.replace('face: String @join__field(graph: FACES)', 'face: String @join__field(graph: CLOCKS)');
    expect(await door.reload(moved)).toBe('swapped');
    await eventually(() => expect(client.messages.at(-1)).toEqual({ type: 'complete', id: '1' }));
    expect(client.messages.at(-2)).toMatchObject({
      payload: { errors: [{ extensions: { code: 'SCHEMA_CHANGED', retryable: true } }] },
    });
  });

  test('that begins while it does is of the schema that is served', async () => {
    await door.reload(without('text'));
    const client = connectTo(door.url);
    sockets.push(client.socket);
    await client.init();
    await client.send({ type: 'subscribe', id: '1', payload: { query: 'subscription { rung { clock { text } } }' } });
    await client.received(2);
    expect(client.messages[1]).toMatchObject({ type: 'error', payload: [{ extensions: { code: 'BAD_USER_INPUT' } }] });
    expect(door.upstreams).toEqual([]);
  });
});

test('a schema is let go of a minute after another took its place, although its subscribers remember it', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
  const load = (text: string) => ({ generation: loadSupergraph(text) }) as Served;
  const logger = createLogger('silent', 'gateway');
  const subgraphs = ['clocks', 'faces'];
  const generations = createGenerations({ load, subgraphs, moveTo: () => {}, now: () => new Date(), logger }, sdl);
  const { apiSchema } = generations.current().generation;
  expect(await generations.reload(withHands())).toBe('swapped');
  expect(generationOf(apiSchema).apiSchema).toBe(apiSchema);
  vi.advanceTimersByTime(60_000);
  expect(() => generationOf(apiSchema)).toThrow('of no generation');
  expect(generationOf(generations.current().generation.apiSchema)).toBe(generations.current().generation);
});
