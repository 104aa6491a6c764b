import type { UserActor } from '@paygraph/identity';
import { formatMoney } from '@paygraph/money';
import { person } from '@paygraph/testing';
import { cancel, capture, confirm, review, voidPayment } from '../../../subgraphs/transactions/src/commands.ts';
import type { PaymentDeps } from '../../../subgraphs/transactions/src/deps.ts';
import { moveMoney } from '../../../subgraphs/transactions/src/move-money.ts';
import type { MovementWallet } from '../../../subgraphs/transactions/src/peers.ts';
import type { Problem } from '../../../subgraphs/transactions/src/problems.ts';
import { refund } from '../../../subgraphs/transactions/src/refund-payment.ts';
import {
  parseDeposit,
  parseKeyed,
  parsePayment,
  parseRefund,
  parseTransfer,
  parseWithdrawal,
} from '../../../subgraphs/transactions/src/request.ts';
import type { Moved } from '../../../subgraphs/transactions/src/saga/replay.ts';
import type { TransactionStatus } from '../../../subgraphs/transactions/src/status.ts';
import type { TransactionRow } from '../../../subgraphs/transactions/src/transaction.ts';
import { keyText } from '../../../subgraphs/transactions/tests/memory-tables.ts';
import { CODE, methodId } from './neighbours.ts';
import type { Orchestrator } from './orchestrator.ts';
import type { World } from './world.ts';

const TRIES_MAX = 60;
/** The share of unanswered calls after which somebody has had enough. */
const GIVES_UP = 0.02;
const PEOPLE = ['usr_1', 'usr_2', 'usr_3'];
const SHOPS = ['usr_shop_1', 'usr_shop_2'];
const CURRENCIES = ['USD', 'EUR', 'JPY'];
const OPERATOR = person('usr_op', 'OPERATOR');

/** Good ones more often; challenged, declined, and with refunds that take their time or come back. */
const CARDS = [
  ...Array.from({ length: 8 }, () => '4242424242424242'),
  ...['4000002760003184', '4000002760003184', '4000008400001629', '4000000000000002', '4000000000009995'],
  ...['4000000000007726', '4000000000007726', '4000000000005126', '4000000000005126'],
];
/** Paid, slow, declined, returned at once, returned after it was paid. */
const ACCOUNTS = [
  ...Array.from({ length: 5 }, () => 'DE89370400440532013000'),
  ...['DE08370400440532013003', 'DE65370400440000343434', 'DE62370400440532013001', 'DE35370400440532013002'],
  'DE78370400440532013004',
];

/** What somebody was told. */
export interface Told {
  readonly key: string | null;
  readonly problem: Problem | null;
  readonly transactionId: string | null;
  readonly status: TransactionStatus | null;
  readonly replayed: boolean;
  /** A one-time password came with the call. */
  readonly withCode: boolean;
  /** When the last thing was done that the answer rests on, counted as `World.steps`. */
  readonly lastDoneAt: number;
}

type Answer = Moved | TransactionRow | Problem;
type Work = (deps: PaymentDeps) => Promise<Answer>;
type Keyed = { readonly callerId: string; readonly mutation: string; readonly key: string };

export interface Customers {
  readonly told: readonly Told[];
  /** One person's business from beginning to end. */
  visit(): Promise<void>;
  /** Somebody freezes a wallet for a while, closes one, or takes out a card. */
  meddle(): Promise<void>;
}

/** Opens wallets for everybody, with money in most. */
export function openWallets(world: World): void {
  const { random, books, neighbours } = world;
  for (const ownerId of [...PEOPLE, ...SHOPS]) {
    for (const currency of CURRENCIES) {
      const id = `wal_${ownerId}_${currency}`;
      const limited = random.chance(0.4);
      openWallet(world, { id, ownerId, currency, limited });
      if (!random.chance(0.2)) books.fund(id, BigInt(1_000 + random.below(40_000)));
      if (!limited) continue;
      const max = (most: number) => ({ max: String(2_000 + random.below(most)), by: 'OWNER' as const });
      neighbours.limits.set(id, { perTransaction: max(10_000), daily: max(40_000), monthly: max(60_000) });
    }
  }
}

function openWallet(
  { books, neighbours }: World,
  wallet: Pick<MovementWallet, 'id' | 'ownerId' | 'currency' | 'limited'>,
): void {
  const type = SHOPS.includes(wallet.ownerId) ? 'MERCHANT' : 'PERSONAL';
  neighbours.wallets.set(wallet.id, { ...wallet, type, status: 'ACTIVE' });
  books.open({ ...wallet, code: '2000', name: 'Wallet' });
}

/** Closes a wallet that is empty. */
function closeWallet({ books, neighbours }: World, id: string): void {
  const wallet = neighbours.wallets.get(id);
  if (wallet && books.close(id)) neighbours.wallets.set(id, { ...wallet, status: 'CLOSED' });
}

export function customersOf(world: World, orchestrators: () => readonly Orchestrator[]): Customers {
  const { random, time, tables, neighbours } = world;
  const told: Told[] = [];
  let serial = 0;
  const freshKey = () => `key_${++serial}`;
  const soon = (most_ms: number) => time.sleep(random.below(most_ms));

  /** Asks until there is an answer, as clients do, or until it is not worth it any more. */
  const ask = async (keyed: Keyed | null, work: Work, withCode = false): Promise<Answer | undefined> => {
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
  /** Some click twice, and some come back later to ask for the same once more. */
  const askMaybeTwice = async (keyed: Keyed, work: Work) => {
    const again = random.chance(0.25) ? soon(300).then(() => ask(keyed, work)) : undefined;
    const answer = await ask(keyed, work);
    await again;
    if (random.chance(0.1)) await soon(60_000).then(() => ask(keyed, work));
    return answer;
  };
  const rowOf = (answer: Answer | undefined): TransactionRow | undefined =>
    typeof answer !== 'object' ? undefined : 'transaction' in answer ? answer.transaction : answer;

  const walletOf = (ownerId: string, currency: string) => `wal_${ownerId}_${currency}`;
  const amountOf = (currency: string, most = 12_000) =>
    formatMoney({ currency, minor: BigInt(1 + random.below(random.chance(0.05) ? 10 * most : most)) });

  /** An empty wallet that is closed before long, perhaps before anything has arrived. */
  const fleetingWallet = (ownerId: string, currency: string) => {
    const id = `wal_${ownerId}_${++serial}`;
    openWallet(world, { id, ownerId, currency, limited: false });
    void soon(8_000).then(() => closeWallet(world, id));
    return id;
  };
  const request = (ownerId: string, idempotencyKey: string) => {
    const currency = random.pick(CURRENCIES);
    const own = random.chance(0.15) ? fleetingWallet(ownerId, currency) : walletOf(ownerId, currency);
    const base = { amount: amountOf(currency), idempotencyKey };
    const shop = random.pick(SHOPS);
    const merchantWalletId = random.chance(0.15) ? fleetingWallet(shop, currency) : walletOf(shop, currency);
    const card = { paymentMethodId: methodId(random.pick(CARDS), ownerId) };
    const account = { paymentMethodId: methodId(random.pick(ACCOUNTS), ownerId) };
    const mode = random.chance(0.45) ? 'MANUAL' : 'AUTOMATIC';
    const toWalletId = walletOf(random.pick([...PEOPLE, ...SHOPS].filter((id) => id !== ownerId)), currency);
    const build = random.pick([
      (otp?: string) => parseDeposit({ ...base, ...card, walletId: own, otp }),
      (otp?: string) => parseWithdrawal({ ...base, ...account, walletId: own, otp }),
      (otp?: string) => parseTransfer({ ...base, fromWalletId: own, toWalletId, otp }),
      (otp?: string) => parsePayment({ ...base, merchantWalletId, fromWalletId: own, capture: mode, otp }),
      (otp?: string) => parsePayment({ ...base, merchantWalletId, ...card, capture: mode, otp }),
    ]);
    return (otp?: string) => {
      const parsed = build(otp);
      if (typeof parsed === 'string') throw new Error(parsed);
      return parsed;
    };
  };

  const visit = async () => {
    const actor = person(random.pick(PEOPLE));
    const ask_ = request(actor.userId, freshKey());
    const { mutation, key } = ask_();
    const keyed = { callerId: actor.userId, mutation, key };
    const row = rowOf(await askMaybeTwice(keyed, (deps) => moveMoney(deps, actor, ask_())));
    if (!row) return;
    const withCode = (code: string) => ask(keyed, (deps) => moveMoney(deps, actor, ask_(code)), true);
    for (let turn = 0; turn < 30; turn++) {
      const current = tables.transactions.get(row.id);
      if (!current || (await actOn(current, actor, withCode)) === 'LEAVES') return;
      await soon(8_000);
    }
  };

  const actOn = async (row: TransactionRow, actor: UserActor, withCode: (code: string) => Promise<unknown>) => {
    switch (row.status) {
      case 'REQUIRES_ACTION':
        return answerChallenge(row, actor, withCode);
      case 'IN_REVIEW':
        return decideReview(row, actor);
      case 'AUTHORIZED':
        return takeOrLetGo(row);
      case 'SUCCEEDED':
      case 'PARTIALLY_REFUNDED':
        return giveBack(row);
      case 'CREATED':
      case 'PROCESSING':
        return 'STAYS';
      default:
        return 'LEAVES';
    }
  };

  const answerChallenge = async (
    { id }: TransactionRow,
    actor: UserActor,
    withCode: (code: string) => Promise<unknown>,
  ) => {
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

  const decideReview = async ({ id }: TransactionRow, actor: UserActor) => {
    const decideIt = (approved: boolean) =>
      ask(null, (deps) => review(deps, OPERATOR, { id, approved, note: 'looked at' }));
    const dice = random.next();
    if (dice < 0.15) return 'LEAVES';
    if (dice < 0.3) await ask(null, (deps) => cancel(deps, actor, id));
    else if (dice < 0.4) await Promise.all([decideIt(true), decideIt(false)]);
    else await decideIt(random.chance(0.75));
    return 'STAYS';
  };

  const takeOrLetGo = async (row: TransactionRow) => {
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

  const giveBack = async (row: TransactionRow) => {
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
    if (random.chance(0.5)) return 'LEAVES';
    await Promise.all(random.chance(0.3) ? [give(), give(), give()] : [give()]);
    return random.chance(0.5) ? 'STAYS' : 'LEAVES';
  };

  const meddle = async () => {
    if (random.chance(0.3)) {
      // For a while: the same numbers are everybody’s.
      const method = methodId(random.pick([...CARDS, ...ACCOUNTS]), random.pick(PEOPLE));
      neighbours.removed.add(method);
      await soon(60_000);
      neighbours.removed.delete(method);
      return;
    }
    const id = random.pick([...neighbours.wallets.keys()]);
    const set = (status: 'ACTIVE' | 'FROZEN') => {
      const wallet = neighbours.wallets.get(id);
      if (wallet && wallet.status !== 'CLOSED') neighbours.wallets.set(id, { ...wallet, status });
    };
    if (random.chance(0.4)) {
      closeWallet(world, id);
      return;
    }
    set('FROZEN');
    await soon(40_000);
    set('ACTIVE');
  };
  return { told, visit, meddle };
}

function toldOf(answer: Answer): Omit<Told, 'key' | 'lastDoneAt' | 'withCode'> {
  if (typeof answer === 'string') return { problem: answer, transactionId: null, status: null, replayed: false };
  const { id, status } = 'transaction' in answer ? answer.transaction : answer;
  const replayed = 'transaction' in answer && answer.replayed;
  return { problem: null, transactionId: id, status, replayed };
}
