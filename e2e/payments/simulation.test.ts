import { describe, expect, test } from 'vitest';
import type { Connector, ProviderState } from '../../subgraphs/transactions/src/providers/connector.ts';
import type { Booking, Leg } from '../../subgraphs/transactions/src/saga/booking.ts';
import type { Intent } from '../../subgraphs/transactions/src/saga/store.ts';
import { simulate } from './simulation/simulate.ts';
import type { Sabotage } from './simulation/world.ts';

const SEEDS = Number(process.env.PAYMENTS_SEEDS ?? 200);
const VISITS = 30;
/** What is broken on purpose shows within so many runs. */
const SABOTAGED_SEEDS_MAX = 40;

/** One seed that a failure named, or the first ones; `PAYMENTS_SEEDS=5000` looks further. */
const seeds = process.env.PAYMENTS_SEED
  ? [Number(process.env.PAYMENTS_SEED)]
  : Array.from({ length: SEEDS }, (_, index) => index + 1);

test('whatever fails and whenever, no money is lost, made or moved twice', { timeout: 3_600_000 }, async () => {
  for (const seed of seeds) {
    const { findings } = await simulate(seed, VISITS);
    expect(findings, `PAYMENTS_SEED=${seed}`).toEqual([]);
  }
});

test('the same seed gives the same run', async () => {
  const [one, other] = [await simulate(7, VISITS), await simulate(7, VISITS)];
  expect(other.story).toEqual(one.story);
  expect(other.kills).toBeGreaterThan(0);
});

const connector = (broken: (sound: Connector) => Partial<Connector>): Sabotage => ({
  connector: (sound) => ({ ...sound, ...broken(sound) }),
});

const guard = (broken: (sound: Connector) => Partial<Connector>): Sabotage => ({
  guard: (sound) => ({ ...sound, ...broken(sound) }),
});

const REFUSED: ProviderState = {
  ...{ providerReference: 'pi_1', authorization: 'DECLINED', failure: null },
  ...{ captures: [], refunds: [], disputes: [] },
};
const LATEST = new Date(8.64e15);

/** Books entries without some of their legs. */
const withoutLegs = (isLeftOut: (leg: Leg, entry: Booking) => boolean): Sabotage => ({
  peers: ({ post, ...peers }) => ({
    ...peers,
    post: (entry) => post({ ...entry, legs: entry.legs.filter((leg) => !isLeftOut(leg, entry)) }),
  }),
});
const isAbout = (name: string, ...accounts: readonly Leg['debit'][]) =>
  accounts.some((account) => typeof account !== 'string' && account.id.startsWith(`acc_${name}_`));

describe('the simulation notices', () => {
  let serial = 0;
  const withFreshKey = (intent: Intent): Intent => ({ ...intent, call: { ...intent.call, key: `${++serial}` } });
  test.each<[string, Sabotage]>([
    [
      'another provider that is asked although the first may have charged',
      connector(({ authorize }) => ({
        async authorize(request) {
          const outcome = await authorize(request);
          return outcome.kind === 'UNKNOWN' ? { kind: 'NOT_TAKEN' } : outcome;
        },
      })),
    ],
    [
      'a charge that cannot be booked and is not given back',
      connector(({ refund }) => ({
        refund: async (request) =>
          request.id.endsWith(':undo') ? { kind: 'DONE', providerReference: 'pi_1' } : refund(request),
      })),
    ],
    [
      'an authorization that is not let go of',
      connector(() => ({ void: async () => ({ kind: 'DONE', providerReference: 'pi_1' }) })),
    ],
    [
      'a provider that does not answer and is taken to have declined',
      connector(({ authorize }) => ({
        async authorize(request) {
          const outcome = await authorize(request);
          const failure = { code: 'CARD_DECLINED', declineCode: null } as const;
          return outcome.kind === 'UNKNOWN' ? { kind: 'DECLINED', failure } : outcome;
        },
      })),
    ],
    [
      'a change on top of one that is not known',
      {
        store: ({ move, byId, ...store }) => ({
          ...store,
          byId,
          async move(asked) {
            const version = (await byId(asked.before.id))?.version ?? 0;
            return move({ ...asked, before: { ...asked.before, version } });
          },
        }),
      },
    ],
    [
      'a key that nobody looks at',
      {
        store: ({ record, ...store }) => ({
          ...store,
          findKey: async () => undefined,
          record: (intent) => record(withFreshKey(intent)),
        }),
      },
    ],
    [
      'an entry that is posted again when nobody knows whether it was',
      {
        peers: ({ post, ...peers }) => ({
          ...peers,
          post: (entry) => post({ ...entry, id: `${entry.id}:${++serial}` }),
        }),
      },
    ],
    [
      'a line of a batch whose key nobody looks at',
      {
        store: ({ findKey, record, ...store }) => ({
          ...store,
          findKey: async (call) => (call.mutation === 'payout' ? undefined : findKey(call)),
          record: (intent) => record(intent.call.mutation === 'payout' ? withFreshKey(intent) : intent),
        }),
      },
    ],
    [
      'a line of a batch that nobody takes up after a crash',
      {
        payouts: ({ leaseLines, ...payouts }, { lines }) => ({
          ...payouts,
          async leaseLines(now, limit) {
            const due = await leaseLines(now, limit);
            return due.filter(({ batchId, number }) => lines.get(`${batchId} ${number}`)?.attempts === 1);
          },
        }),
      },
    ],
    [
      'an occurrence of a schedule whose key nobody looks at',
      {
        store: ({ findKey, record, ...store }) => ({
          ...store,
          findKey: async (call) => (call.mutation === 'schedule' ? undefined : findKey(call)),
          record: (intent) => record(intent.call.mutation === 'schedule' ? withFreshKey(intent) : intent),
        }),
      },
    ],
    [
      'an occurrence of a schedule that is left out after an outage',
      {
        schedules: ({ claimDue, ...schedules }, { schedules: kept, runs }) => ({
          ...schedules,
          async claimDue(now, limit) {
            const due = await claimDue(now, limit);
            for (const [key, { scheduleId, occursAt }] of runs) {
              const next = kept.get(scheduleId)?.nextRunAt;
              if (next && next <= now && occursAt < now) runs.delete(key);
            }
            return due;
          },
        }),
      },
    ],
    [
      'a quote that is used by more than one',
      {
        store: ({ record, ...store }, { quotes }) => ({
          ...store,
          async record(intent) {
            const quote = quotes.get(intent.transaction.parentId ?? '');
            if (quote) quotes.set(quote.id, { ...quote, usedBy: null });
            return record(intent);
          },
        }),
      },
    ],
    [
      'a quote that is used after it has expired',
      {
        quotes: ({ byId, ...quotes }) => ({
          ...quotes,
          async byId(id) {
            const quote = await byId(id);
            return quote && { ...quote, expiresAt: LATEST };
          },
        }),
        store: ({ record, ...store }, { quotes }) => ({
          ...store,
          async record(intent) {
            const quote = quotes.get(intent.transaction.parentId ?? '');
            if (!quote) return record(intent);
            quotes.set(quote.id, { ...quote, expiresAt: LATEST });
            const recorded = await record(intent);
            quotes.set(quote.id, { ...(quotes.get(quote.id) ?? quote), expiresAt: quote.expiresAt });
            return recorded;
          },
        }),
      },
    ],
    [
      'a rounding difference that is not booked',
      withoutLegs(({ debit, credit }) => isAbout('rounding', debit, credit)),
    ],
    [
      'the fee of a chargeback that is kept although the merchant won',
      withoutLegs(({ debit }, { id }) => id.endsWith(':won') && isAbout('fees', debit)),
    ],
    [
      'a lost dispute whose money goes nowhere',
      {
        peers: ({ post, ...peers }) => ({
          ...peers,
          post: async (entry) => (entry.id.endsWith(':lost') ? null : post(entry)),
        }),
      },
    ],
    [
      'a dispute that is decided one way and told another',
      {
        store: ({ move, ...store }) => ({
          ...store,
          move: (asked) => move(asked.dispute ? { ...asked, dispute: { ...asked.dispute, status: 'WON' } } : asked),
        }),
      },
    ],
    [
      'a dispute that no notice tells of and nobody asks for',
      {
        disputes: ({ leaseLists, ...disputes }) => ({
          ...disputes,
          leaseLists: async (now) => (await leaseLists(now)).slice(0, 0),
        }),
      },
    ],
    [
      'a guard that says nothing was done when nobody knows',
      guard(({ authorize }) => ({
        async authorize(request) {
          const outcome = await authorize(request);
          return outcome.kind === 'UNKNOWN' ? { kind: 'NOT_TAKEN' } : outcome;
        },
      })),
    ],
    [
      'a silence that is taken for a refusal',
      guard(({ status }) => ({
        async status(reference) {
          const state = await status(reference);
          return state === 'UNKNOWN' ? REFUSED : state;
        },
      })),
    ],
    ['a hold that is not let go of', { peers: (peers) => ({ ...peers, voidHold: async () => null }) }],
    ['a limit that counts what failed', { peers: (peers) => ({ ...peers, settleLimits: async () => {} }) }],
  ])('%s', async (_, sabotage) => {
    for (let seed = 1; seed <= SABOTAGED_SEEDS_MAX; seed++) {
      if ((await simulate(seed, VISITS, sabotage)).findings.length > 0) return;
    }
    throw new Error(`nothing was noticed in ${SABOTAGED_SEEDS_MAX} runs`);
  });
});
