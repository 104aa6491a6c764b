import { person } from '@paygraph/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { review } from '../src/commands.ts';
import type { Context } from '../src/context.ts';
import { createContext } from '../src/context.ts';
import type { CountedBatch } from '../src/payouts/payout-batch.ts';
import { openPayoutBook } from '../src/payouts/payout-book.ts';
import { payoutResolvers } from '../src/payouts/payout-resolvers.ts';
import { listLines } from '../src/payouts/payout-store.ts';
import { type PayoutBatchInput, submitPayouts } from '../src/payouts/payout-submit.ts';
import { payOutDue, startPayoutWorker } from '../src/payouts/payout-worker.ts';
import type { MovementWallet } from '../src/peers.ts';
import { workerQueues } from '../src/queue-store.ts';
import { mountGraphql } from './mounted-graphql.ts';
import { mountTransactions } from './mounted-transactions.ts';

const ada = person('usr_ada');
const operator = person('usr_op', 'OPERATOR');

let world: Awaited<ReturnType<typeof mountTransactions>>;
beforeAll(async () => {
  world = await mountTransactions();
});
afterAll(() => world[Symbol.asyncDispose]());

let serial = 0;
const usd = (amount: string) => ({ amount, currency: 'USD' });

function wallet(over: Partial<MovementWallet> = {}, funds = 0n) {
  const id = `wal_${++serial}`;
  const base = { id, ownerId: 'usr_bob', currency: 'USD', type: 'PERSONAL', status: 'ACTIVE', limited: false } as const;
  world.wallets.set(id, { ...base, ...over });
  world.books.fund(id, funds);
  return id;
}
const payer = (funds = 100_000n) => wallet({ ownerId: 'usr_ada', type: 'MERCHANT' }, funds);
const line = (toWalletId = wallet(), amount = '1.00', description?: string) => ({
  toWalletId,
  amount: usd(amount),
  description,
});

async function submit(over: Partial<PayoutBatchInput> = {}, by = ada): Promise<CountedBatch> {
  const input = { fromWalletId: payer(), idempotencyKey: `key_${++serial}`, ...over };
  const submitted = await submitPayouts(world.deps, by, 'file' in input ? input : { lines: [line()], ...input });
  if (!('batch' in submitted)) throw new Error(JSON.stringify(submitted));
  return submitted.batch;
}
async function refusal(over: Partial<PayoutBatchInput>, by = ada) {
  const submitted = await submitPayouts(world.deps, by, {
    fromWalletId: payer(),
    idempotencyKey: `key_${++serial}`,
    ...over,
  });
  return 'batch' in submitted ? [] : submitted.map(({ code }) => code);
}
const as = (actor: Context['actor']) => createContext(world.deps, actor);
const resolvers = () => payoutResolvers(world.deps, () => {});
const batchOf = (id: string, actor = ada) =>
  (resolvers().Query.payoutBatch as (_: object, args: object, context: Context) => Promise<CountedBatch>)(
    {},
    { id },
    as(actor),
  );
const progressOf = (batchId: string, actor = ada) => {
  const { subscribe } = resolvers().Subscription.payoutProgress as {
    subscribe: (_: object, args: object, context: Context) => Promise<AsyncIterableIterator<CountedBatch>>;
  };
  return subscribe({}, { batchId }, as(actor));
};
const linesOf = (batch: CountedBatch) => listLines(world.database, { limit: 100, after: undefined }, batch, null);

async function payOutAll(deps = world.deps) {
  while ((await payOutDue(deps)) > 0);
}
const rowsOf = async () =>
  (
    await world.database.query<{ n: bigint }>(
      'select (select count(*) from payout_batches) + (select count(*) from payout_lines) + (select count(*) from outbox) + (select count(*) from idempotency_keys) n',
    )
  ).rows[0]?.n;

describe('a batch of payouts', () => {
  test('pays each line by a transaction of its own, in the name of who submitted it', async () => {
    const [bob, eve] = [wallet(), wallet()];
    const file = `to_wallet_id,amount,reference\n${bob},10.00,INV-1\n${eve},2.50,INV-2\n`;
    const batch = await submit({ file });
    expect(batch).toMatchObject({ status: 'PROCESSING', lineCount: 2, minor: 1250n });
    await payOutAll();
    const [first] = await linesOf(batch);
    expect(first).toMatchObject({ number: 1, status: 'SUCCEEDED', reference: 'INV-1' });
    expect(await world.deps.store.byId(first?.transactionId ?? '')).toMatchObject({
      type: 'PAYOUT',
      status: 'SUCCEEDED',
      parentId: batch.id,
      initiatorId: 'usr_ada',
      metadata: { line: 1, reference: 'INV-1' },
    });
    expect([world.books.balance(bob), world.books.balance(eve)]).toEqual([1000n, 250n]);
    expect(await batchOf(batch.id)).toMatchObject({
      status: 'COMPLETED',
      succeeded: 2,
      failed: 0,
      succeededMinor: 1250n,
    });
    const { rows } = await world.database.query<{ id: string }>(
      `select distinct actor->>'id' id from outbox where subject = $1 and type = 'transaction.created'`,
      [first?.transactionId],
    );
    expect(rows).toEqual([{ id: 'usr_ada' }]);
  });

  test('lets no line touch another', async () => {
    const frozen = wallet({ status: 'FROZEN' });
    world.risk.set('suspicious', 'BLOCK');
    const batch = await submit({
      fromWalletId: payer(500n),
      lines: [
        line(wallet(), '3.00'),
        line('wal_unknown'),
        line(frozen),
        line(wallet(), '9.00'),
        line(wallet(), '1.00', 'suspicious'),
        line(wallet({ currency: 'EUR' })),
        line(wallet(), '2.00'),
      ],
    });
    await payOutAll();
    const lines = await linesOf(batch);
    expect(lines.map(({ status, refusal: why, failureCode }) => [status, why ?? failureCode])).toEqual([
      ['SUCCEEDED', null],
      ['FAILED', 'DESTINATION_NOT_FOUND'],
      ['FAILED', 'WALLET_FROZEN'],
      ['FAILED', 'INSUFFICIENT_FUNDS'],
      ['FAILED', 'BLOCKED'],
      ['FAILED', 'CURRENCY_MISMATCH'],
      ['SUCCEEDED', null],
    ]);
    expect(await batchOf(batch.id)).toMatchObject({ status: 'COMPLETED', succeeded: 2, failed: 5, failedMinor: 1300n });
  });

  test.each(['CHALLENGE', 'REVIEW'] as const)('that risk answers with %s waits for a person', async (decision) => {
    world.risk.set(`wants ${decision}`, decision);
    const batch = await submit({ lines: [line(wallet(), '1.00', `wants ${decision}`), line()] });
    await payOutAll();
    expect(await batchOf(batch.id)).toMatchObject({ status: 'PROCESSING', succeeded: 1, inReview: 1 });
    const [waiting] = await linesOf(batch);
    await review(world.deps, operator, { id: waiting?.transactionId ?? '', approved: true, note: 'seen' });
    await payOutDue(world.deps);
    expect(await batchOf(batch.id)).toMatchObject({ status: 'COMPLETED', succeeded: 2, inReview: 0 });
  });

  test('whose review is forgotten completes with a line that failed', async () => {
    world.risk.set('forgotten', 'REVIEW');
    const batch = await submit({ lines: [line(wallet(), '1.00', 'forgotten')] });
    await payOutAll();
    world.wait(4 * 86_400_000);
    await world.settle();
    await payOutDue(world.deps);
    expect(await batchOf(batch.id)).toMatchObject({ status: 'COMPLETED', failed: 1 });
  });

  test.each<[string, () => Partial<PayoutBatchInput>, string[]]>([
    ['somebody else’s wallet', () => ({ fromWalletId: wallet(), lines: [line()] }), ['SOURCE_NOT_FOUND']],
    [
      'a frozen wallet',
      () => ({ fromWalletId: wallet({ ownerId: 'usr_ada', status: 'FROZEN' }), lines: [line()] }),
      ['WALLET_FROZEN'],
    ],
    [
      'malformed lines',
      () => ({ lines: [line(), line(wallet(), '0'), line(wallet(), 'x')] }),
      ['AMOUNT_NOT_POSITIVE', 'MALFORMED_AMOUNT'],
    ],
    ['an empty key', () => ({ lines: [line()], idempotencyKey: '' }), ['IDEMPOTENCY_KEY_INVALID']],
  ])('from %s is refused, and nothing is written', async (_, over, codes) => {
    const input = over();
    const before = await rowsOf();
    expect(await refusal(input)).toEqual(codes);
    expect(await rowsOf()).toBe(before);
  });

  test('is submitted once under one key by 50 calls at once', async () => {
    const lines = [line(), line()];
    const input = { fromWalletId: payer(), idempotencyKey: `key_${++serial}`, lines };
    const batches = await Promise.all(Array.from({ length: 50 }, () => submit(input)));
    expect(new Set(batches.map(({ id }) => id)).size).toBe(1);
    await payOutAll();
    expect(world.books.balance(input.fromWalletId)).toBe(99_800n);
    expect(await submit(input)).toMatchObject({ status: 'COMPLETED', succeeded: 2 });
    expect(await refusal({ ...input, lines: [line()] })).toEqual(['IDEMPOTENCY_KEY_REUSED']);
  });

  test('is paid once by two workers, and by workers that die at any point', async () => {
    const to = wallet();
    const batch = await submit({ lines: Array.from({ length: 450 }, () => line(to, '0.10')) });
    // Dies after the money moved and before the line says so; later ones before they begin.
    world.outages.push(
      ...Array.from({ length: 40 }, () => 'after post' as const),
      ...Array.from({ length: 40 }, () => 'wallet' as const),
    );
    const killed = { ...world.deps.publisher, commit: () => Promise.reject(new Error('killed')) };
    const dying = { ...world.deps, payouts: openPayoutBook(world.database, killed) };
    await expect(payOutDue(dying)).rejects.toThrow('killed');
    await Promise.all([payOutAll(), payOutAll()]);
    for (let round = 0; round < 8; round++) {
      world.wait(30_000 * 2 ** Math.min(round, 4));
      await world.settle();
      await Promise.all([payOutAll(), payOutAll()]);
    }
    expect(await batchOf(batch.id)).toMatchObject({ status: 'COMPLETED', succeeded: 450 });
    expect(world.books.balance(to)).toBe(4_500n);
    const { rows } = await world.database.query<{ n: bigint }>(
      'select count(*) n from transactions where parent_id = $1',
      [batch.id],
    );
    expect(rows).toEqual([{ n: 450n }]);
    const told = await world.database.query('select 1 from outbox where subject = $1 and type = $2', [
      batch.id,
      'payout.completed',
    ]);
    expect(told.rowCount).toBe(1);
  });

  test('is seen by who submitted it and by operators', async () => {
    const { id } = await submit();
    expect((await batchOf(id, operator)).id).toBe(id);
    await expect(batchOf(id, person('usr_bob'))).rejects.toThrow('not found');
    await expect(progressOf(id, person('usr_bob'))).rejects.toThrow('not found');
    await expect(batchOf('pob_unknown')).rejects.toThrow('not found');
  });

  test('lists its lines by page and by status', async () => {
    const batch = await submit({ lines: [line(), line('wal_unknown'), line(), line('wal_unknown')] });
    await payOutAll();
    const failed = await listLines(world.database, { limit: 1, after: '2' }, batch, ['FAILED']);
    expect(failed.map(({ number }) => number)).toEqual([4]);
    expect((await listLines(world.database, { limit: 2, after: undefined }, batch, null)).length).toBe(3);
  });

  test('shows in the queues what has not begun', async () => {
    await payOutAll();
    const batch = await submit({ lines: [line(), line(), line()] });
    const queues = await workerQueues(world.database, world.deps.now());
    expect(queues.find(({ name }) => name === 'PAYOUTS')).toMatchObject({ depth: 3, deadLetters: 0 });
    await payOutAll();
    expect((await batchOf(batch.id)).status).toBe('COMPLETED');
  });
});

describe('progress of a batch', () => {
  test('comes as it happens, never goes back, and ends with the batch', async () => {
    const batch = await submit({
      fromWalletId: payer(10_000_000n),
      lines: Array.from({ length: 1_000 }, () => line()),
    });
    const seen: CountedBatch[] = [];
    const stream = await progressOf(batch.id);
    const worker = startPayoutWorker(world.deps);
    for await (const each of stream) seen.push(each);
    await worker.stop();
    expect(seen[0]).toMatchObject({ succeeded: 0, status: 'PROCESSING' });
    expect(seen.at(-1)).toMatchObject({ succeeded: 1_000, status: 'COMPLETED', completedAt: expect.any(Date) });
    expect(seen.length).toBeGreaterThan(3);
    const counts = seen.map(({ succeeded }) => succeeded);
    expect(counts).toEqual(counts.toSorted((a, b) => a - b));
    expect(await Array.fromAsync(await progressOf(batch.id))).toMatchObject([
      { status: 'COMPLETED', succeeded: 1_000 },
    ]);
  });
});

test('the API submits a file, names malformed lines, and lists lines by page', async () => {
  await using api = await mountGraphql(world.deps);
  const SUBMIT = `mutation ($input: PayoutBatchInput!) { submitPayouts(input: $input) {
    batch { id status total pending amount { amount currency } submittedBy { id } } userErrors { code message field } } }`;
  const given = { fromWalletId: payer(), idempotencyKey: `key_${++serial}` };
  const file = `to_wallet_id,amount\n${wallet()},1.25\nwal_unknown,2\n`;
  const malformed = await api.execute(ada, SUBMIT, { input: { ...given, file: `${file}wal_x,-1\n` } });
  expect(malformed.data).toMatchObject({
    submitPayouts: { batch: null, userErrors: [{ code: 'AMOUNT_NOT_POSITIVE', field: ['input', 'file'] }] },
  });
  const { data } = await api.execute(ada, SUBMIT, { input: { ...given, file } });
  const { batch } = (data as { submitPayouts: { batch: { id: string } } }).submitPayouts;
  expect(batch).toMatchObject({ total: 2, pending: 2, amount: { amount: '3.25' }, submittedBy: { id: 'usr_ada' } });
  await payOutAll();
  const LINES = `query ($id: ID!) { payoutBatch(id: $id) { status succeeded failed failedAmount { amount }
    lines(first: 1, statuses: [FAILED]) { pageInfo { hasNextPage }
      edges { node { number status transaction { id } failure { code message } } } } } }`;
  const after = await api.execute(ada, LINES, { id: batch.id });
  const failure = { code: 'DESTINATION_NOT_FOUND', message: 'There is no such wallet' };
  expect(after.data).toEqual({
    payoutBatch: {
      ...{ status: 'COMPLETED', succeeded: 1, failed: 1, failedAmount: { amount: '2.00' } },
      lines: {
        pageInfo: { hasNextPage: false },
        edges: [{ node: { number: 2, status: 'FAILED', transaction: null, failure } }],
      },
    },
  });
  expect(api.faults).toEqual([]);
});

test('a line shows its batch to who submitted it and to operators, and never to who is paid', async () => {
  await using api = await mountGraphql(world.deps);
  const batches: CountedBatch[] = [];
  for (const lines of [[line(), line()], [line()]]) {
    batches.push(await submit({ lines }));
    await payOutAll();
  }
  const LISTED = `{ transactions(first: 3, filter: { types: [PAYOUT] }) {
    edges { node { id payoutBatch { id total succeeded } schedule { id } } } } }`;
  const lines = async (actor: typeof ada) => {
    const { data } = await api.execute(actor, LISTED);
    return (data as { transactions: { edges: { node: object }[] } }).transactions.edges.map(({ node }) => node);
  };
  const shown = batches.toReversed().flatMap(({ id, lineCount }) =>
    Array.from({ length: lineCount }, () => ({
      ...{ id: expect.any(String), schedule: null },
      payoutBatch: { id, total: lineCount, succeeded: lineCount },
    })),
  );
  expect(await lines(ada)).toEqual(shown);
  expect(await lines(operator)).toEqual(shown);
  expect(await lines(person('usr_bob'))).toEqual(shown.map((each) => ({ ...each, payoutBatch: null })));
  expect(api.faults).toEqual([]);
});

test('10,000 lines are paid in seconds', async () => {
  const to = Array.from({ length: 50 }, () => wallet());
  const file = ['to_wallet_id,amount', ...Array.from({ length: 10_000 }, (_, index) => `${to[index % 50]},0.01`)].join(
    '\n',
  );
  const batch = await submit({ file });
  await payOutAll();
  expect(await batchOf(batch.id)).toMatchObject({ status: 'COMPLETED', succeeded: 10_000 });
  expect(world.books.balance(batch.sourceWalletId)).toBe(90_000n);
});
