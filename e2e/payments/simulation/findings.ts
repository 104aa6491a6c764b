import { mayBecome } from '../../../subgraphs/transactions/src/status.ts';
import { type Aftermath, feeOf, isOnTop, isOver, isReturned, nameOf, stayed, wrongBooks } from './aftermath.ts';
import type { Told } from './asking.ts';
import { wrongOccurrences } from './occurrences.ts';
import { PROVIDER_NAMES, type World } from './world.ts';

/** Mutations that record a transaction, rather than change one. */
const RECORDING = [
  ...['deposit', 'withdraw', 'transfer', 'pay', 'refund', 'convert', 'openDispute'],
  ...['payout', 'schedule', 'dispute'],
];

/** What must not be, now that the dust has settled. */
export function findings(
  world: World,
  told: readonly Told[],
  { opening, early }: Pick<Aftermath, 'opening' | 'early'>,
): string[] {
  return [
    ...wrongBooks({ ...aftermathOf(world), opening, early }),
    ...wrongStatuses(world),
    ...wrongLimits(world),
    ...wrongAnswers(world, told),
    ...wrongOccurrences(world),
    ...world.books.reused.map((id) => `the ledger was asked for something else under ${id}`),
  ];
}

function aftermathOf({ rows, tables, books, neighbours, providers }: World): Omit<Aftermath, 'opening' | 'early'> {
  const theirs = PROVIDER_NAMES.map((name) => {
    const { lines, operations } = providers[name];
    return [name, { lines: lines(), operations: operations() }];
  });
  return {
    rows: rows(),
    disputes: [...tables.disputes.values()],
    quotes: [...tables.quotes.values()],
    debts: [...tables.debts.values()],
    unclaimed: [...tables.unclaimed.values()],
    accounts: books.accounts(),
    holds: books.holds(),
    walletIds: [...neighbours.wallets.keys()],
    providers: Object.fromEntries(theirs) as Aftermath['providers'],
  };
}

function wrongStatuses({ tables, rows }: World): string[] {
  const last = new Map<string, string>();
  const wrong: string[] = [];
  for (const { id, from, to } of tables.events) {
    if ((last.get(id) ?? null) !== from) wrong.push(`${id} left ${from}, but was ${last.get(id)}`);
    if (from !== null && !mayBecome(from, to)) wrong.push(`${id} became ${to} from ${from}`);
    last.set(id, to);
  }
  return [
    ...wrong,
    ...rows().flatMap((row) =>
      last.get(row.id) === row.status ? [] : [`${nameOf(row)} was told as ${last.get(row.id)}`],
    ),
  ];
}

function wrongLimits({ rows, neighbours }: World): string[] {
  return rows().flatMap((row) => {
    const reservation = neighbours.reservations.get(row.id);
    if (!row.limited || !reservation) return reservation ? [`${nameOf(row)} counts against a limit`] : [];
    const whole = row.minor + (isOnTop(row) ? feeOf(row, row.minor) : 0n);
    const gone = stayed(row) + (isOnTop(row) ? feeOf(row, row.capturedMinor) : 0n);
    const expected = reservation.exceeded ? 0n : isOver(row) ? gone : whole;
    return reservation.kept === expected ? [] : [`${nameOf(row)} counts ${reservation.kept}, and should ${expected}`];
  });
}

function wrongAnswers({ tables, keyTakenAt }: World, told: readonly Told[]): string[] {
  const { transactions: rows, keys } = tables;
  const wrong: string[] = [];
  for (const [key, answers] of Map.groupBy(
    told.filter((each) => each.key !== null),
    (each) => each.key as string,
  )) {
    const known = keys.get(key);
    const ids = new Set(answers.flatMap(({ id }) => id ?? []));
    if (ids.size > 1 || [...ids].some((id) => id !== known?.transactionId))
      wrong.push(`${key} was answered with ${[...ids]}`);
    if (answers.filter(({ id, replayed }) => id && !replayed).length > 1) {
      wrong.push(`${key} was answered twice as new`);
    }
    const takenAt = keyTakenAt.get(key) ?? Number.POSITIVE_INFINITY;
    for (const { problem, lastDoneAt, withCode } of answers) {
      // With a one-time password the answer may be about that; and BUSY asks to try again.
      if (!problem || withCode || problem === 'BUSY') continue;
      if (lastDoneAt > takenAt)
        wrong.push(`${key} was answered with ${problem}, and stands for ${known?.transactionId}`);
    }
  }
  const isKnown = (id: string) => rows.has(id) || tables.batches.has(id) || tables.schedules.has(id);
  for (const { id, status } of told) {
    if (id !== null && !isKnown(id)) wrong.push(`${id} was told of, and is not there`);
    const row = rows.get(id ?? '');
    if (!row || !status) continue;
    const isEnd = status === 'FAILED' || status === 'CANCELED';
    if (isEnd && row.status !== status) wrong.push(`${nameOf(row)} was told to be ${status}`);
    const moved = ['SUCCEEDED', 'REFUNDED', 'PARTIALLY_REFUNDED', 'DISPUTED'];
    if (moved.includes(status) && !moved.includes(row.status) && !isReturned(row))
      wrong.push(`${nameOf(row)} was told to be ${status}`);
  }
  // The key of a line or an occurrence that was refused stands for the batch or the schedule.
  const recording = [...keys].filter(
    ([key, { transactionId: id }]) =>
      RECORDING.includes((JSON.parse(key) as string[])[1] ?? '') &&
      !tables.batches.has(id) &&
      !tables.schedules.has(id),
  );
  if (recording.length !== rows.size) wrong.push(`${recording.length} keys stand for ${rows.size} transactions`);
  return wrong;
}
