import type { ExpireOperation, Operation, Transfer } from '../src/operation.ts';
import type { ModelAccount } from './model.ts';
import type { Random } from './model-random.ts';

const AMOUNT_MINOR_MAX = 100;

const account = (id: string, currency: string, over: Partial<ModelAccount> = {}): ModelAccount => ({
  id,
  currency,
  normalSide: 'CREDIT',
  constraint: 'NO_DEBIT_BALANCE',
  floorMinor: 0n,
  closed: false,
  ...over,
});

/** A world small enough that everything meets everything. */
export const MODEL_ACCOUNTS: readonly ModelAccount[] = ['USD', 'EUR'].flatMap((currency) => [
  account(`provider-${currency}`, currency, { normalSide: 'DEBIT', constraint: 'NONE' }),
  account(`fx-${currency}`, currency, { normalSide: 'DEBIT', constraint: 'NONE' }),
  account(`fees-${currency}`, currency, { constraint: 'NONE' }),
  account(`ada-${currency}`, currency),
  account(`bob-${currency}`, currency),
  account(`eve-${currency}`, currency),
  account(`credit-${currency}`, currency, { constraint: 'FLOOR', floorMinor: 150n }),
  account(`vault-${currency}`, currency, { normalSide: 'DEBIT', constraint: 'NO_CREDIT_BALANCE' }),
  account(`closed-${currency}`, currency, { closed: true }),
]);

export interface Surroundings {
  readonly random: Random;
  readonly now: Date;
  /** How long a hold that expires lives at most. */
  readonly expiry_max_ms: number;
  /** Everything asked for so far; new operations refer to it, and are sometimes asked for again. */
  readonly asked: readonly Operation[];
  /** Whether the ledger's own expiries are among the operations, or it comes to them by itself. */
  readonly expires: boolean;
}

/** The next thing somebody asks of the ledger: mostly sensible, sometimes impossible, sometimes a repetition. */
export function randomOperation(surroundings: Surroundings): Operation {
  const { random, asked } = surroundings;
  if (asked.length > 0 && random.oneIn(10)) {
    const earlier = structuredClone(random.pick(asked));
    return random.oneIn(3) && earlier.kind !== 'EXPIRE' ? changed(random, earlier) : earlier;
  }
  const chance = random.below(100);
  if (chance < 32) return post(surroundings, [transfer(random)]);
  if (chance < 40)
    return post(
      surroundings,
      Array.from({ length: random.below(5) }, () => transfer(random)),
    );
  if (chance < 48) return post(surroundings, conversion(random));
  if (chance < 68) return hold(surroundings);
  if (chance < 94) return onHold(surroundings, chance);
  return { ...requested(surroundings), kind: 'REVERSE', entryId: idOf(random, asked) };
}

const requested = ({ random, asked }: Surroundings) => ({
  id: `op-${asked.length}`,
  transactionId: random.oneIn(2) ? `txn-${random.below(20)}` : null,
  description: random.pick(['', 'Lunch', 'Rent']),
  metadata: random.oneIn(3) ? { order: random.below(9), tags: ['a', { b: null }] } : null,
});

function post(surroundings: Surroundings, transfers: readonly Transfer[]): Operation {
  const { random, now } = surroundings;
  const effectiveAt = random.oneIn(5) ? new Date(now.getTime() - random.below(86_400_000)) : null;
  return { ...requested(surroundings), kind: 'POST', effectiveAt, transfers };
}

function hold(surroundings: Surroundings): Operation {
  const { random, now, expiry_max_ms } = surroundings;
  const expiresIn_ms = random.oneIn(20) ? 0 : 1 + random.below(expiry_max_ms);
  const expiresAt = random.oneIn(2) ? new Date(now.getTime() + expiresIn_ms) : null;
  return { ...requested(surroundings), kind: 'HOLD', transfer: transfer(random), expiresAt };
}

function onHold(surroundings: Surroundings, chance: number): Operation {
  const { random, asked, expires } = surroundings;
  const holds = asked.filter(({ kind }) => kind === 'HOLD');
  // Mostly a recent one: old ones are over.
  const holdId = random.oneIn(15) ? idOf(random, asked) : idOf(random, random.oneIn(3) ? holds : holds.slice(-4));
  if (expires && chance >= 88) return expiry(holdId);
  if (chance >= 84) return { ...requested(surroundings), kind: 'VOID', holdId };
  const amount = random.oneIn(3) ? null : { minor: amountOf(random, 40), currency: random.oneIn(20) ? 'EUR' : 'USD' };
  return { ...requested(surroundings), kind: 'CAPTURE', holdId, amount, final: random.oneIn(3) };
}

export function expiry(holdId: string): ExpireOperation {
  return {
    kind: 'EXPIRE',
    id: `${holdId}:expiry`,
    holdId,
    transactionId: null,
    description: 'Hold expired',
    metadata: null,
  };
}

function transfer(random: Random): Transfer {
  const currency = random.oneIn(4) ? 'EUR' : 'USD';
  const here = MODEL_ACCOUNTS.filter((each) => each.currency === currency && !each.closed);
  const anyId = () => (random.oneIn(30) ? random.pick([...MODEL_ACCOUNTS, { id: 'nobody' }]).id : random.pick(here).id);
  // Money has to come from somewhere: every other transfer pays in.
  const debitAccountId = random.oneIn(2) ? `provider-${currency}` : anyId();
  return { debitAccountId, creditAccountId: anyId(), currency, minor: amountOf(random, AMOUNT_MINOR_MAX) };
}

/** Never a rate on one transfer: each currency has its legs, through an account of the house. */
function conversion(random: Random): Transfer[] {
  const [from, to] = random.oneIn(2) ? ['USD', 'EUR'] : ['EUR', 'USD'];
  const who = random.pick(['ada', 'bob', 'eve', 'credit']);
  const sold = amountOf(random, AMOUNT_MINOR_MAX);
  const bought = amountOf(random, AMOUNT_MINOR_MAX);
  const leg = (debitAccountId: string, creditAccountId: string, currency: string, minor: bigint): Transfer => ({
    debitAccountId,
    creditAccountId,
    currency,
    minor,
  });
  return [
    leg(`${who}-${from}`, `fx-${from}`, from, sold),
    leg(`${who}-${from}`, `fees-${from}`, from, 1n),
    leg(`fx-${to}`, `${who}-${to}`, to, bought),
    leg(`fx-${to}`, `fees-${to}`, to, 1n),
  ];
}

const amountOf = (random: Random, max: number) => BigInt(random.oneIn(40) ? -random.below(2) : 1 + random.below(max));

const idOf = (random: Random, among: readonly Operation[]) => (among.length > 0 ? random.pick(among).id : 'nothing');

/** The same id with other content. */
function changed(random: Random, earlier: Operation): Operation {
  if (random.oneIn(3)) return changedInItsOwn(random, earlier);
  if (random.oneIn(3)) return { ...earlier, metadata: { order: 10 } };
  if (random.oneIn(3)) return { ...earlier, transactionId: 'another' };
  return { ...earlier, description: `${earlier.description}, changed` };
}

function changedInItsOwn(random: Random, earlier: Operation): Operation {
  const anew = (time: Date | null) => (time && random.oneIn(2) ? null : new Date('2026-01-01T00:00:00Z'));
  switch (earlier.kind) {
    case 'POST':
      if (random.oneIn(3)) return { ...earlier, effectiveAt: anew(earlier.effectiveAt) };
      return random.oneIn(2)
        ? { ...earlier, transfers: earlier.transfers.map((each) => ({ ...each, minor: each.minor + 1n })) }
        : { ...earlier, transfers: [...earlier.transfers, transfer(random)] };
    case 'HOLD':
      return random.oneIn(2)
        ? { ...earlier, expiresAt: anew(earlier.expiresAt) }
        : { ...earlier, transfer: transfer(random) };
    case 'CAPTURE':
      if (random.oneIn(2)) return { ...earlier, final: !earlier.final };
      return { ...earlier, amount: earlier.amount ? null : { minor: amountOf(random, 40), currency: 'USD' } };
    case 'VOID':
    case 'EXPIRE':
      return { ...earlier, holdId: 'another' };
    case 'REVERSE':
      return { ...earlier, entryId: 'another' };
  }
}
