import { groupCommit } from '@paygraph/batch';
import { ANONYMOUS, type MountedSubgraph, mountSubgraph, person, SERVICE } from '@paygraph/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newMemory } from '../src/memory.ts';
import type { Operation } from '../src/operation.ts';
import { postBatch } from '../src/posting-store.ts';
import { ledger } from '../src/subgraph.ts';

const operator = person('usr_operator', 'OPERATOR');
const usd = (amount: string) => ({ amount, currency: 'USD' });

const OPEN = 'mutation ($inputs: [_OpenAccountInput!]!) { _openAccounts(inputs: $inputs) { id open } }';
const POST = 'mutation ($entries: [_EntryInput!]!) { _postEntries(entries: $entries) { id refusal differs } }';
const CLOSE = 'mutation ($ids: [ID!]!) { _closeAccounts(ids: $ids) { id closed } }';
const BALANCE = `query ($representations: [_Any!]!) {
  _entities(representations: $representations) { ... on Wallet { balance { posted { amount } pending { amount } available { amount } } } }
}`;
const ENTRIES = `query ($representations: [_Any!]!, $first: Int, $after: String) {
  _entities(representations: $representations) { ... on Wallet { entries(first: $first, after: $after) {
    edges { node { amount { amount } direction balanceAfter { amount } transaction { id } } } pageInfo { hasNextPage endCursor }
  } } }
}`;

let subgraph: MountedSubgraph;
beforeAll(async () => {
  subgraph = await mountSubgraph(ledger);
});
afterAll(() => subgraph[Symbol.asyncDispose]());

let serial = 0;
const fresh = (prefix: string) => `${prefix}_${++serial}`;

async function open(account: { id?: string; ownerId?: string | null; code?: string; currency?: string } = {}) {
  const input = { id: fresh('wal'), code: '2000', name: 'Wallet', currency: 'USD', ownerId: 'usr_ada', ...account };
  await subgraph.data(SERVICE, OPEN, { inputs: [input] });
  return input.id;
}
const openProvider = () => open({ id: fresh('acc'), code: '1100', ownerId: null });

const transfer = (debitAccountId: string, creditAccountId: string, amount: string) => ({
  debitAccountId,
  creditAccountId,
  amount: usd(amount),
});
const entry = (...transfers: ReturnType<typeof transfer>[]) => ({
  id: fresh('txn'),
  transactionId: fresh('txn'),
  description: 'Test',
  transfers,
});

async function post(...entries: ReturnType<typeof entry>[]) {
  const { _postEntries } = await subgraph.data<{ _postEntries: { refusal: string | null }[] }>(SERVICE, POST, {
    entries,
  });
  return _postEntries.map(({ refusal }) => refusal);
}
async function available(walletId: string) {
  const { _entities } = await subgraph.data<{ _entities: { balance: { available: { amount: string } } }[] }>(
    SERVICE,
    BALANCE,
    {
      representations: [{ __typename: 'Wallet', id: walletId }],
    },
  );
  return _entities[0]?.balance.available.amount;
}

describe('posting', () => {
  test('moves money and shows it on the statement with the balance after each line', async () => {
    const [provider, ada, bob] = [await openProvider(), await open(), await open()];
    expect(await post(entry(transfer(provider, ada, '50.00')), entry(transfer(ada, bob, '20.00')))).toEqual([
      null,
      null,
    ]);
    expect(await available(ada)).toBe('30.00');
    const { _entities } = await subgraph.data<{ _entities: unknown[] }>(person('usr_ada'), ENTRIES, {
      representations: [{ __typename: 'Wallet', id: ada }],
      first: 10,
    });
    expect(_entities).toMatchObject([
      {
        entries: {
          edges: [
            { node: { amount: { amount: '20.00' }, direction: 'DEBIT', balanceAfter: { amount: '30.00' } } },
            { node: { amount: { amount: '50.00' }, direction: 'CREDIT', balanceAfter: { amount: '50.00' } } },
          ],
          pageInfo: { hasNextPage: false },
        },
      },
    ]);
  });

  test('never takes a customer below zero, and a refusal stays a refusal', async () => {
    const [provider, ada, bob] = [await openProvider(), await open(), await open()];
    const early = entry(transfer(ada, bob, '1.00'));
    expect(await post(early)).toEqual(['INSUFFICIENT_FUNDS']);
    await post(entry(transfer(provider, ada, '5.00')));
    expect(await post(early)).toEqual(['INSUFFICIENT_FUNDS']);
    expect(await available(ada)).toBe('5.00');
  });

  test('posts an id once, whatever happens at the same time', async () => {
    const [provider, ada] = [await openProvider(), await open()];
    const once = entry(transfer(provider, ada, '7.00'));
    const results = await Promise.all(Array.from({ length: 50 }, () => post(once)));
    expect(results.flat()).toEqual(Array(50).fill(null));
    expect(await available(ada)).toBe('7.00');
    expect(await post({ ...once, transfers: [transfer(provider, ada, '8.00')] })).toEqual(['ID_REUSED']);
  });

  test('tells in which field an id was used otherwise, whether it was posted or refused', async () => {
    const [provider, ada] = [await openProvider(), await open()];
    const [posted, refused] = [entry(transfer(provider, ada, '7.00')), entry(transfer(ada, provider, '9.00'))];
    expect(await post(posted, refused)).toEqual([null, 'INSUFFICIENT_FUNDS']);
    const entries = [
      { ...posted, transfers: [transfer(provider, ada, '8.00')] },
      { ...posted, effectiveAt: '2026-01-01T00:00:00Z' },
      { ...refused, transfers: [transfer(ada, 'wal_other', '9.00')] },
      { ...refused, metadata: { order: 1 } },
      refused,
    ];
    expect(await subgraph.data(SERVICE, POST, { entries })).toMatchObject({
      _postEntries: [
        { refusal: 'ID_REUSED', differs: 'AMOUNT' },
        { refusal: 'ID_REUSED', differs: 'EFFECTIVE_AT' },
        { refusal: 'ID_REUSED', differs: 'CREDIT_ACCOUNT_ID' },
        { refusal: 'ID_REUSED', differs: 'METADATA' },
        { refusal: 'INSUFFICIENT_FUNDS', differs: null },
      ],
    });
  });

  test('gives the exact result for 1,000 concurrent transfers on one hot account', async () => {
    const [provider, hot] = [await openProvider(), await open()];
    const others = await Promise.all(Array.from({ length: 10 }, () => open()));
    await post(entry(transfer(provider, hot, '1000.00')));
    const results = await Promise.all(
      Array.from({ length: 1_000 }, (_, index) => post(entry(transfer(hot, others[index % 10] ?? '', '1.00')))),
    );
    expect(results.flat().every((refusal) => refusal === null)).toBe(true);
    expect(await available(hot)).toBe('0.00');
    expect(await post(entry(transfer(hot, others[0] ?? '', '0.01')))).toEqual(['INSUFFICIENT_FUNDS']);
  });

  test('two replicas that post opposite transfers between the same accounts never deadlock', async () => {
    const [provider, ada, bob] = [await openProvider(), await open(), await open()];
    await post(entry(transfer(provider, ada, '100.00')), entry(transfer(provider, bob, '100.00')));
    const replicas = [newMemory(), newMemory()].map((memory) =>
      groupCommit((operations: readonly Operation[]) => postBatch(subgraph.database, operations, memory)),
    );
    const requests = Array.from({ length: 200 }, (_, index): Operation => {
      const [debitAccountId, creditAccountId] = index % 2 ? [ada, bob] : [bob, ada];
      return {
        kind: 'POST',
        id: fresh('txn'),
        transactionId: null,
        description: '',
        metadata: null,
        effectiveAt: null,
        transfers: [{ debitAccountId, creditAccountId, currency: 'USD', minor: 1n }],
      };
    });
    const results = await Promise.all(requests.map((request, index) => replicas[index % 2]?.(request)));
    expect(results.every((refusal) => refusal === null)).toBe(true);
    expect([await available(ada), await available(bob)]).toEqual(['100.00', '100.00']);
  });

  test('posts what stands beside an entry that cannot be written', async () => {
    const [provider, ada] = [await openProvider(), await open()];
    const good = () => entry(transfer(provider, ada, '1.00'));
    const bad = { ...good(), description: 'a\0b' };
    expect(await post(good(), bad, good())).toEqual([null, 'MALFORMED_TEXT', null]);
    expect(await available(ada)).toBe('2.00');
  });

  test.each([
    ['an unknown account', () => transfer('nobody', 'wal_1', '1.00'), 'ACCOUNT_NOT_FOUND'],
    ['a malformed amount', () => transfer('wal_1', 'wal_2', '1.001'), 'MALFORMED_AMOUNT'],
    ['a negative amount', () => transfer('wal_1', 'wal_2', '-1.00'), 'MALFORMED_AMOUNT'],
  ])('refuses %s and writes nothing', async (_, leg, refusal) => {
    const count = async () =>
      (await subgraph.database.query<{ n: bigint }>('select count(*) n from postings')).rows[0]?.n;
    const before = await count();
    expect(await post(entry(leg()))).toEqual([refusal]);
    expect(await count()).toBe(before);
  });
});

describe('the database itself', () => {
  test('refuses to change or delete what was posted', async () => {
    const [provider, ada] = [await openProvider(), await open()];
    await post(entry(transfer(provider, ada, '1.00')));
    for (const sql of [
      'update postings set minor = 2',
      'delete from postings',
      'update journal_entries set description = $$x$$',
    ]) {
      await expect(subgraph.database.query(sql)).rejects.toThrow('immutable');
    }
  });

  test('refuses a customer account below zero, whoever asks', async () => {
    const ada = await open();
    await expect(subgraph.database.query('update accounts set debits_posted = 1 where id = $1', [ada])).rejects.toThrow(
      'accounts_constraint_held',
    );
  });
});

describe('closing an account', () => {
  test('happens at zero only, and lets nothing in afterwards', async () => {
    const [provider, ada] = [await openProvider(), await open()];
    await post(entry(transfer(provider, ada, '1.00')));
    expect(await subgraph.data(SERVICE, CLOSE, { ids: [ada] })).toEqual({
      _closeAccounts: [{ id: ada, closed: false }],
    });
    await post(entry(transfer(ada, provider, '1.00')));
    expect(await subgraph.data(SERVICE, CLOSE, { ids: [ada] })).toEqual({
      _closeAccounts: [{ id: ada, closed: true }],
    });
    expect(await post(entry(transfer(provider, ada, '1.00')))).toEqual(['ACCOUNT_CLOSED']);
  });
});

interface StatementPage {
  entries: { edges: { node: { amount: { amount: string } } }[]; pageInfo: { hasNextPage: boolean; endCursor: string } };
}

describe('reading', () => {
  test('opens an account once, and says when it is another', async () => {
    const id = await open();
    const input = { id, code: '2000', name: 'Wallet', currency: 'USD', ownerId: 'usr_ada' };
    const result = await subgraph.data(SERVICE, OPEN, { inputs: [input, { ...input, currency: 'EUR' }] });
    expect(result).toEqual({
      _openAccounts: [
        { id, open: true },
        { id, open: false },
      ],
    });
  });

  test('pages through a statement without gaps or repeats', async () => {
    const [provider, ada] = [await openProvider(), await open()];
    for (const amount of ['1.00', '2.00', '3.00', '4.00', '5.00']) await post(entry(transfer(provider, ada, amount)));
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const page: StatementPage['entries'] | undefined = (
        await subgraph.data<{ _entities: StatementPage[] }>(person('usr_ada'), ENTRIES, {
          representations: [{ __typename: 'Wallet', id: ada }],
          first: 2,
          after,
        })
      )._entities[0]?.entries;
      seen.push(...(page?.edges.map(({ node }) => node.amount.amount) ?? []));
      after = page?.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
    } while (after !== null);
    expect(seen).toEqual(['5.00', '4.00', '3.00', '2.00', '1.00']);
  });

  test('shows a balance to its owner and operators, and to nobody else', async () => {
    const ada = await open();
    const variables = { representations: [{ __typename: 'Wallet', id: ada }] };
    expect((await subgraph.execute(person('usr_ada'), BALANCE, variables)).errors).toBeUndefined();
    expect((await subgraph.execute(operator, BALANCE, variables)).errors).toBeUndefined();
    for (const actor of [person('usr_eve'), ANONYMOUS]) {
      const { data, errors } = await subgraph.execute(actor, BALANCE, variables);
      expect(data?._entities).toEqual([null]);
      expect(errors?.[0]?.extensions?.code).toBe('NOT_FOUND');
    }
  });

  test('keeps the books for operators', async () => {
    const query =
      '{ trialBalance { balanced lines { currency debits credits balanced } } journal(first: 1) { edges { node { id transfers { amount { amount } debitAccount { id code balance { posted { amount } } } } } } } accounts(code: "1100", first: 1) { edges { node { id normalSide } } } }';
    const { data, errors } = await subgraph.execute(operator, query);
    expect(errors).toBeUndefined();
    expect(data).toMatchObject({
      trialBalance: { balanced: true },
      accounts: { edges: [{ node: { normalSide: 'DEBIT' } }] },
    });
    const past = await subgraph.data(
      operator,
      '{ trialBalance(at: "2000-01-01T00:00:00Z") { balanced lines { currency } } }',
    );
    expect(past).toEqual({ trialBalance: { balanced: true, lines: [] } });
    expect((await subgraph.execute(person('usr_ada'), query)).errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
    expect((await subgraph.execute(ANONYMOUS, query)).errors?.[0]?.extensions?.code).toBe('UNAUTHENTICATED');
  });

  test.each([
    ['{ accounts(first: 1000) { edges { cursor } } }'],
    ['{ accounts(first: 0) { edges { cursor } } }'],
    ['{ journal(after: "bm90IG91cnM") { edges { cursor } } }'],
  ])('refuses %s', async (query) => {
    expect((await subgraph.execute(operator, query)).errors?.[0]?.extensions?.code).toBe('BAD_USER_INPUT');
  });
});

test('internal operations are for the platform only', async () => {
  for (const actor of [operator, person('usr_ada'), ANONYMOUS]) {
    const { errors } = await subgraph.execute(actor, POST, { entries: [] });
    expect(errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
  }
});
