import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Database, openDatabase, startEmbeddedPostgres } from '@paygraph/postgres';
import { remoteTransport } from '@paygraph/subgraph';
import { startRedis } from '@paygraph/testing/redis-server';
import { ledger } from '../../subgraphs/ledger/src/subgraph.ts';
import { FINDINGS } from '../../subgraphs/ledger/tests/model-invariants.ts';
import type { Chaos } from '../chaos.ts';
import { type Acknowledged, openWallets, startClients } from './clients.ts';
import { ledgerProcess } from './ledger-process.ts';

const CLIENTS = 32;
/** A process lives this long at least, so that it has started to work, and no longer than that much more. */
const LIFE_MIN_MS = 100;
const LIFE_SPREAD_MS = 500;

/**
 * Kills the ledger's process at random moments under load, starts it again each time, and at the end holds what
 * its clients were told against what its database says: nothing acknowledged is lost, nothing is done twice,
 * and the books balance.
 */
export const crashLedger: Chaos = async ({ rounds, progress }) => {
  await using resources = new AsyncDisposableStack();
  const folder = await mkdtemp(join(tmpdir(), 'paygraph-chaos-'));
  resources.defer(() => rm(folder, { recursive: true, force: true }));
  const server = resources.use(await startEmbeddedPostgres({ dataDir: join(folder, 'postgres'), password: 'chaos' }));
  const redis = await startRedis();
  if (!redis) throw new Error('redis-server is needed: a process of its own does not run without it');
  resources.defer(() => redis.stop());
  const actorSecret = randomBytes(32).toString('base64');
  const environment = { databaseUrl: server.url, redisUrl: redis.url, actorSecret };
  const process = resources.use(await ledgerProcess(environment));
  const transport = remoteTransport('ledger', process.url, new TextEncoder().encode(actorSecret));
  resources.defer(() => transport.close());

  await process.start();
  await openWallets(transport);
  const clients = startClients(transport, CLIENTS);
  for (let round = 1; round <= rounds; round++) {
    await sleep(LIFE_MIN_MS + Math.random() * LIFE_SPREAD_MS);
    await process.kill();
    await process.start();
    progress(`killed ${round} of ${rounds}: ${clients.acknowledged.size} answers, ${clients.retries()} asked again`);
  }
  await clients.stop();

  const { migrationsFolder } = ledger;
  await using database = await openDatabase({ url: server.url, database: 'paygraph_ledger', migrationsFolder });
  const findings = [
    ...clients.contradictions,
    ...(await forgotten(database, [...clients.acknowledged.values()])),
    ...(await unasked(database, clients.acknowledged)),
    ...(await wrongBooks(database)),
  ];
  return { told: `${rounds} kills, ${clients.acknowledged.size} operations`, findings };
};

/** What clients were told and the database does not know, or knows otherwise. */
async function forgotten(database: Database, acknowledged: readonly Acknowledged[]): Promise<string[]> {
  const { rows } = await database.query<{ id: string; told: string | null; known: string | null; entries: bigint }>(
    `select a.id, a.refusal told, r.refusal known, (select count(*) from journal_entries e where e.id = a.id) entries
       from unnest($1::text[], $2::text[]) a (id, refusal) left join refusals r using (id)`,
    [acknowledged.map(({ id }) => id), acknowledged.map(({ refusal }) => refusal)],
  );
  const wrong = rows.filter(({ told, known, entries }) => told !== known || entries !== (told === null ? 1n : 0n));
  return wrong.map(
    ({ id, told, known, entries }) => `${id}: told ${told ?? 'done'}, is ${known} in ${entries} entries`,
  );
}

/** Entries that nobody was told of in the end, although everybody asked until they were answered. */
async function unasked(database: Database, acknowledged: ReadonlyMap<string, Acknowledged>): Promise<string[]> {
  const { rows } = await database.query<{ id: string }>('select id from journal_entries');
  return rows.filter(({ id }) => !acknowledged.has(id)).map(({ id }) => `${id} was written, and nobody asked for it`);
}

async function wrongBooks(database: Database): Promise<string[]> {
  const found = await Promise.all(
    Object.entries(FINDINGS).map(async ([name, sql]) => ((await database.query(sql)).rowCount ? [name] : [])),
  );
  return found.flat();
}
