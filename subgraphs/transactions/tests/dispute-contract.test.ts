import { randomUUID } from 'node:crypto';
import { person } from '@paygraph/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chargebackOf, type DisputeRow, newDispute } from '../src/disputes/dispute.ts';
import { EVIDENCE_ATTEMPTS_MAX } from '../src/disputes/dispute-evidence-store.ts';
import type { DisputeBook } from '../src/disputes/dispute-store.ts';
import { newTransaction } from '../src/new-transaction.ts';
import type { Intent, TransactionStore } from '../src/saga/store.ts';
import type { TransactionRow } from '../src/transaction.ts';
import { ADAPTERS, type Adapter } from './store-adapters.ts';

const ada = person('usr_ada');
const shop = person('usr_shop');
const HOUR_MS = 3_600_000;

describe.each(ADAPTERS)('disputes kept in %s', (_, open) => {
  let adapter: Adapter;
  let store: TransactionStore;
  let disputes: DisputeBook;
  let wait: Adapter['wait'];
  beforeAll(async () => {
    adapter = await open();
    ({ store, disputes, wait } = adapter);
  });
  afterAll(() => adapter?.[Symbol.asyncDispose]());

  const callOf = () => ({ callerId: 'usr_ada', mutation: 'openDispute', key: randomUUID() });
  const paid = async (given: Partial<TransactionRow> = {}) => {
    const transaction = newTransaction({
      ...{ type: 'PAYMENT', initiatorId: 'usr_ada', currency: 'USD', minor: 1_000n, createdAt: adapter.clock.now },
      ...{ sourceWalletId: 'wal_a', sourceOwnerId: 'usr_ada', destinationWalletId: 'wal_shop' },
      ...{ destinationOwnerId: 'usr_shop', ...given },
    });
    expect(await store.record({ actor: ada, call: callOf(), inputHash: 'hash', transaction })).toBe('RECORDED');
    const change = { status: 'SUCCEEDED', step: null, capturedMinor: 1_000n, captureMinor: 0n } as const;
    return (await store.move({ before: transaction, change, by: ada })) as TransactionRow;
  };
  const paidByCard = () => paid({ provider: 'acme-cards', sourceWalletId: null, sourceOwnerId: null });
  const disputeOf = (payment: TransactionRow, given: Partial<DisputeRow> = {}) =>
    newDispute(payment, {
      ...{ status: 'OPEN', minor: 1_000n, feeMinor: 15n, reason: 'FRAUDULENT', openedAt: adapter.clock.now },
      ...given,
    });
  const atProvider = (payment: TransactionRow, given: Partial<DisputeRow> = {}) =>
    disputeOf(payment, { provider: 'acme-cards', providerDisputeId: randomUUID(), ...given });
  const intentOf = (payment: TransactionRow, dispute: DisputeRow): Intent => {
    const transaction = chargebackOf(payment, dispute, adapter.clock.now);
    return { actor: ada, call: callOf(), inputHash: 'hash', transaction, dispute };
  };
  const opened = async (payment: TransactionRow, dispute = disputeOf(payment)) => {
    const intent = intentOf(payment, dispute);
    expect(await store.record(intent)).toBe('RECORDED');
    return { dispute: { ...dispute, chargebackId: intent.transaction.id }, chargeback: intent.transaction };
  };
  const now = async (id: string) => (await store.byId(id)) as TransactionRow;
  const decide = (chargeback: TransactionRow, status: 'WON' | 'LOST') => {
    const step = status === 'WON' ? 'GIVE_BACK' : 'PAY_OUT';
    const dispute = { status, resolvedAt: adapter.clock.now, evidenceAwaited: false };
    return store.move({ before: chargeback, change: { step }, by: ada, dispute });
  };
  /** The money of the chargeback is taken from the merchant. */
  const taken = async (chargeback: TransactionRow) => {
    const change = { status: 'SUCCEEDED', step: null, capturedMinor: chargeback.minor, captureMinor: 0n } as const;
    return (await store.move({ before: chargeback, change, by: ada })) as TransactionRow;
  };

  test('a dispute is recorded with its chargeback, and counts against the payment', async () => {
    const payment = await paid();
    const { dispute, chargeback } = await opened(payment, disputeOf(payment, { minor: 600n }));
    expect(await disputes.byId(dispute.id)).toEqual(dispute);
    expect(await disputes.byChargeback(chargeback.id)).toEqual(dispute);
    expect(await disputes.ofPayment(payment.id)).toEqual([dispute]);
    expect(await now(payment.id)).toMatchObject({ status: 'DISPUTED', refundReservedMinor: 600n });
    expect(await adapter.told(payment.id)).toEqual(['CREATED', 'SUCCEEDED', 'DISPUTED']);
    expect(await adapter.facts(dispute.id)).toEqual(['dispute.opened']);
    const refund = { type: 'REFUND', initiatorId: 'usr_shop', parentId: payment.id, currency: 'USD' } as const;
    const transaction = newTransaction({ ...refund, minor: 1n, createdAt: adapter.clock.now });
    const intent = { actor: shop, call: callOf(), inputHash: 'hash', transaction };
    expect(await store.record(intent)).toBe('NOT_REFUNDABLE');
  });

  test.each([
    ['disputed', 'DISPUTED'],
    ['given back', 'PARTIALLY_REFUNDED'],
  ])('a payment captured in parts, of which one was %s, is told to have SUCCEEDED and is %s', async (_, status) => {
    const partly = { captureMode: 'MANUAL', capturedMinor: 600n } as const;
    const transaction = newTransaction({
      ...{ type: 'PAYMENT', initiatorId: 'usr_ada', currency: 'USD', minor: 1_000n, createdAt: adapter.clock.now },
      ...{ destinationWalletId: 'wal_shop', destinationOwnerId: 'usr_shop', ...partly, status: 'AUTHORIZED' },
    });
    await store.record({ actor: ada, call: callOf(), inputHash: 'hash', transaction });
    const { dispute, chargeback } = await opened(transaction, disputeOf(transaction, { minor: 300n }));
    if (status !== 'DISPUTED') {
      const decided = (await decide(await taken(chargeback), 'LOST')) as TransactionRow;
      const parent = { reservedMinor: 0n, refundedMinor: 300n, settlesDispute: true };
      await store.move({ before: decided, change: { step: null }, by: ada, parent });
    }
    const before = await now(transaction.id);
    expect(before.status).toBe('AUTHORIZED');
    const change = { status: 'SUCCEEDED', step: null, capturedMinor: 1_000n, captureMinor: 0n } as const;
    const after = await store.move({ before, change, by: ada });
    expect(after).toMatchObject({ status, version: before.version + 2 });
    expect(await now(transaction.id)).toEqual(after);
    expect((await adapter.told(transaction.id)).slice(-2)).toEqual(['SUCCEEDED', status]);
    expect(await disputes.ofPayment(transaction.id)).toMatchObject([{ id: dispute.id }]);
  });

  test('there is one over a payment at a time, whoever asks at once, and none above what is left', async () => {
    const payment = await paid();
    const tooMuch = intentOf(payment, disputeOf(payment, { minor: 1_001n }));
    expect(await store.record(tooMuch)).toBe('EXCEEDS_PAYMENT');
    expect(await store.findKey(tooMuch.call)).toBeUndefined();
    expect(await disputes.byId(tooMuch.dispute?.id ?? '')).toBeUndefined();
    const many = Array.from({ length: 10 }, () => intentOf(payment, disputeOf(payment, { minor: 10n })));
    const outcomes = await Promise.all(many.map((intent) => store.record(intent)));
    expect(outcomes.toSorted()).toEqual([...Array(9).fill('ALREADY_DISPUTED'), 'RECORDED']);
    expect((await now(payment.id)).refundReservedMinor).toBe(10n);
    expect(await disputes.ofPayment(payment.id)).toHaveLength(1);
  });

  test.each(['WON', 'LOST'] as const)('one that is %s is decided with its chargeback, once', async (status) => {
    const payment = await paid();
    const { dispute, chargeback } = await opened(payment);
    const before = await taken(chargeback);
    const after = await decide(before, status);
    expect(after).toMatchObject({ step: status === 'WON' ? 'GIVE_BACK' : 'PAY_OUT' });
    expect(await disputes.byId(dispute.id)).toMatchObject({ status, resolvedAt: adapter.clock.now });
    expect(await adapter.facts(dispute.id)).toEqual(['dispute.opened', `dispute.${status.toLowerCase()}`]);
    // Somebody who decides at the same time is told so, and somebody who comes later has a bug.
    expect(await decide(before, 'WON')).toBeUndefined();
    await expect((async () => decide(after as TransactionRow, 'WON'))()).rejects.toThrow('no dispute to be decided');
    expect(await now(chargeback.id)).toEqual(after);
    // Its money is still on its way.
    const another = intentOf(await now(payment.id), disputeOf(payment));
    expect(await store.record(another)).toBe('ALREADY_DISPUTED');
  });

  test('the payment is disputed no more once the money is where it belongs', async () => {
    const payment = await paid();
    const { chargeback } = await opened(payment, disputeOf(payment, { minor: 400n }));
    const decided = (await decide(await taken(chargeback), 'LOST')) as TransactionRow;
    const parent = { reservedMinor: 0n, refundedMinor: 400n, settlesDispute: true };
    expect(await store.move({ before: decided, change: { step: null }, by: ada, parent })).toBeDefined();
    expect(await now(payment.id)).toMatchObject({ status: 'PARTIALLY_REFUNDED', refundedMinor: 400n });
    await opened(await now(payment.id), disputeOf(payment, { minor: 600n }));
  });

  test('an inquiry is remembered once, and becomes a dispute or nothing', async () => {
    const payment = await paidByCard();
    const inquiry = atProvider(payment, { status: 'INQUIRY' });
    await disputes.addInquiry(inquiry);
    await disputes.addInquiry({ ...inquiry, id: `${inquiry.id}2` });
    await disputes.addInquiry(atProvider(payment, { status: 'INQUIRY' }));
    expect(await disputes.ofPayment(payment.id)).toEqual([inquiry]);
    expect((await now(payment.id)).status).toBe('SUCCEEDED');
    const { dispute } = await opened(payment, { ...inquiry, status: 'OPEN' });
    expect(await disputes.ofPayment(payment.id)).toEqual([dispute]);
    expect(await adapter.facts(inquiry.id)).toEqual(['dispute.opened', 'dispute.escalated']);
    await disputes.closeInquiry(inquiry.id, adapter.clock.now);
    expect((await disputes.byId(inquiry.id))?.status).toBe('OPEN');

    const other = atProvider(await paidByCard(), { status: 'INQUIRY' });
    await disputes.addInquiry(other);
    await disputes.closeInquiry(other.id, adapter.clock.now);
    await disputes.closeInquiry(other.id, adapter.clock.now);
    expect(await disputes.byId(other.id)).toMatchObject({ status: 'WON', evidenceAwaited: false });
    expect(await adapter.facts(other.id)).toEqual(['dispute.opened', 'dispute.won']);
  });

  test('the same dispute of a provider is never two', async () => {
    const payment = await paidByCard();
    const { dispute } = await opened(payment, atProvider(payment));
    const { providerDisputeId } = dispute;
    const other = await paidByCard();
    const intent = intentOf(other, atProvider(other, { providerDisputeId }));
    await expect((async () => store.record(intent))()).rejects.toThrow();
    expect(await disputes.ofPayment(other.id)).toEqual([]);
    expect((await now(other.id)).status).toBe('SUCCEEDED');
  });

  describe('evidence', () => {
    const leaseAll = async () => (await disputes.leaseEvidence(adapter.clock.now, 100)).map(({ text }) => text);

    test('is given once, in time, and to nobody where nobody else decides', async () => {
      const { dispute } = await opened(await paid());
      const late = new Date(dispute.evidenceDueAt.getTime());
      expect(await disputes.addEvidence(shop, dispute, 'late', late)).toBeNull();
      const given = await disputes.addEvidence(shop, dispute, 'a receipt', adapter.clock.now);
      expect(given).toMatchObject({ status: 'UNDER_REVIEW', evidenceAwaited: false });
      expect(await disputes.byId(dispute.id)).toEqual(given);
      expect(await disputes.addEvidence(shop, dispute, 'once more', adapter.clock.now)).toBeNull();
      expect(await adapter.facts(dispute.id)).toEqual(['dispute.opened', 'dispute.evidence_submitted']);
      expect(await leaseAll()).toEqual([]);
    });

    test('is passed on by one worker, later and later, until the provider has it', async () => {
      const payment = await paidByCard();
      const { dispute } = await opened(payment, atProvider(payment));
      await disputes.addEvidence(shop, dispute, 'delivered', adapter.clock.now);
      const at = adapter.clock.now;
      const [one, other] = await Promise.all([disputes.leaseEvidence(at, 100), disputes.leaseEvidence(at, 100)]);
      expect([...one, ...other]).toEqual([
        { disputeId: dispute.id, number: 1, text: 'delivered', provider: 'acme-cards', reference: payment.id },
      ]);
      wait(9_000);
      expect(await leaseAll()).toEqual([]);
      wait(1_000);
      const [due] = await disputes.leaseEvidence(adapter.clock.now, 100);
      wait(20_000);
      expect(await leaseAll()).toEqual(['delivered']);
      if (due) await disputes.endEvidence(due, adapter.clock.now);
      wait(HOUR_MS);
      expect(await leaseAll()).toEqual([]);
    });

    test('that nobody takes is left to an operator in the end', async () => {
      const payment = await paidByCard();
      const { dispute } = await opened(payment, atProvider(payment));
      await disputes.addEvidence(shop, dispute, 'to nobody', adapter.clock.now);
      let attempts = 0;
      for (let round = 0; round < EVIDENCE_ATTEMPTS_MAX + 5; round++, wait(HOUR_MS)) {
        const [due] = await disputes.leaseEvidence(adapter.clock.now, 100);
        if (!due) continue;
        attempts += 1;
        await disputes.noteEvidenceFailure(due, 'NOT_TAKEN');
      }
      expect(attempts).toBe(EVIDENCE_ATTEMPTS_MAX);
    });
  });

  test('over cards they are looked into every six hours until they are decided', async () => {
    const [card, wallet, done] = [await paidByCard(), await paid(), await paidByCard()];
    await opened(card, atProvider(card));
    await opened(wallet);
    const { chargeback } = await opened(done, atProvider(done));
    await decide(await taken(chargeback), 'WON');
    const looksAfter = async (hours: number) => {
      wait(hours * HOUR_MS);
      for (let times = 0; times < 2; times++) await disputes.poll(adapter.clock.now);
      return Promise.all([card, wallet, done].map(async ({ id }) => (await adapter.looks(id)).length));
    };
    expect(await looksAfter(6)).toEqual([0, 0, 0]);
    expect(await looksAfter(1)).toEqual([1, 0, 0]);
    expect(await looksAfter(6)).toEqual([2, 0, 0]);
  });

  test('what the merchant could not pay is owed from when it was taken until it is given back', async () => {
    const payment = await paid({ destinationWalletId: 'wal_poor' });
    const intent = intentOf(payment, disputeOf(payment));
    await store.record(intent);
    const asked = { step: 'TAKE', owedMinor: 715n } as const;
    const taking = await store.move({ before: intent.transaction, change: asked, by: ada });
    expect(await adapter.owed('wal_poor')).toBe(0n);
    const before = await taken(taking as TransactionRow);
    expect(await adapter.owed('wal_poor')).toBe(715n);
    const giving = (await decide(before, 'WON')) as TransactionRow;
    expect(await adapter.owed('wal_poor')).toBe(715n);
    const back = { status: 'REFUNDED', step: null } as const;
    const both = await Promise.all([1, 2].map(() => store.move({ before: giving, change: back, by: ada })));
    expect(both.filter((row) => row !== undefined)).toHaveLength(1);
    expect(await adapter.owed('wal_poor')).toBe(0n);
  });

  describe('a debt', () => {
    const indebted = async (walletId: string) => {
      const payment = await paid({ destinationWalletId: walletId });
      const intent = intentOf(payment, disputeOf(payment));
      await store.record(intent);
      const asked = { step: 'TAKE', owedMinor: 715n } as const;
      await taken((await store.move({ before: intent.transaction, change: asked, by: ada })) as TransactionRow);
    };
    const lease = async (walletId: string) =>
      (await adapter.debts.lease(adapter.clock.now, 100)).find((debt) => debt.walletId === walletId);

    test('is collected by one at a time, part by part, until nothing is owed', async () => {
      await indebted('wal_late');
      const [one, other] = await Promise.all([lease('wal_late'), lease('wal_late')]);
      const debt = (one ?? other) as NonNullable<typeof one>;
      expect([one, other]).toContain(undefined);
      expect(debt).toMatchObject({ owedMinor: 715n, collectedMinor: 0n, collectingMinor: null });
      const begun = await Promise.all([1, 2].map(() => adapter.debts.begin(debt, 700n)));
      const [first] = begun.filter((each) => each !== undefined) as [typeof debt];
      expect(begun).toContain(undefined);
      expect(first).toMatchObject({ collectingMinor: 700n, collections: 1 });
      // Whoever comes next finishes it.
      wait(15_000);
      expect(await lease('wal_late')).toEqual({ ...first, dueAt: new Date(adapter.clock.now.getTime() + 15_000) });
      for (let times = 0; times < 2; times++) {
        await adapter.debts.end(ada, first, { unclaimed: null }, adapter.clock.now);
      }
      wait(15_000);
      const rest = (await lease('wal_late')) as typeof debt;
      expect(rest).toMatchObject({ owedMinor: 15n, collectedMinor: 700n, collectingMinor: null });
      const last = (await adapter.debts.begin(rest, 15n)) as typeof debt;
      await adapter.debts.end(ada, last, { refusal: 'INSUFFICIENT_FUNDS' }, adapter.clock.now);
      wait(15_000);
      const again = (await adapter.debts.begin((await lease('wal_late')) as typeof debt, 15n)) as typeof debt;
      expect(again).toMatchObject({ owedMinor: 15n, collections: 3 });
      await adapter.debts.end(ada, again, { unclaimed: null }, adapter.clock.now);
      wait(15_000);
      expect(await lease('wal_late')).toBeUndefined();
      expect(await adapter.owed('wal_late')).toBe(0n);
      expect(await adapter.facts('wal_late')).toEqual(['debt.collected', 'debt.collected']);
    });
  });

  test('each provider is asked for its list by one at a time, every hour, and for a day more than was read', async () => {
    const read = async () => {
      const lists = await disputes.leaseLists(adapter.clock.now);
      return new Map(lists.map(({ provider, since }) => [provider, since.getTime()]));
    };
    const ago = (hours: number) => adapter.clock.now.getTime() - hours * HOUR_MS;
    const both = await Promise.all([read(), read()]);
    expect(both.map(({ size }) => size).toSorted()).toEqual([0, 3]);
    expect(both.flatMap((lists) => [...lists.values()])).toEqual(Array(3).fill(ago(180 * 24)));
    const readUntil = adapter.clock.now;
    await disputes.endList('acme-cards', readUntil, adapter.clock.now);
    // Those that were not read to the end are asked again soon, for the same.
    wait(5 * 60_000);
    expect([...(await read()).keys()].toSorted()).toEqual(['nova-cards', 'partner-bank']);
    wait(HOUR_MS);
    const later = await read();
    expect(later.get('acme-cards')).toBe(readUntil.getTime() - 24 * HOUR_MS);
    expect(later.get('nova-cards')).toBeLessThan(ago(179 * 24));
    // Nobody goes back behind what was read.
    await disputes.endList('acme-cards', new Date(0), adapter.clock.now);
    wait(HOUR_MS);
    expect((await read()).get('acme-cards')).toBe(readUntil.getTime() - 24 * HOUR_MS);
  });
});
