import type { Queryable, Tx } from '@paygraph/postgres';
import type { Page } from '@paygraph/subgraph';
import { and, count, desc, eq, inArray, lt, ne, sql } from 'drizzle-orm';
import { walletEvents, wallets } from './tables.ts';
import { evolve, type WalletChange, type WalletState, type WalletStatus } from './wallet.ts';

export type WalletRow = typeof wallets.$inferSelect;
export type WalletEventRow = typeof walletEvents.$inferSelect;

export interface WalletFilter {
  readonly ownerId?: string | null;
  readonly status?: WalletStatus | null;
  readonly currency?: string | null;
}

export async function walletsById({ db }: Queryable, ids: readonly string[]): Promise<Map<string, WalletRow>> {
  const rows = await db
    .select()
    .from(wallets)
    .where(inArray(wallets.id, [...ids]));
  return new Map(rows.map((row) => [row.id, row]));
}

/** Wallets, newest first; one more than the page, when there is one. */
export function listWallets({ db }: Queryable, { limit, after }: Page, filter: WalletFilter): Promise<WalletRow[]> {
  return db
    .select()
    .from(wallets)
    .where(
      and(
        after === undefined ? undefined : lt(wallets.id, after),
        filter.ownerId ? eq(wallets.ownerId, filter.ownerId) : undefined,
        filter.status ? eq(wallets.status, filter.status) : undefined,
        filter.currency ? eq(wallets.currency, filter.currency) : undefined,
      ),
    )
    .orderBy(desc(wallets.id))
    .limit(limit + 1);
}

/**
 * The first wallets of many owners in one query, newest first: at most `limit + 1` of each. A page further
 * on belongs to one owner's key, so it is read with {@link listWallets}.
 */
export async function firstWalletsByOwner(
  database: Queryable,
  ownerIds: readonly string[],
  limit: number,
): Promise<Map<string, WalletRow[]>> {
  const ranked = database.db
    .select({
      id: wallets.id,
      rank: sql<number>`row_number() over (partition by ${wallets.ownerId} order by ${wallets.id} desc)`.as('rank'),
    })
    .from(wallets)
    .where(inArray(wallets.ownerId, [...ownerIds]))
    .as('ranked');
  const rows = await database.db
    .select()
    .from(wallets)
    .where(
      inArray(
        wallets.id,
        database.db
          .select({ id: ranked.id })
          .from(ranked)
          .where(sql`${ranked.rank} <= ${limit + 1}`),
      ),
    )
    .orderBy(desc(wallets.id));
  return Map.groupBy(rows, (row) => row.ownerId);
}

export async function eventsByWallet(
  { db }: Queryable,
  ids: readonly string[],
): Promise<Map<string, WalletEventRow[]>> {
  const rows = await db
    .select()
    .from(walletEvents)
    .where(inArray(walletEvents.walletId, [...ids]))
    .orderBy(walletEvents.walletId, walletEvents.version);
  return Map.groupBy(rows, (row) => row.walletId);
}

/** Open wallets of an owner, counted under a lock that makes others who open one for the same owner wait. */
export async function countOpenWallets(tx: Tx, ownerId: string): Promise<number> {
  await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [ownerId]);
  const [row] = await tx.db
    .select({ open: count() })
    .from(wallets)
    .where(and(eq(wallets.ownerId, ownerId), ne(wallets.status, 'CLOSED')));
  return row?.open ?? 0;
}

export async function insertWallet(
  tx: Tx,
  wallet: Omit<WalletRow, keyof WalletState> & Pick<WalletRow, 'name'>,
): Promise<WalletRow> {
  const change: WalletChange = { type: 'OPENED', name: wallet.name };
  const row = { ...wallet, ...evolve(null, change) };
  await tx.db.insert(wallets).values(row);
  await tx.db.insert(walletEvents).values({ walletId: row.id, version: 1, change, occurredAt: wallet.createdAt });
  return row;
}

/** The wallet, held against other changes until `tx` ends. */
export async function lockWallet(tx: Tx, id: string): Promise<WalletRow | undefined> {
  const [row] = await tx.db.select().from(wallets).where(eq(wallets.id, id)).for('update');
  return row;
}

/** Adds a change to the history of a locked wallet, and brings its state up to date. */
export async function applyChange(tx: Tx, wallet: WalletRow, change: WalletChange, now: Date): Promise<WalletRow> {
  const state = evolve(wallet, change);
  await tx.db.insert(walletEvents).values({ walletId: wallet.id, version: state.version, change, occurredAt: now });
  const { name, status, frozenBy, limits, version } = state;
  const columns: WalletState = { name, status, frozenBy, limits, version };
  await tx.db.update(wallets).set(columns).where(eq(wallets.id, wallet.id));
  return { ...wallet, ...columns };
}
