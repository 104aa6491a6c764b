import type { UserActor } from '@paygraph/identity';
import { formatMoney } from '@paygraph/money';
import { person } from '@paygraph/testing';
import { moveMoney } from '../../../subgraphs/transactions/src/move-money.ts';
import {
  parseDeposit,
  parsePayment,
  parseTransfer,
  parseWithdrawal,
} from '../../../subgraphs/transactions/src/request.ts';
import { type Aftercare, aftercareOf } from './aftercare.ts';
import { type Asking, askingOf, type Told } from './asking.ts';
import { errandsOf } from './errands.ts';
import { methodId } from './neighbours.ts';
import type { Orchestrator } from './orchestrator.ts';
import { CURRENCIES, closeWallet, openWallet, PEOPLE, SHOPS, walletOf } from './wallets.ts';
import type { World } from './world.ts';

/** How often somebody comes back to see how things stand. */
const TURNS_MAX = 30;

/** Good ones more often; challenged, declined, disputed, and with refunds that take their time or come back. */
const CARDS = [
  ...Array.from({ length: 8 }, () => '4242424242424242'),
  ...['4000002760003184', '4000002760003184', '4000008400001629', '4000000000000002', '4000000000009995'],
  ...['4000000000007726', '4000000000007726', '4000000000005126', '4000000000005126'],
  ...['4000000000000259', '4000000000002685', '4000000000001976', '4000000404000079'],
];
/** Paid, slow, declined, returned at once, returned after it was paid. */
const ACCOUNTS = [
  ...Array.from({ length: 5 }, () => 'DE89370400440532013000'),
  ...['DE08370400440532013003', 'DE65370400440000343434', 'DE62370400440532013001', 'DE35370400440532013002'],
  'DE78370400440532013004',
];

export interface Customers {
  readonly told: readonly Told[];
  /** One person's business from beginning to end. */
  visit(): Promise<void>;
  /** Somebody freezes a wallet for a while, closes one, or takes out a card. */
  meddle(): Promise<void>;
}

export function customersOf(world: World, orchestrators: () => readonly Orchestrator[]): Customers {
  const { random } = world;
  const asking = askingOf(world, orchestrators);
  const aftercare = aftercareOf(world, asking);
  const errands = errandsOf(world, asking, aftercare);
  const move = moverOf(world, asking, aftercare);
  return {
    told: asking.told,
    async visit() {
      const actor = person(random.pick(PEOPLE));
      const dice = random.next();
      if (dice < 0.1) await errands.convert(actor);
      else if (dice < 0.16) await errands.payOut(actor);
      else if (dice < 0.24) await errands.schedule(actor);
      else await move(actor);
    },
    meddle: () => meddle(world, asking),
  };
}

/** Moves money in the ways that are a call, and sees to what comes of it. */
function moverOf(world: World, { freshKey, soon, ask, askMaybeTwice }: Asking, aftercare: Aftercare) {
  const { random } = world;
  let serial = 0;
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
  return async (actor: UserActor) => {
    const requestOf = request(actor.userId, freshKey());
    const { mutation, key } = requestOf();
    const keyed = { callerId: actor.userId, mutation, key };
    const moved = await askMaybeTwice(keyed, (deps) => moveMoney(deps, actor, requestOf()));
    if (typeof moved !== 'object') return;
    const withCode = (code: string) => ask(keyed, (deps) => moveMoney(deps, actor, requestOf(code)), true);
    for (let turn = 0; turn < TURNS_MAX; turn++) {
      const row = world.tables.transactions.get(moved.transaction.id);
      if (!row || (await aftercare.actOn(row, actor, withCode)) === 'LEAVES') return;
      await soon(8_000);
    }
  };
}

async function meddle(world: World, { soon }: Asking): Promise<void> {
  const { random, neighbours } = world;
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
}
