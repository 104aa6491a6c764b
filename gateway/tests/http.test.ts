import { setTimeout as sleep } from 'node:timers/promises';
import { serverAudits } from 'graphql-http';
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { eventually } from './eventually.ts';
import { type OpenDoor, openDoor, tick, tokenFor } from './open-door.ts';

let door: OpenDoor;
beforeAll(async () => {
  door = await openDoor();
});
afterAll(() => door.close());
beforeEach(() => {
  door.requests.length = 0;
  door.upstreams.length = 0;
  door.released.mockClear();
});

const post = (body: unknown, headers: Record<string, string> = {}, signal?: AbortSignal) =>
  fetch(`${door.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
    signal,
  });
const bearer = async (...args: Parameters<typeof tokenFor>) => ({ authorization: `Bearer ${await tokenFor(...args)}` });

describe('GraphQL over HTTP', () => {
  for (const audit of serverAudits({ url: () => `${door.url}/graphql` })) {
    test(audit.name, async () => {
      const result = await audit.fn();
      expect(result.status === 'ok' ? '' : result.reason).toBe('');
    });
  }

  test('answers what several subgraphs know together', async () => {
    const response = await post({ query: '{ clock { id face } }' });
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ data: { clock: { id: '1', face: 'face 1' } } });
  });

  test('suggests names to those who develop, and in production to nobody', async () => {
    const messageAt = async ({ url }: OpenDoor) => {
      const response = await fetch(`${url}/graphql?query={clok{id}}`);
      return ((await response.json()) as { errors: { message: string }[] }).errors[0]?.message;
    };
    const inProduction = await openDoor({ NODE_ENV: 'production' });
    try {
      expect(await messageAt(door)).toContain('Did you mean "clock"');
      expect(await messageAt(inProduction)).toBe('Cannot query field "clok" on type "Query".');
    } finally {
      await inProduction.close();
    }
  });

  test('says so, coded, when nobody can say whether a token is good', async () => {
    const asked = vi.spyOn(door.revocations, 'isRevoked').mockRejectedValueOnce(new Error('10.0.0.7 refused'));
    onTestFinished(() => asked.mockRestore());
    const response = await post({ query: '{ me }' }, await bearer('ses_1'));
    expect(response.status).toBe(503);
    expect(await response.json()).toMatchObject({
      errors: [{ extensions: { code: 'SUBGRAPH_UNAVAILABLE', retryable: true, requestId: expect.any(String) } }],
    });
  });

  test('gives a request the id it brings, and one where it brings none or a bad one', async () => {
    const given = await post({ query: '{ me }' }, { 'x-request-id': 'client-12345' });
    expect(given.headers.get('x-request-id')).toBe('client-12345');
    for (const bad of ['', 'short', 'with blank inside', 'x'.repeat(101)]) {
      const made = await post({ query: '{ me }' }, { 'x-request-id': bad });
      expect(made.headers.get('x-request-id')).toMatch(/^req_/);
    }
  });

  test('knows who asks by the access token', async () => {
    const response = await post({ query: '{ me }' }, await bearer('ses_1'));
    expect(await response.json()).toEqual({ data: { me: 'usr_ada' } });
    expect(await (await post({ query: '{ me }' })).json()).toEqual({ data: { me: null } });
  });

  test.each([
    ['expired', () => bearer('ses_1', -2_000)],
    ['malformed', async () => ({ authorization: 'Bearer nonsense' })],
    ['of another kind', async () => ({ authorization: 'Basic YWRhOng=' })],
    [
      'revoked',
      async () => {
        await door.revocations.revoke(['ses_revoked']);
        return bearer('ses_revoked');
      },
    ],
  ])('refuses a credential that is %s with 401, and asks no subgraph', async (_what, headers) => {
    const response = await post({ query: '{ me }' }, { ...(await headers()), 'x-request-id': 'client-12345' });
    expect(response.status).toBe(401);
    expect(await response.json()).toEqual({
      errors: [
        {
          message: expect.any(String),
          extensions: {
            code: 'UNAUTHENTICATED',
            retryable: false,
            requestId: 'client-12345',
            docUrl: 'https://pay.example/errors#UNAUTHENTICATED',
          },
        },
      ],
    });
    expect(door.requests).toEqual([]);
  });

  test.each(['{ nonsense }', '{ clock', '', '{ clock(name: 7) { id } }', 'query ($x: Int!) { me }', '{ me(x: "\0") }'])(
    'refuses %j as bad input',
    async (query) => {
      const response = await post({ query });
      const { errors, data } = (await response.json()) as { errors: { extensions: object }[]; data?: unknown };
      expect(data ?? null).toBeNull();
      for (const { extensions } of errors) {
        expect(extensions).toMatchObject({
          code: 'BAD_USER_INPUT',
          requestId: expect.any(String),
          docUrl: expect.any(String),
        });
      }
    },
  );

  test('tells of a fault that it was one, in which request, and nothing else', async () => {
    const response = await post({ query: '{ clock { id broken } }' }, { 'x-request-id': 'client-12345' });
    const text = await response.text();
    expect(text).not.toContain('10.0.0.7');
    expect(JSON.parse(text)).toMatchObject({
      data: { clock: { id: '1', broken: null } },
      errors: [{ path: ['clock', 'broken'], extensions: { code: 'INTERNAL', requestId: 'client-12345' } }],
    });
  });

  test('refuses a body that is too large, before reading it', async () => {
    expect((await post({ query: '{ me }', variables: { file: 'x'.repeat(2 * 1024 * 1024) } })).status).toBe(413);
  });

  test('takes a file in a variable, but no document of such a length', async () => {
    const file = 'x'.repeat(1024 * 1024);
    const response = await post({ query: '{ me }', variables: { file } }, await bearer('ses_1'));
    expect(await response.json()).toMatchObject({ data: {} });
    const { errors } = (await (await post({ query: `{ me } # ${'x'.repeat(100_000)}` })).json()) as {
      errors: object[];
    };
    expect(errors).toMatchObject([
      { message: expect.stringContaining('100000'), extensions: { code: 'BAD_USER_INPUT' } },
    ]);
  });

  test('fills the header Idempotency-Key into a single mutation', async () => {
    const key = { 'idempotency-key': 'k-1' };
    const answers = [
      await post({ query: 'mutation { set }' }, key),
      await post({ query: 'mutation { set(idempotencyKey: "own") }' }, key),
      await post(
        { query: 'mutation ($input: WindInput!) { wind(input: $input) }', variables: { input: { name: 'a' } } },
        key,
      ),
    ];
    expect(await Promise.all(answers.map((answer) => answer.json()))).toEqual([
      { data: { set: 'k-1' } },
      { data: { set: 'own' } },
      { data: { wind: 'k-1' } },
    ]);
    expect(await (await post({ query: 'mutation { set }' })).json()).toMatchObject({
      errors: [{ extensions: { code: 'BAD_USER_INPUT' } }],
    });
  });

  test('runs no mutation of a link, whatever name it gives the operation and however it is answered', async () => {
    const query = 'mutation { set(idempotencyKey: "linked") }';
    await post({ query });
    door.requests.length = 0;
    for (const accept of ['application/json', 'text/event-stream']) {
      for (const name of ['', '&operationName=', '&operationName=other'])
        await fetch(`${door.url}/graphql?query=${encodeURIComponent(query)}${name}`, { headers: { accept } });
    }
    expect(door.requests).toEqual([]);
  });

  test('fills it in as well where the answer comes as events', async () => {
    const streamed = await post(
      { query: 'mutation { set }' },
      { 'idempotency-key': 'k-1', accept: 'text/event-stream' },
    );
    expect(await streamed.text()).toContain('{"data":{"set":"k-1"}}');
  });

  test('tells that it lives and whether it is ready', async () => {
    expect((await fetch(`${door.url}/live`)).status).toBe(200);
    expect((await fetch(`${door.url}/ready`)).status).toBe(200);
    expect(await (await fetch(`${door.url}/health`)).json()).toEqual({
      status: 'ok',
      subgraphs: { clocks: 'ok', faces: 'ok' },
    });
    door.state.ready = false;
    expect((await fetch(`${door.url}/ready`)).status).toBe(503);
    expect((await fetch(`${door.url}/live`)).status).toBe(200);
    const health = await fetch(`${door.url}/health`);
    expect(health.status).toBe(503);
    expect(await health.json()).toEqual({
      status: 'unavailable',
      subgraphs: { clocks: 'unavailable', faces: 'ok' },
    });
    door.state.ready = true;
  });

  test('explains every code of an error on a page', async () => {
    const page = await (await fetch(`${door.url}/errors`)).text();
    expect(page).toContain('id="SUBGRAPH_UNAVAILABLE"');
  });
});

describe('server-sent events', () => {
  const TICKS = { query: 'subscription { ticks { id face } }' };
  const events = async (headers: Record<string, string> = {}, body: unknown = TICKS) => {
    const leaving = new AbortController();
    const response = await post(body, { accept: 'text/event-stream', ...headers }, leaving.signal);
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    let text = '';
    return {
      response,
      leave: () => leaving.abort(),
      /** What came so far, once it includes `expected`; or all of it when nothing is expected. */
      async until(expected?: string): Promise<string> {
        while (expected === undefined || !text.includes(expected)) {
          const { done, value } = (await reader?.read()) ?? { done: true };
          if (done) break;
          text += value;
        }
        return text;
      },
    };
  };

  test('bring every event, completed by other subgraphs', async () => {
    const stream = await events(await bearer('ses_1'));
    expect(stream.response.headers.get('content-type')).toMatch('text/event-stream');
    const upstream = await door.upstream();
    upstream.push(tick('1'));
    upstream.push(tick('2'));
    await stream.until('face 2');
    upstream.end();
    const data = (await stream.until()).split('\n').filter((line) => line.startsWith('data: {'));
    expect(data.map((line) => JSON.parse(line.slice(6)))).toEqual([
      { data: { ticks: { id: '1', face: 'face 1' } } },
      { data: { ticks: { id: '2', face: 'face 2' } } },
    ]);
    expect(door.upstreams[0]?.request.actor).toMatchObject({ kind: 'user', userId: 'usr_ada' });
  });

  test('release a quiet upstream as soon as the client leaves', async () => {
    const stream = await events();
    await door.upstream();
    expect(door.released).not.toHaveBeenCalled();
    stream.leave();
    await eventually(() => expect(door.released).toHaveBeenCalledTimes(1));
  });

  test('end when the access token does', async () => {
    const stream = await events(await bearer('ses_1', 1_500));
    await door.upstream();
    await stream.until();
    expect(door.released).toHaveBeenCalledTimes(1);
  });

  test('end when the session is revoked, and not when another one is', async () => {
    const stream = await events(await bearer('ses_sse'));
    const upstream = await door.upstream();
    await door.revocations.revoke(['ses_other']);
    upstream.push(tick('1'));
    await stream.until('face 1');
    await door.revocations.revoke(['ses_sse']);
    await stream.until();
    expect(door.released).toHaveBeenCalledTimes(1);
  });

  test('end with the reason when upstream broke', async () => {
    const stream = await events();
    const upstream = await door.upstream();
    upstream.push({ errors: [{ message: 'away', extensions: { code: 'SUBGRAPH_UNAVAILABLE', retryable: true } }] });
    upstream.end();
    const text = await stream.until();
    expect(text).toContain('"SUBGRAPH_UNAVAILABLE"');
    expect(text).toContain('event: complete');
  });

  test('wait for a client that reads slowly, and end with the reason when it is too slow', async () => {
    const stream = await events({}, { query: 'subscription { ticks { id text } }' });
    const upstream = await door.upstream();
    await stream.until(':');
    for (let id = 0; id < 300; id++) upstream.push(tick(String(id)));
    await sleep(300);
    // What was taken from upstream is what the sockets hold, not everything.
    expect(door.requests.length).toBeLessThan(250);
    for (let id = 0; id < 1_000; id++) upstream.push(tick(String(id)));
    expect(door.released).toHaveBeenCalledTimes(1);
    stream.leave();
  });

  test('end when the platform stops', async () => {
    const closing = await openDoor();
    const response = await fetch(`${closing.url}/graphql?query=${encodeURIComponent(TICKS.query)}`, {
      headers: { accept: 'text/event-stream' },
    });
    await closing.upstream();
    const text = response.text();
    await closing.close();
    expect(await text).toContain('event: complete');
    expect(closing.released).toHaveBeenCalledTimes(1);
  });

  test('bring the one result of a query or a mutation, the latter by POST only', async () => {
    const query = await events({}, { query: '{ clock { face } }' });
    expect(await query.until()).toBe(
      ':\n\nevent: next\ndata: {"data":{"clock":{"face":"face 1"}}}\n\nevent: complete\ndata:\n\n',
    );
    const mutation = await events({}, { query: 'mutation { set(idempotencyKey: "k") }' });
    expect(await mutation.until()).toContain('{"data":{"set":"k"}}');
    const source = encodeURIComponent('mutation { set(idempotencyKey: "k") }');
    const byGet = await fetch(`${door.url}/graphql?query=${source}`, { headers: { accept: 'text/event-stream' } });
    expect(await byGet.text()).toContain('BAD_USER_INPUT');
  });

  test('are refused when the request is none', async () => {
    for (const body of ['{ "query":', '{}', '[]', '{"query": 7}', '{"query": "{ me }", "variables": 7}']) {
      const response = await post(body, { accept: 'text/event-stream' });
      expect(response.status).toBe(400);
    }
  });

  test('are refused with the errors of the request', async () => {
    const stream = await events({}, { query: 'subscription { nonsense }' });
    expect(await stream.until()).toContain('BAD_USER_INPUT');
    const response = await post(TICKS, { accept: 'text/event-stream', authorization: 'Bearer nonsense' });
    expect(response.status).toBe(401);
    expect(door.upstreams).toEqual([]);
  });
});
