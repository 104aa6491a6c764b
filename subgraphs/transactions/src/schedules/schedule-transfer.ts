import { newId, type UserActor } from '@paygraph/identity';
import { notFound } from '@paygraph/subgraph';
import type { PaymentDeps } from '../deps.ts';
import { findParties } from '../parties.ts';
import type { Problem } from '../problems.ts';
import { parseKeyed, parseTransfer, type TransferInput } from '../request.ts';
import { maySeeSchedule, type Schedule, type ScheduleRow } from './schedule.ts';
import { parseTimes, type TimesProblem } from './schedule-rule.ts';

export interface ScheduleInput {
  readonly transfer: TransferInput;
  readonly startAt: Date;
  readonly rrule?: string | null;
  readonly timeZone?: string | null;
}

export interface Scheduled {
  readonly schedule: Schedule;
  /** This is the answer of an earlier call with the same key. */
  readonly replayed: boolean;
}

/** Records a transfer to be made later, once per key of the caller. */
export async function scheduleTransfer(
  deps: PaymentDeps,
  actor: UserActor,
  input: ScheduleInput,
): Promise<Scheduled | Problem | TimesProblem> {
  const transfer = parseTransfer(input.transfer);
  if (typeof transfer === 'string') return transfer;
  const { startAt, rrule, timeZone } = input;
  const content = { transfer: transfer.inputHash, startAt: startAt.toISOString(), rrule, timeZone };
  const keyed = parseKeyed('scheduleTransfer', transfer.key, content);
  if (typeof keyed === 'string') return keyed;
  const call = { callerId: actor.userId, mutation: keyed.mutation, key: keyed.key };
  const first = await deps.store.findKey(call);
  // Before the start is looked at: by now it may be in the past.
  if (first) return replay(deps, keyed.inputHash, first);

  const now = deps.now();
  // It may be another call with this key that has scheduled it meanwhile.
  const refuse = async (problem: Problem | TimesProblem) => {
    const other = await deps.store.findKey(call);
    return other ? replay(deps, keyed.inputHash, other) : problem;
  };
  const times = parseTimes(input, now);
  if (typeof times === 'string') return refuse(times);
  const parties = await findParties(deps.peers, actor, transfer);
  if (typeof parties === 'string') return refuse(parties);
  const row: ScheduleRow = {
    id: newId('sch'),
    status: 'ACTIVE',
    ownerId: actor.userId,
    requestId: actor.requestId,
    ip: actor.ip ?? null,
    sourceWalletId: input.transfer.fromWalletId,
    destinationWalletId: input.transfer.toWalletId,
    ...transfer.amount,
    description: transfer.description,
    metadata: transfer.metadata,
    startAt: times.startAt,
    rrule: times.rrule,
    timeZone: times.timeZone,
    endsAt: times.endsAt,
    nextRunAt: times.first,
    lastRunAt: null,
    createdAt: now,
  };
  const recorded = await deps.schedules.record({ actor, call, inputHash: keyed.inputHash, schedule: row });
  if (recorded) return { schedule: { ...row, failures: 0 }, replayed: false };
  const winner = await deps.store.findKey(call);
  if (!winner) throw new Error('an idempotency key was taken and cannot be found');
  return replay(deps, keyed.inputHash, winner);
}

async function replay(
  { schedules }: PaymentDeps,
  inputHash: string,
  first: { readonly inputHash: string; readonly transactionId: string },
): Promise<Scheduled | 'IDEMPOTENCY_KEY_REUSED'> {
  if (first.inputHash !== inputHash) return 'IDEMPOTENCY_KEY_REUSED';
  const schedule = await schedules.byId(first.transactionId);
  if (!schedule) throw new Error(`schedule ${first.transactionId} is gone`);
  return { schedule, replayed: true };
}

/** Ends a schedule: by its owner, or an operator. Again, it changes nothing. */
export async function cancelSchedule(
  { schedules }: PaymentDeps,
  actor: UserActor,
  id: string,
): Promise<Schedule | 'SCHEDULE_ENDED'> {
  const schedule = await schedules.byId(id);
  if (!schedule || !maySeeSchedule(actor, schedule)) throw notFound('ScheduledTransfer');
  await schedules.cancel(actor, id);
  const after = (await schedules.byId(id)) ?? schedule;
  return after.status === 'COMPLETED' ? 'SCHEDULE_ENDED' : after;
}
