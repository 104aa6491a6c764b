import { createClient } from 'graphql-ws';
import { describe, expect, onTestFinished, test } from 'vitest';
import { openDoor, tokenFor } from './open-door.ts';
import { connectTo } from './socket-client.ts';

interface Answer {
  readonly data?: Record<string, unknown>;
  readonly errors?: { readonly extensions: Record<string, unknown> }[];
  readonly extensions?: Record<string, unknown>;
}

/** A door of its own for a test, and a way to ask there. */
async function open(environment: Readonly<Record<string, string>>) {
  const door = await openDoor(environment);
  onTestFinished(() => door.close());
  const ask = async (body: object, headers: Record<string, string> = {}) => {
    const response = await fetch(`${door.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
    return { status: response.status, headers: response.headers, ...((await response.json()) as Answer) };
  };
  return { door, ask };
}
const signedIn = async () => ({ authorization: `Bearer ${await tokenFor('ses_1')}` });
const logIn = (name: string, email: string, password: string) =>
  `${name}: logIn(input: { email: "${email}", password: "${password}" }) { session { id } }`;
const limitsOf = ({ errors = [] }: Answer) => errors.map(({ extensions }) => extensions.limit);

describe('what somebody may spend', () => {
  test('is told in headers, and refused with the time to wait when it is spent', async () => {
    const { ask, door } = await open({ COST_BUCKET: '25', COST_RESTORE_PER_SECOND: '1' });
    const headers = await signedIn();
    const mutation = { query: 'mutation { wind(input: { idempotencyKey: "a" }) }' };
    const first = await ask(mutation, headers);
    expect(first.headers.get('ratelimit-policy')).toBe('"cost";q=25;w=25');
    expect(first.headers.get('ratelimit')).toBe('"cost";r=15;t=10');
    await ask(mutation, headers);
    door.requests.length = 0;

    const refused = await ask(mutation, headers);
    expect(refused).toMatchObject({
      status: 429,
      errors: [{ extensions: { code: 'RATE_LIMITED', retryable: true, limit: 'costBucket', max: 25, found: 10 } }],
    });
    const retryAfterMs = Number(refused.errors?.[0]?.extensions.retryAfterMs);
    expect(retryAfterMs).toBeGreaterThan(0);
    expect(refused.headers.get('retry-after')).toBe(String(Math.ceil(retryAfterMs / 1000)));
    expect(door.requests).toEqual([]);
    expect(await ask({ query: '{ me }' })).toMatchObject({ status: 200 });
  });

  test('is spent over sockets as well', async () => {
    const { door } = await open({ COST_BUCKET: '10', COST_RESTORE_PER_SECOND: '1', LIMIT_COST: '15' });
    const client = createClient({ url: `${door.url.replace('http', 'ws')}/graphql`, lazy: true });
    onTestFinished(async () => client.dispose());
    const run = (query: string) =>
      new Promise((resolve, reject) => {
        let result: unknown;
        client.subscribe(
          { query },
          { next: (each) => (result = each), error: reject, complete: () => resolve(result) },
        );
      });
    const wind = 'wind(input: { idempotencyKey: "a" })';
    await expect(run(`mutation { ${wind} again: ${wind} }`)).rejects.toMatchObject([
      { extensions: { code: 'OPERATION_TOO_EXPENSIVE', limit: 'cost', max: 15, found: 20 } },
    ]);
    expect(await run(`mutation { ${wind} }`)).toMatchObject({ data: { wind: 'a' } });
    await expect(run(`mutation { ${wind} }`)).rejects.toMatchObject([{ extensions: { code: 'RATE_LIMITED' } }]);
  });

  test('is shown to who asks, with what it did cost', async () => {
    const { ask } = await open({ COST_BUCKET: '100' });
    const { extensions } = await ask({ query: '{ clock { id } slowless: me }', extensions: { cost: true } });
    expect(extensions).toEqual({
      cost: {
        requested: 1,
        actual: 1,
        throttle: { maximumAvailable: 100, currentlyAvailable: 99, restoreRate: 100 },
      },
    });
    expect((await ask({ query: '{ me }' })).extensions).toBeUndefined();
  });

  test('has no bound when it is lifted', async () => {
    const { ask } = await open({ COST_BUCKET: '0' });
    const answer = await ask({ query: '{ me }' });
    expect(answer.headers.get('ratelimit')).toBeNull();
  });
});

test('visitors ask so often and no more, also with what is malformed, and who signs in is not counted with them', async () => {
  const { ask } = await open({ ANONYMOUS_REQUESTS_PER_MINUTE: '3' });
  for (const query of ['{ me }', '{ nonsense', '{ me }']) await ask({ query });
  expect(await ask({ query: '{ me }' })).toMatchObject({
    status: 429,
    errors: [{ extensions: { code: 'RATE_LIMITED', limit: 'anonymousRequestsPerMinute', max: 3 } }],
  });
  expect(await ask({ query: '{ me }' }, await signedIn())).toMatchObject({ data: { me: 'usr_ada' } });
});

test('credentials that are not good count as requests of a visitor, over HTTP and sockets alike', async () => {
  const { ask, door } = await open({ ANONYMOUS_REQUESTS_PER_MINUTE: '4' });
  const expired = { authorization: `Bearer ${await tokenFor('ses_1', -2_000)}` };
  const unknown = { 'x-api-key': 'pk_live_guess' };
  for (const bad of [expired, unknown, { authorization: 'Basic YWRhOng=' }])
    expect((await ask({ query: '{ me }' }, bad)).status).toBe(401);
  const first = connectTo(door.url);
  await first.send({ type: 'connection_init', payload: expired });
  expect(await first.closed).toBe(4403);

  const refused = await ask({ query: '{ me }' }, expired);
  expect(refused).toMatchObject({
    status: 429,
    errors: [{ extensions: { code: 'RATE_LIMITED', limit: 'anonymousRequestsPerMinute', max: 4 } }],
  });
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  const second = connectTo(door.url);
  await second.send({ type: 'connection_init', payload: expired });
  expect(await second.closed).toBe(1013);
  expect((await ask({ query: '{ me }' })).status).toBe(429);
  expect(await ask({ query: '{ me }' }, await signedIn())).toMatchObject({ data: { me: 'usr_ada' } });
});

test('a price does not depend on what was asked under an empty name before', async () => {
  const { ask } = await open({});
  const mutation = { query: 'mutation { wind(input: { idempotencyKey: "a" }) }', extensions: { cost: true } };
  for (const operationName of ['', undefined])
    expect((await ask({ ...mutation, operationName })).extensions).toMatchObject({ cost: { requested: 10 } });
});

describe('log-ins', () => {
  test('that fail are counted by account, each alias of its own', async () => {
    const { ask, door } = await open({ LOG_IN_FAILURES_PER_ACCOUNT: '3' });
    const tries = ['a', 'b', 'c'].map((name) => logIn(name, 'ada@pay.example', 'guess')).join(' ');
    await ask({ query: `mutation { ${tries} }` });
    door.requests.length = 0;
    const refused = await ask({ query: `mutation { ${logIn('d', ' ADA@pay.example', 'right')} }` });
    expect(refused).toMatchObject({
      status: 429,
      errors: [{ extensions: { limit: 'logInFailuresPerAccount', max: 3 } }],
    });
    expect(door.requests).toEqual([]);
    expect((await ask({ query: `mutation { ${logIn('d', 'bob@pay.example', 'right')} }` })).data).toBeTruthy();
  });

  test('more than are left are not begun', async () => {
    const { ask, door } = await open({ LOG_IN_FAILURES_PER_ACCOUNT: '2' });
    const tries = ['a', 'b', 'c'].map((name) => logIn(name, 'ada@pay.example', 'guess')).join(' ');
    expect(limitsOf(await ask({ query: `mutation { ${tries} }` }))).toEqual(['logInFailuresPerAccount']);
    expect(door.requests).toEqual([]);
  });

  test('that fail are counted by address, whoever they are for', async () => {
    const { ask } = await open({ LOG_IN_FAILURES_PER_ADDRESS: '2' });
    for (const name of ['a', 'b']) await ask({ query: `mutation { ${logIn(name, `${name}@pay.example`, 'guess')} }` });
    const refused = await ask({ query: `mutation { ${logIn('c', 'c@pay.example', 'right')} }` });
    expect(limitsOf(refused)).toEqual(['logInFailuresPerAddress']);
  });

  test('that succeed are not counted', async () => {
    const { ask } = await open({ LOG_IN_FAILURES_PER_ACCOUNT: '1' });
    for (const name of ['a', 'b', 'c'])
      expect(await ask({ query: `mutation { ${logIn(name, 'ada@pay.example', 'right')} }` })).toMatchObject({
        data: { [name]: { session: { id: 'ses_1' } } },
      });
  });

  test('are counted for the account that a default names', async () => {
    const { ask } = await open({ LOG_IN_FAILURES_PER_ACCOUNT: '1' });
    const withDefault = (email: string) =>
      `mutation ($input: LogInInput! = { email: "${email}", password: "guess" }) { logIn(input: $input) { session { id } } }`;
    await ask({ query: withDefault('ada@pay.example') });
    expect(limitsOf(await ask({ query: withDefault('ada@pay.example') }))).toEqual(['logInFailuresPerAccount']);
    expect(limitsOf(await ask({ query: withDefault('bob@pay.example') }))).toEqual([]);
  });

  test('are counted under an empty name of the operation', async () => {
    const { ask, door } = await open({ LOG_IN_FAILURES_PER_ACCOUNT: '2' });
    const body = { query: `mutation { ${logIn('a', 'ada@pay.example', 'guess')} }` };
    for (const operationName of [undefined, '']) await ask({ ...body, operationName });
    expect(limitsOf(await ask({ ...body, operationName: '' }))).toEqual(['logInFailuresPerAccount']);
    const events = { accept: 'text/event-stream', 'content-type': 'application/json' };
    const streamed = await fetch(`${door.url}/graphql`, {
      method: 'POST',
      headers: events,
      body: JSON.stringify({ ...body, operationName: '' }),
    });
    expect(await streamed.text()).toContain('logInFailuresPerAccount');
    expect(door.requests).toHaveLength(2);
  });

  test('that hide whether they succeeded are counted', async () => {
    const { ask } = await open({ LOG_IN_FAILURES_PER_ACCOUNT: '1' });
    const query = 'mutation { logIn(input: { email: "a@b.example", password: "x" }) { session: __typename } }';
    await ask({ query });
    expect(limitsOf(await ask({ query }))).toEqual(['logInFailuresPerAccount']);
  });
});

test('one-time passwords that are wrong are counted by user, whichever transaction they are for', async () => {
  const { ask } = await open({ OTP_FAILURES_PER_USER: '2' });
  const confirm = (code: string) =>
    `mutation ($id: ID!) { confirmTransaction(id: $id, code: "${code}") { userErrors } }`;
  const headers = await signedIn();
  for (const id of ['txn_1', 'txn_2', 'txn_3']) await ask({ query: confirm('111111'), variables: { id } }, headers);
  for (const id of ['txn_1', 'txn_2']) await ask({ query: confirm('222222'), variables: { id } }, headers);
  const refused = await ask({ query: confirm('111111'), variables: { id: 'txn_3' } }, headers);
  expect(limitsOf(refused)).toEqual(['otpFailuresPerUser']);
});

test('an operation that takes too long is ended with an error that says so, and so are its calls', async () => {
  const { ask, door } = await open({ OPERATION_DEADLINE_MS: '50' });
  const asked_ms = Date.now();
  expect(await ask({ query: '{ slow }' })).toMatchObject({
    errors: [{ extensions: { code: 'DEADLINE_EXCEEDED', retryable: true, max: 50 } }],
  });
  const [call] = door.requests;
  expect(call?.deadline_ms).toBeGreaterThanOrEqual(asked_ms + 50);
  expect(call?.deadline_ms).toBeLessThanOrEqual(Date.now());
});
