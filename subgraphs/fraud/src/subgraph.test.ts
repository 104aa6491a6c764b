import { readSettings } from '@paygraph/config';
import { type DomainEvent, memoryBus, startPublisher } from '@paygraph/events';
import { type Actor, asService, memoryRevocations, type Role } from '@paygraph/identity';
import { localTransport, type SubgraphRequest, type SubgraphTransport } from '@paygraph/subgraph';
import { createLogger } from '@paygraph/telemetry';
import { testDatabase, testServerUrl } from '@paygraph/testing';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { fraud } from './subgraph.ts';

const origin = { requestId: 'req_test' };
const transactions = asService('transactions', origin);
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
const operator = person('usr_operator', 'OPERATOR');

const PEOPLE = [
  { id: 'usr_ada', name: 'Ada Lovelace', kycVerified: true },
  { id: 'usr_bob', name: 'Bob Builder', kycVerified: false },
  { id: 'usr_demo', name: 'PARTY, Blocked Demo', kycVerified: true },
];

/** The users subgraph, as far as screening asks it; counts how often. */
function usersPeer() {
  const asked: SubgraphRequest[] = [];
  let reachable = true;
  const peer: SubgraphTransport = {
    async execute(request) {
      asked.push(request);
      if (!reachable) return { errors: [{ message: 'gone', extensions: { code: 'SUBGRAPH_UNAVAILABLE' } }] };
      const ids = request.variables?.ids as string[];
      return { data: { _screeningSubjects: PEOPLE.filter(({ id }) => ids.includes(id)) } };
    },
    subscribe: () => Promise.reject(new Error('nobody subscribes')),
    async close() {},
  };
  return {
    peer,
    asked,
    unplug() {
      reachable = false;
    },
  };
}

const NOON = '2026-03-01T12:00:00.000Z';
const ASSESS =
  'mutation ($inputs: [_AssessInput!]!) { _assess(inputs: $inputs) { transactionId assessmentId score level decision } }';

interface Input {
  readonly transactionId: string;
  readonly [field: string]: unknown;
}
const input = (transactionId: string, fields: Record<string, unknown> = {}): Input => ({
  transactionId,
  type: 'TRANSFER',
  amount: { amount: '10.00', currency: 'USD' },
  initiatorId: 'usr_ada',
  counterpartyId: 'usr_bob',
  at: NOON,
  ...fields,
});
const usd = (amount: string) => ({ amount: { amount, currency: 'USD' } });

let database: Awaited<ReturnType<typeof testDatabase>>;
beforeAll(async () => {
  database = await testDatabase({ migrationsFolder: fraud.migrationsFolder, name: 'fraud' });
});
afterAll(() => database.close());

async function mount() {
  const bus = memoryBus();
  const faults: unknown[] = [];
  const onError = (error: unknown) => void faults.push(error);
  const now = () => new Date();
  const publisher = startPublisher({ database, bus, source: 'fraud', now, onError });
  const events: DomainEvent[] = [];
  await bus.tail('fraud', (event) => events.push(event));
  const users = usersPeer();
  const running = await fraud.start({
    settings: readSettings({}),
    secrets: {},
    database,
    databaseUrl: testServerUrl(),
    publisher,
    bus,
    revocations: memoryRevocations(),
    peer: () => users.peer,
    logger: createLogger('silent', 'fraud'),
    now,
  });
  const transport = await localTransport(fraud, running, onError);
  const run = (actor: Actor, query: string, variables: Record<string, unknown> = {}) =>
    transport.execute({ actor, query, variables });
  return {
    users,
    events,
    faults,
    transport,
    run,
    async assess(inputs: readonly Input[]) {
      const { data, errors } = await run(transactions, ASSESS, { inputs });
      expect(errors).toBeUndefined();
      return data?._assess as {
        transactionId: string;
        assessmentId: string;
        score: number;
        level: string;
        decision: string;
      }[];
    },
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
  await database.pool.query('truncate risk_assessments, alerts, outbox, relay_position');
  subgraph = await mount();
});
afterEach(() => subgraph[Symbol.asyncDispose]());

const codesOf = (response: { errors?: readonly { extensions?: Record<string, unknown> }[] }) =>
  response.errors?.map(({ extensions }) => extensions?.code);

describe('assessing', () => {
  test('scores every transaction of a batch, in order, asking about people once', async () => {
    const results = await subgraph.assess([
      input('txn_small'),
      input('txn_large', usd('5000.01')),
      input('txn_unverified', { ...usd('1000.01'), initiatorId: 'usr_bob', counterpartyId: null }),
      input('txn_review', { ...usd('20000.00'), initiatorId: 'usr_unknown' }),
      input('txn_blocked', { counterpartyId: 'usr_demo' }),
    ]);
    expect(results.map(({ transactionId, score, level, decision }) => [transactionId, score, level, decision])).toEqual(
      [
        ['txn_small', 0, 'LOW', 'ALLOW'],
        ['txn_large', 30, 'MEDIUM', 'ALLOW'],
        ['txn_unverified', 40, 'MEDIUM', 'ALLOW'],
        ['txn_review', 90, 'HIGH', 'REVIEW'],
        ['txn_blocked', 100, 'CRITICAL', 'BLOCK'],
      ],
    );
    expect(subgraph.users.asked).toHaveLength(1);
    expect(subgraph.users.asked[0]?.actor).toMatchObject({ kind: 'service', service: 'fraud', requestId: 'req_test' });
  });

  test('gives the first assessment again, without asking anybody', async () => {
    const first = await subgraph.assess([input('txn_1')]);
    const again = await subgraph.assess([input('txn_1', usd('90000.00')), input('txn_1')]);
    expect(again).toEqual([...first, ...first]);
    expect(subgraph.users.asked).toHaveLength(1);
  });

  test('gives one assessment when asked twice at once', async () => {
    const [one, two] = await Promise.all([
      subgraph.assess([input('txn_1')]),
      subgraph.assess([input('txn_1'), input('txn_2')]),
    ]);
    expect(two[0]).toEqual(one[0]);
  });

  test('adds points from the sixth transaction in a day', async () => {
    const scores: number[] = [];
    for (let count = 1; count <= 6; count++)
      scores.push((await subgraph.assess([input(`txn_${count}`)]))[0]?.score ?? -1);
    expect(scores).toEqual([0, 0, 0, 0, 0, 25]);
    const [nextDay] = await subgraph.assess([input('txn_next_day', { at: '2026-03-02T12:00:00.000Z' })]);
    expect(nextDay?.score).toBe(0);
  });

  test('counts transactions that arrive at once, in one batch or several', async () => {
    const one = await subgraph.assess(Array.from({ length: 6 }, (_, index) => input(`txn_a${index}`)));
    expect(one.map(({ score }) => score)).toEqual([0, 0, 0, 0, 0, 25]);
    const several = await Promise.all(
      Array.from({ length: 6 }, (_, index) => subgraph.assess([input(`txn_b${index}`, { initiatorId: 'usr_bob' })])),
    );
    expect(several.map(([result]) => result?.score).toSorted()).toEqual([0, 0, 0, 0, 0, 25]);
  });

  test('publishes what it found, and an alert for what it blocked', async () => {
    const [blocked] = await subgraph.assess([
      input('txn_blocked', { initiatorId: 'usr_demo', counterpartyId: null }),
      input('txn_fine'),
    ]);
    await expect
      .poll(() => subgraph.events.map(({ type }) => type))
      .toEqual(['risk.assessed', 'risk.assessed', 'alert.raised']);
    expect(subgraph.events[0]).toMatchObject({
      subject: 'txn_blocked',
      data: { assessmentId: blocked?.assessmentId, userId: 'usr_demo', score: 100, decision: 'BLOCK' },
    });
    expect(subgraph.events[2]?.data).toMatchObject({
      severity: 'CRITICAL',
      transactionId: 'txn_blocked',
      userId: 'usr_demo',
    });
  });

  test('fails, and writes nothing, while people cannot be looked up', async () => {
    subgraph.users.unplug();
    const response = await subgraph.run(transactions, ASSESS, { inputs: [input('txn_1')] });
    expect(codesOf(response)).toEqual(['INTERNAL']);
    expect((await database.query('select from risk_assessments')).rowCount).toBe(0);
  });

  test('is for services only', async () => {
    for (const actor of [anonymous, person('usr_ada'), operator]) {
      expect(codesOf(await subgraph.run(actor, ASSESS, { inputs: [] }))).toEqual(['FORBIDDEN']);
    }
  });

  test('takes no amount it cannot read and no batch without end', async () => {
    expect(codesOf(await subgraph.run(transactions, ASSESS, { inputs: [input('txn_1', usd('1.001'))] }))).toEqual([
      'BAD_USER_INPUT',
    ]);
    const tooMany = Array.from({ length: 1_001 }, (_, index) => input(`txn_${index}`));
    expect(codesOf(await subgraph.run(transactions, ASSESS, { inputs: tooMany }))).toEqual(['BAD_USER_INPUT']);
  });
});

const ALERTS = `query ($first: Int, $after: String, $status: AlertStatus, $minSeverity: Severity) {
  alerts(first: $first, after: $after, status: $status, minSeverity: $minSeverity) {
    edges {
      node {
        id severity status title detail
        user { id } transaction { id } assessment { id score reasons { code points } } assignee { id }
      }
    }
    pageInfo { hasNextPage endCursor }
  }
}`;
const ACKNOWLEDGE =
  'mutation ($id: ID!) { acknowledgeAlert(id: $id) { alert { id status assignee { id } acknowledgedAt } userErrors { code } } }';

type AlertPage = {
  edges: { node: { id: string; severity: string; transaction: { id: string } } }[];
  pageInfo: { hasNextPage: boolean; endCursor: string };
};

async function listAlerts(variables: Record<string, unknown> = {}): Promise<AlertPage> {
  const { data, errors } = await subgraph.run(operator, ALERTS, variables);
  expect(errors).toBeUndefined();
  return data?.alerts as AlertPage;
}

/** One alert to review and one of a blocked transaction. */
async function raiseTwo(): Promise<void> {
  await subgraph.assess([input('txn_review', { ...usd('20000.00'), initiatorId: 'usr_bob', counterpartyId: null })]);
  await subgraph.assess([input('txn_blocked', { counterpartyId: 'usr_demo' })]);
}

describe('alerts', () => {
  test('are listed newest first, with what raised them', async () => {
    await raiseTwo();
    const { edges } = await listAlerts();
    expect(edges.map(({ node }) => [node.severity, node.transaction.id])).toEqual([
      ['CRITICAL', 'txn_blocked'],
      ['HIGH', 'txn_review'],
    ]);
    expect(edges[0]?.node).toMatchObject({
      status: 'OPEN',
      title: 'Transaction blocked',
      user: { id: 'usr_ada' },
      assessment: { score: 100, reasons: [{ code: 'SANCTIONED_NAME', points: 100 }] },
      assignee: null,
    });
  });

  test('are read page by page and filtered', async () => {
    await raiseTwo();
    const first = await listAlerts({ first: 1 });
    expect(first.pageInfo.hasNextPage).toBe(true);
    const second = await listAlerts({ first: 1, after: first.pageInfo.endCursor });
    expect(second.edges.map(({ node }) => node.transaction.id)).toEqual(['txn_review']);
    expect(second.pageInfo.hasNextPage).toBe(false);
    expect((await listAlerts({ minSeverity: 'CRITICAL' })).edges).toHaveLength(1);
    expect((await listAlerts({ status: 'ACKNOWLEDGED' })).edges).toHaveLength(0);
  });

  test('refuse pages that are not ours', async () => {
    for (const variables of [{ first: 0 }, { first: 1000 }, { after: 'nonsense' }]) {
      expect(codesOf(await subgraph.run(operator, ALERTS, variables))).toEqual(['BAD_USER_INPUT']);
    }
  });

  test('are acknowledged once', async () => {
    await raiseTwo();
    const id = (await listAlerts()).edges[0]?.node.id;
    const first = await subgraph.run(operator, ACKNOWLEDGE, { id });
    expect(first.data?.acknowledgeAlert).toMatchObject({
      alert: { id, status: 'ACKNOWLEDGED', assignee: { id: 'usr_operator' } },
      userErrors: [],
    });
    const second = await subgraph.run(operator, ACKNOWLEDGE, { id });
    expect(second.data?.acknowledgeAlert).toEqual({ alert: null, userErrors: [{ code: 'ALERT_NOT_OPEN' }] });
    await expect.poll(() => subgraph.events.filter(({ type }) => type === 'alert.acknowledged').length).toBe(1);
    expect((await listAlerts({ status: 'OPEN' })).edges).toHaveLength(1);
  });

  test('are acknowledged by one of two operators at once', async () => {
    await raiseTwo();
    const id = (await listAlerts()).edges[0]?.node.id;
    const answers = await Promise.all([
      subgraph.run(operator, ACKNOWLEDGE, { id }),
      subgraph.run(operator, ACKNOWLEDGE, { id }),
    ]);
    const errors = answers.flatMap(
      ({ data }) => ((data ?? {}).acknowledgeAlert as { userErrors: { code: string }[] }).userErrors,
    );
    expect(errors).toEqual([{ code: 'ALERT_NOT_OPEN' }]);
  });

  test('that do not exist cannot be acknowledged', async () => {
    expect(codesOf(await subgraph.run(operator, ACKNOWLEDGE, { id: 'alr_none' }))).toEqual(['NOT_FOUND']);
    expect((await subgraph.run(operator, '{ alert(id: "alr_none") { id } }')).data).toEqual({ alert: null });
  });

  test('are for operators only', async () => {
    for (const query of [
      ALERTS,
      '{ alert(id: "x") { id } }',
      'mutation { acknowledgeAlert(id: "x") { alert { id } } }',
    ]) {
      expect(codesOf(await subgraph.run(anonymous, query))).toEqual(['UNAUTHENTICATED']);
      expect(codesOf(await subgraph.run(person('usr_ada'), query))).toEqual(['FORBIDDEN']);
    }
  });
});

describe('a transaction', () => {
  const QUERY = `query ($ids: [_Any!]!) {
    _entities(representations: $ids) { ... on Transaction { id risk { score decision } alerts { severity } } }
  }`;
  const ids = ['txn_blocked', 'txn_never_screened'].map((id) => ({ __typename: 'Transaction', id }));

  test('shows operators what screening found', async () => {
    await raiseTwo();
    expect((await subgraph.run(operator, QUERY, { ids })).data?._entities).toEqual([
      { id: 'txn_blocked', risk: { score: 100, decision: 'BLOCK' }, alerts: [{ severity: 'CRITICAL' }] },
      { id: 'txn_never_screened', risk: null, alerts: [] },
    ]);
  });

  test('shows nobody else anything', async () => {
    await raiseTwo();
    for (const actor of [anonymous, person('usr_ada'), person('usr_bob', 'MERCHANT')]) {
      expect((await subgraph.run(actor, QUERY, { ids })).data?._entities).toEqual(
        ids.map(({ id }) => ({ id, risk: null, alerts: [] })),
      );
    }
  });

  test('nor does an alert', async () => {
    await raiseTwo();
    const representation = { __typename: 'Alert', id: (await listAlerts()).edges[0]?.node.id };
    const query = 'query ($r: _Any!) { _entities(representations: [$r]) { ... on Alert { title } } }';
    expect((await subgraph.run(person('usr_ada'), query, { r: representation })).data?._entities).toEqual([null]);
    expect((await subgraph.run(operator, query, { r: representation })).data?._entities).toEqual([
      { title: 'Transaction blocked' },
    ]);
  });
});

describe('the stream of alerts', () => {
  const QUERY = `subscription ($minSeverity: Severity, $after: EventCursor) {
    alertRaised(minSeverity: $minSeverity, after: $after) { cursor occurredAt alert { status transaction { id } } }
  }`;
  type Raised = { cursor: string; alert: { transaction: { id: string } } };
  const raisedIn = (response: IteratorResult<{ data?: Record<string, unknown> | null }>) =>
    response.value?.data?.alertRaised as Raised;

  test('brings those severe enough, and after a cursor exactly what was missed', async () => {
    const live = await subgraph.transport.subscribe({
      actor: operator,
      query: QUERY,
      variables: { minSeverity: 'CRITICAL' },
    });
    await raiseTwo();
    const first = raisedIn(await live.next());
    expect(first.alert.transaction.id).toBe('txn_blocked');
    await live.return?.();

    await subgraph.assess([input('txn_blocked_too', { counterpartyId: 'usr_demo' })]);
    const resumed = await subgraph.transport.subscribe({
      actor: operator,
      query: QUERY,
      variables: { after: first.cursor },
    });
    expect(raisedIn(await resumed.next()).alert.transaction.id).toBe('txn_blocked_too');
    await resumed.return?.();
  });

  test('is for operators only, from a cursor of its own', async () => {
    const refusal = async (actor: Actor, variables = {}) => {
      const stream = await subgraph.transport.subscribe({ actor, query: QUERY, variables });
      return codesOf((await stream.next()).value);
    };
    expect(await refusal(anonymous)).toEqual(['UNAUTHENTICATED']);
    expect(await refusal(person('usr_ada'))).toEqual(['FORBIDDEN']);
    expect(await refusal(operator, { after: 'nonsense' })).toEqual(['BAD_USER_INPUT']);
  });
});
