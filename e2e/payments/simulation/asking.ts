import type { QuoteRow } from '../../../subgraphs/transactions/src/conversions/conversion-store.ts';
import type { DisputeRow } from '../../../subgraphs/transactions/src/disputes/dispute.ts';
import type { Disputed } from '../../../subgraphs/transactions/src/disputes/dispute-commands.ts';
import type { PayoutError } from '../../../subgraphs/transactions/src/payouts/payout-problem.ts';
import type { Submitted } from '../../../subgraphs/transactions/src/payouts/payout-submit.ts';
import type { Moved } from '../../../subgraphs/transactions/src/saga/replay.ts';
import type { Schedule } from '../../../subgraphs/transactions/src/schedules/schedule.ts';
import type { Scheduled } from '../../../subgraphs/transactions/src/schedules/schedule-transfer.ts';
import type { TransactionStatus } from '../../../subgraphs/transactions/src/status.ts';
import type { TransactionRow } from '../../../subgraphs/transactions/src/transaction.ts';
import { keyText } from '../../../subgraphs/transactions/tests/memory-tables.ts';
import type { Orchestrator, ProcessDeps } from './orchestrator.ts';
import type { World } from './world.ts';

const TRIES_MAX = 60;
/** The share of unanswered calls after which somebody has had enough. */
const GIVES_UP = 0.02;

/** What somebody was told. */
export interface Told {
  readonly key: string | null;
  readonly problem: string | null;
  /** Of the transaction, the batch or the schedule that the answer is about. */
  readonly id: string | null;
  readonly status: TransactionStatus | null;
  readonly replayed: boolean;
  /** A one-time password came with the call. */
  readonly withCode: boolean;
  /** When the last thing was done that the answer rests on, counted as `World.steps`. */
  readonly lastDoneAt: number;
}

type Answer =
  | Moved
  | TransactionRow
  | Disputed
  | DisputeRow
  | QuoteRow
  | Submitted
  | readonly PayoutError[]
  | Scheduled
  | Schedule
  | string;
type Work<Answered extends Answer = Answer> = (deps: ProcessDeps) => Promise<Answered>;
type Keyed = { readonly callerId: string; readonly mutation: string; readonly key: string };

/** How customers ask, and what they were told. */
export interface Asking {
  readonly told: readonly Told[];
  freshKey(): string;
  soon(most_ms: number): Promise<void>;
  /** Asks until there is an answer, as clients do, or until it is not worth it any more. */
  ask<Answered extends Answer>(
    keyed: Keyed | null,
    work: Work<Answered>,
    withCode?: boolean,
  ): Promise<Answered | undefined>;
  /** Some click twice, and some come back later to ask for the same once more. */
  askMaybeTwice<Answered extends Answer>(keyed: Keyed, work: Work<Answered>): Promise<Answered | undefined>;
}

export function askingOf({ random, time }: World, orchestrators: () => readonly Orchestrator[]): Asking {
  const told: Told[] = [];
  let serial = 0;
  const soon = (most_ms: number) => time.sleep(random.below(most_ms));
  const ask: Asking['ask'] = async (keyed, work, withCode = false) => {
    for (let tries = 0; tries < TRIES_MAX; tries++) {
      const alive = orchestrators().filter((each) => each.alive);
      if (alive.length > 0) {
        try {
          const { answer, lastDoneAt } = await random.pick(alive).serve(work);
          told.push({ ...toldOf(answer), key: keyed && keyText(keyed), lastDoneAt, withCode });
          return answer;
        } catch (error) {
          if ((error as { extensions?: { code?: string } }).extensions?.code === 'NOT_FOUND') return undefined;
        }
      }
      if (random.chance(GIVES_UP)) return undefined;
      await time.sleep(100 + random.below(4_000));
    }
    return undefined;
  };
  return {
    told,
    soon,
    ask,
    freshKey: () => `key_${++serial}`,
    async askMaybeTwice(keyed, work) {
      const again = random.chance(0.25) ? soon(300).then(() => ask(keyed, work)) : undefined;
      const answer = await ask(keyed, work);
      await again;
      if (random.chance(0.1)) await soon(60_000).then(() => ask(keyed, work));
      return answer;
    },
  };
}

function toldOf(answer: Answer): Omit<Told, 'key' | 'lastDoneAt' | 'withCode'> {
  const nothing = { problem: null, id: null, status: null, replayed: false };
  if (typeof answer === 'string') return { ...nothing, problem: answer };
  if (isErrors(answer)) return { ...nothing, problem: answer[0]?.code ?? 'nothing' };
  if ('transaction' in answer) {
    const { id, status } = answer.transaction;
    return { ...nothing, id, status, replayed: answer.replayed };
  }
  if ('dispute' in answer) return { ...nothing, id: answer.dispute.chargebackId, replayed: answer.replayed };
  if ('batch' in answer) return { ...nothing, id: answer.batch.id, replayed: answer.replayed };
  if ('schedule' in answer) return { ...nothing, id: answer.schedule.id, replayed: answer.replayed };
  return 'step' in answer ? { ...nothing, id: answer.id, status: answer.status } : nothing;
}

function isErrors(answer: Answer): answer is readonly PayoutError[] {
  return Array.isArray(answer);
}
