import type { UserActor } from '@paygraph/identity';
import { formatMoney } from '@paygraph/money';
import {
  convert,
  parseConversion,
  quoteConversion,
} from '../../../subgraphs/transactions/src/conversions/conversion-commands.ts';
import { submitPayouts } from '../../../subgraphs/transactions/src/payouts/payout-submit.ts';
import { cancelSchedule, scheduleTransfer } from '../../../subgraphs/transactions/src/schedules/schedule-transfer.ts';
import type { Aftercare } from './aftercare.ts';
import type { Asking } from './asking.ts';
import { CURRENCIES, PEOPLE, SHOPS, walletOf } from './wallets.ts';
import type { World } from './world.ts';

const LINES_MAX = 12;
const TURNS_MAX = 15;
const REVIEWS_MAX = 60;
/** How often something recurs, and how often in all. */
const RULES = [
  null,
  'FREQ=MINUTELY;INTERVAL=5;COUNT=12',
  'FREQ=HOURLY;COUNT=5',
  'FREQ=DAILY;COUNT=4',
  'FREQ=MINUTELY;INTERVAL=10;COUNT=30',
];

/** Conversions, payouts and schedules: what takes more than one call, or runs while nobody is there. */
export interface Errands {
  convert(actor: UserActor): Promise<void>;
  payOut(actor: UserActor): Promise<void>;
  schedule(actor: UserActor): Promise<void>;
}

export function errandsOf(world: World, asking: Asking, aftercare: Aftercare): Errands {
  return {
    convert: converterOf(world, asking, aftercare),
    payOut: payerOf(world, asking, aftercare),
    schedule: schedulerOf(world, asking),
  };
}

function converterOf(world: World, { ask, askMaybeTwice, freshKey, soon }: Asking, aftercare: Aftercare) {
  const { random, tables } = world;
  return async (actor: UserActor) => {
    const from = random.pick(CURRENCIES);
    const to = random.pick(CURRENCIES.filter((each) => each !== from));
    // Tiny amounts are where rounding tells.
    const minor = BigInt(1 + random.below(random.pick([20, 500, 20_000])));
    const quote = await ask(null, (deps) =>
      quoteConversion(deps, actor, { currency: from, minor }, to).catch(unpriced),
    );
    if (typeof quote !== 'object') return;
    await soon(random.chance(0.2) ? 90_000 : 5_000);
    const take = async () => {
      const wallets = { fromWalletId: walletOf(actor.userId, from), toWalletId: walletOf(actor.userId, to) };
      const input = { ...wallets, quoteId: quote.id, idempotencyKey: freshKey() };
      const parse = (otp?: string) => {
        const parsed = parseConversion({ ...input, otp });
        if (typeof parsed === 'string') throw new Error(parsed);
        return parsed;
      };
      const keyed = { callerId: actor.userId, mutation: parse().mutation, key: input.idempotencyKey };
      const moved = await askMaybeTwice(keyed, (deps) => convert(deps, actor, parse()));
      if (typeof moved !== 'object') return;
      const withCode = (code: string) => ask(keyed, (deps) => convert(deps, actor, parse(code)), true);
      for (let turn = 0; turn < TURNS_MAX; turn++) {
        const row = tables.transactions.get(moved.transaction.id);
        if (!row || row.status === 'SUCCEEDED' || (await aftercare.actOn(row, actor, withCode)) === 'LEAVES') return;
        await soon(8_000);
      }
    };
    await (random.chance(0.3) ? Promise.all([take(), take()]) : take());
  };
}

/** An amount that is worth less than the smallest unit of the other currency has no price. */
function unpriced(error: unknown): string {
  if ((error as { extensions?: { code?: string } }).extensions?.code === 'BAD_USER_INPUT') return 'UNPRICED';
  throw error;
}

function payerOf(world: World, { askMaybeTwice, freshKey, soon }: Asking, aftercare: Aftercare) {
  const { random, rows, tables } = world;
  return async (actor: UserActor) => {
    const currency = random.pick(CURRENCIES);
    const payees = [...PEOPLE, ...SHOPS].filter((id) => id !== actor.userId).map((id) => walletOf(id, currency));
    const lines = Array.from({ length: 1 + random.below(LINES_MAX) }, () => ({
      toWalletId: random.chance(0.08) ? 'wal_of_nobody' : random.pick(payees),
      amount: formatMoney({ currency, minor: BigInt(1 + random.below(2_000)) }),
    }));
    const input = { fromWalletId: walletOf(actor.userId, currency), lines, idempotencyKey: freshKey() };
    const keyed = { callerId: actor.userId, mutation: 'submitPayouts', key: input.idempotencyKey };
    const submitted = await askMaybeTwice(keyed, (deps) => submitPayouts(deps, actor, input));
    if (!submitted || !('batch' in submitted)) return;
    const { id } = submitted.batch;
    // Most operators see to it that a batch comes to its end.
    for (let turn = 0; turn < REVIEWS_MAX && tables.batches.get(id)?.status === 'PROCESSING'; turn++) {
      await soon(8_000);
      const reviewed = rows().find((row) => row.parentId === id && row.status === 'IN_REVIEW');
      if (reviewed && (await aftercare.decideReview(reviewed, actor)) === 'LEAVES' && random.chance(0.2)) return;
    }
  };
}

function schedulerOf({ random, time }: World, { ask, askMaybeTwice, freshKey, soon }: Asking) {
  return async (actor: UserActor) => {
    const currency = random.pick(CURRENCIES);
    const payee = random.pick([...PEOPLE, ...SHOPS].filter((id) => id !== actor.userId));
    const idempotencyKey = freshKey();
    const transfer = {
      ...{ fromWalletId: walletOf(actor.userId, currency), toWalletId: walletOf(payee, currency), idempotencyKey },
      amount: formatMoney({ currency, minor: BigInt(1 + random.below(800)) }),
    };
    const startAt = new Date(time.now().getTime() + 60_000 + random.below(300_000));
    const input = { transfer, startAt, rrule: random.pick(RULES), timeZone: 'Europe/Berlin' };
    const keyed = { callerId: actor.userId, mutation: 'scheduleTransfer', key: idempotencyKey };
    const scheduled = await askMaybeTwice(keyed, (deps) => scheduleTransfer(deps, actor, input));
    if (typeof scheduled !== 'object' || !random.chance(0.2)) return;
    await soon(600_000);
    await ask(null, (deps) => cancelSchedule(deps, actor, scheduled.schedule.id));
  };
}
