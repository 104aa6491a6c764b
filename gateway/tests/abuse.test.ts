import { connect } from 'node:net';
import { getIntrospectionQuery } from 'graphql';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type OpenDoor, openDoor, tokenFor } from './open-door.ts';

let door: OpenDoor;
beforeAll(async () => {
  door = await openDoor();
});
afterAll(() => door.close());
beforeEach(() => {
  door.requests.length = 0;
});

interface Answer {
  readonly data?: unknown;
  readonly errors?: { readonly message: string; readonly extensions: Record<string, unknown> }[];
}

const send = (init: RequestInit, path = '/graphql') => fetch(`${door.url}${path}`, init);
const post = (query: string, headers: Record<string, string> = {}) =>
  send({
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query }),
  });
const answerOf = async (response: Response) => (await response.json()) as Answer;
const repeated = (count: number, each: (index: number) => string) =>
  Array.from({ length: count }, (_, i) => each(i)).join(' ');

/** A fragment that spreads the next one three times over: a thousand million fields in five lines. */
const BOMB = `{ clock { ...F0 } } ${repeated(18, (i) => `fragment F${i} on Clock { ${repeated(3, () => `...F${i + 1}`)} }`)}
  fragment F18 on Clock { id }`;

describe('refused before it is planned, with the limit, its value and what was found', () => {
  test.each<[string, string, string, number]>([
    ['aliases', `{ ${repeated(8, (i) => `a${i}: me b${i}: clock { id }`)} }`.replaceAll('a', 'x'), 'rootFields', 10],
    ['aliases below the root', `{ clock { ${repeated(20, (i) => `x${i}: id`)} } }`, 'aliases', 15],
    ['root fields', `{ ${repeated(500, () => 'me')} }`, 'rootFields', 10],
    ['fields that are repeated', `{ clock { ${repeated(500, () => 'id')} } }`, 'duplicateFields', 20],
    ['directives', `{ me ${repeated(100, () => '@skip(if: false)')} }`, 'directives', 8],
    ['directives nobody knows', `{ me ${repeated(300, (i) => `@x${i}`)} }`, 'directives', 8],
    ['depth', `${'{ clock '.repeat(12)}{ id }${' }'.repeat(12)}`, 'depth', 10],
    [
      'depth in fragments',
      `{ ...A } fragment A on Query ${'{ clock '.repeat(12)}{ id }${' }'.repeat(12)}`,
      'depth',
      10,
    ],
    ['tokens', `{ ${repeated(1_000, (i) => `f${i}`)} }`, 'tokens', 1_000],
    ['fragments that multiply', BOMB, 'duplicateFields', 20],
    [
      'introspection of introspection',
      `{ __schema { types ${'{ fields { type '.repeat(10)}{ name }${' } }'.repeat(10)} } }`,
      'introspectionDepth',
      15,
    ],
  ])('%s', async (_, query, limit, max) => {
    const { data, errors } = await answerOf(await post(query));
    expect(data).toBeUndefined();
    expect(errors).toEqual([
      {
        message: expect.stringContaining(String(max)),
        extensions: {
          code: 'OPERATION_TOO_EXPENSIVE',
          retryable: false,
          limit,
          max,
          found: expect.any(Number),
          requestId: expect.any(String),
          docUrl: 'https://pay.example/errors#OPERATION_TOO_EXPENSIVE',
        },
      },
    ]);
    expect(errors?.[0]?.extensions.found).toBeGreaterThan(max);
    expect(door.requests).toEqual([]);
  });

  test.each([
    ['a fragment that spreads itself', '{ clock { ...A } } fragment A on Clock { id ...A }'],
    [
      'fragments in a circle',
      '{ clock { ...A } } fragment A on Clock { ...B } fragment B on Clock { ...C } fragment C on Clock { id ...A }',
    ],
  ])('%s', async (_, query) => {
    const { errors } = await answerOf(await post(query));
    expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT', limit: 'fragmentCycles' } }]);
  });

  test('also over server-sent events', async () => {
    const response = await post(`{ ${repeated(11, (i) => `x${i}: me`)} }`, { accept: 'text/event-stream' });
    expect(await response.text()).toContain('"limit":"rootFields"');
  });

  test('while what clients send for a schema is answered', async () => {
    const { data, errors } = await answerOf(await post(getIntrospectionQuery({ inputValueDeprecation: true })));
    expect(errors).toBeUndefined();
    expect(data).toMatchObject({ __schema: { queryType: { name: 'Query' } } });
  });
});

describe('a request that is not one operation in JSON is refused with a coded error', () => {
  test.each<[string, () => Promise<Response>, number, string]>([
    [
      'an array of operations',
      () => send({ method: 'POST', headers: { 'content-type': 'application/json' }, body: '[{"query":"{ me }"}]' }),
      400,
      'BAD_USER_INPUT',
    ],
    [
      'a form',
      () =>
        send({
          method: 'POST',
          headers: { 'content-type': 'application/x-www-form-urlencoded' },
          body: 'query=%7B%20me%20%7D',
        }),
      415,
      'BAD_USER_INPUT',
    ],
    [
      'plain text, which a page of another site could send',
      () => send({ method: 'POST', headers: { 'content-type': 'text/plain' }, body: '{"query":"{ me }"}' }),
      415,
      'BAD_USER_INPUT',
    ],
    [
      'half of a JSON text',
      () => send({ method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"query": "{ me' }),
      400,
      'BAD_USER_INPUT',
    ],
    [
      'nothing',
      () => send({ method: 'POST', headers: { 'content-type': 'application/json' }, body: '' }),
      400,
      'BAD_USER_INPUT',
    ],
    [
      'a mutation in a link',
      () => send({}, `/graphql?query=${encodeURIComponent('mutation { set(idempotencyKey: "a") }')}`),
      405,
      'BAD_USER_INPUT',
    ],
    [
      'more than a visitor may send',
      () =>
        send({
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ query: '{ me }', variables: { x: 'x'.repeat(200_000) } }),
        }),
      413,
      'OPERATION_TOO_EXPENSIVE',
    ],
  ])('%s', async (_, request, status, code) => {
    const response = await request();
    expect(response.status).toBe(status);
    const { errors } = await answerOf(response);
    expect(errors).toMatchObject([{ extensions: { code } }]);
    expect(door.requests).toEqual([]);
  });

  test('more than anybody may send', async () => {
    const response = await send({
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${await tokenFor('ses_1')}` },
      body: JSON.stringify({ query: '{ me }', variables: { x: 'x'.repeat(2 * 1024 * 1024) } }),
    });
    expect(response.status).toBe(413);
    expect(await answerOf(response)).toMatchObject({ errors: [{ extensions: { limit: 'bodyBytes', max: 2097152 } }] });
  });

  test('a body of a visitor that does not say how long it is', async () => {
    const { hostname, port } = new URL(door.url);
    const socket = connect(Number(port), hostname);
    socket.write(
      'POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n',
    );
    const [first] = (await new Promise<Buffer[]>((resolve) => socket.once('data', (data) => resolve([data])))) as [
      Buffer,
    ];
    socket.destroy();
    expect(first.toString()).toContain('411');
    expect(first.toString()).toContain('BAD_USER_INPUT');
  });
});

test('nothing of all this is a fault', () => {
  expect(door.faults).toEqual([]);
});
