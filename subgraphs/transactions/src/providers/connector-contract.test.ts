import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Fault } from '../../simulators/provider/faults.ts';
import type { Authorization, Connector, Instrument, ProviderState } from './connector.ts';
import { ADAPTERS, type Adapter } from './contract-adapters.ts';

const USD = (minor: bigint) => ({ currency: 'USD', minor });
const card = (number: string): Instrument => ({ kind: 'CARD', number, expiryMonth: 12, expiryYear: 2040 });
const account = (iban: string): Instrument => ({
  kind: 'BANK_ACCOUNT',
  holder: 'Ada Lovelace',
  iban,
  routingNumber: null,
  accountNumber: null,
});

/** Longer than the connector waits for an answer. */
const LATE_MS = 1_000;

const american = (accountNumber: string): Instrument => ({
  kind: 'BANK_ACCOUNT',
  holder: 'Ada Lovelace',
  iban: null,
  routingNumber: '110000000',
  accountNumber,
});

const DONE = { kind: 'DONE', providerReference: expect.stringMatching(/./) };
const PENDING = { kind: 'PENDING', providerReference: expect.stringMatching(/./) };
const declined = (code: string, declineCode: string) => ({ kind: 'DECLINED', failure: { code, declineCode } });
const refused = (declineCode: string) => declined('PROCESSING_ERROR', declineCode);

const NOTHING_DONE: readonly Fault[] = ['TIMEOUT_BEFORE', 'ERROR_BEFORE', 'RESET_BEFORE'];
const DONE_UNHEARD: readonly Fault[] = ['TIMEOUT_AFTER', 'ERROR_AFTER', 'RESET_AFTER', 'GARBLED'];
const TURNED_AWAY: readonly Fault[] = ['UNAVAILABLE', 'RATE_LIMITED'];

describe.each(ADAPTERS)('$name', ({ method, open }) => {
  let adapter: Adapter;
  let connector: Connector;
  let impatient: Connector;
  let reference: string;
  beforeAll(async () => {
    adapter = await open();
    ({ connector, impatient } = adapter);
  });
  afterAll(() => adapter[Symbol.asyncDispose]());
  beforeEach(() => {
    adapter.faults.set({});
    reference = `txn_${randomUUID()}`;
  });

  const good = method === 'CARD' ? card('4242424242424242') : account('DE89370400440532013000');
  const accepted = method === 'CARD' ? DONE : PENDING;
  const request = (more: Partial<Authorization> = {}): Authorization => ({
    reference,
    amount: USD(1_000n),
    instrument: good,
    authenticated: false,
    ...more,
  });
  const stateNow = async () => (await connector.status(reference)) as ProviderState;
  const eventually = (check: (state: ProviderState) => void) =>
    expect.poll(stateNow).toSatisfy((state) => {
      check(state);
      return true;
    });

  test('does one thing for a reference, however often and however much at once it is asked', async () => {
    const answers = await Promise.all(Array.from({ length: 8 }, () => connector.authorize(request())));
    expect(answers).toEqual(answers.map(() => accepted));
    expect(new Set(answers.map((answer) => 'providerReference' in answer && answer.providerReference)).size).toBe(1);
  });

  test('cannot tell when something else was done under the reference', async () => {
    await connector.authorize(request());
    expect(await connector.authorize(request({ amount: USD(1_001n) }))).toEqual({ kind: 'UNKNOWN' });
  });

  test('takes nothing it cannot move', async () => {
    const wrong = method === 'CARD' ? account('DE89370400440532013000') : card('4242424242424242');
    expect(await connector.authorize(request({ instrument: wrong }))).toEqual({ kind: 'NOT_TAKEN' });
    expect(await connector.status(reference)).toBe('NOT_FOUND');
  });

  test('refuses what arrives after its void, and lets go as often as it is asked', async () => {
    expect(await connector.void(reference)).toEqual(DONE);
    expect(await connector.void(reference)).toEqual(DONE);
    expect(await connector.authorize(request())).toEqual(refused('canceled'));
    expect(await stateNow()).toMatchObject({ authorization: 'VOIDED', captures: [], failure: null });
  });

  test.each(NOTHING_DONE)('after %s does not know, and nothing was done', async (fault) => {
    adapter.faults.set({ next: [fault] });
    expect(await impatient.authorize(request())).toEqual({ kind: 'UNKNOWN' });
    expect(await connector.status(reference)).toBe('NOT_FOUND');
    expect(await connector.authorize(request())).toEqual(accepted);
  });

  test.each(DONE_UNHEARD)('after %s does not know, and asking again tells what was done', async (fault) => {
    adapter.faults.set({ next: [fault] });
    expect(await impatient.authorize(request())).toEqual({ kind: 'UNKNOWN' });
    expect(['AUTHORIZED', 'PENDING', 'PAID']).toContain((await stateNow()).authorization);
    expect(['DONE', 'PENDING']).toContain((await connector.authorize(request())).kind);
  });

  test.each(TURNED_AWAY)('knows that %s means nothing was done', async (fault) => {
    adapter.faults.set({ next: [fault] });
    expect(await connector.authorize(request())).toEqual({ kind: 'NOT_TAKEN' });
    expect(await connector.status(reference)).toBe('NOT_FOUND');
  });

  test('finds nothing while a request is still on its way, and finds it later', async () => {
    adapter.faults.set({ next: ['LATE'], late_ms: LATE_MS });
    expect(await impatient.authorize(request())).toEqual({ kind: 'UNKNOWN' });
    expect(await connector.status(reference)).toBe('NOT_FOUND');
    await expect.poll(stateNow).toMatchObject({ authorization: method === 'CARD' ? 'AUTHORIZED' : 'PENDING' });
  });

  test('refuses a request that is still on its way when it was voided meanwhile', async () => {
    adapter.faults.set({ next: ['LATE'], late_ms: LATE_MS });
    await impatient.authorize(request());
    expect(await connector.void(reference)).toEqual(DONE);
    await new Promise((resolve) => setTimeout(resolve, LATE_MS));
    expect(await stateNow()).toMatchObject({ authorization: 'VOIDED' });
  });

  test('does not know what is there while nobody answers', async () => {
    await connector.authorize(request());
    adapter.faults.set({ next: ['ERROR_BEFORE'] });
    expect(await connector.status(reference)).toBe('UNKNOWN');
  });

  test('is told of changes, twice if need be', async () => {
    adapter.faults.set({ webhooks: { duplicate: 1 } });
    await connector.authorize(request());
    await expect.poll(() => adapter.received().filter((notice) => notice.reference === reference).length).toBe(2);
    expect(new Set(adapter.received().map(({ id }) => id)).size).toBeLessThan(adapter.received().length);
  });

  if (method === 'CARD')
    describe('as a card processor', () => {
      const authorize = (number: string, authenticated = false) =>
        connector.authorize(request({ instrument: card(number), authenticated }));
      const capture = (id: string, minor: bigint, final = false) =>
        connector.capture({ reference, id, amount: USD(minor), final });
      const refund = (id: string, minor: bigint) => connector.refund({ reference, id, amount: USD(minor) });

      test.each([
        ['4000000000000002', 'generic_decline'],
        ['4000000000009995', 'insufficient_funds'],
        ['4000000000009987', 'lost_card'],
        ['4000000000009979', 'stolen_card'],
        ['4000000000000069', 'expired_card'],
        ['4000000000000127', 'incorrect_cvc'],
        ['4242424242424241', 'incorrect_number'],
        ['4000000000006975', 'card_velocity_exceeded'],
        ['4100000000000019', 'fraudulent'],
      ])('declines %s with %s, and says so again', async (number, declineCode) => {
        expect(await authorize(number)).toEqual(declined('CARD_DECLINED', declineCode));
        expect(await authorize(number)).toEqual(declined('CARD_DECLINED', declineCode));
        const failure = { code: 'CARD_DECLINED', declineCode };
        expect(await stateNow()).toMatchObject({ authorization: 'DECLINED', failure });
        expect(await connector.void(reference)).toEqual(DONE);
      });

      test('tells a processing error from a decline', async () => {
        expect(await authorize('4000000000000119')).toEqual(refused('processing_error'));
      });

      test('asks for the cardholder, and goes on once they were there', async () => {
        expect(await authorize('4000002760003184')).toMatchObject({ kind: 'CHALLENGE' });
        expect(await stateNow()).toMatchObject({ authorization: 'CHALLENGE' });
        expect(await authorize('4000002760003184', true)).toEqual(DONE);
        expect(await authorize('4000002760003184')).toEqual(DONE);
      });

      test('has the cardholder prove who they are, and then lacks the funds', async () => {
        expect(await authorize('4000008260003178')).toMatchObject({ kind: 'CHALLENGE' });
        expect(await authorize('4000008260003178', true)).toEqual(declined('CARD_DECLINED', 'insufficient_funds'));
      });

      test('captures in parts, each once, and never more than was authorized, not even at once', async () => {
        await authorize('4242424242424242');
        expect(await Promise.all([1, 2, 3].map(() => capture('cap_1', 600n)))).toEqual([DONE, DONE, DONE]);
        const both = await Promise.all([capture('cap_2', 300n), capture('cap_3', 300n)]);
        expect(both).toEqual(expect.arrayContaining([DONE, refused('amount_too_large')]));
        expect(await capture('cap_1', 1n)).toEqual({ kind: 'UNKNOWN' });
        expect(await connector.void(reference)).toEqual(DONE);
        expect(await capture('cap_4', 1n)).toEqual(refused('unexpected_state'));
        const { captures, authorization } = await stateNow();
        expect([authorization, captures.reduce((sum, { minor }) => sum + minor, 0n)]).toEqual(['VOIDED', 900n]);
      });

      test('lets the rest go with the final capture; then there is nothing to void', async () => {
        await authorize('4242424242424242');
        expect(await capture('cap_1', 600n, true)).toEqual(DONE);
        expect(await capture('cap_2', 1n)).toEqual(refused('unexpected_state'));
        expect(await connector.void(reference)).toEqual(refused('unexpected_state'));
      });

      test('knows nothing to capture or to give back under a reference it never saw', async () => {
        expect(await capture('cap_1', 1n)).toEqual(refused('resource_missing'));
        expect(await refund('ref_1', 1n)).toEqual(refused('resource_missing'));
        expect(await connector.status(reference)).toBe('NOT_FOUND');
      });

      test('gives back in parts, each once, and never more than was captured, not even at once', async () => {
        await authorize('4242424242424242');
        await capture('cap_1', 1_000n);
        expect(await Promise.all([refund('ref_1', 600n), refund('ref_1', 600n)])).toEqual([DONE, DONE]);
        const both = await Promise.all([refund('ref_2', 300n), refund('ref_3', 300n)]);
        expect(both).toEqual(expect.arrayContaining([DONE, refused('amount_too_large')]));
      });

      test('does not know of a capture whose answer was lost, and does not repeat it', async () => {
        await authorize('4242424242424242');
        adapter.faults.set({ next: ['RESET_AFTER'] });
        expect(await capture('cap_1', 600n)).toEqual({ kind: 'UNKNOWN' });
        expect(await stateNow()).toMatchObject({ captures: [{ id: 'cap_1', minor: 600n }] });
        expect(await capture('cap_1', 600n)).toEqual(DONE);
        expect(await stateNow()).toMatchObject({ captures: [{ id: 'cap_1', minor: 600n }] });
      });

      test('has refunds that succeed later, and refunds that fail later', async () => {
        await authorize('4000000000007726');
        await capture('cap_1', 1_000n);
        expect(await refund('ref_1', 1_000n)).toEqual(PENDING);
        expect(await stateNow()).toMatchObject({ refunds: [{ id: 'ref_1', minor: 1_000n, status: 'PENDING' }] });
        await eventually(({ refunds }) => expect(refunds).toMatchObject([{ status: 'SUCCEEDED' }]));

        reference = `txn_${randomUUID()}`;
        await authorize('4000000000005126');
        await capture('cap_1', 1_000n);
        expect(await refund('ref_1', 1_000n)).toEqual(DONE);
        expect(await stateNow()).toMatchObject({ refunds: [{ status: 'SUCCEEDED' }] });
        await eventually(({ refunds }) => expect(refunds).toMatchObject([{ status: 'FAILED' }]));
      });

      test('has charges that are disputed, and evidence that decides', async () => {
        await authorize('4000000000000259');
        await capture('cap_1', 1_000n);
        await eventually(({ disputes }) =>
          expect(disputes).toMatchObject([{ status: 'OPEN', minor: 1_000n, reason: 'fraudulent' }]),
        );
        expect(await connector.submitEvidence({ reference, evidence: 'winning_evidence' })).toMatchObject({
          kind: 'PENDING',
        });
        await eventually(({ disputes }) => expect(disputes).toMatchObject([{ status: 'WON' }]));
        const lines = (await adapter.settlement()).filter((line) => line.reference === reference);
        expect(lines.map(({ kind, gross, fee, net }) => [kind, gross, fee, net])).toEqual([
          ['CAPTURE', 1_000n, expect.any(BigInt), expect.any(BigInt)],
          ['CHARGEBACK', -1_000n, 1_500n, -2_500n],
          ['CHARGEBACK', 1_000n, -1_500n, 2_500n],
        ]);
      });

      test('has charges that are disputed twice, and shows both disputes, the older one first', async () => {
        await authorize('4000000404000079');
        await capture('cap_1', 1_000n);
        await eventually(({ disputes }) => expect(disputes).toMatchObject([{ status: 'OPEN' }]));
        const [first] = (await stateNow()).disputes;
        await connector.submitEvidence({ reference, evidence: 'winning_evidence' });
        await eventually(({ disputes }) => expect(disputes).toMatchObject([{ status: 'WON' }, { status: 'OPEN' }]));
        expect((await stateNow()).disputes[0]).toEqual({ ...first, status: 'WON' });
      });

      test('lists the disputes that were opened, by page, whoever was told of them', async () => {
        const since = new Date(Date.now() - 1_000);
        const references = Array.from({ length: 101 }, () => `txn_${randomUUID()}`);
        const amount = USD(1_000n);
        for (const each of references) {
          await connector.authorize({ ...request({ instrument: card('4000000000000259') }), reference: each });
          await connector.capture({ reference: each, id: 'cap_1', amount, final: true });
        }
        const listed = async () => {
          await connector.status(references[0] ?? '');
          const found: string[] = [];
          let [after, more]: [string | null, boolean] = [null, true];
          while (more) {
            const page = await connector.disputesSince(since, after);
            if (page === 'UNKNOWN') throw new Error('nobody answers');
            expect(page.disputes.length).toBeLessThanOrEqual(100);
            for (const { id, openedAt } of page.disputes) {
              expect(openedAt.getTime()).toBeGreaterThan(since.getTime() - 1_000);
              after = id;
            }
            found.push(...page.disputes.map((dispute) => dispute.reference));
            more = page.more;
          }
          return found.filter((each) => references.includes(each)).toSorted();
        };
        await expect.poll(listed).toEqual(references.toSorted());
        expect(await connector.disputesSince(new Date(Date.now() + 60_000), null)).toEqual({
          disputes: [],
          more: false,
        });
        adapter.faults.set({ next: ['ERROR_BEFORE'] });
        expect(await connector.disputesSince(since, null)).toBe('UNKNOWN');
      });

      test('has inquiries, which are no disputes yet', async () => {
        await authorize('4000000000001976');
        await capture('cap_1', 1_000n);
        await eventually(({ disputes }) => expect(disputes).toMatchObject([{ status: 'INQUIRY' }]));
        await connector.submitEvidence({ reference, evidence: 'escalate_inquiry_evidence' });
        await eventually(({ disputes }) => expect(disputes).toMatchObject([{ status: 'OPEN' }]));
      });
    });

  if (method === 'BANK_ACCOUNT')
    describe('as a bank', () => {
      test('pays a transfer a little later, and keeps no fee secret', async () => {
        expect(await connector.authorize(request())).toEqual(PENDING);
        await eventually(({ authorization }) => expect(authorization).toBe('PAID'));
        expect(await connector.authorize(request())).toEqual(DONE);
        expect(await connector.void(reference)).toEqual(refused('unexpected_state'));
        const lines = (await adapter.settlement()).filter((line) => line.reference === reference);
        expect(lines).toMatchObject([{ kind: 'PAYOUT', gross: -1_000n, fee: 25n, net: -1_025n }]);
      });

      test('sends money back from an account that is not there', async () => {
        const instrument = account('DE62370400440532013001');
        expect(await connector.authorize(request({ instrument }))).toEqual(PENDING);
        await eventually(({ authorization }) => expect(authorization).toBe('RETURNED'));
        expect(await stateNow()).toMatchObject({ failure: { code: 'RETURNED', declineCode: 'no_account' } });
      });

      test('declines at once what it will not send', async () => {
        const answer = await connector.authorize(request({ instrument: american('000777777771') }));
        expect(answer).toEqual(declined('BANK_DECLINED', 'weekly_limit_exceeded'));
        expect(await stateNow()).toMatchObject({ authorization: 'DECLINED' });
      });

      test('recalls a transfer that has not left', async () => {
        const instrument = american('000000000009');
        expect(await connector.authorize(request({ instrument }))).toEqual(PENDING);
        expect(await connector.void(reference)).toEqual(DONE);
        expect(await stateNow()).toMatchObject({ authorization: 'VOIDED' });
      });

      test('has nothing to capture, to give back or to dispute', async () => {
        await connector.authorize(request());
        const part = { reference, id: 'cap_1', amount: USD(1n) };
        expect(await connector.capture({ ...part, final: true })).toEqual({ kind: 'NOT_TAKEN' });
        expect(await connector.refund(part)).toEqual({ kind: 'NOT_TAKEN' });
        expect(await connector.disputesSince(new Date(0), null)).toEqual({ disputes: [], more: false });
      });
    });
});
