import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { timeLeft_ms, withDeadline } from '@paygraph/deadline';
import { ACTOR_HEADER, type Actor, asService, signActor } from '@paygraph/identity';
import { boundedQueue } from '@paygraph/stream';
import { SignJWT } from 'jose';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import WebSocket, { WebSocketServer } from 'ws';
import { codedError, notFound } from './coded-error.ts';
import type { RunningSubgraph, SubgraphContext, SubgraphDefinition } from './definition.ts';
import { localTransport } from './local-transport.ts';
import { remoteTransport } from './remote-transport.ts';
import { type ServedSubgraph, serveSubgraph } from './serve.ts';
import { type SubgraphResponse, type SubgraphTransport, startOf } from './transport.ts';

const SECRET = new TextEncoder().encode('a secret of the gateway and its subgraphs');
const ANONYMOUS: Actor = { kind: 'anonymous', requestId: 'req_1' };
const ADA: Actor = {
  kind: 'user',
  userId: 'usr_ada',
  role: 'MERCHANT',
  sessionId: 'ses_1',
  authenticatedAt_s: 1_772_000_000,
  expiresAt_s: 1_772_000_900,
  requestId: 'req_2',
  traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
  ip: '192.0.2.7',
  userAgent: 'Difference Engine/2 — ß',
};
const SECRET_OF_OURS = 'connection to 10.0.0.7 refused';

const typeDefs = `
  type Query {
    echo(text: String!, times: Int = 1): [String!]!
    actor: JSON
    timeLeft: Float
    coded: String
    broken: String
    strict: String!
    amount(minor: Decimal!): Decimal!
  }
  type Mutation { pay(key: String!): String! }
  type Wallet @key(fields: "id") { id: ID! name: String! secret: String owner: JSON }
  type Subscription {
    opened(ownerId: ID): Wallet
    refused: Wallet
    impossible: Wallet
  }`;

interface Context extends SubgraphContext {
  readonly number: number;
}

/** A subgraph whose events the test controls. */
function miniature() {
  const sources: ReturnType<typeof boundedQueue<{ id: string; name: string }>>[] = [];
  const ends = vi.fn();
  let contexts = 0;
  const running: RunningSubgraph = {
    createContext: (actor): Context => ({ actor, extensions: {}, number: ++contexts }),
    stop: async () => {},
    resolvers: {
      Query: {
        echo: (_: unknown, { text, times }: { text: string; times: number }) => Array(times).fill(text),
        actor: (_: unknown, _args: unknown, { actor }: Context) => actor,
        timeLeft: () => timeLeft_ms(),
        coded: () => {
          throw codedError('RATE_LIMITED', 'Too many requests', { retryAfterMs: 70 });
        },
        broken: () => {
          throw new Error(SECRET_OF_OURS);
        },
        strict: async () => {
          throw new Error(SECRET_OF_OURS);
        },
        amount: (_: unknown, { minor }: { minor: string }) => minor,
      },
      Mutation: {
        pay: (_: unknown, { key }: { key: string }, context: Context) => {
          context.extensions.idempotentReplay = true;
          return key;
        },
      },
      Wallet: {
        __resolveReference: ({ id }: { id: string }) => {
          if (id === 'wal_theirs') throw notFound('Wallet');
          if (id === 'wal_broken') throw new Error(SECRET_OF_OURS);
          return id === 'wal_none' ? null : { id, name: `Wallet ${id}` };
        },
        secret: () => {
          throw codedError('FORBIDDEN', 'Your role does not allow this');
        },
        owner: (_: unknown, _args: unknown, { actor, number }: Context) => ({ kind: actor.kind, number }),
      },
      Subscription: {
        opened: {
          subscribe: () => {
            const source = boundedQueue<{ id: string; name: string }>(5, ends);
            sources.push(source);
            return Object.assign(source.iterator, { startsAfter: 'c0' });
          },
          resolve: (wallet: unknown) => wallet,
        },
        refused: {
          subscribe: () => {
            throw codedError('FORBIDDEN', 'Only operators may do this');
          },
        },
        impossible: { subscribe: () => 'not a stream' },
      },
    },
  };
  const definition: SubgraphDefinition = {
    name: 'wallets',
    typeDefs,
    migrationsFolder: '',
    start: async () => running,
  };
  return { definition, running, sources, ends };
}

type Miniature = ReturnType<typeof miniature>;

describe.each(['local', 'remote'] as const)('the %s transport', (kind) => {
  let mini: Miniature;
  let local: SubgraphTransport;
  let transport: SubgraphTransport;
  let served: ServedSubgraph | undefined;
  const faults: unknown[] = [];
  /** The requests they happened in. */
  const faulty = new Set<string>();
  let ready = true;

  beforeAll(async () => {
    mini = miniature();
    local = await localTransport(mini.definition, mini.running, (error, requestId) => {
      faults.push(error);
      faulty.add(requestId);
    });
    if (kind === 'local') {
      transport = local;
      return;
    }
    served = await serveSubgraph(local, {
      host: '127.0.0.1',
      port: 0,
      actorSecret: SECRET,
      checkReady: async () => {
        if (!ready) throw new Error(SECRET_OF_OURS);
      },
      routes: (app) => app.get('/hello', async () => 'hello'),
    });
    transport = remoteTransport('wallets', served.url, SECRET);
  });
  afterAll(async () => {
    await transport.close();
    await served?.close();
    await local.close();
  });
  beforeEach(() => {
    faults.length = 0;
    mini.sources.length = 0;
    mini.ends.mockClear();
  });
  afterEach(() => {
    ready = true;
  });

  const execute = (query: string, variables?: Record<string, unknown>, actor: Actor = ANONYMOUS) =>
    transport.execute({ query, variables, actor });
  const subscribe = (query: string, actor: Actor = ANONYMOUS, variables?: Record<string, unknown>) =>
    transport.subscribe({ query, variables, actor });
  const internal = { message: 'Something went wrong on our side', extensions: { code: 'INTERNAL', retryable: true } };
  /** The event source behind the latest subscription, as soon as it is open. */
  const source = () =>
    vi.waitFor(() => {
      const latest = mini.sources.at(-1);
      if (!latest) throw new Error('not open yet');
      return latest;
    });

  describe('executing', () => {
    test('answers with exactly the data, under variables and defaults', async () => {
      const query = 'query Echo($text: String!) { one: echo(text: $text) two: echo(text: $text, times: 2) }';
      expect(await execute(query, { text: 'é "\n' })).toEqual({ data: { one: ['é "\n'], two: ['é "\n', 'é "\n'] } });
    });

    test('runs the operation that is named', async () => {
      const query = 'query A { echo(text: "a") } query B { echo(text: "b") }';
      expect(await transport.execute({ query, operationName: 'B', actor: ANONYMOUS })).toEqual({
        data: { echo: ['b'] },
      });
    });

    test.each([ANONYMOUS, ADA, asService('transactions', ADA)])('brings the actor intact: $kind', async (actor) => {
      // The second time it is run by compiled code.
      for (let round = 0; round < 2; round++) {
        expect((await execute('{ actor }', {}, actor)).data?.actor).toEqual(JSON.parse(JSON.stringify(actor)));
      }
    });

    test('brings how long somebody waits for the answer, and nothing of who waits around the call', async () => {
      const ask = (deadline_ms?: number) =>
        withDeadline(Date.now() + 60_000, () =>
          transport.execute({ query: '{ timeLeft }', actor: ANONYMOUS, deadline_ms }),
        );
      const left_ms = (await ask(Date.now() + 5_000)).data?.timeLeft;
      expect(left_ms).toBeGreaterThan(0);
      expect(left_ms).toBeLessThanOrEqual(5_000);
      expect((await ask()).data).toEqual({ timeLeft: null });
    });

    test('brings what a resolver adds to the extensions, and adds nothing otherwise', async () => {
      expect(await execute('mutation { pay(key: "k") }')).toEqual({
        data: { pay: 'k' },
        extensions: { idempotentReplay: true },
      });
      expect(await execute('{ echo(text: "a") }')).not.toHaveProperty('extensions');
    });

    test('brings coded errors as they are, in their places, beside what went well', async () => {
      for (let round = 0; round < 3; round++) {
        const { data, errors } = await execute('{ alias: coded echo(text: "a") }');
        expect(data).toEqual({ alias: null, echo: ['a'] });
        expect(errors).toMatchObject([
          {
            message: 'Too many requests',
            path: ['alias'],
            extensions: { code: 'RATE_LIMITED', retryable: true, retryAfterMs: 70 },
          },
        ]);
      }
    });

    test('says of a fault that it was one, and nothing else', async () => {
      for (const query of ['{ broken }', '{ strict }', '{ broken }', '{ strict }']) {
        const response = await execute(query);
        expect(response.errors).toMatchObject([internal]);
        expect(JSON.stringify(response)).not.toContain('10.0.0.7');
      }
      expect((await execute('{ strict }')).data).toBeNull();
      expect(faults).toContainEqual(new Error(SECRET_OF_OURS));
      expect([...faulty]).toEqual([ANONYMOUS.requestId]);
    });

    test.each(['{ nonsense }', '{ echo', '', '{ echo(text: 7) }', 'query A { echo(text: "a") } query B { broken }'])(
      'refuses %j as bad input',
      async (query) => {
        const { data, errors } = await execute(query);
        expect(data ?? null).toBeNull();
        expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT', retryable: false } }]);
        expect(faults).toEqual([]);
      },
    );

    test.each([{}, { text: 7 }, { text: null }])('refuses the variables %j as bad input', async (variables) => {
      const { errors } = await execute('query ($text: String!) { echo(text: $text) }', variables);
      expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
      expect(faults).toEqual([]);
    });

    test('refuses a scalar that is not one with its own code', async () => {
      const { errors } = await execute('query ($minor: Decimal!) { amount(minor: $minor) }', { minor: 12.5 });
      expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
    });

    test('resolves entities, each with its own outcome', async () => {
      const query =
        'query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on Wallet { id name } } }';
      const ids = ['wal_1', 'wal_theirs', 'wal_none', 'wal_broken', 'wal_2'];
      const representations = ids.map((id) => ({ __typename: 'Wallet', id }));
      for (let round = 0; round < 3; round++) {
        const { data, errors } = await execute(query, { representations });
        expect(data?._entities).toEqual([
          { id: 'wal_1', name: 'Wallet wal_1' },
          null,
          null,
          null,
          { id: 'wal_2', name: 'Wallet wal_2' },
        ]);
        expect(errors?.toSorted((a, b) => Number(a.path?.[1]) - Number(b.path?.[1]))).toMatchObject([
          { path: ['_entities', 1], extensions: { code: 'NOT_FOUND' } },
          { path: ['_entities', 3], ...internal },
        ]);
      }
    });
  });

  describe('subscribing', () => {
    const OPENED = 'subscription { opened { id name owner } }';

    test('brings every event in order, each with a context of its own', async () => {
      const stream = await subscribe(OPENED, ADA);
      const events = await source();
      for (const id of ['1', '2', '3']) events.push({ id, name: `Wallet ${id}` });
      const numbers = new Set<number>();
      for (const id of ['1', '2', '3']) {
        const { value } = await stream.next();
        expect(value).toEqual({
          data: { opened: { id, name: `Wallet ${id}`, owner: { kind: 'user', number: expect.any(Number) } } },
        });
        numbers.add(value.data.opened.owner.number);
      }
      expect(numbers.size).toBe(3);
      events.end();
      expect(await stream.next()).toEqual({ done: true, value: undefined });
    });

    test('brings an event with the errors of its fields, and goes on', async () => {
      const stream = await subscribe('subscription { opened { id secret } }');
      const events = await source();
      events.push({ id: '1', name: 'a' });
      events.push({ id: '2', name: 'b' });
      for (const id of ['1', '2']) {
        const { value } = await stream.next();
        expect(value.data).toEqual({ opened: { id, secret: null } });
        expect(value.errors).toMatchObject([{ path: ['opened', 'secret'], extensions: { code: 'FORBIDDEN' } }]);
      }
      await stream.return?.();
    });

    test('says where it begins to who wants to know, if it can be resumed from there', async () => {
      const request = { query: OPENED, actor: ADA, wantsStart: true };
      const stream = await transport.subscribe(request);
      const events = await source();
      const { value } = await stream.next();
      expect(startOf(value)).toBe('c0');
      events.push({ id: '1', name: 'a' });
      expect(startOf((await stream.next()).value)).toBeUndefined();
      await stream.return?.();
      const refused = await transport.subscribe({ ...request, query: 'subscription { refused { id } }' });
      expect((await refused.next()).value.errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
    });

    test('keeps subscriptions apart', async () => {
      const [ada, anonymous] = [await subscribe(OPENED, ADA), await subscribe(OPENED)];
      await vi.waitFor(() => expect(mini.sources).toHaveLength(2));
      for (const events of mini.sources) events.push({ id: '1', name: 'a' });
      expect((await ada.next()).value.data.opened.owner.kind).toBe('user');
      expect((await anonymous.next()).value.data.opened.owner.kind).toBe('anonymous');
      await ada.return?.();
      await vi.waitFor(() => expect(mini.ends).toHaveBeenCalledTimes(1));
      await anonymous.return?.();
    });

    test.each([
      ['subscription { refused { id } }', 'FORBIDDEN'],
      ['subscription { nonsense }', 'BAD_USER_INPUT'],
      ['subscription { opened', 'BAD_USER_INPUT'],
      ['subscription { impossible { id } }', 'INTERNAL'],
      ['subscription ($id: ID!) { opened(ownerId: $id) { id } }', 'BAD_USER_INPUT'],
    ])('refuses %s with one response, which has no data', async (query, code) => {
      const stream = await subscribe(query);
      const { value, done } = (await stream.next()) as IteratorYieldResult<SubgraphResponse>;
      expect(done).toBe(false);
      expect(value.data ?? null).toBeNull();
      expect(value.errors).toMatchObject([{ extensions: { code } }]);
      expect(await stream.next()).toEqual({ done: true, value: undefined });
    });

    test('closes upstream at once when its reader leaves, also while nothing happens', async () => {
      const stream = await subscribe(OPENED);
      await source();
      const waiting = stream.next();
      await stream.return?.();
      expect(await waiting).toEqual({ done: true, value: undefined });
      await vi.waitFor(() => expect(mini.ends).toHaveBeenCalledTimes(1), { timeout: 500 });
    });

    test('ends with the reason when upstream breaks, and the reason is masked', async () => {
      const stream = await subscribe(OPENED);
      (await source()).fail(new Error(SECRET_OF_OURS));
      const { value } = await stream.next();
      expect(value).toMatchObject({ errors: [internal] });
      expect(value.data ?? null).toBeNull();
      expect(JSON.stringify(value)).not.toContain('10.0.0.7');
      expect(await stream.next()).toEqual({ done: true, value: undefined });
    });

    test('says so when its reader was too slow', async () => {
      const stream = await subscribe(OPENED);
      const events = await source();
      // All at once: no transport takes one away in between.
      for (let id = 0; id < 10; id++) events.push({ id: String(id), name: 'a' });
      const responses: SubgraphResponse[] = [];
      for await (const response of stream) responses.push(response);
      expect(responses.slice(0, -1).every(({ data }) => data)).toBe(true);
      expect(responses.at(-1)?.errors).toMatchObject([{ extensions: { code: 'SLOW_CONSUMER', retryable: true } }]);
    });
  });

  describe.runIf(kind === 'remote')('over the network', () => {
    const post = (headers: Record<string, string>, body: unknown = { query: '{ actor }' }) =>
      fetch(`${served?.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify(body),
      });
    const credentials = {
      missing: async () => undefined,
      nonsense: async () => 'nonsense',
      forged: () => signActor(new TextEncoder().encode('a secret of somebody else entirely'), ADA),
      expired: () => token({ aud: 'paygraph:subgraph', exp: Math.floor(Date.now() / 1000) - 60, actor: ADA }),
      'meant for somebody else': () => token({ aud: 'paygraph', exp: Math.floor(Date.now() / 1000) + 60, actor: ADA }),
      incomplete: () =>
        token({ aud: 'paygraph:subgraph', exp: Math.floor(Date.now() / 1000) + 60, actor: { kind: 'user' } }),
    };
    const token = (payload: Record<string, unknown>) =>
      new SignJWT(payload).setProtectedHeader({ alg: 'HS256' }).sign(SECRET);
    const refusals = Object.entries(credentials);

    test.each(refusals)('refuses a call whose actor is %s', async (_name, credential) => {
      const header = await credential();
      const response = await post(header === undefined ? {} : { [ACTOR_HEADER]: header });
      expect(response.status).toBe(401);
      expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] });
    });

    test.each(refusals)('refuses a subscription whose actor is %s', async (_name, credential) => {
      const actor = await credential();
      const socket = new WebSocket(`${served?.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
      const messages: { type: string; payload?: unknown }[] = [];
      socket.on('open', () => socket.send(JSON.stringify({ type: 'connection_init' })));
      socket.on('message', (data) => {
        const message = JSON.parse(String(data));
        messages.push(message);
        const payload = { query: 'subscription { opened { id } }', extensions: { actor } };
        if (message.type === 'connection_ack') socket.send(JSON.stringify({ id: '1', type: 'subscribe', payload }));
      });
      await vi.waitFor(() => expect(messages).toHaveLength(2));
      expect(messages[1]).toMatchObject({
        id: '1',
        type: 'error',
        payload: [{ extensions: { code: 'UNAUTHENTICATED' } }],
      });
      expect(mini.sources).toEqual([]);
      socket.terminate();
    });

    test('refuses what is no GraphQL request', async () => {
      const response = await post({ [ACTOR_HEADER]: await signActor(SECRET, ADA) }, { query: 7 });
      expect(response.status).toBe(400);
      expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'BAD_USER_INPUT' } }] });
    });

    test('tells that it lives, whether it is ready, and what else its routes answer', async () => {
      expect((await fetch(`${served?.url}/live`)).status).toBe(200);
      expect((await fetch(`${served?.url}/ready`)).status).toBe(200);
      ready = false;
      const response = await fetch(`${served?.url}/ready`);
      expect(response.status).toBe(503);
      expect(await response.text()).not.toContain('10.0.0.7');
      expect((await fetch(`${served?.url}/live`)).status).toBe(200);
      expect(await (await fetch(`${served?.url}/hello`)).text()).toBe('hello');
    });

    test('closes upstream when the process that subscribed goes away', async () => {
      const other = remoteTransport('wallets', served?.url ?? '', SECRET);
      const stream = await other.subscribe({ query: 'subscription { opened { id } }', actor: ADA });
      await source();
      await other.close();
      await vi.waitFor(() => expect(mini.ends).toHaveBeenCalledTimes(1));
      await stream.return?.();
    });
  });
});

describe('a subgraph that went away', () => {
  const unavailable = {
    message: 'The wallets service is not reachable',
    extensions: { code: 'SUBGRAPH_UNAVAILABLE', retryable: true },
  };
  const serve = async () => {
    const mini = miniature();
    const local = await localTransport(mini.definition, mini.running, () => {});
    const options = { host: '127.0.0.1', actorSecret: SECRET, checkReady: async () => {} };
    const served = await serveSubgraph(local, { ...options, port: 0 });
    return { mini, local, served, options };
  };

  test('is an error of every call, and none once it is back', async () => {
    const { served, local, options } = await serve();
    const transport = remoteTransport('wallets', served.url, SECRET);
    const request = { query: '{ echo(text: "a") }', actor: ANONYMOUS };
    expect(await transport.execute(request)).toEqual({ data: { echo: ['a'] } });
    await served.close();
    expect(await transport.execute(request)).toMatchObject({ errors: [unavailable] });
    const stream = await transport.subscribe({ ...request, query: 'subscription { opened { id } }' });
    expect((await stream.next()).value).toMatchObject({ errors: [unavailable] });
    expect((await stream.next()).done).toBe(true);

    const back = await serveSubgraph(local, { ...options, port: Number(new URL(served.url).port) });
    expect(await transport.execute(request)).toEqual({ data: { echo: ['a'] } });
    await transport.close();
    await back.close();
    await local.close();
  });

  test('ends its subscriptions with that error', async () => {
    const { mini, served, local } = await serve();
    const transport = remoteTransport('wallets', served.url, SECRET);
    const stream = await transport.subscribe({ query: 'subscription { opened { id } }', actor: ANONYMOUS });
    await vi.waitFor(() => expect(mini.sources).toHaveLength(1));
    mini.sources[0]?.push({ id: '1', name: 'a' });
    expect((await stream.next()).value).toEqual({ data: { opened: { id: '1' } } });
    const waiting = stream.next();
    await sleep(10);
    await served.close();
    expect((await waiting).value).toMatchObject({ errors: [unavailable] });
    expect((await stream.next()).done).toBe(true);
    expect(mini.ends).toHaveBeenCalledTimes(1);
    await transport.close();
    await local.close();
  });

  test('ends its subscriptions also when its connection stays open and silent', async () => {
    const silent = new WebSocketServer({ port: 0, host: '127.0.0.1' });
    silent.on('connection', (socket) => {
      socket.on('message', (data) => {
        if (JSON.parse(String(data)).type === 'connection_init')
          socket.send(JSON.stringify({ type: 'connection_ack' }));
      });
    });
    await once(silent, 'listening');
    const { port } = silent.address() as AddressInfo;
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] });
    onTestFinished(() => void vi.useRealTimers());
    const transport = remoteTransport('wallets', `http://127.0.0.1:${port}`, SECRET);
    const stream = await transport.subscribe({ query: 'subscription { opened { id } }', actor: ANONYMOUS });
    const ended = stream.next();
    while (vi.getTimerCount() === 0) await new Promise(setImmediate);
    await vi.advanceTimersByTimeAsync(20_000);
    expect((await ended).value).toMatchObject({ errors: [unavailable] });
    await transport.close();
    silent.close();
  });

  test('is an error as well when something else answers at its address', async () => {
    const other = createServer((_request, response) => response.end('<h1>Welcome</h1>')).listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    const transport = remoteTransport('wallets', `http://127.0.0.1:${port}`, SECRET);
    expect(await transport.execute({ query: '{ actor }', actor: ANONYMOUS })).toMatchObject({ errors: [unavailable] });
    await transport.close();
    other.closeAllConnections();
    other.close();
  });
});
