import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Database, openDatabase, startEmbeddedPostgres } from '@paygraph/postgres';
import { freePort } from '@paygraph/testing';
import { type Aftermath, wrongBooks } from '../../e2e/payments/simulation/aftermath.ts';
import { ledger } from '../../subgraphs/ledger/src/subgraph.ts';
import { accounts, holds } from '../../subgraphs/ledger/src/tables.ts';
import { FINDINGS } from '../../subgraphs/ledger/tests/model-invariants.ts';
import { operationBy, settlementOf } from '../../subgraphs/transactions/simulators/provider/operation-store.ts';
import type { ProviderName } from '../../subgraphs/transactions/src/providers/connector.ts';
import { transactions as subgraph } from '../../subgraphs/transactions/src/subgraph.ts';
import {
  conversionQuotes,
  disputes,
  merchantDebts,
  transactions,
  unclaimed,
} from '../../subgraphs/transactions/src/tables.ts';
import type { Chaos, Verdict } from '../chaos.ts';
import { type OutsideProvider, startProviders } from './outside-providers.ts';
import { type Shoppers, startShoppers } from './shoppers.ts';
import { type Surroundings, type Target, transactionsAlone, wholePlatform } from './target.ts';

/** A process lives this long at least after it is ready, and no longer than that much more. */
const LIFE_MIN_MS = 200;
const LIFE_SPREAD_MS = 1_500;
/** In every so many rounds it is killed once more while it recovers. */
const KILLED_TWICE_EVERY = 3;
/** By then everything that was interrupted must be over. */
const SETTLED_WITHIN_MS = 30_000;
const LOOK_EVERY_MS = 100;

/** What is neither over nor waits for a person; a provider at work is no person. */
const UNFINISHED = `step is not null and step not in ('AWAIT_CODE', 'AWAIT_REVIEW', 'AWAIT_CAPTURE')`;

/**
 * Kills what moves money at random moments while people pay, with providers and the database outside, and starts it
 * again each time: the whole platform, or the transactions service while gateway and neighbours go on. Whatever was
 * interrupted must be over 30 seconds later; at the end our books, the providers' books and what people were told must
 * be the same, to the cent.
 */
export const crashPlatform = crash('the whole platform', wholePlatform);
export const crashService = crash('the transactions service', transactionsAlone);

/** Both, one after the other. */
export const crashPayments: Chaos = async (options) => {
  const verdicts: Verdict[] = [];
  for (const chaos of [crashPlatform, crashService]) verdicts.push(await chaos(options));
  return {
    told: verdicts.map(({ told }) => told).join('\n'),
    findings: verdicts.flatMap(({ findings }) => findings),
  };
};

function crash(name: string, open: (surroundings: Surroundings) => Promise<Target>): Chaos {
  return async ({ rounds, progress }) => {
    await using resources = new AsyncDisposableStack();
    const folder = await mkdtemp(join(tmpdir(), 'paygraph-chaos-'));
    resources.defer(() => rm(folder, { recursive: true, force: true }));
    // It is the platform that dies, not the machine: nothing of the database's is lost.
    const server = resources.use(
      await startEmbeddedPostgres({ dataDir: join(folder, 'postgres'), password: 'chaos', durable: false }),
    );
    const port = await freePort();
    const providers = await startProviders(server.url, port, resources);
    const providerVariables = Object.assign({}, ...providers.map(({ variables }) => variables));
    const target = await open({ databaseUrl: server.url, folder, port, providerVariables, resources });
    const { migrationsFolder } = subgraph;
    const database = resources.use(
      await openDatabase({ url: server.url, database: 'paygraph_transactions', migrationsFolder }),
    );

    const shoppers = await startShoppers(target.url);
    const findings: string[] = [];
    let [kills, interrupted, longest_ms] = [0, 0, 0];
    for (let round = 1; round <= rounds; round++) {
      let ids: string[] = [];
      for (let left = round % KILLED_TWICE_EVERY === 0 ? 2 : 1; left > 0; left--) {
        await sleep(LIFE_MIN_MS + Math.random() * LIFE_SPREAD_MS);
        await target.kill();
        kills += 1;
        ids = await unfinished(database);
        interrupted += ids.length;
        await target.restart();
      }
      const settled_ms = await untilSettled(database, ids);
      longest_ms = Math.max(longest_ms, settled_ms);
      progress(
        `${name}, round ${round} of ${rounds}: ${ids.length} interrupted, settled after ${settled_ms} ms; ` +
          `${shoppers.told.size} answers, ${shoppers.retries()} asked again`,
      );
      if (settled_ms > SETTLED_WITHIN_MS) findings.push(`${name}, round ${round}: not settled after ${settled_ms} ms`);
    }
    await shoppers.stop();
    await untilSettled(database, await unfinished(database));

    findings.push(...shoppers.contradictions, ...(await wrongAfter(database, server.url, shoppers, providers)));
    const told =
      `${name}: ${kills} kills, ${shoppers.begun()} transactions, ${interrupted} interrupted; ` +
      `settled at the latest ${longest_ms} ms after the restart`;
    return { told, findings };
  };
}

async function unfinished({ query }: Database): Promise<string[]> {
  const { rows } = await query<{ id: string }>(`select id from transactions where ${UNFINISHED}`);
  return rows.map(({ id }) => id);
}

/** How long it takes until none of these is unfinished. */
async function untilSettled({ query }: Database, ids: readonly string[]): Promise<number> {
  const start_ms = performance.now();
  const took_ms = () => Math.round(performance.now() - start_ms);
  for (; took_ms() < 2 * SETTLED_WITHIN_MS; await sleep(LOOK_EVERY_MS)) {
    const { rowCount } = await query(`select 1 from transactions where id = any($1) and ${UNFINISHED} limit 1`, [ids]);
    if (rowCount === 0) return took_ms();
  }
  return took_ms();
}

async function wrongAfter(
  database: Database,
  url: string,
  shoppers: Shoppers,
  providers: readonly OutsideProvider[],
): Promise<string[]> {
  const { migrationsFolder } = ledger;
  await using books = await openDatabase({ url, database: 'paygraph_ledger', migrationsFolder });
  const { rows: unsound } = await findInBooks(books);
  const aftermath = await readAftermath(database, books, shoppers.walletIds, providers);
  return [...unsound, ...wrongBooks(aftermath), ...forgotten(aftermath, shoppers)];
}

async function findInBooks({ query }: Database): Promise<{ readonly rows: string[] }> {
  const found = await Promise.all(
    Object.entries(FINDINGS).map(async ([name, sql]) => ((await query(sql)).rowCount ? [`ledger: ${name}`] : [])),
  );
  return { rows: found.flat() };
}

async function readAftermath(
  database: Database,
  books: Database,
  walletIds: readonly string[],
  providers: readonly OutsideProvider[],
): Promise<Aftermath> {
  const [rows, disputeRows, quoteRows, debtRows, unclaimedRows, accountRows, holdRows] = await Promise.all([
    database.db.select().from(transactions),
    database.db.select().from(disputes),
    database.db.select().from(conversionQuotes),
    database.db.select().from(merchantDebts),
    database.db.select().from(unclaimed),
    books.db.select().from(accounts),
    books.db.select().from(holds),
  ]);
  const theirs = await Promise.all(
    providers.map(async ({ provider: { name, database: own } }) => {
      const { rows: references } = await own.query<{ reference: string }>('select reference from operations');
      const { rows: days } = await own.query<{ day: string }>('select distinct day::text as day from settlement_lines');
      const operations = await Promise.all(references.map(({ reference }) => operationBy(own, reference)));
      const lines = await Promise.all(days.map(({ day }) => settlementOf(own, day)));
      return [name, { operations: operations.filter((each) => each !== undefined), lines: lines.flat() }] as const;
    }),
  );
  return {
    rows,
    disputes: disputeRows,
    quotes: quoteRows,
    debts: debtRows,
    unclaimed: unclaimedRows,
    early: false,
    accounts: accountRows.map(({ closedAt, ...account }) => ({ ...account, closed: closedAt !== null })),
    holds: holdRows,
    walletIds,
    opening: new Map(),
    providers: Object.fromEntries<Aftermath['providers'][ProviderName]>(theirs) as Aftermath['providers'],
  };
}

/** What people were told and is not so, and what nobody was told of although everybody asked until they were. */
function forgotten({ rows, walletIds }: Aftermath, shoppers: Shoppers): string[] {
  const byId = new Map(rows.map((row) => [row.id, row]));
  const wrong = [...shoppers.told].flatMap(([key, { transactionId, status }]) => {
    if (transactionId === null) return [];
    const row = byId.get(transactionId);
    if (!row) return [`${key}: ${transactionId} was told of, and is not there`];
    const isEnd = status === 'FAILED' || status === 'CANCELED';
    const hasMoved = ['SUCCEEDED', 'PARTIALLY_REFUNDED', 'REFUNDED'].includes(row.status);
    const isWrong = (isEnd && row.status !== status) || (status === 'SUCCEEDED' && !hasMoved);
    return isWrong ? [`${key}: ${transactionId} was told to be ${status}, and is ${row.status}`] : [];
  });
  const ours = rows.filter(({ sourceWalletId, destinationWalletId }) =>
    [sourceWalletId, destinationWalletId].some((id) => id !== null && walletIds.includes(id)),
  );
  if (ours.length !== shoppers.begun()) wrong.push(`${ours.length} transactions, and ${shoppers.begun()} were told of`);
  return wrong;
}
