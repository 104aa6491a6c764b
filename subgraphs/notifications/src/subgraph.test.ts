import { readSettings } from '@paygraph/config';
import { type DomainEvent, memoryBus, startPublisher } from '@paygraph/events';
import { type Actor, asService, memoryRevocations, type Role } from '@paygraph/identity';
import type { EventOf, EventType } from '@paygraph/schema/events';
import { localTransport } from '@paygraph/subgraph';
import { createLogger } from '@paygraph/telemetry';
import { testDatabase, testServerUrl } from '@paygraph/testing';
import fastify from 'fastify';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { notifications } from './subgraph.ts';

const origin = { requestId: 'req_test' };
const anonymous: Actor = { kind: 'anonymous', ...origin };
const person = (userId: string, role: Role = 'USER'): Actor => ({
  kind: 'user',
  userId,
  role,
  sessionId: 'ses_test',
  authenticatedAt_s: 0,
  expiresAt_s: 4_000_000_000,
  ...origin,
});
const ada = person('usr_ada');
const bob = person('usr_bob');
const operator = person('usr_operator', 'OPERATOR');

let eventNumber = 0;
function eventOf<Type extends EventType>(
  type: Type,
  data: EventOf<Type>['data'],
  id = `evt_${++eventNumber}`,
): DomainEvent {
  const source = type.startsWith('user.') ? 'users' : 'transactions';
  return { id, type, source, subject: 'subject', time: '2026-03-01T12:00:00.000Z', data, cursor: 'unused' };
}

const registered = (userId: string, name: string) =>
  eventOf('user.registered', { userId, email: `${name.toLowerCase()}@example.com`, name, role: 'USER' });

const transfer = {
  transactionId: 'txn_1',
  type: 'TRANSFER',
  status: 'SUCCEEDED',
  previousStatus: 'PROCESSING',
  amount: '12.50',
  currency: 'USD',
  initiatorId: 'usr_ada',
  sourceWalletId: 'wal_ada',
  sourceOwnerId: 'usr_ada',
  destinationWalletId: 'wal_bob',
  destinationOwnerId: 'usr_bob',
  description: null as string | null,
  failureCode: null,
  failureMessage: null,
} as const;
const succeeded = (transactionId = 'txn_1', description: string | null = null) =>
  eventOf('transaction.succeeded', { ...transfer, transactionId, description });
const failed = () =>
  eventOf('transaction.failed', { ...transfer, status: 'FAILED', failureCode: 'BLOCKED', failureMessage: 'Listed' });

let database: Awaited<ReturnType<typeof testDatabase>>;
beforeAll(async () => {
  database = await testDatabase({ migrationsFolder: notifications.migrationsFolder, name: 'notifications' });
});
afterAll(() => database.close());

async function mount() {
  const bus = memoryBus();
  const onError = () => {};
  const now = () => new Date();
  const publisher = startPublisher({ database, bus, source: 'notifications', now, onError });
  const published: DomainEvent[] = [];
  await bus.tail('notifications', (event) => published.push(event));
  const running = await notifications.start({
    settings: readSettings({ PUBLIC_URL: 'http://pay.example' }),
    secrets: {},
    database,
    databaseUrl: testServerUrl(),
    publisher,
    bus,
    revocations: memoryRevocations(),
    peer: () => {
      throw new Error('notifications ask nobody');
    },
    logger: createLogger('silent', 'notifications'),
    now,
  });
  const transport = await localTransport(notifications, running, onError);
  return {
    published,
    running,
    transport,
    async deliver(...events: DomainEvent[]) {
      for (const event of events) await bus.publish(event.source, [event]);
    },
    run: (actor: Actor, query: string, variables: Record<string, unknown> = {}) =>
      transport.execute({ actor, query, variables }),
    async [Symbol.asyncDispose]() {
      await transport.close();
      await running.stop();
      await publisher.stop();
      await bus.close();
    },
  };
}

let subgraph: Awaited<ReturnType<typeof mount>>;
beforeEach(async () => {
  await database.query('truncate recipients, notifications, mails, outbox, inbox, dead_letters, relay_position');
  subgraph = await mount();
});
afterEach(() => subgraph[Symbol.asyncDispose]());

const codesOf = (response: { errors?: readonly { extensions?: Record<string, unknown> }[] }) =>
  response.errors?.map(({ extensions }) => extensions?.code);

const LIST = `query ($first: Int, $after: String, $unreadOnly: Boolean) {
  notifications(first: $first, after: $after, unreadOnly: $unreadOnly) {
    edges { node { id kind title body transaction { id } readAt } }
    pageInfo { hasNextPage endCursor }
  }
}`;
interface List {
  readonly edges: {
    node: { id: string; kind: string; title: string; body: string; transaction: { id: string }; readAt: string | null };
  }[];
  readonly pageInfo: { hasNextPage: boolean; endCursor: string };
}
async function listOf(actor: Actor, variables: Record<string, unknown> = {}): Promise<List> {
  const { data, errors } = await subgraph.run(actor, LIST, variables);
  expect(errors).toBeUndefined();
  return data?.notifications as List;
}
const titlesOf = async (actor: Actor, variables = {}) =>
  (await listOf(actor, variables)).edges.map(({ node }) => node.title);
const countRows = async (table: 'notifications' | 'mails' | 'dead_letters') =>
  (await database.query(`select from ${table}`)).rowCount;

describe('a transaction', () => {
  test('that succeeds is told to both parties', async () => {
    await subgraph.deliver(succeeded('txn_1', 'Lunch'));
    expect((await listOf(ada)).edges.map(({ node }) => node)).toMatchObject([
      {
        kind: 'transaction.succeeded',
        title: 'You sent 12.50 USD',
        body: 'Note: Lunch',
        transaction: { id: 'txn_1' },
        readAt: null,
      },
    ]);
    expect(await titlesOf(bob)).toEqual(['You received 12.50 USD']);
    await expect
      .poll(() => subgraph.published.map(({ type, data }) => [type, data]))
      .toEqual([
        ['notification.created', expect.objectContaining({ userId: 'usr_ada', kind: 'transaction.succeeded' })],
        ['notification.created', expect.objectContaining({ userId: 'usr_bob', kind: 'transaction.received' })],
      ]);
  });

  test('that fails is told to its initiator, without what screening found', async () => {
    await subgraph.deliver(failed());
    expect((await listOf(ada)).edges[0]?.node).toMatchObject({
      title: 'Your transfer of 12.50 USD failed',
      body: 'No money was moved.',
    });
    expect(await titlesOf(bob)).toEqual([]);
    expect(await countRows('mails')).toBe(0);
  });

  test('is told once, however often its event is delivered', async () => {
    const event = succeeded();
    await subgraph.deliver(event, event);
    // Even when it is forgotten that the event was handled.
    await database.query('truncate inbox');
    await subgraph.deliver(event);
    expect(await countRows('notifications')).toBe(2);
    expect(await countRows('mails')).toBe(1);
    expect((await database.query('select from outbox')).rowCount).toBe(2);
  });

  test('that cannot be handled ends in the dead letters, and the next one is told', async () => {
    const broken = { ...succeeded(), id: 'evt_broken', data: { ...transfer, amount: 12.5 } };
    await subgraph.deliver(broken, succeeded('txn_2'));
    const { rows } = await database.query('select consumer, event_id, attempts from dead_letters');
    expect(rows).toEqual([{ consumer: 'notifications', event_id: 'evt_broken', attempts: 5 }]);
    expect(await titlesOf(ada)).toEqual(['You sent 12.50 USD']);
  });
});

describe('the list', () => {
  test('is read page by page, newest first', async () => {
    await subgraph.deliver(succeeded('txn_1'), succeeded('txn_2'), succeeded('txn_3'));
    const first = await listOf(ada, { first: 2 });
    expect(first.edges.map(({ node }) => node.transaction.id)).toEqual(['txn_3', 'txn_2']);
    expect(first.pageInfo.hasNextPage).toBe(true);
    const second = await listOf(ada, { first: 2, after: first.pageInfo.endCursor });
    expect(second.edges.map(({ node }) => node.transaction.id)).toEqual(['txn_1']);
    expect(second.pageInfo.hasNextPage).toBe(false);
  });

  test('refuses pages that are not ours', async () => {
    for (const variables of [{ first: 0 }, { first: 1000 }, { after: 'nonsense' }]) {
      expect(codesOf(await subgraph.run(ada, LIST, variables))).toEqual(['BAD_USER_INPUT']);
    }
  });

  test('is for people who are signed in', async () => {
    expect(codesOf(await subgraph.run(anonymous, LIST))).toEqual(['UNAUTHENTICATED']);
    expect(codesOf(await subgraph.run(anonymous, 'mutation { markNotificationsRead(ids: []) }'))).toEqual([
      'UNAUTHENTICATED',
    ]);
  });
});

describe('marking as read', () => {
  const MARK = 'mutation ($ids: [ID!]!) { markNotificationsRead(ids: $ids) }';
  const mark = async (actor: Actor, ids: readonly string[]) =>
    (await subgraph.run(actor, MARK, { ids })).data?.markNotificationsRead;

  test('counts what became read, and only one’s own', async () => {
    await subgraph.deliver(succeeded('txn_1'), succeeded('txn_2'));
    const [newest = '', oldest = ''] = (await listOf(ada)).edges.map(({ node }) => node.id);
    expect(await mark(bob, [newest, oldest])).toBe(0);
    expect(await mark(ada, [newest, newest, 'ntf_unknown'])).toBe(1);
    expect(await mark(ada, [newest, oldest])).toBe(1);
    expect(await titlesOf(ada, { unreadOnly: true })).toEqual([]);
    expect(await titlesOf(ada)).toHaveLength(2);
    expect(await titlesOf(bob, { unreadOnly: true })).toHaveLength(2);
  });

  test('is published, with what became read', async () => {
    await subgraph.deliver(succeeded('txn_1'));
    const [id = ''] = (await listOf(ada)).edges.map(({ node }) => node.id);
    await mark(ada, [id]);
    await mark(ada, [id]);
    await expect
      .poll(() => subgraph.published.filter(({ type }) => type === 'notifications.read').map(({ data }) => data))
      .toEqual([{ userId: 'usr_ada', notificationIds: [id] }]);
  });

  test('takes at most 100 ids', async () => {
    const ids = Array.from({ length: 101 }, (_, index) => `ntf_${index}`);
    expect(codesOf(await subgraph.run(ada, MARK, { ids }))).toEqual(['BAD_USER_INPUT']);
  });
});

describe('entities', () => {
  const ENTITIES = `query ($of: [_Any!]!) { _entities(representations: $of) {
    ... on User { unreadNotifications }
    ... on Transaction { notifications { title } }
    ... on Notification { title }
  } }`;
  const resolve = (actor: Actor, __typename: string, ...ids: string[]) =>
    subgraph.run(actor, ENTITIES, { of: ids.map((id) => ({ __typename, id })) });

  test('a user’s unread notifications are theirs and operators’ to count', async () => {
    await subgraph.deliver(succeeded('txn_1'), succeeded('txn_2'));
    expect((await resolve(ada, 'User', 'usr_ada')).data?._entities).toEqual([{ unreadNotifications: 2 }]);
    const counts = [{ unreadNotifications: 2 }, { unreadNotifications: 0 }];
    expect((await resolve(operator, 'User', 'usr_bob', 'usr_nobody')).data?._entities).toEqual(counts);
    expect(codesOf(await resolve(ada, 'User', 'usr_bob'))).toEqual(['NOT_FOUND']);
    expect(codesOf(await resolve(anonymous, 'User', 'usr_bob'))).toEqual(['NOT_FOUND']);
  });

  test('a transaction shows each party what they were told, and operators everything', async () => {
    await subgraph.deliver(succeeded());
    const titles = async (actor: Actor) => (await resolve(actor, 'Transaction', 'txn_1')).data?._entities;
    expect(await titles(bob)).toEqual([{ notifications: [{ title: 'You received 12.50 USD' }] }]);
    expect(await titles(operator)).toEqual([
      { notifications: [{ title: 'You sent 12.50 USD' }, { title: 'You received 12.50 USD' }] },
    ]);
    for (const actor of [anonymous, person('usr_eve')]) expect(await titles(actor)).toEqual([{ notifications: [] }]);
  });

  test('a notification is its user’s', async () => {
    await subgraph.deliver(succeeded());
    const id = (await listOf(ada)).edges[0]?.node.id ?? '';
    expect((await resolve(ada, 'Notification', id)).data?._entities).toEqual([{ title: 'You sent 12.50 USD' }]);
    expect((await resolve(bob, 'Notification', id)).data?._entities).toEqual([null]);
  });
});

describe('the stream', () => {
  const QUERY =
    'subscription ($after: EventCursor) { notificationReceived(after: $after) { cursor occurredAt notification { title transaction { id } } } }';
  type Received = { cursor: string; notification: { title: string; transaction: { id: string } } };
  const subscribe = (actor: Actor, variables = {}) => subgraph.transport.subscribe({ actor, query: QUERY, variables });
  const nextOf = async (stream: AsyncIterator<{ data?: Record<string, unknown> | null }>) =>
    (await stream.next()).value?.data?.notificationReceived as Received;

  test('brings one’s own, and after a cursor exactly what was missed', async () => {
    const live = await subscribe(bob);
    await subgraph.deliver(failed(), succeeded('txn_1'));
    const first = await nextOf(live);
    expect(first.notification).toEqual({ title: 'You received 12.50 USD', transaction: { id: 'txn_1' } });
    await live.return?.();

    await subgraph.deliver(succeeded('txn_2'));
    const resumed = await subscribe(bob, { after: first.cursor });
    expect((await nextOf(resumed)).notification.transaction.id).toBe('txn_2');
    await resumed.return?.();
  });

  test('is for people who are signed in, from a cursor of its own', async () => {
    const refusal = async (actor: Actor, variables = {}) =>
      codesOf((await (await subscribe(actor, variables)).next()).value);
    expect(await refusal(anonymous)).toEqual(['UNAUTHENTICATED']);
    expect(await refusal(asService('fraud', origin))).toEqual(['UNAUTHENTICATED']);
    expect(await refusal(ada, { after: 'nonsense' })).toEqual(['BAD_USER_INPUT']);
  });
});

describe('mails', () => {
  const sent = async () =>
    (
      await database.query<{ id: string; sent_to: string; subject: string }>(
        "select id, sent_to, subject from mails where status = 'SENT' order by number",
      )
    ).rows;

  test('a receipt goes to the initiator', async () => {
    await subgraph.deliver(registered('usr_ada', 'Ada'), succeeded());
    await expect.poll(sent).toMatchObject([{ sent_to: 'ada@example.com', subject: 'Receipt: You sent 12.50 USD' }]);
    const [mail] = await sent();
    await using app = fastify();
    subgraph.running.routes?.(app);
    const { body: page } = await app.inject(`/mailbox/${mail?.id}`);
    expect(page).toContain('To: ada@example.com');
    expect(page).toMatch(/Message-ID: &lt;mail_\w+@pay\.example&gt;/);
  });

  test('waits for whom nobody has told us of yet', async () => {
    await subgraph.deliver(succeeded());
    await subgraph.deliver(registered('usr_ada', 'Ada'));
    await expect.poll(sent).toHaveLength(1);
    expect((await database.query('select attempts from mails')).rows).toEqual([{ attempts: 1 }]);
  });

  test('a repeated sign-up is told once in an hour', async () => {
    const repeated = () =>
      eventOf('user.sign_up_repeated', { userId: 'usr_ada', email: 'ada@example.com', name: 'Ada' });
    await subgraph.deliver(registered('usr_ada', 'Ada'), repeated(), repeated());
    await expect
      .poll(sent)
      .toMatchObject([{ sent_to: 'ada@example.com', subject: 'You already have a Paygraph account' }]);
    expect(await countRows('mails')).toBe(1);
    expect(await titlesOf(ada)).toEqual([]);
  });

  test('are shown in the development mailbox, and what people wrote is only text there', async () => {
    await subgraph.deliver(registered('usr_ada', 'Ada'), succeeded('txn_1', '<script>alert(1)</script>'));
    await expect.poll(sent).toHaveLength(1);
    await using app = fastify();
    subgraph.running.routes?.(app);
    const list = await app.inject('/mailbox');
    expect(list.headers['content-security-policy']).toContain("default-src 'none'");
    expect(list.body).toContain('ada@example.com');
    const path = /href="(\/mailbox\/mail_\w+)"/.exec(list.body)?.[1] ?? '';
    for (const page of [path, `${path}/html`]) {
      const { statusCode, body } = await app.inject(page);
      expect(statusCode).toBe(200);
      expect(body).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
      expect(body).not.toContain('<script');
    }
    expect((await app.inject('/mailbox/mail_none')).statusCode).toBe(404);
  });
});
