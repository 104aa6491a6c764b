import type { UserActor } from '@paygraph/identity';
import { formatMoney } from '@paygraph/money';
import { person } from '@paygraph/testing';
import { cancel, capture, confirm, review, voidPayment } from '../../../subgraphs/transactions/src/commands.ts';
import { refund } from '../../../subgraphs/transactions/src/refund-payment.ts';
import { parseKeyed, parseRefund } from '../../../subgraphs/transactions/src/request.ts';
import type { TransactionRow } from '../../../subgraphs/transactions/src/transaction.ts';
import type { Asking } from './asking.ts';
import { disputersOf } from './disputers.ts';
import { CODE } from './neighbours.ts';
import type { World } from './world.ts';

const OPERATOR = person('usr_op', 'OPERATOR');

type Turn = 'STAYS' | 'LEAVES';
type WithCode = (code: string) => Promise<unknown>;

/** What people do about a transaction once it is there. */
export interface Aftercare {
  /** @param withCode asks again for the same, with a one-time password */
  actOn(row: TransactionRow, actor: UserActor, withCode: WithCode): Promise<Turn>;
  decideReview(row: TransactionRow, actor: UserActor): Promise<Turn>;
}

export function aftercareOf(world: World, asking: Asking): Aftercare {
  const { random, time } = world;
  const { ask, askMaybeTwice, freshKey } = asking;
  const disputers = disputersOf(world, asking);

  const actOn: Aftercare['actOn'] = async (row, actor, withCode) => {
    const dispute = disputers.openOver(row);
    if (dispute && random.chance(0.7)) return disputers.actOn(dispute);
    switch (row.status) {
      case 'REQUIRES_ACTION':
        return answerChallenge(row, actor, withCode);
      case 'IN_REVIEW':
        return decideReview(row, actor);
      case 'AUTHORIZED':
        return takeOrLetGo(row);
      case 'SUCCEEDED':
      case 'PARTIALLY_REFUNDED':
        return giveBack(row, actor);
      case 'CREATED':
      case 'PROCESSING':
      case 'DISPUTED':
        return 'STAYS';
      default:
        return 'LEAVES';
    }
  };

  const answerChallenge = async ({ id }: TransactionRow, actor: UserActor, withCode: WithCode): Promise<Turn> => {
    const enter = (code: string) => ask(null, (deps) => confirm(deps, actor, id, code));
    const dice = random.next();
    if (dice < 0.12) return 'LEAVES';
    if (dice < 0.2) await ask(null, (deps) => cancel(deps, actor, id));
    else if (dice < 0.28) await time.sleep(301_000).then(() => enter(CODE));
    else if (dice < 0.36) for (let attempt = 0; attempt < 6; attempt++) await enter('000000');
    else if (dice < 0.46) await Promise.all([enter(CODE), enter(CODE), ask(null, (deps) => cancel(deps, actor, id))]);
    else {
      for (let wrong = random.below(4); wrong > 0; wrong--) await enter('000000');
      await (random.chance(0.5) ? enter(CODE) : withCode(CODE));
    }
    return 'STAYS';
  };

  const decideReview = async ({ id }: TransactionRow, actor: UserActor): Promise<Turn> => {
    const decideIt = (approved: boolean) =>
      ask(null, (deps) => review(deps, OPERATOR, { id, approved, note: 'looked at' }));
    const dice = random.next();
    if (dice < 0.15) return 'LEAVES';
    if (dice < 0.3) await ask(null, (deps) => cancel(deps, actor, id));
    else if (dice < 0.4) await Promise.all([decideIt(true), decideIt(false)]);
    else await decideIt(random.chance(0.75));
    return 'STAYS';
  };

  const takeOrLetGo = async (row: TransactionRow): Promise<Turn> => {
    const { id, currency } = row;
    const shop = person(row.destinationOwnerId ?? '');
    const left = row.minor - row.capturedMinor;
    const take = () => {
      const part = BigInt(1 + random.below(Number(left)));
      const amount = random.chance(0.4) ? null : { currency, minor: part };
      const key = freshKey();
      const keyed = parseKeyed('capturePayment', key, { id, amount: amount && String(amount.minor) });
      if (typeof keyed === 'string') throw new Error(keyed);
      const call = { callerId: shop.userId, mutation: keyed.mutation, key };
      return askMaybeTwice(call, (deps) => capture(deps, shop, { ...keyed, id, amount }));
    };
    const letGo = () => {
      const key = freshKey();
      const keyed = parseKeyed('voidPayment', key, { id });
      if (typeof keyed === 'string') throw new Error(keyed);
      const call = { callerId: shop.userId, mutation: keyed.mutation, key };
      return askMaybeTwice(call, (deps) => voidPayment(deps, shop, { ...keyed, id }));
    };
    const dice = random.next();
    if (dice < 0.1) return 'LEAVES';
    if (dice < 0.25) await letGo();
    else if (dice < 0.35) await Promise.all([take(), letGo()]);
    else if (dice < 0.5) await Promise.all([take(), take()]);
    else await take();
    return 'STAYS';
  };

  const giveBack = async (row: TransactionRow, actor: UserActor): Promise<Turn> => {
    if (row.type === 'WITHDRAWAL' || row.destinationOwnerId === null) return 'LEAVES';
    const payee = person(row.destinationOwnerId);
    const give = () => {
      const part = formatMoney({ currency: row.currency, minor: BigInt(1 + random.below(Number(row.capturedMinor))) });
      const amount = random.chance(0.4) ? null : part;
      const input = {
        transactionId: row.id,
        amount,
        reason: 'REQUESTED_BY_CUSTOMER',
        idempotencyKey: freshKey(),
      } as const;
      const parsed = parseRefund(input);
      if (typeof parsed === 'string') throw new Error(parsed);
      const call = { callerId: payee.userId, mutation: parsed.mutation, key: parsed.key };
      return askMaybeTwice(call, (deps) => refund(deps, payee, parsed));
    };
    const dice = random.next();
    if (dice < 0.35) return 'LEAVES';
    if (dice < 0.65) await Promise.all(random.chance(0.3) ? [give(), give(), give()] : [give()]);
    else if (row.type !== 'PAYMENT') return 'LEAVES';
    // Whoever is given their money back may dispute the payment all the same, and at the same time.
    else if (dice < 0.8) await disputers.open(row, actor);
    else await Promise.all([give(), disputers.open(row, actor), give()]);
    return random.chance(0.6) ? 'STAYS' : 'LEAVES';
  };

  return { actOn, decideReview };
}
