import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Connector, ProviderState } from '../../src/providers/connector.ts';
import type { FaultSettings } from './faults.ts';
import { type MemoryProvider, memoryProvider } from './memory-provider.ts';

const DAY_MS = 86_400_000;
/** One for each reference: good, three disputed, two with slow refunds, challenged, declined. */
const CARDS = [
  '4242424242424242',
  '4000000000000259',
  '4000000000001976',
  '4000000404000079',
  '4000000000007726',
  '4000000000005126',
  '4000000000003220',
  '4000000000000002',
];
const FAULTY: FaultSettings = {
  rates: { TIMEOUT_BEFORE: 0.1, ERROR_AFTER: 0.1, LATE: 0.2, RATE_LIMITED: 0.1 },
  webhooks: { duplicate: 0.2, delayed: 0.3, lost: 0.1 },
};

/** xorshift32: the same numbers for the same seed. */
function randomOf(seed: number): () => number {
  let state = seed | 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}

/** Asks a faulty provider for anything in any order under a few references, as time passes. */
async function run(seed: number, steps: number) {
  const random = randomOf(seed);
  let now_ms = Date.UTC(2026, 10, 20);
  const provider = memoryProvider({ name: 'acme-cards', now: () => new Date(now_ms), random, faults: FAULTY });
  const pick = <Item>(items: readonly Item[]) => items[Math.floor(random() * items.length)] as Item;
  const log: unknown[] = [];
  for (let step = 0; step < steps; step++) {
    log.push(await act(provider.connector, pick, random));
    now_ms += Math.floor(random() * 5_000);
    provider.tick();
    log.push(provider.takeNotices().length);
  }
  for (let due = provider.nextDueAt_ms(); due !== null; due = provider.nextDueAt_ms()) {
    now_ms = Math.max(now_ms, due);
    expect(now_ms).toBeLessThan(Date.UTC(2026, 10, 20) + 60 * DAY_MS);
    provider.tick();
  }
  return { provider, log };
}

function act(connector: Connector, pick: <Item>(items: readonly Item[]) => Item, random: () => number) {
  const number = pick(CARDS);
  const reference = `txn_${number}`;
  const amount = { currency: 'USD', minor: BigInt(1 + Math.floor(random() * 600)) };
  const instrument = { kind: 'CARD', number, expiryMonth: 12, expiryYear: 2040 } as const;
  const id = `move_${pick([1, 2, 3, 4])}`;
  switch (pick(['authorize', 'authorize', 'capture', 'capture', 'refund', 'void', 'evidence'])) {
    case 'authorize':
      return connector.authorize({
        reference,
        amount: { currency: 'USD', minor: 1_000n },
        instrument,
        authenticated: random() < 0.5,
      });
    case 'capture':
      return connector.capture({ reference, id, amount, final: random() < 0.1 });
    case 'refund':
      return connector.refund({ reference, id, amount });
    case 'void':
      return random() < 0.3 ? connector.void(reference) : connector.status(reference);
    default:
      return connector.submitEvidence({ reference, evidence: pick(['winning_evidence', 'losing_evidence']) });
  }
}

const total = (parts: readonly { readonly minor: bigint }[]) => parts.reduce((sum, { minor }) => sum + minor, 0n);

/** What the books must say of a state: nothing comes from nowhere, and nothing is lost on the way. */
function grossOf({ captures, refunds, disputes }: ReturnType<MemoryProvider['operations']>[number]): bigint {
  const kept = refunds.filter(({ status }) => status !== 'FAILED');
  const lost = disputes.filter(({ status }) => status === 'LOST' || status === 'OPEN');
  return total(captures) - total(kept) - total(lost);
}

test('whatever is asked in whatever order, nothing exceeds what was authorized, and the books agree', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 2 ** 31 - 1 }), async (seed) => {
      const { provider } = await run(seed, 150);
      for (const operation of provider.operations()) {
        const { reference, captures, refunds, minor, agenda } = operation;
        expect(total(captures)).toBeLessThanOrEqual(minor);
        expect(total(refunds.filter(({ status }) => status !== 'FAILED'))).toBeLessThanOrEqual(total(captures));
        const booked = provider.lines().filter((line) => line.reference === reference);
        expect(booked.reduce((sum, { gross }) => sum + gross, 0n)).toBe(grossOf(operation));
        expect(agenda).toEqual([]);
      }
      const ids = provider.lines().map(({ id }) => id);
      expect(new Set(ids).size).toBe(ids.length);
    }),
    { numRuns: 60 },
  );
});

test('the same seed gives the same run', async () => {
  const [one, other] = await Promise.all([run(42, 200), run(42, 200)]);
  expect(other.log).toEqual(one.log);
  expect(other.provider.lines()).toEqual(one.provider.lines());
});

test('a request that was given up arrives later, and only then is anything found', async () => {
  let now_ms = 0;
  const provider = memoryProvider({ name: 'nova-cards', now: () => new Date(now_ms), random: () => 0.5 });
  provider.faults.set({ next: ['LATE'], late_ms: 30_000 });
  const instrument = { kind: 'CARD', number: '4242424242424242', expiryMonth: 12, expiryYear: 2040 } as const;
  const amount = { currency: 'EUR', minor: 100n };
  const authorization = { reference: 'txn_1', amount, instrument, authenticated: false };
  expect(await provider.connector.authorize(authorization)).toEqual({ kind: 'UNKNOWN' });
  expect(provider.nextDueAt_ms()).toBe(30_000);
  expect(await provider.connector.status('txn_1')).toBe('NOT_FOUND');
  now_ms = 30_000;
  provider.tick();
  expect(((await provider.connector.status('txn_1')) as ProviderState).authorization).toBe('AUTHORIZED');
  expect(provider.takeNotices()).toEqual([{ id: expect.any(String), reference: 'txn_1' }]);
});
