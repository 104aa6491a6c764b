import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ACTOR_HEADER, asService, newId, signActor } from '@paygraph/identity';
import { startEmbeddedPostgres } from '@paygraph/postgres';
import { testRedisUrl } from '@paygraph/testing';
import { createClient } from 'redis';
import { afterAll, beforeAll, describe, expect, onTestFailed, test, vi } from 'vitest';
import { type Client, clientOf } from '../platform/client.ts';
import {
  addCard,
  availableOf,
  createWallet,
  DEPOSIT,
  deposit,
  downloadStatement,
  freshKey,
  logInOperator,
  type Movement,
  type Person,
  signUp,
  transfer,
  usd,
} from '../platform/people.ts';
import { type DistributedPlatform, startDistributed } from './distributed-platform.ts';
import { type MailSink, openMailSink } from './mail-sink.ts';
import { PROCESSES } from './processes.ts';
import { openSpanCollector, type SpanCollector } from './span-collector.ts';

/** Every crash must be repaired by then. */
const REPAIRED_WITHIN_MS = 30_000;
const EVENT_WITHIN_MS = 5_000;
/** Processes send what they have traced every 5 seconds. */
const TRACED_WITHIN_MS = 15_000;
/** A logical database that no other test file uses: consumers read streams from their beginning. */
const REDIS_DATABASE = '/9';

const redisServer = await testRedisUrl();

const WATCH = `subscription {
  transactionUpdated(statuses: [SUCCEEDED]) {
    transaction {
      id status type
      source { balance { available { amount } } }
      destination { balance { available { amount } } }
      risk { score decision }
      initiator { name unreadNotifications }
    }
  }
}`;
interface Watched {
  transactionUpdated: { transaction: { id: string } & Record<string, unknown> };
}
const RECEIVED = 'subscription { notificationReceived { notification { kind transaction { id } } } }';
interface Received {
  notificationReceived: { notification: { kind: string; transaction: { id: string } } };
}

const eventually = <Value>(read: () => Promise<Value> | Value, within_ms = EVENT_WITHIN_MS) =>
  vi.waitFor(read, { timeout: within_ms, interval: 50 });

describe.skipIf(!redisServer)('many processes, one platform', () => {
  const resources = new AsyncDisposableStack();
  let mails: MailSink;
  let traces: SpanCollector;
  let platform: DistributedPlatform;
  let gatewayA: string;
  let gatewayB: string;
  let operator: Person;
  let ada: Person;
  let grace: Person;
  let adaWallet: string;
  let graceWallet: string;
  let adaCard: string;
  let movedMeanwhile: string | undefined;

  /** The same person at the other gateway. */
  const atB = (person: Client) => clientOf(gatewayB, person.token);
  const showOutputOnFailure = () => onTestFailed(() => console.error(platform.output()));
  const booksBalance = async () => {
    const { trialBalance } = await operator.data<{
      trialBalance: { balanced: boolean; lines: { debits: string; credits: string }[] };
    }>('{ trialBalance { balanced lines { debits credits } } }');
    expect(trialBalance.balanced).toBe(true);
    expect(trialBalance.lines).not.toEqual([]);
    for (const { debits, credits } of trialBalance.lines) expect(debits).toBe(credits);
  };

  beforeAll(async () => {
    const folder = await mkdtemp(join(tmpdir(), 'paygraph-distributed-'));
    resources.defer(() => rm(folder, { recursive: true, force: true }));
    // A server of its own: the platform's databases have fixed names, and its processes many connections.
    const postgres = resources.use(
      await startEmbeddedPostgres({ dataDir: join(folder, 'postgres'), password: 'test', durable: false }),
    );
    const redisUrl = new URL(REDIS_DATABASE, redisServer).href;
    const redis = await createClient({ url: redisUrl }).connect();
    await redis.flushDb();
    redis.destroy();
    mails = resources.use(await openMailSink());
    traces = resources.use(await openSpanCollector());
    // Only traces that a client begins are recorded.
    const environment = { OTEL_EXPORTER_OTLP_ENDPOINT: traces.url, OTEL_TRACES_SAMPLER_ARG: '0' };
    const servers = { databaseUrl: postgres.url, redisUrl, smtpUrl: mails.url };
    platform = await startDistributed(servers, { environment });
    resources.defer(async () => void (await platform.stop()));
    gatewayA = platform.urlOf('gateway-a');
    gatewayB = platform.urlOf('gateway-b');
    operator = await logInOperator(gatewayB);
  });
  afterAll(() => resources.disposeAsync());

  test('two people sign up at different gateways, and either knows both', async () => {
    showOutputOnFailure();
    [ada, grace] = await Promise.all([signUp(gatewayA, 'Ada Lovelace'), signUp(gatewayB, 'Grace Hopper')]);
    expect(await atB(ada).data('{ me { name } }')).toEqual({ me: { name: 'Ada Lovelace' } });
    expect(await clientOf(gatewayA, grace.token).data('{ me { name } }')).toEqual({ me: { name: 'Grace Hopper' } });
    [adaWallet, graceWallet, adaCard] = await Promise.all([createWallet(ada), createWallet(grace), addCard(atB(ada))]);
    expect(await deposit(ada, adaWallet, adaCard, '100.00')).toMatchObject({ transaction: { status: 'SUCCEEDED' } });
    expect(await availableOf(atB(ada), adaWallet)).toBe('100.00');
    await eventually(() => expect(mails.received()).toContain(`RCPT TO:<${ada.email}>`));
  });

  test('a transfer through one gateway is seen live at the other, from all six subgraphs at once', async () => {
    showOutputOnFailure();
    const watching = await operator.subscribe<Watched>(WATCH);
    const notified = await grace.subscribe<Received>(RECEIVED);
    const moved = await transfer(ada, adaWallet, graceWallet, '30.00');
    const id = moved.transaction?.id;
    await eventually(() => {
      expect(watching.errors).toEqual([]);
      expect(watching.events.map(({ transactionUpdated }) => transactionUpdated.transaction)).toEqual([
        {
          id,
          status: 'SUCCEEDED',
          type: 'TRANSFER',
          source: { balance: { available: { amount: '70.00' } } },
          destination: { balance: { available: { amount: '30.00' } } },
          risk: { score: 0, decision: 'ALLOW' },
          initiator: { name: 'Ada Lovelace', unreadNotifications: expect.any(Number) },
        },
      ]);
      expect(notified.events.map(({ notificationReceived }) => notificationReceived.notification)).toEqual([
        { kind: 'transaction.received', transaction: { id } },
      ]);
    });
    await Promise.all([watching.stop(), notified.stop()]);
  });

  test('a trace that a client begins goes on to the last statement, through every process', async () => {
    showOutputOnFailure();
    const traceId = 'c'.repeat(32);
    const traceparent = `00-${traceId}-${'d'.repeat(16)}-01`;
    const { status } = await ada.ask(
      '{ wallets(first: 5) { edges { node { name balance { available { amount } } } } } }',
      {},
      { traceparent },
    );
    expect(status).toBe(200);
    const read = () => {
      const found = traces.spans.filter((span) => span.traceId === traceId);
      const byId = new Map(found.map((span) => [span.spanId, span]));
      /** From the outermost span to this one. */
      const line = ({ service, name, parentSpanId }: (typeof found)[number]): string[] => {
        const parent = byId.get(parentSpanId);
        return [...(parent ? line(parent) : []), `${service.replace('paygraph-', '')}: ${name}`];
      };
      return found.map((span) => line(span).join(' > '));
    };
    const request = 'gateway: graphql query';
    await eventually(() => {
      const lines = read();
      for (const subgraph of ['wallets', 'ledger'])
        expect(lines).toContain(
          `${request} > gateway: fetch ${subgraph} > ${subgraph}: subgraph ${subgraph} > ${subgraph}: sql select`,
        );
    }, TRACED_WITHIN_MS);
  });

  test('a declined card and a blocked person stop the money', async () => {
    showOutputOnFailure();
    const declining = await addCard(ada, '4000000000000002');
    expect(await deposit(atB(ada), adaWallet, declining, '10.00')).toMatchObject({
      transaction: { status: 'FAILED', failure: { code: 'CARD_DECLINED', declineCode: 'generic_decline' } },
    });
    const blocked = await signUp(gatewayB, 'Blocked Demo Party');
    const blockedWallet = await createWallet(blocked);
    expect(await transfer(ada, adaWallet, blockedWallet, '10.00')).toMatchObject({
      transaction: { status: 'FAILED', failure: { code: 'BLOCKED' } },
    });
    expect(await availableOf(ada, adaWallet)).toBe('70.00');
    expect(await availableOf(blocked, blockedWallet)).toBe('0.00');
    await booksBalance();
  });

  test('who logs out at one gateway is out at the other as well', async () => {
    showOutputOnFailure();
    const visitor = await signUp(gatewayA, 'A Visitor');
    const socket = await atB(visitor).subscribe(RECEIVED);
    expect(socket.closed()).toBeUndefined();
    await visitor.data('mutation { logOut }');
    await eventually(() => expect(socket.closed()).toMatchObject({ code: 4403 }));
    for (const gateway of [gatewayA, gatewayB]) {
      expect((await clientOf(gateway, visitor.token).ask('{ me { id } }')).status).toBe(401);
    }
  });

  test('an API key is good at either gateway until it is revoked at one of them', async () => {
    showOutputOnFailure();
    const { createApiKey } = await ada.data<{ createApiKey: { apiKey: { id: string }; secret: string } }>(
      'mutation ($input: CreateApiKeyInput!) { createApiKey(input: $input) { apiKey { id } secret } }',
      {
        input: {
          name: 'Till',
          scopes: ['wallets:read', 'payments:read'],
          expiresAt: new Date(Date.now() + 86_400_000).toISOString(),
        },
      },
    );
    const { apiKey, secret } = createApiKey;
    const programs = [gatewayA, gatewayB].map((gateway) => clientOf(gateway, secret));
    const ASK = '{ wallets { edges { node { id } } } }';
    for (const program of programs) {
      expect((await program.ask(ASK)).data).toMatchObject({ wallets: { edges: [{ node: { id: adaWallet } }] } });
      const { errors } = await program.ask('{ notifications { edges { cursor } } }');
      expect(errors).toMatchObject([{ extensions: { requiredScopes: [['notifications:read']] } }]);
    }
    const watching = await programs[1]?.subscribe('subscription { transactionUpdated { transaction { id } } }');
    expect(watching?.closed()).toBeUndefined();

    await ada.data('mutation ($id: ID!) { revokeApiKey(id: $id) { userErrors { code } } }', { id: apiKey.id });
    await eventually(() => expect(watching?.closed()).toEqual({ code: 4403, reason: 'The API key was revoked' }));
    for (const program of programs) expect((await program.ask(ASK)).status).toBe(401);
  });

  test('a statement is downloaded through either gateway', async () => {
    showOutputOnFailure();
    for (const gateway of [gatewayA, gatewayB]) {
      expect(await downloadStatement(ada, gateway, adaWallet)).toMatch(/^date,entry_id,.*\r\n.*,CREDIT,.*,USD,/);
    }
  });

  test('a subgraph answers nobody but the platform', async () => {
    const secretOfSomebodyElse = new TextEncoder().encode('x'.repeat(44));
    const forged = await signActor(secretOfSomebodyElse, asService('gateway', { requestId: newId('req') }));
    for (const { name } of PROCESSES.filter(({ command }) => command[0] === 'subgraphs/serve.ts')) {
      const call = (headers: Record<string, string>) =>
        fetch(`${platform.urlOf(name)}/graphql`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', ...headers },
          body: JSON.stringify({ query: '{ __typename }' }),
        });
      const asked = await Promise.all([
        call({}),
        call({ [ACTOR_HEADER]: forged }),
        call({ authorization: `Bearer ${operator.token}` }),
      ]);
      expect([name, ...asked.map(({ status }) => status)]).toEqual([name, 401, 401, 401]);
    }
  });

  test('while notifications is down money still moves, and who listens hears of it once it is back', async () => {
    showOutputOnFailure();
    const before = await grace.subscribe<Received>(RECEIVED);
    await platform.end('notifications', 'SIGKILL');
    const moved = await transfer(atB(ada), adaWallet, graceWallet, '5.00');
    expect(moved.transaction?.status).toBe('SUCCEEDED');
    expect((await fetch(`${gatewayA}/ready`)).status).toBe(503);

    await platform.start('notifications');
    expect((await fetch(`${gatewayA}/ready`)).status).toBe(200);
    movedMeanwhile = moved.transaction?.id;
    // On the socket that was open all the time.
    await eventually(
      () =>
        expect(before.events.map(({ notificationReceived }) => notificationReceived.notification)).toEqual([
          { kind: 'transaction.received', transaction: { id: movedMeanwhile } },
        ]),
      REPAIRED_WITHIN_MS,
    );
    expect(before.errors).toEqual([]);
    await before.stop();
  });

  test('a gateway looks for another schema on SIGHUP, and goes on', async () => {
    showOutputOnFailure();
    const open = await grace.subscribe(RECEIVED);
    platform.signal('gateway-b', 'SIGHUP');
    await sleep(500);
    expect(await atB(ada).data('{ me { name } }')).toEqual({ me: { name: 'Ada Lovelace' } });
    expect(open.closed()).toBeUndefined();
    await open.stop();
  });

  test.for(['gateway-a', 'transactions'] as const)('%s finishes what it has begun before it stops', async (name) => {
    showOutputOnFailure();
    const deposits = Array.from({ length: 20 }, () => deposit(ada, adaWallet, adaCard, '1.00'));
    const [code, answers] = await Promise.all([
      Promise.race(deposits).then(() => platform.end(name, 'SIGTERM')),
      Promise.all(deposits),
    ]);
    expect(code).toBe(0);
    expect(answers.map(({ transaction }) => transaction?.status)).toEqual(deposits.map(() => 'SUCCEEDED'));
    await platform.start(name);
  });

  test('deposits cut off by a crash settle after the restart, each once', async () => {
    showOutputOnFailure();
    const start = Number(await availableOf(ada, adaWallet));
    const inputs = Array.from({ length: 40 }, () => ({
      walletId: adaWallet,
      paymentMethodId: adaCard,
      amount: usd('1.00'),
      idempotencyKey: freshKey(),
    }));
    const calls = inputs.map((input, index) =>
      clientOf(index % 2 ? gatewayA : gatewayB, ada.token).ask<{ result: Movement | null }>(DEPOSIT, { input }),
    );
    // In flight: some are recorded, none of the later ones has been answered.
    await Promise.race(calls);
    await platform.end('transactions', 'SIGKILL');
    const answers = await Promise.all(calls);
    expect(answers.filter(({ data }) => data?.result?.transaction == null)).not.toEqual([]);
    await platform.start('transactions');

    // What a client does that heard nothing: the same call, under the same key.
    await eventually(async () => {
      const again = await Promise.all(
        inputs.map((input, index) =>
          clientOf(index % 2 ? gatewayB : gatewayA, ada.token).ask<{ result: Movement }>(DEPOSIT, { input }),
        ),
      );
      expect(again.map(({ data }) => data?.result?.transaction?.status)).toEqual(inputs.map(() => 'SUCCEEDED'));
    }, REPAIRED_WITHIN_MS);
    expect(Number(await availableOf(ada, adaWallet))).toBe(start + inputs.length);
    await booksBalance();
  });

  test('what happened while notifications was down has been told since', async () => {
    showOutputOnFailure();
    await eventually(async () => {
      const { notifications } = await grace.data<{
        notifications: { edges: { node: { transaction: { id: string } } }[] };
      }>('{ notifications { edges { node { transaction { id } } } } }');
      expect(notifications.edges.map(({ node }) => node.transaction.id)).toContain(movedMeanwhile);
    }, REPAIRED_WITHIN_MS);
  });

  test('SIGTERM ends every process in good order', async () => {
    showOutputOnFailure();
    expect(platform.alive()).toHaveLength(PROCESSES.length);
    const open = await operator.subscribe(WATCH);
    expect(await platform.stop()).toEqual(Object.fromEntries(PROCESSES.map(({ name }) => [name, 0])));
    expect(open.closed()).toMatchObject({ code: 1001 });
    expect(platform.alive()).toEqual([]);
  });
});
