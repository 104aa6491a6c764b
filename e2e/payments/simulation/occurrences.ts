import type { ScheduleRow } from '../../../subgraphs/transactions/src/schedules/schedule.ts';
import type { TransactionRow } from '../../../subgraphs/transactions/src/transaction.ts';
import { keyText } from '../../../subgraphs/transactions/tests/memory-tables.ts';
import { isOver } from './aftermath.ts';
import type { World } from './world.ts';

const INTERVALS_MS: Readonly<Record<string, number>> = { MINUTELY: 60_000, HOURLY: 3_600_000, DAILY: 86_400_000 };

/** An occurrence that is due may still be on its way, and a clock that is fast may have made one too soon. */
const LAG_MAX_MS = 5 * 60_000;

/** Lines of batches and occurrences of schedules that were made twice, not at all, or not as they say. */
export function wrongOccurrences(world: World): string[] {
  const made = Map.groupBy(
    world.rows().filter(({ type, parentId }) => type === 'PAYOUT' || (type === 'TRANSFER' && parentId !== null)),
    ({ parentId }) => parentId,
  );
  return [
    ...[...world.tables.batches.keys()].flatMap((id) => wrongBatch(world, id, made.get(id) ?? [])),
    ...[...world.tables.schedules.values()].flatMap((row) => wrongSchedule(world, row, made.get(row.id) ?? [])),
  ];
}

function wrongBatch({ tables }: World, id: string, made: readonly TransactionRow[]): string[] {
  const batch = tables.batches.get(id);
  const lines = [...tables.lines.values()].filter(({ batchId }) => batchId === id);
  const known = new Set(lines.map(({ transactionId }) => transactionId));
  const wrong = lines.flatMap(({ number, refusal, transactionId }) => {
    const of = made.filter(({ metadata }) => (metadata as { line?: number } | null)?.line === number);
    if (of.length > 1) return [`line ${number} was paid ${of.length} times`];
    if (refusal && of.length > 0) return [`line ${number} was refused with ${refusal}, and paid`];
    if (transactionId !== (of[0]?.id ?? null)) return [`line ${number} is ${transactionId}, and was ${of[0]?.id}`];
    return transactionId === null && !refusal ? [`line ${number} was never begun`] : [];
  });
  const completed = tables.facts.filter(({ type, subject }) => type === 'payout.completed' && subject === id);
  const isDone = made.every((row) => isOver(row));
  if (made.some((row) => !known.has(row.id))) wrong.push('something was paid that is no line');
  if (isDone !== (batch?.status === 'COMPLETED')) wrong.push(`it is ${batch?.status}, and its lines are not`);
  if (completed.length !== (isDone ? 1 : 0)) wrong.push(`it was completed ${completed.length} times`);
  return wrong.map((each) => `batch ${id}: ${each}`);
}

function wrongSchedule({ tables, time }: World, schedule: ScheduleRow, made: readonly TransactionRow[]): string[] {
  const { id, ownerId, status } = schedule;
  const runs = [...tables.runs.values()].filter(({ scheduleId }) => scheduleId === id);
  const wrong = runs.flatMap(({ occursAt, transactionId, refusal }) => {
    const call = { callerId: ownerId, mutation: 'schedule', key: `schedule:${id}:${occursAt.toISOString()}` };
    const known = tables.keys.get(keyText(call))?.transactionId ?? null;
    const first = known === id ? null : known;
    const at = occursAt.toISOString();
    if (occursAt.getTime() > time.now().getTime() - LAG_MAX_MS) return [];
    if (transactionId !== first) return [`that of ${at} is ${transactionId}, and was ${first}`];
    return transactionId === null && !refusal ? [`that of ${at} was never begun`] : [];
  });
  const begun = runs.filter(({ transactionId }) => transactionId !== null);
  if (made.length > runs.length || made.length < begun.length)
    wrong.push(`${made.length} were made of ${begun.length}`);
  const times = runs.map(({ occursAt }) => occursAt.getTime()).sort((one, other) => one - other);
  const all = occurrencesOf(schedule);
  const [least, most] = [-LAG_MAX_MS, LAG_MAX_MS].map(
    (lag_ms) => all.filter((at_ms) => at_ms <= time.now().getTime() + lag_ms).length,
  ) as [number, number];
  const isMissing = status !== 'CANCELED' && times.length < least;
  if (isMissing || times.length > most || times.some((at_ms, index) => at_ms !== all[index]))
    wrong.push(`occurred ${times.length} times, ${status}, and should ${least} to ${most}`);
  return wrong.map((each) => `schedule ${id}: ${each}`);
}

/** Counted without a library: no clock is changed while the simulation runs. */
function occurrencesOf({ startAt, rrule }: ScheduleRow): number[] {
  const parts = new Map((rrule ?? 'FREQ=DAILY;COUNT=1').split(';').map((part) => part.split('=') as [string, string]));
  const interval_ms = Number(parts.get('INTERVAL') ?? 1) * (INTERVALS_MS[parts.get('FREQ') ?? ''] ?? 0);
  return Array.from({ length: Number(parts.get('COUNT')) }, (_, index) => startAt.getTime() + index * interval_ms);
}
