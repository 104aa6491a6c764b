import { type Database, inTransaction } from '@paygraph/postgres';
import { testDatabase } from '@paygraph/testing';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { openAccounts } from '../src/account-store.ts';
import { sealBlock } from '../src/chain.ts';
import { sealNextBlock } from '../src/chain-sealer.ts';
import { entriesBetween, nextBlocks } from '../src/chain-store.ts';
import type { Operation } from '../src/operation.ts';
import { postBatch } from '../src/posting-store.ts';
import { SEALED_LOGS } from '../src/sealed-log.ts';
import { ledger } from '../src/subgraph.ts';
import { type VerifyOptions, verifyChain } from '../src/verify-chain.ts';
import { parseExpectedBlocks, verifyChains } from '../src/verify-command.ts';

const NOW = new Date('2026-03-01T12:00:00.000Z');
const ACCOUNT = { name: 'Test', currency: 'USD', ownerId: null, floorMinor: 0n };

let database: Database;
beforeEach(async () => {
  database = await testDatabase({ migrationsFolder: ledger.migrationsFolder, name: 'chain' });
  await openAccounts(
    database,
    [
      { ...ACCOUNT, id: 'provider', code: '1100' },
      { ...ACCOUNT, id: 'ada', code: '2000' },
    ],
    NOW,
  );
});
afterEach(() => database.close());

const entry = (id: string): Operation => ({
  kind: 'POST',
  id,
  transactionId: null,
  description: 'Test',
  metadata: { order: id },
  effectiveAt: null,
  transfers: [{ debitAccountId: 'provider', creditAccountId: 'ada', currency: 'USD', minor: 100n }],
});
const post = async (...ids: string[]) => {
  expect(await postBatch(database, ids.map(entry))).toEqual(ids.map(() => null));
};
const sealWhatIsFinal = () => sealNextBlock(database, SEALED_LOGS.JOURNAL, NOW);
/** Transactions of other tests on the same server hold sealing up for a moment. */
const seal = () =>
  vi.waitFor(
    async () => {
      const block = await sealWhatIsFinal();
      if (!block) throw new Error('nothing is final yet');
      return block;
    },
    { timeout: 5_000, interval: 10 },
  );
const verify = (options?: VerifyOptions) => verifyChain(database, SEALED_LOGS.JOURNAL, options);

/** As somebody with the keys of the database would, past every trigger. */
const byHand = (sql: string) =>
  inTransaction(database, async (tx) => {
    await tx.query(`set local session_replication_role = 'replica'`);
    const { rowCount } = await tx.query(sql);
    expect(rowCount).toBe(1);
  });

describe('sealing', () => {
  test('puts what was committed into a block, each building on the one before', async () => {
    await post('txn_1', 'txn_2');
    const first = await seal();
    await post('txn_3');
    const second = await seal();
    expect(first).toMatchObject({ number: 1n, entryIds: ['txn_1', 'txn_2'] });
    expect(second).toMatchObject({ number: 2n, entryIds: ['txn_3'], previousHash: first.hash });
    expect(await sealWhatIsFinal()).toBeNull();
    expect(await verify()).toMatchObject({ valid: true, blocks: 2, entries: 3, firstBadEntryId: null });
  });

  test('leaves what a running transaction could still come before, and then keeps to commit order', async () => {
    const open = await database.pool.connect();
    await open.query('begin');
    await open.query('select pg_current_xact_id()');
    await post('txn_1');
    expect(await sealWhatIsFinal()).toBeNull();
    await open.query('commit');
    open.release();
    expect(await seal()).toMatchObject({ entryIds: ['txn_1'] });
  });

  test('goes on while replicas seal at once, without a fork', async () => {
    for (let batch = 0; batch < 5; batch++) {
      await post(`txn_${batch}`);
      await Promise.all([sealWhatIsFinal(), sealWhatIsFinal(), sealWhatIsFinal()]);
    }
    await post('txn_last');
    while (!(await seal()).entryIds.includes('txn_last'));
    expect(await verify()).toMatchObject({ valid: true, entries: 6 });
  });

  test('cannot be changed in the ordinary way', async () => {
    await post('txn_1');
    await seal();
    for (const sql of ['delete from chain_blocks', 'update chain_blocks set sealed_at = now()']) {
      await expect(database.query(sql)).rejects.toThrow('immutable');
    }
  });

  test('verifies a part of the chain', async () => {
    for (const id of ['txn_1', 'txn_2', 'txn_3']) {
      await post(id);
      await seal();
    }
    await byHand(`update journal_entries set description = 'Other' where id = 'txn_1'`);
    expect(await verify({ from: 2n })).toMatchObject({ valid: true, blocks: 2, entries: 2 });
    expect(await verify({ to: 2n })).toMatchObject({ valid: false, blocks: 1, firstBadEntryId: 'txn_1' });
  });
});

const insertedLike = (id: string, set: string) =>
  `insert into journal_entries (id, kind, description, content_hash, effective_at, recorded_at, xid)
   select 'forged', kind, description, content_hash, effective_at, recorded_at, ${set} from journal_entries where id = '${id}'`;
const POSTING_OF_5 = `entry_number = (select number from journal_entries where id = 'txn_5')`;

describe('tampering by hand', () => {
  // Three blocks: 1 and 2, 3 to 6, 7 and 8.
  beforeEach(async () => {
    await post('txn_1', 'txn_2');
    await seal();
    await post('txn_3', 'txn_4', 'txn_5', 'txn_6');
    await seal();
    await post('txn_7', 'txn_8');
    await seal();
  });

  test.each([
    ['an entry altered', `update journal_entries set description = 'Other' where id = 'txn_5'`, 'txn_5'],
    ['metadata altered', `update journal_entries set metadata = '{"order": "x"}' where id = 'txn_5'`, 'txn_5'],
    [
      'a time altered',
      `update journal_entries set effective_at = effective_at - interval '1 microsecond' where id = 'txn_5'`,
      'txn_5',
    ],
    ['a hold named', `update journal_entries set hold_id = 'hold_1' where id = 'txn_5'`, 'txn_5'],
    ['an entry renamed', `update journal_entries set id = 'forged' where id = 'txn_5'`, 'forged'],
    ['an entry deleted', `delete from journal_entries where id = 'txn_5'`, 'txn_5'],
    ['the last entry deleted', `delete from journal_entries where id = 'txn_8'`, 'txn_8'],
    ['an entry slipped in', insertedLike('txn_3', 'xid'), 'forged'],
    ['an entry slipped in before all others', insertedLike('txn_1', `'1'::xid8`), 'forged'],
    ['a posting altered', `update postings set minor = 1 where ${POSTING_OF_5}`, 'txn_5'],
    ['a posting deleted', `delete from postings where ${POSTING_OF_5}`, 'txn_5'],
    [
      'a posting slipped in',
      `insert into postings select entry_number, 1, kind, minor, debit_account, 99, debit_posted, debit_pending,
                                   credit_account, 99, credit_posted, credit_pending, recorded_at
         from postings where ${POSTING_OF_5}`,
      'txn_5',
    ],
    ['an account renamed', `update accounts set id = 'eve' where id = 'ada'`, 'txn_1'],
    ['a block altered', `update chain_blocks set sealed_at = sealed_at - interval '1 day' where number = 2`, 'txn_3'],
    ['a hash altered', `update chain_blocks set hash = sha256('x') where number = 2`, 'txn_3'],
    [
      'the list of a block altered',
      `update chain_blocks set entry_ids = array_replace(entry_ids, 'txn_5', 'x') where number = 2`,
      'txn_5',
    ],
    ['a block deleted', `delete from chain_blocks where number = 2`, 'txn_3'],
    ['the first block deleted', `delete from chain_blocks where number = 1`, 'txn_1'],
  ])('%s is found', async (_, sql, firstBadEntryId) => {
    await byHand(sql);
    expect(await verify()).toMatchObject({ valid: false, firstBadEntryId });
  });

  test('a block made anew is found, for the next one builds on what it was', async () => {
    const [first, second] = await nextBlocks(database, 'JOURNAL', { after: 0n, upTo: 2n }, 2);
    if (!first || !second) throw new Error('two blocks were sealed');
    await byHand(`update journal_entries set description = 'Other' where id = 'txn_5'`);
    const entries = await entriesBetween(database, SEALED_LOGS.JOURNAL, first.last, second.last, 10);
    const remade = sealBlock('JOURNAL', first, entries, second.sealedAt);
    await byHand(
      `update chain_blocks set hash = '\\x${remade.hash.toString('hex')}',
                               entry_hashes = '\\x${remade.entryHashes.toString('hex')}' where number = 2`,
    );
    expect(await verify()).toMatchObject({ valid: false, firstBadEntryId: 'txn_3' });
  });

  test('a chain made anew from some block on holds, but ends in another hash', async () => {
    const before = await verify();
    await byHand(`update journal_entries set description = 'Other' where id = 'txn_8'`);
    await byHand('delete from chain_blocks where number = 3');
    await seal();
    const after = await verify();
    expect(after.valid).toBe(true);
    expect(after.lastBlock?.number).toBe(before.lastBlock?.number);
    expect(after.lastBlock?.hash).not.toEqual(before.lastBlock?.hash);
  });
});

describe('the command', () => {
  const run = async (...expected: string[]) => {
    const lines: string[] = [];
    const valid = await verifyChains(database, parseExpectedBlocks(expected) ?? [], (line) => lines.push(line));
    return { valid, lines };
  };

  test('prints how far each chain holds, and finds again what it printed', async () => {
    await post('txn_1', 'txn_2');
    await seal();
    const first = await run();
    expect(first.valid).toBe(true);
    expect(first.lines).toEqual([
      expect.stringMatching(/^ok {5}JOURNAL: 2 entries in 1 blocks, sealed .*, JOURNAL:1:[0-9a-f]{64}$/),
      'ok     AUDIT: 0 entries in 0 blocks',
    ]);
    const printed = first.lines[0]?.split(' ').at(-1) ?? '';
    await post('txn_3');
    await seal();
    expect((await run(printed)).valid).toBe(true);
    expect((await run(printed.replace(/.$/, (last) => (last === '0' ? '1' : '0')))).valid).toBe(false);
    expect((await run(printed.replace(':1:', ':9:'))).lines.at(-1)).toMatch(/^wrong {2}JOURNAL block 9 is missing/);
  });

  test('names the first entry that was tampered with', async () => {
    await post('txn_1', 'txn_2');
    await seal();
    await byHand(`update journal_entries set description = 'Other' where id = 'txn_2'`);
    const { valid, lines } = await run();
    expect(valid).toBe(false);
    expect(lines[0]).toBe('wrong  JOURNAL: txn_2 is not as it was sealed');
  });

  test('refuses to expect what is no hash of a block', () => {
    expect(parseExpectedBlocks(['JOURNAL:1'])).toBeUndefined();
  });
});
