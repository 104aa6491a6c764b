import { describe, expect, test } from 'vitest';
import type { Connector } from '../../subgraphs/transactions/src/providers/connector.ts';
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

describe('the simulation notices', () => {
  let serial = 0;
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
          record: (intent) => record({ ...intent, call: { ...intent.call, key: `${++serial}` } }),
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
    ['a hold that is not let go of', { peers: (peers) => ({ ...peers, voidHold: async () => null }) }],
    ['a limit that counts what failed', { peers: (peers) => ({ ...peers, settleLimits: async () => {} }) }],
  ])('%s', async (_, sabotage) => {
    for (let seed = 1; seed <= SABOTAGED_SEEDS_MAX; seed++) {
      if ((await simulate(seed, VISITS, sabotage)).findings.length > 0) return;
    }
    throw new Error(`nothing was noticed in ${SABOTAGED_SEEDS_MAX} runs`);
  });
});
