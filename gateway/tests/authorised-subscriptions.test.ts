import { boundedQueue } from '@paygraph/stream';
import type { SubgraphRequest, SubgraphResponse, SubgraphTransport } from '@paygraph/subgraph';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import type WebSocket from 'ws';
import { eventually } from './eventually.ts';
import { AUTHENTICATED_AT_S, type OpenDoor, openDoor, tokenFor } from './open-door.ts';
import { connectTo } from './socket-client.ts';

const typeDefs = `
  type Query { notesWritten: Int }
  type Subscription {
    notes: Note
    alarms: Note @requiresScopes(scopes: [["fraud:read"]])
    fresh: Note! @policy(policies: [["recent_authentication"]])
  }
  type Note { id: ID! text: String @requiresScopes(scopes: [["audit:read"]]) strict: Int! @authenticated }`;

const upstreams: { readonly request: SubgraphRequest; push(data: object): void }[] = [];
const transport: SubgraphTransport = {
  execute: async () => ({ data: { notesWritten: 0 } }),
  async subscribe(request) {
    const queue = boundedQueue<SubgraphResponse>(100, () => {});
    upstreams.push({ request, push: (data) => queue.push({ data } as SubgraphResponse) });
    return queue.iterator;
  },
  async close() {},
};

let door: OpenDoor;
const sockets: WebSocket[] = [];
beforeAll(async () => {
  door = await openDoor({}, { notes: { typeDefs, resolvers: {}, transport } });
});
afterAll(() => door.close());
beforeEach(() => void upstreams.splice(0));
afterEach(() => {
  vi.useRealTimers();
  for (const socket of sockets.splice(0)) socket.terminate();
});

const subscribe = async (query: string, token?: string) => {
  const client = connectTo(door.url);
  sockets.push(client.socket);
  await client.init(token);
  await client.subscribe('1', query);
  return client;
};
const upstreamsOpen = (count: number) =>
  eventually(() => {
    expect(upstreams).toHaveLength(count);
    return upstreams as [(typeof upstreams)[0], ...typeof upstreams];
  });

test('a subscription shows of each event what its subscriber may see, and asks for no more', async () => {
  const client = await subscribe('subscription { notes { id words: text } }');
  const [{ request, push }] = await upstreamsOpen(1);
  expect(request.query).not.toContain('text');
  for (const id of ['1', '2']) push({ notes: { __typename: 'Note', id } });
  await client.received(3);
  expect(client.messages.slice(1)).toMatchObject(
    ['1', '2'].map((id) => ({
      type: 'next',
      payload: {
        data: { notes: { id, words: null } },
        errors: [{ path: ['notes', 'words'], extensions: { code: 'UNAUTHENTICATED', requestId: expect.any(String) } }],
      },
    })),
  );
});

test('two subscribers with the same operation each see their own part', async () => {
  const query = 'subscription { notes { id text } }';
  const stranger = await subscribe(query);
  await upstreamsOpen(1);
  const operator = await subscribe(query, await tokenFor('ses_1', undefined, 'OPERATOR'));
  for (const { request, push } of await upstreamsOpen(2))
    push({ notes: { __typename: 'Note', id: '1', ...(request.query.includes('text') && { text: 'secret' }) } });
  await Promise.all([stranger.received(2), operator.received(2)]);
  expect(operator.messages.at(-1)).toMatchObject({ payload: { data: { notes: { id: '1', text: 'secret' } } } });
  expect(JSON.stringify(stranger.messages)).not.toContain('secret');
});

test.each([
  ['is for scopes they do not have', 'subscription { alarms { id } }', 'USER', 'FORBIDDEN'],
  ['is for people who are known', 'subscription { alarms { id } }', undefined, 'UNAUTHENTICATED'],
  ['may not be null', 'subscription { notes { id strict } }', undefined, 'UNAUTHENTICATED'],
] as const)('nobody waits for events of which a part %s', async (_what, query, role, code) => {
  const client = await subscribe(query, role && (await tokenFor('ses_1', undefined, role)));
  await client.received(3);
  expect(client.messages.slice(1)).toMatchObject([
    { type: 'next', payload: { errors: [{ extensions: { code } }] } },
    { type: 'complete' },
  ]);
  expect(upstreams).toEqual([]);
});

test('a subscription ends with the event at which its subscriber may not see it any more', async () => {
  const at = (seconds: number) => (AUTHENTICATED_AT_S + seconds) * 1000;
  vi.useFakeTimers({ toFake: ['Date'], now: at(60) });
  const client = await subscribe('subscription { fresh { id } }', await tokenFor('ses_1'));
  const [{ push }] = await upstreamsOpen(1);
  push({ fresh: { __typename: 'Note', id: '1' } });
  await client.received(2);
  expect(client.messages.at(-1)).toMatchObject({ type: 'next', payload: { data: { fresh: { id: '1' } } } });

  vi.setSystemTime(at(15 * 60));
  push({ fresh: { __typename: 'Note', id: '2' } });
  await client.received(4);
  expect(client.messages.slice(2)).toMatchObject([
    { type: 'next', payload: { errors: [{ extensions: { code: 'FORBIDDEN' } }] } },
    { type: 'complete' },
  ]);
  expect(JSON.stringify(client.messages)).not.toContain('"id":"2"');

  const late = await subscribe('subscription { fresh { id } }', await tokenFor('ses_1'));
  await late.received(3);
  expect(late.messages[1]).toMatchObject({
    payload: { errors: [{ extensions: { code: 'FORBIDDEN', requiredPolicies: [['recent_authentication']] } }] },
  });
});
