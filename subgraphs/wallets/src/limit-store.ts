import type { Queryable, Tx } from '@paygraph/postgres';
import type { LimitKind, Limits } from './limits.ts';

/** A wallet whose limits nobody else counts against until the transaction ends. */
export interface LimitedWallet {
  readonly id: string;
  readonly currency: string;
  readonly limits: Limits;
}

export interface Reservation {
  readonly transactionId: string;
  readonly walletId: string;
  /** UTC, such as 2026-01-31. */
  readonly day: string;
  readonly amount: bigint;
  readonly kept: bigint;
  readonly exceeded: LimitKind | null;
}

export interface DayOfWallet {
  readonly walletId: string;
  readonly day: string;
  readonly used: bigint;
}

/** Locks wallets in the order of their ids, so that two batches that meet wait for each other and never deadlock. */
export async function lockLimits(tx: Tx, walletIds: readonly string[]): Promise<Map<string, LimitedWallet>> {
  const { rows } = await tx.query<LimitedWallet & Record<string, unknown>>(
    'select id, currency, limits from wallets where id = any($1) order by id for no key update',
    [walletIds],
  );
  return new Map(rows.map((row) => [row.id, row]));
}

/** Reservations by transaction. What is read here may change until the lock of its wallet is held. */
export async function reservationsOf(tx: Tx, transactionIds: readonly string[]): Promise<Map<string, Reservation>> {
  const { rows } = await tx.query<Reservation & Record<string, unknown>>(
    `select transaction_id "transactionId", wallet_id "walletId", day::text, amount, kept, exceeded
       from limit_reservations where transaction_id = any($1)`,
    [transactionIds],
  );
  return new Map(rows.map((row) => [row.transactionId, row]));
}

/** What counts on every day of the months in which these days are. */
export async function usageInMonths(
  tx: Tx,
  days: readonly Pick<DayOfWallet, 'walletId' | 'day'>[],
): Promise<DayOfWallet[]> {
  const { rows } = await tx.query<DayOfWallet & Record<string, unknown>>(
    `select u.wallet_id "walletId", u.day::text, u.used
       from (select distinct wallet_id, date_trunc('month', day::timestamp)::date first_day
               from unnest($1::text[], $2::date[]) as asked (wallet_id, day)) months
       join limit_usage u on u.wallet_id = months.wallet_id
                         and u.day >= months.first_day and u.day < months.first_day + interval '1 month'`,
    [days.map(({ walletId }) => walletId), days.map(({ day }) => day)],
  );
  return rows;
}

/** Adds reservations of locked wallets, with what they keep. A transaction that has one fails the batch. */
export async function insertReservations(tx: Tx, rows: readonly Reservation[]): Promise<void> {
  await tx.query(
    `insert into limit_reservations (transaction_id, wallet_id, day, amount, kept, exceeded)
     select * from unnest($1::text[], $2::text[], $3::date[], $4::bigint[], $5::bigint[], $6::text[])`,
    [
      rows.map(({ transactionId }) => transactionId),
      rows.map(({ walletId }) => walletId),
      rows.map(({ day }) => day),
      rows.map(({ amount }) => amount),
      rows.map(({ kept }) => kept),
      rows.map(({ exceeded }) => exceeded),
    ],
  );
  await tx.query(
    `insert into limit_usage as u (wallet_id, day, used)
     select wallet_id, day, sum(kept)::bigint from unnest($1::text[], $2::date[], $3::bigint[]) as added (wallet_id, day, kept)
      group by wallet_id, day
     on conflict (wallet_id, day) do update set used = u.used + excluded.used`,
    [rows.map(({ walletId }) => walletId), rows.map(({ day }) => day), rows.map(({ kept }) => kept)],
  );
}

/** Sets what reservations of locked wallets keep; `before` is what they kept until now. */
export async function keep(tx: Tx, changes: readonly { before: Reservation; kept: bigint }[]): Promise<void> {
  await tx.query(
    `update limit_reservations r set kept = change.kept
       from unnest($1::text[], $2::bigint[]) as change (transaction_id, kept)
      where r.transaction_id = change.transaction_id`,
    [changes.map(({ before }) => before.transactionId), changes.map(({ kept }) => kept)],
  );
  // An update, not the insert below: a row that would be inserted with less than nothing is refused even when it conflicts.
  await tx.query(
    `update limit_usage u set used = u.used + change.added
       from (select wallet_id, day, sum(added)::bigint added
               from unnest($1::text[], $2::date[], $3::bigint[]) as changes (wallet_id, day, added)
              group by wallet_id, day) change
      where u.wallet_id = change.wallet_id and u.day = change.day`,
    [
      changes.map(({ before }) => before.walletId),
      changes.map(({ before }) => before.day),
      changes.map(({ before, kept }) => kept - before.kept),
    ],
  );
}

/** Forgets reservations of days before `before`, at most `limit`, the oldest first; the answer is how many. */
export async function deleteReservations({ query }: Pick<Queryable, 'query'>, before: string, limit: number) {
  const { rowCount } = await query(
    `delete from limit_reservations using (
       select transaction_id from limit_reservations where day < $1 order by day limit $2 for update skip locked) old
      where limit_reservations.transaction_id = old.transaction_id`,
    [before, limit],
  );
  return rowCount ?? 0;
}

/** Forgets the sums of days before `before`, at most `limit`, the oldest first; the answer is how many. */
export async function deleteUsage({ query }: Pick<Queryable, 'query'>, before: string, limit: number) {
  const { rowCount } = await query(
    `delete from limit_usage using (
       select wallet_id, day from limit_usage where day < $1 order by day limit $2 for update skip locked) old
      where limit_usage.wallet_id = old.wallet_id and limit_usage.day = old.day`,
    [before, limit],
  );
  return rowCount ?? 0;
}
