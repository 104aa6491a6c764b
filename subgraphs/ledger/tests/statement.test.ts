import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { type ServedSubgraph, serveSubgraph } from '@paygraph/subgraph';
import { ANONYMOUS, type MountedSubgraph, mountSubgraph, person } from '@paygraph/testing';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { openAccounts } from '../src/account-store.ts';
import { postBatch } from '../src/posting-store.ts';
import { statementLinks } from '../src/statement-link.ts';
import { statementRoutes } from '../src/statement-routes.ts';
import { ledger } from '../src/subgraph.ts';
import { fillJournal } from './large-journal.ts';
import { fillBooks } from './random-books.ts';

const run = promisify(execFile);
const schema = fileURLToPath(new URL('../../../../shared/data/statements/camt.053.001.08.xsd', import.meta.url));
const hasJudge =
  existsSync(schema) &&
  (await run('xmllint', ['--version']).then(
    () => true,
    () => false,
  ));
if (!hasJudge)
  console.log('camt.053 is not validated: no xmllint on the PATH, or no schema in ../shared/data/statements.');

const actorSecret = new TextEncoder().encode('the secret of the actors of a test');
const STATEMENT = `query ($representations: [_Any!]!, $range: TimeRange!, $format: StatementFormat!) {
  _entities(representations: $representations) {
    ... on Wallet { statement(range: $range, format: $format) { url format expiresAt } }
  }
}`;
const always = { from: new Date('2020-01-01T00:00:00Z'), to: new Date('2100-01-01T00:00:00Z') };

const wallet = (id: string) => ({ representations: [{ __typename: 'Wallet', id }] });

interface Answer {
  readonly _entities: ({ readonly statement: { url: string; format: string; expiresAt: string } } | null)[];
}

let subgraph: MountedSubgraph;
let served: ServedSubgraph;
let clock_ms = 0;
const now = () => new Date(Date.now() + clock_ms);

beforeAll(async () => {
  subgraph = await mountSubgraph(ledger, {
    secrets: { actorSecret },
    environment: { PUBLIC_URL: 'https://pay.example' },
    now,
  });
  served = await serve(subgraph);
  await fillBooks(subgraph.database, 11, 300);
});
afterAll(async () => {
  await served.close();
  await subgraph[Symbol.asyncDispose]();
});

function serve({ transport, database }: MountedSubgraph): Promise<ServedSubgraph> {
  const routes = statementRoutes({ database, statementLinks: statementLinks(actorSecret), now });
  return serveSubgraph(transport, {
    host: '127.0.0.1',
    port: 0,
    actorSecret,
    checkReady: async () => undefined,
    routes,
  });
}

async function linkTo(id: string, format: 'CSV' | 'CAMT_053', range = always): Promise<string> {
  const variables = { ...wallet(id), format, range: { from: range.from.toISOString(), to: range.to.toISOString() } };
  const { _entities } = await subgraph.data<Answer>(person('usr_ada'), STATEMENT, variables);
  const statement = _entities[0]?.statement;
  expect(statement?.format).toBe(format);
  expect(statement?.url).toMatch(/^https:\/\/pay\.example\/statements\//);
  return (statement?.url ?? '').replace('https://pay.example', served.url);
}

async function download(id: string, format: 'CSV' | 'CAMT_053', range = always) {
  const response = await fetch(await linkTo(id, format, range));
  expect(response.status).toBe(200);
  return response;
}

describe('a statement as CSV', () => {
  test('has every settled line, oldest first, each balance following from the last', async () => {
    const response = await download('wal_ada-USD', 'CSV');
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'text/csv; charset=utf-8; header=present',
      'content-disposition': 'attachment; filename="statement-2020-01-01-2100-01-01.csv"',
      'cache-control': 'private, no-store',
    });
    const [, ...lines] = (await response.text()).trimEnd().split('\r\n');
    let balance = 0;
    for (const line of lines) {
      const [direction, amount, currency, after] = line.split(',').slice(-4);
      balance += (direction === 'CREDIT' ? 1 : -1) * Math.round(Number(amount) * 100);
      expect([currency, Math.round(Number(after) * 100)]).toEqual(['USD', balance]);
    }
    const { rows } = await subgraph.database.query<{ balance: bigint; settled: bigint }>(
      `select credits_posted - debits_posted balance,
              (select count(*) from postings where a.number in (debit_account, credit_account) and kind in ('POST', 'CAPTURE')) settled
         from accounts a where id = 'wal_ada-USD'`,
    );
    expect(rows).toEqual([{ balance: BigInt(balance), settled: BigInt(lines.length) }]);
  });

  test('is as long as the history, and read in pages', async () => {
    await using large = await mountSubgraph(ledger, { secrets: { actorSecret } });
    await fillJournal(large.database, 5_500);
    const server = await serve(large);
    try {
      const query = vi.spyOn(large.database.pool, 'query');
      const { token } = statementLinks(actorSecret).sign({ walletId: 'acc_1', range: always, format: 'CSV' }, now());
      const text = await (await fetch(`${server.url}/statements/${token}`)).text();
      const lines = text.trimEnd().split('\r\n');
      expect(lines).toHaveLength(5_501);
      expect(new Set(lines).size).toBe(5_501);
      expect(query.mock.calls.filter(([sql]) => String(sql).includes('limit 1000'))).toHaveLength(6);
    } finally {
      await server.close();
    }
  });
});

describe('a statement as camt.053', () => {
  async function validate(xml: string): Promise<void> {
    const folder = await mkdtemp(join(tmpdir(), 'paygraph-camt-'));
    try {
      await writeFile(join(folder, 'statement.xml'), xml);
      await run('xmllint', ['--noout', '--nonet', '--schema', schema, join(folder, 'statement.xml')]);
    } finally {
      await rm(folder, { recursive: true });
    }
  }

  test
    .skipIf(!hasJudge)
    .each(['wal_ada-USD', 'wal_bob-JPY', 'wal_ada-KWD', 'wal; of  "Eve": (100%)-USD', 'wal_credit-USD'])(
    'of %s is valid',
    async (id) => {
      const response = await download(id, 'CAMT_053');
      expect(response.headers.get('content-type')).toBe('application/xml; charset=utf-8');
      const xml = await response.text();
      expect(xml).toContain('<Ntry>');
      await validate(xml);
    },
  );

  test.skipIf(!hasJudge)('is valid whatever people write, and when nothing happened', async () => {
    const { database } = subgraph;
    const base = { code: '2000', currency: 'USD', ownerId: 'usr_ada', floorMinor: 0n } as const;
    const odd = `wal_${'x'.repeat(60)}<&>`;
    await openAccounts(
      database,
      [
        { ...base, id: odd, name: ` ${'🥐 & <Sons> '.repeat(20)}` },
        { ...base, id: 'wal_empty', name: '' },
      ],
      new Date(),
    );
    const descriptions = [
      '',
      ' ',
      ']]>',
      '\u0001\u0008\u000b',
      '🥐'.repeat(300),
      '<a>&amp;"\'',
      '\ufffe\uffff',
      'a\r\nb\tc',
    ];
    const results = await postBatch(
      database,
      descriptions.map((description, index) => ({
        kind: 'POST',
        id: `${description.replaceAll(/[\s\p{Cc}]/gu, '')}-${index}-${'y'.repeat(40)}`,
        transactionId: index % 2 ? `<${'z'.repeat(50)}>` : null,
        description,
        metadata: null,
        effectiveAt: null,
        transfers: [{ debitAccountId: 'acc_provider-USD', creditAccountId: odd, currency: 'USD', minor: 10n ** 15n }],
      })),
    );
    expect(results).toEqual(descriptions.map(() => null));
    for (const id of [odd, 'wal_empty']) await validate(await (await download(id, 'CAMT_053')).text());
  });

  test('opens and closes with the balances before and after its range', async () => {
    const { database } = subgraph;
    const { rows } = await database.query<{ at: Date; before: bigint; after: bigint }>(
      `select recorded_at at, lag(posted) over (order by v) before, posted after
         from (select recorded_at, max(v) v, (array_agg(posted order by v desc))[1] posted from (
                 select recorded_at, debit_version v, debit_posted posted from postings p join accounts a on a.number = p.debit_account where a.id = 'wal_ada-USD'
                 union all
                 select recorded_at, credit_version, credit_posted from postings p join accounts a on a.number = p.credit_account where a.id = 'wal_ada-USD') legs
                group by recorded_at) batches order by v offset 3 limit 1`,
    );
    const { at, before, after } = rows[0] ?? { at: new Date(), before: 0n, after: 0n };
    const xml = await (await download('wal_ada-USD', 'CAMT_053', { from: at, to: new Date(at.getTime() + 1) })).text();
    const balanceOf = (code: string) => xml.match(new RegExp(`<Cd>${code}</Cd>.*?<Amt Ccy="USD">([^<]*)<`))?.[1];
    expect([balanceOf('OPBD'), balanceOf('CLBD')]).toEqual(
      [before, after].map((minor) => (Number(minor) / 100).toFixed(2)),
    );
  });
});

describe('the link', () => {
  test('expires', async () => {
    const url = await linkTo('wal_ada-USD', 'CSV');
    clock_ms = 10 * 60_000;
    try {
      expect((await fetch(url)).status).toBe(410);
    } finally {
      clock_ms = 0;
    }
  });

  test('cannot be guessed', async () => {
    for (const path of ['', 'x', 'x.y', '..%2Fgraphql', 'a'.repeat(2_000)]) {
      const response = await fetch(`${served.url}/statements/${path}`);
      expect(response.status).toBe(404);
      expect(response.headers.get('cache-control')).toBe('private, no-store');
    }
  });

  test('is given to the owner and operators only', async () => {
    const variables = {
      ...wallet('wal_ada-USD'),
      format: 'CSV',
      range: { from: '2026-01-01T00:00:00Z', to: '2026-02-01T00:00:00Z' },
    };
    expect((await subgraph.execute(person('usr_op', 'OPERATOR'), STATEMENT, variables)).errors).toBeUndefined();
    for (const actor of [person('usr_eve'), ANONYMOUS]) {
      const { data, errors } = await subgraph.execute(actor, STATEMENT, variables);
      expect(data?._entities).toEqual([null]);
      expect(errors?.[0]?.extensions?.code).toBe('NOT_FOUND');
    }
  });

  test('is not given for a range that ends before it begins', async () => {
    const variables = {
      ...wallet('wal_ada-USD'),
      format: 'CSV',
      range: { from: '2026-02-01T00:00:00Z', to: '2026-02-01T00:00:00Z' },
    };
    const { errors } = await subgraph.execute(person('usr_ada'), STATEMENT, variables);
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', argument: 'range' });
  });
});
