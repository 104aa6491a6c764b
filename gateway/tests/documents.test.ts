import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type OpenDoor, openDoor, tick } from './open-door.ts';
import { connectTo } from './socket-client.ts';

const FACE = '{ clock { id face } }';
const ANSWER = { data: { clock: { id: '1', face: 'face 1' } } };
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const named = (text: string) => ({ persistedQuery: { version: 1, sha256Hash: sha256(text) } });
const post = async (door: OpenDoor, body: object, accept = 'application/json') => {
  const response = await fetch(`${door.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept },
    body: JSON.stringify(body),
  });
  return response.json();
};
const get = async (door: OpenDoor, params: Record<string, string>) =>
  (
    await fetch(`${door.url}/graphql?${new URLSearchParams(params)}`, { headers: { accept: 'application/json' } })
  ).json();
const refused = (code: string) => ({
  errors: [{ extensions: { code, requestId: expect.any(String), docUrl: expect.stringContaining(code) } }],
});

describe('a document that is registered with its hash', () => {
  let door: OpenDoor;
  beforeAll(async () => {
    door = await openDoor();
  });
  afterAll(() => door.close());

  test('is known by it from then on, over HTTP', async () => {
    expect(await post(door, { extensions: named(FACE) })).toMatchObject({
      errors: [{ message: 'PersistedQueryNotFound', extensions: { code: 'PERSISTED_QUERY_NOT_FOUND' } }],
    });
    expect(await post(door, { query: FACE, extensions: named(FACE) })).toEqual(ANSWER);
    expect(await post(door, { extensions: named(FACE) })).toEqual(ANSWER);
    expect(await get(door, { extensions: JSON.stringify(named(FACE)) })).toEqual(ANSWER);
  });

  test('takes its variables from each request', async () => {
    const text = 'query ($skip: Boolean!) { me @skip(if: $skip) clock { id } }';
    await post(door, { query: text, variables: { skip: true }, extensions: named(text) });
    expect(await post(door, { variables: { skip: false }, extensions: named(text) })).toEqual({
      data: { me: null, clock: { id: '1' } },
    });
  });

  test('is not known when it was no valid document', async () => {
    for (const text of ['{ nothing }', '{ clock ', '{ clock { id }']) {
      expect(await post(door, { query: text, extensions: named(text) })).toMatchObject(refused('BAD_USER_INPUT'));
      expect(await post(door, { extensions: named(text) })).toMatchObject(refused('PERSISTED_QUERY_NOT_FOUND'));
    }
  });

  test('is not one under a hash of another, nor without a hash at all', async () => {
    expect(await post(door, { query: FACE, extensions: named('{ me }') })).toMatchObject(refused('BAD_USER_INPUT'));
    expect(await get(door, { extensions: '{}' })).toMatchObject(refused('BAD_USER_INPUT'));
    expect(await get(door, { variables: '{}' })).toMatchObject({ errors: [{ message: 'Missing query' }] });
  });

  test('is known over sockets and streams of events', async () => {
    const text = 'subscription { ticks { id } }';
    const client = connectTo(door.url);
    try {
      await client.init();
      await client.send({ type: 'subscribe', id: '1', payload: { query: '', extensions: named(text) } });
      await client.received(2);
      expect(client.messages.at(-1)).toMatchObject({
        id: '1',
        type: 'error',
        payload: [{ extensions: { code: 'PERSISTED_QUERY_NOT_FOUND' } }],
      });
      await client.send({ type: 'subscribe', id: '2', payload: { query: text, extensions: named(text) } });
      (await door.upstream()).push(tick('7'));
      await client.received(3);
      expect(client.messages.at(-1)).toMatchObject({
        id: '2',
        type: 'next',
        payload: { data: { ticks: { id: '7' } } },
      });
    } finally {
      client.socket.terminate();
    }
    const stream = await fetch(`${door.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
      body: JSON.stringify({ extensions: named(FACE) }),
    });
    expect(await stream.text()).toContain(JSON.stringify(ANSWER));
  });

  test('does not make a mutation of a link', async () => {
    const text = 'mutation { set(idempotencyKey: "1", name: "one") }';
    const extensions = named(text);
    expect(await post(door, { query: text, extensions })).toHaveProperty('data');
    expect(await get(door, { extensions: JSON.stringify(extensions) })).toEqual({
      errors: [expect.objectContaining({ message: 'Mutations must be sent with POST' })],
    });
  });
});

describe('where only trusted documents run', () => {
  let door: OpenDoor;
  beforeAll(async () => {
    door = await openDoor({ TRUSTED_DOCUMENTS: 'only' }, {}, new Map([[sha256(FACE), FACE]]));
  });
  afterAll(() => door.close());

  test('they run by their hash and by their text', async () => {
    expect(await post(door, { extensions: named(FACE) })).toEqual(ANSWER);
    expect(await post(door, { query: FACE })).toEqual(ANSWER);
    expect(await get(door, { extensions: JSON.stringify(named(FACE)) })).toEqual(ANSWER);
  });

  test.each([
    ['another document', { query: '{ me }' }],
    ['another with its hash', { query: '{ me }', extensions: named('{ me }') }],
    ['another by its hash', { extensions: named('{ me }') }],
    ['introspection', { query: '{ __schema { queryType { name } } }' }],
    ['what is no document', { query: '{' }],
  ])('%s does not', async (_what, body) => {
    door.requests.length = 0;
    expect(await post(door, body)).toMatchObject(refused('DOCUMENT_NOT_TRUSTED'));
    expect(door.requests).toEqual([]);
  });
});
