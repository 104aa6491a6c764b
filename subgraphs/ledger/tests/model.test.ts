import { expect, test } from 'vitest';
import { contentOf } from '../src/content.ts';
import type { Operation } from '../src/operation.ts';
import { type HoldState, type LedgerState, type PostedBatch, post, type ReversibleEntry } from '../src/posting.ts';
import { decide, type Model, newModel, remainingOf, totalsOf } from './model.ts';
import { MODEL_ACCOUNTS, randomOperation } from './model-operations.ts';
import { randomFrom } from './model-random.ts';
import { seeds } from './model-seeds.ts';

const BATCHES = 12;
const BATCH_SIZE_MAX = 12;
const EXPIRY_MAX_MS = 60_000;

/** Runs random batches through the pure core and through the model, and compares all they say after each. */
function compare(seed: number): void {
  const random = randomFrom(seed);
  const model = newModel(MODEL_ACCOUNTS);
  const asked: Operation[] = [];
  let state = emptyState();
  let now = new Date('2026-03-01T12:00:00Z');
  for (let batch = 0; batch < BATCHES; batch++) {
    now = new Date(now.getTime() + clockStep(random));
    const operations = Array.from({ length: 1 + random.below(BATCH_SIZE_MAX) }, () => {
      const next = randomOperation({ random, now, asked, expiry_max_ms: EXPIRY_MAX_MS, expires: true });
      asked.push(next);
      return next;
    });
    const posted = post(state, operations, now);
    const expected = operations.map((operation) => decide(model, operation, now));
    expect(posted.results, `results of seed ${seed}`).toEqual(expected);
    state = evolve(state, posted);
    expect(view(state), `state of seed ${seed}`).toEqual(viewOf(model));
  }
}

/** Mostly onwards; sometimes far, and sometimes back. */
const clockStep = ({ below, oneIn }: ReturnType<typeof randomFrom>) =>
  oneIn(8) ? -below(EXPIRY_MAX_MS) : below(oneIn(4) ? 10 * EXPIRY_MAX_MS : EXPIRY_MAX_MS / 4);

function emptyState(): LedgerState {
  const totals = { debitsPosted: 0n, creditsPosted: 0n, debitsPending: 0n, creditsPending: 0n, version: 0n };
  const accounts = new Map(MODEL_ACCOUNTS.map((account) => [account.id, { ...account, ...totals }]));
  return { accounts, holds: new Map(), entries: new Map(), outcomes: new Map() };
}

/** What a store would read after a batch was written. */
function evolve(state: LedgerState, batch: PostedBatch): LedgerState {
  const moved = batch.postings.filter(({ kind }) => kind === 'POST' || kind === 'CAPTURE');
  const entries = new Map<string, ReversibleEntry>(state.entries);
  for (const [id, transfers] of Map.groupBy(moved, ({ entryId }) => entryId))
    entries.set(id, { transfers, reversedBy: null });
  for (const each of batch.entries) {
    const reversed = each.kind === 'REVERSE' && entries.get(each.entryId);
    if (reversed) entries.set(each.entryId, { ...reversed, reversedBy: each.id });
  }
  const decided = [...batch.decided].map(
    ([id, { operation, ...outcome }]) => [id, { ...outcome, content: contentOf(operation) }] as const,
  );
  return {
    accounts: new Map([...state.accounts, ...batch.accounts.map((account) => [account.id, account] as const)]),
    holds: new Map([...state.holds, ...batch.holds.map((hold) => [hold.id, hold] as const)]),
    entries,
    outcomes: new Map([...state.outcomes, ...decided]),
  };
}

const view = ({ accounts, holds }: LedgerState) => ({
  accounts: [...accounts.values()].map(
    ({ id, debitsPosted, creditsPosted, debitsPending, creditsPending, version }) => ({
      ...{ id, debitsPosted, creditsPosted, debitsPending, creditsPending, version },
    }),
  ),
  holds: new Map([...holds.values()].map(({ id, remaining }: HoldState) => [id, remaining])),
});

const viewOf = (model: Model) => ({
  accounts: model.accounts.map(({ id }) => ({ id, ...totalsOf(model, id) })),
  holds: new Map(
    [...model.decided.values()]
      .filter(({ operation, refusal }) => operation.kind === 'HOLD' && refusal === null)
      .map(({ operation }) => [operation.id, remainingOf(model, operation.id)]),
  ),
});

test('the pure core does what a naive model does', () => {
  for (const seed of seeds(200)) compare(seed);
});
