import { describe, expect, test } from 'vitest';
import type { Connector, ProviderOutcome } from './connector.ts';
import { type GuardOptions, guarded } from './guarded-connector.ts';

const DONE: ProviderOutcome = { kind: 'DONE', providerReference: 'pi_1' };
const UNKNOWN: ProviderOutcome = { kind: 'UNKNOWN' };
const NOT_TAKEN: ProviderOutcome = { kind: 'NOT_TAKEN' };
const DECLINED: ProviderOutcome = { kind: 'DECLINED', failure: { code: 'CARD_DECLINED', declineCode: 'lost_card' } };

type Call = ProviderOutcome | Promise<ProviderOutcome>;

/** A guard around a provider that answers what the test says, then DONE. */
function guardedProvider(answers: Call[], options: Partial<GuardOptions> = {}) {
  let calls = 0;
  const answer = async () => {
    calls += 1;
    return answers.shift() ?? DONE;
  };
  const connector: Connector = {
    name: 'acme-cards',
    authorize: answer,
    capture: answer,
    void: answer,
    refund: answer,
    submitEvidence: answer,
    async status() {
      return (await answer()).kind === 'DONE' ? 'NOT_FOUND' : 'UNKNOWN';
    },
    disputesSince: async () => 'UNKNOWN',
    parseWebhook: () => null,
  };
  const guard = guarded(connector, { now: () => new Date(), ...options });
  return { ...guard, ask: () => guard.void('txn_1'), calls: () => calls };
}

const never = () => new Promise<ProviderOutcome>(() => {});
const times = (count: number, answer: ProviderOutcome) => Array.from({ length: count }, () => answer);

describe('a guarded provider', () => {
  test('is asked again while it does not answer, a few times', async () => {
    const flaky = guardedProvider([UNKNOWN, UNKNOWN]);
    expect(await flaky.ask()).toEqual(DONE);
    const silent = guardedProvider(times(9, UNKNOWN));
    expect(await silent.ask()).toEqual(UNKNOWN);
    expect([flaky.calls(), silent.calls()]).toEqual([3, 3]);
  });

  test('is not asked again after a clear answer', async () => {
    for (const answer of [DONE, DECLINED, NOT_TAKEN]) {
      const clear = guardedProvider([answer]);
      expect(await clear.ask()).toEqual(answer);
      expect(clear.calls()).toBe(1);
    }
  });

  test('stays unknown when one attempt went unanswered and the next could not be made', async () => {
    expect(await guardedProvider([UNKNOWN, NOT_TAKEN]).ask()).toEqual(UNKNOWN);
  });

  test('is waited for no longer than agreed', async () => {
    const slow = guardedProvider([never()], { wait_max_ms: 50 });
    expect(await slow.ask()).toEqual(UNKNOWN);
    expect(slow.health().inFlight).toBe(1);
  });

  test('takes so many calls at once; another is not taken, and never goes out', async () => {
    const busy = guardedProvider([never()], { calls_max: 1, queue_max: 1, wait_max_ms: 100 });
    const first = busy.ask();
    const waiting = busy.ask();
    expect(await busy.ask()).toEqual(NOT_TAKEN);
    expect(await waiting).toEqual(NOT_TAKEN);
    expect(await first).toEqual(UNKNOWN);
    expect(busy.calls()).toBe(1);
  });

  test('is left alone once half of its calls go unanswered, and is tried again later', async () => {
    const failing = guardedProvider(times(6, UNKNOWN), { attempts_max: 1, open_ms: 200 });
    for (let call = 0; call < 5; call++) expect(await failing.ask()).toEqual(UNKNOWN);
    expect(failing.health()).toMatchObject({ breaker: 'OPEN', successRate: 0 });
    expect(await failing.ask()).toEqual(NOT_TAKEN);
    expect(await failing.status('txn_1')).toBe('UNKNOWN');
    expect(failing.calls()).toBe(5);

    await expect.poll(() => failing.health().breaker).toBe('HALF_OPEN');
    expect(await failing.ask()).toEqual(UNKNOWN);
    expect(failing.health().breaker).toBe('OPEN');
    await expect.poll(() => failing.health().breaker).toBe('HALF_OPEN');
    expect(await failing.ask()).toEqual(DONE);
    expect(failing.health().breaker).toBe('CLOSED');
  });

  test('that declines is well', async () => {
    const strict = guardedProvider(times(10, DECLINED));
    for (let call = 0; call < 10; call++) await strict.ask();
    const { breaker, successRate, latencyP50_ms, latencyP95_ms } = strict.health();
    expect({ breaker, successRate }).toEqual({ breaker: 'CLOSED', successRate: 1 });
    expect(latencyP50_ms).toBeLessThanOrEqual(latencyP95_ms ?? 0);
  });
});
