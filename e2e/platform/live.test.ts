import { createClient as createStreamClient } from 'graphql-sse';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { clientOf } from './client.ts';
import {
  addCard,
  createWallet,
  deposit,
  freshKey,
  logIn,
  logInOperator,
  type Movement,
  type Person,
  signUp,
  TRANSFER,
  transfer,
  usd,
} from './people.ts';
import { type PlatformProcess, startPlatform, temporaryFolder } from './platform.ts';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let platform: PlatformProcess;
let operator: Person;
let ada: Person;
let bob: Person;
let adaWallet: string;
let bobWallet: string;

beforeAll(async () => {
  folder = await temporaryFolder();
  platform = await startPlatform({ DATA_DIR: folder.at('data') });
  operator = await logInOperator(platform.url);
  [ada, bob] = [await signUp(platform.url, 'Ada'), await signUp(platform.url, 'Bob')];
  [adaWallet, bobWallet] = [await createWallet(ada), await createWallet(bob)];
  await deposit(ada, adaWallet, await addCard(ada), '500.00');
});
afterAll(async () => {
  await platform?.interrupt();
  await folder?.[Symbol.asyncDispose]();
});

interface Update {
  transactionUpdated: {
    cursor: string;
    previousStatus: string | null;
    transaction: {
      id: string;
      status: string;
      source: { balance: { available: { amount: string } } } | null;
      risk: unknown;
      initiator: { name: string };
    };
  };
}
const UPDATES = `subscription ($walletId: ID, $after: EventCursor) { transactionUpdated(walletId: $walletId, after: $after) {
  cursor previousStatus transaction {
    id status source { balance { available { amount } } } destination { balance { available { amount } } owner { name } }
    risk { score level decision } initiator { name unreadNotifications } journal { id }
  }
} }`;
const MY_UPDATES = `subscription ($after: EventCursor) { transactionUpdated(after: $after) { cursor previousStatus transaction { id status } } }`;

/** Of one transaction: events of earlier ones may still be on their way when a subscription opens. */
const updatesOf = ({ events }: { readonly events: readonly Update[] }, id: string | undefined) =>
  events.map(({ transactionUpdated }) => transactionUpdated).filter(({ transaction }) => transaction.id === id);

describe('a subscription', () => {
  test('selects fields of all six subgraphs and delivers each change as it happens', async () => {
    const live = await operator.subscribe<Update>(UPDATES, { walletId: adaWallet });
    const { transaction } = await transfer(ada, adaWallet, bobWallet, '1.00');
    await expect.poll(() => updatesOf(live, transaction?.id)).toHaveLength(2);
    expect(live.errors).toEqual([]);
    expect(updatesOf(live, transaction?.id)).toMatchObject([
      // Whether it is assessed by the time this is read is a race, and either is true.
      { previousStatus: null, transaction: { id: transaction?.id, status: 'CREATED' } },
      {
        previousStatus: 'CREATED',
        transaction: {
          id: transaction?.id,
          status: 'SUCCEEDED',
          source: { balance: { available: { amount: '499.00' } } },
          destination: { balance: { available: { amount: '1.00' } }, owner: { name: 'Bob' } },
          risk: { decision: 'ALLOW' },
          initiator: { name: 'Ada' },
          journal: [{ id: transaction?.id }],
        },
      },
    ]);
    await live.stop();
  });

  test('resumes after the last cursor: nothing missed, nothing twice', async () => {
    const first = await ada.subscribe<Update>(MY_UPDATES);
    const seen = await transfer(ada, adaWallet, bobWallet, '1.00');
    await expect.poll(() => updatesOf(first, seen.transaction?.id)).toHaveLength(2);
    await first.stop();
    const after = first.events.at(-1)?.transactionUpdated.cursor;
    const missed = await transfer(ada, adaWallet, bobWallet, '1.00');
    const second = await ada.subscribe<Update>(MY_UPDATES, { after });
    const live = await transfer(ada, adaWallet, bobWallet, '1.00');
    await expect.poll(() => second.events.length).toBe(4);
    expect(
      second.events.map(({ transactionUpdated: { transaction } }) => [transaction.id, transaction.status]),
    ).toEqual([
      [missed.transaction?.id, 'CREATED'],
      [missed.transaction?.id, 'SUCCEEDED'],
      [live.transaction?.id, 'CREATED'],
      [live.transaction?.id, 'SUCCEEDED'],
    ]);
    await second.stop();
  });

  test('shows people their own, and what they received only once it arrived', async () => {
    const eve = await signUp(platform.url, 'Eve');
    const [forBob, forEve] = [await bob.subscribe<Update>(MY_UPDATES), await eve.subscribe<Update>(MY_UPDATES)];
    const { transaction } = await transfer(ada, adaWallet, bobWallet, '1.00');
    await expect.poll(() => updatesOf(forBob, transaction?.id)).toHaveLength(1);
    expect(updatesOf(forBob, transaction?.id)[0]?.transaction).toEqual({ id: transaction?.id, status: 'SUCCEEDED' });
    expect(forEve.events).toEqual([]);
    await Promise.all([forBob.stop(), forEve.stop()]);
  });

  test('shows each side its own wallet and never the other’s, without an error', async () => {
    const query =
      'query ($id: ID!) { transaction(id: $id) { initiator { name } source { id } destination { id } description metadata } }';
    const input = {
      fromWalletId: adaWallet,
      toWalletId: bobWallet,
      amount: usd('1.00'),
      description: 'For lunch',
      metadata: { order: 'A1' },
      idempotencyKey: freshKey(),
    };
    const { result } = await ada.data<{ result: Movement }>(TRANSFER, { input });
    const id = result.transaction?.id;
    expect(await ada.data(query, { id })).toEqual({
      transaction: {
        initiator: { name: 'Ada' },
        source: { id: adaWallet },
        destination: null,
        description: 'For lunch',
        metadata: { order: 'A1' },
      },
    });
    expect(await bob.data(query, { id })).toEqual({
      transaction: {
        initiator: null,
        source: null,
        destination: { id: bobWallet },
        description: 'For lunch',
        metadata: null,
      },
    });
  });

  test('brings the notification of a transfer to its receiver', async () => {
    const live = await bob.subscribe<{
      notificationReceived: { notification: { title: string; transaction: { status: string } } };
    }>(
      'subscription { notificationReceived { cursor notification { title transaction { status destination { balance { available { amount } } } } } } }',
    );
    await transfer(ada, adaWallet, bobWallet, '7.00');
    // Notifications of earlier transfers may still be on their way.
    await expect
      .poll(() => live.events.map(({ notificationReceived }) => notificationReceived.notification))
      .toContainEqual(
        expect.objectContaining({
          title: 'You received 7.00 USD',
          transaction: expect.objectContaining({ status: 'SUCCEEDED' }),
        }),
      );
    await live.stop();
  });

  test('of alerts is for operators', async () => {
    const ALERTS = 'subscription { alertRaised { alert { severity title transaction { status } } } }';
    const [forOperator, forAda] = [
      await operator.subscribe<{ alertRaised: unknown }>(ALERTS),
      await ada.subscribe(ALERTS),
    ];
    const listed = await signUp(platform.url, 'Blocked Demo Party');
    await transfer(ada, adaWallet, await createWallet(listed), '1.00');
    await expect.poll(() => forOperator.events.length).toBe(1);
    expect(forOperator.events[0]).toMatchObject({ alertRaised: { alert: { severity: 'CRITICAL' } } });
    expect(forAda.events).toEqual([]);
    expect(forAda.errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
    await Promise.all([forOperator.stop(), forAda.stop()]);
  });

  test.each([
    ['without a person', () => clientOf(platform.url), 'UNAUTHENTICATED', MY_UPDATES, {}],
    ['after a cursor that is none', () => ada, 'BAD_USER_INPUT', MY_UPDATES, { after: 'bm9uZQ' }],
    ['of a field that is none', () => ada, 'BAD_USER_INPUT', 'subscription { transactionUpdated { nonsense } }', {}],
  ])('%s is refused', async (_, who, code, query, variables) => {
    const live = await who().subscribe(query, variables);
    await expect.poll(() => live.errors).toMatchObject([{ extensions: { code } }]);
    await live.stop();
  });

  test('ends when its session does', async () => {
    const session = await logIn(platform.url, ada.email);
    const live = await session.subscribe(MY_UPDATES);
    await session.data('mutation { logOut }');
    await expect.poll(() => live.closed()).toEqual({ code: 4403, reason: 'The session was ended' });
    expect((await session.ask('{ me { id } }')).status).toBe(401);
  });
});

describe('server-sent events', () => {
  test('carry the same subscriptions', async () => {
    const client = createStreamClient({
      url: `${platform.url}/graphql`,
      headers: { authorization: `Bearer ${ada.token}` },
    });
    const events: Update[] = [];
    const reading = (async () => {
      for await (const { data } of client.iterate<Update>({ query: MY_UPDATES })) if (data) events.push(data);
    })();
    await new Promise((resolve) => setTimeout(resolve, 300));
    const { transaction } = await transfer(ada, adaWallet, bobWallet, '1.00');
    await expect
      .poll(() => updatesOf({ events }, transaction?.id).map((update) => update.transaction.status))
      .toEqual(['CREATED', 'SUCCEEDED']);
    client.dispose();
    await reading.catch(() => undefined);
  });
});

describe('what the gateway keeps', () => {
  const LATEST =
    '{ transactions(first: 1) { edges { node { source { name status balance { available { amount } } } } } } }';
  interface Latest {
    transactions: { edges: { node: { source: { name: string; balance: { available: { amount: string } } } } }[] };
  }
  const latest = async (reader: Person) => (await reader.data<Latest>(LATEST)).transactions.edges[0]?.node.source;
  const hits = async () => {
    const metrics = await (await fetch(`${platform.url}/metrics`)).text();
    return Number(
      /^paygraph_entity_cache_lookups_total\{subgraph="wallets",outcome="hit".*\} (\d+)$/m.exec(metrics)?.[1] ?? 0,
    );
  };

  test('is never behind what happened: a name for its owner at once and for others as they hear of it, a balance never', async () => {
    await transfer(ada, adaWallet, bobWallet, '1.00');
    for (const reader of [ada, operator]) await latest(reader);
    const before = await hits();
    const known = await latest(operator);
    expect(await hits()).toBeGreaterThan(before);

    await ada.data('mutation ($id: ID!) { renameWallet(id: $id, name: "Travels") { userErrors { code } } }', {
      id: adaWallet,
    });
    expect(await latest(ada)).toMatchObject({ name: 'Travels' });
    await expect.poll(async () => (await latest(operator))?.name).toBe('Travels');

    await transfer(ada, adaWallet, bobWallet, '1.00');
    const after = await latest(operator);
    expect(Number(known?.balance.available.amount) - Number(after?.balance.available.amount)).toBe(1);
  });
});
