import type { Database } from '@paygraph/postgres';
import { atLeast, atMost, type Benchmark, type BenchmarkOptions } from '../benchmark.ts';
import { type Measured, measure } from '../load.ts';
import { addHistory, openBooks, settle } from './books.ts';
import { bare, classic, ours, type Way } from './ways.ts';
import { HOLDS, ONE_HOT, operationsOf, TEN_HOT, UNIFORM, type Workload } from './workloads.ts';

const HISTORY_ENTRIES = 1_000_000;
const HISTORY_ENTRIES_FULL = 10_000_000;
const P99_MAX_MS = 100;
/** The ways take turns, and of each its best round counts: whatever else the machine does only takes from them. */
const ROUNDS = 3;

interface Row extends Measured {
  readonly way: string;
  readonly workload: string;
  /** Already there before the first round. */
  readonly entries: number;
}

/** How fast the ledger posts, durably, beside the classic way and the fastest that PostgreSQL could. */
export const ledger: Benchmark = async (options) => {
  const { progress, full } = options;
  await using database = await openBooks();
  const rows: Row[] = [];
  const [our, classical, ceiling] = [ours(database), classic(database), bare(database)];
  const take = async (ways: readonly Way[], workload: Workload) => {
    const entries = await countEntries(database);
    const rounds: Row[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      for (const way of ways) {
        const row = { way: way.name, workload: workload.name, entries, ...(await measureWay(options, way, workload)) };
        progress(`${row.way}, ${row.workload}, after ${entries} entries: ${row.rate_per_s}/s, p99 ${row.p99_ms} ms`);
        rounds.push(row);
      }
    }
    rows.push(...ways.map((way) => fastest(rounds.filter((row) => row.way === way.name))));
  };

  await settle(database);
  await take([our, classical, ceiling], UNIFORM);
  await grow(database, options, HISTORY_ENTRIES);
  await take([our, ceiling], UNIFORM);
  for (const workload of [TEN_HOT, ONE_HOT, HOLDS]) await take([our, classical, ceiling], workload);
  if (full) {
    await grow(database, options, HISTORY_ENTRIES_FULL);
    await take([our, ceiling], UNIFORM);
  }

  const rates = (way: Way, workload: Workload) =>
    rows.filter((row) => row.way === way.name && row.workload === workload.name).map(({ rate_per_s }) => rate_per_s);
  const rate = (way: Way, workload: Workload) => rates(way, workload)[0] ?? Number.NaN;
  const [, atMillion = Number.NaN, atTenMillion = Number.NaN] = rates(our, UNIFORM);
  const bars = [
    atLeast('uniform, times the classic way', rate(our, UNIFORM) / rate(classical, UNIFORM), 10),
    atLeast('uniform, share of the ceiling', rate(our, UNIFORM) / rate(ceiling, UNIFORM), 0.5),
    atLeast('10 hot accounts, share of the ceiling', rate(our, TEN_HOT) / rate(ceiling, TEN_HOT), 0.5),
    atLeast('holds and captures, share of the ceiling', rate(our, HOLDS) / rate(ceiling, HOLDS), 0.5),
    atLeast('one hot account, times uniform', rate(our, ONE_HOT) / rate(our, UNIFORM), 1),
    atMost(
      'p99 in ms',
      Math.max(...rows.filter(({ way }) => way === our.name).map(({ p99_ms }) => p99_ms)),
      P99_MAX_MS,
    ),
    ...(full ? [atMost('percent lost from 1 to 10 million entries', 100 * (1 - atTenMillion / atMillion), 20)] : []),
  ];
  return { name: 'ledger', bars, detail: rows.map((row) => ({ ...row })) };
};

function fastest(rows: readonly Row[]): Row {
  return rows.reduce((best, row) => (row.rate_per_s > best.rate_per_s ? row : best));
}

async function measureWay({ duration_s }: BenchmarkOptions, way: Way, workload: Workload): Promise<Measured> {
  const callers = Array.from({ length: way.callers }, () => operationsOf(workload));
  return measure({
    callers: way.callers,
    duration_s,
    call: (caller) => way.write((callers[caller] as () => ReturnType<(typeof callers)[number]>)()),
  });
}

/** Adds history until there are `size` entries or more. */
async function grow(database: Database, { progress }: BenchmarkOptions, size: number): Promise<void> {
  const missing = size - (await countEntries(database));
  if (missing > 0) {
    progress(`adding ${missing} entries`);
    await addHistory(database, missing, (done) => {
      if (done % 1_000_000 === 0) progress(`  ${done / 1_000_000} million`);
    });
  }
  await settle(database);
}

async function countEntries(database: Database): Promise<number> {
  const { rows } = await database.query<{ count: bigint }>('select count(*) from journal_entries');
  return Number(rows[0]?.count ?? 0);
}
