import type { UserActor } from '@paygraph/identity';
import { formatMoney } from '@paygraph/money';
import { person } from '@paygraph/testing';
import { type DisputeRow, isActive } from '../../../subgraphs/transactions/src/disputes/dispute.ts';
import {
  openDispute,
  parseDispute,
  resolveDispute,
  submitEvidence,
} from '../../../subgraphs/transactions/src/disputes/dispute-commands.ts';
import type { TransactionRow } from '../../../subgraphs/transactions/src/transaction.ts';
import type { Asking } from './asking.ts';
import type { World } from './world.ts';

const OPERATORS = [person('usr_op', 'OPERATOR'), person('usr_op_2', 'OPERATOR')];
/** What decides a dispute at a provider, and what does not. */
const EVIDENCE = ['winning_evidence', 'losing_evidence', 'escalate_inquiry_evidence', 'a receipt'];

/** Who disputes payments, answers and decides. */
export interface Disputers {
  openOver(payment: TransactionRow): DisputeRow | undefined;
  open(payment: TransactionRow, actor: UserActor): Promise<unknown>;
  /** The merchant says something, operators decide, or nobody does anything any more. */
  actOn(dispute: DisputeRow): Promise<'STAYS' | 'LEAVES'>;
}

export function disputersOf({ random, tables }: World, { ask, askMaybeTwice, freshKey }: Asking): Disputers {
  const say = ({ id, merchantId }: DisputeRow, text: string) => {
    const merchant = person(merchantId);
    return ask(null, (deps) => submitEvidence(deps, merchant, id, text));
  };
  const decide = ({ id }: DisputeRow, operator: UserActor) => {
    const outcome = random.chance(0.5) ? 'WON' : 'LOST';
    return ask(null, (deps) => resolveDispute(deps, operator, { id, outcome, note: null }));
  };
  return {
    openOver: ({ id }) => [...tables.disputes.values()].find((each) => each.transactionId === id && isActive(each)),
    async open({ id, currency, capturedMinor }, actor) {
      const part = formatMoney({ currency, minor: BigInt(1 + random.below(Number(capturedMinor))) });
      const amount = random.chance(0.6) ? null : part;
      const given = { transactionId: id, reason: 'PRODUCT_NOT_RECEIVED', idempotencyKey: freshKey() } as const;
      const parsed = parseDispute({ ...given, amount });
      if (typeof parsed === 'string') throw new Error(parsed);
      const keyed = { callerId: actor.userId, mutation: parsed.mutation, key: parsed.key };
      await askMaybeTwice(keyed, (deps) => openDispute(deps, actor, parsed));
    },
    async actOn(dispute) {
      const dice = random.next();
      if (dice < 0.2) return 'LEAVES';
      if (dice < 0.4 && dispute.evidenceAwaited) await say(dispute, random.pick(EVIDENCE));
      else if (dispute.provider !== null) await say(dispute, random.pick(EVIDENCE));
      else if (dice < 0.6) await Promise.all(OPERATORS.map((operator) => decide(dispute, operator)));
      else await decide(dispute, random.pick(OPERATORS));
      return 'STAYS';
    },
  };
}
