import type { Queryable, Tx } from '@paygraph/postgres';
import { and, eq } from 'drizzle-orm';
import { idempotencyKeys } from '../tables.ts';
import type { CallKey, KnownKey } from './store.ts';

/** A key about to stand for a transaction. */
export interface KeyClaim {
  readonly call: CallKey;
  readonly inputHash: string;
  readonly transactionId: string;
}

/** What keys stand for, in the order of the calls; undefined for those nobody used. */
export async function findKeys(
  { query }: Pick<Queryable, 'query'>,
  calls: readonly CallKey[],
): Promise<readonly (KnownKey | undefined)[]> {
  const { rows } = await query<CallKey & KnownKey>(
    `select caller_id "callerId", mutation, key, input_hash "inputHash", transaction_id "transactionId", answered
       from unnest($1::text[], $2::text[], $3::text[]) c (caller_id, mutation, key)
       join idempotency_keys using (caller_id, mutation, key)`,
    [calls.map(({ callerId }) => callerId), calls.map(({ mutation }) => mutation), calls.map(({ key }) => key)],
  );
  const known = new Map(rows.map((row) => [textOf(row), row]));
  return calls.map((call) => known.get(textOf(call)));
}

/** Takes keys; the answer has those that were free. */
export async function claimKeys(tx: Tx, claims: readonly KeyClaim[], now: Date): Promise<ReadonlySet<CallKey>> {
  // In key order, so that two batches with the same keys wait for each other and never deadlock.
  const ordered = claims
    .map((claim) => ({ ...claim, text: textOf(claim.call) }))
    .sort((a, b) => (a.text < b.text ? -1 : 1));
  const { rows } = await tx.query<{ callerId: string; mutation: string; key: string; transactionId: string }>(
    `insert into idempotency_keys (caller_id, mutation, key, input_hash, transaction_id, created_at)
     select *, $6::timestamptz from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[])
     on conflict do nothing
     returning caller_id "callerId", mutation, key, transaction_id "transactionId"`,
    [
      ordered.map(({ call }) => call.callerId),
      ordered.map(({ call }) => call.mutation),
      ordered.map(({ call }) => call.key),
      ordered.map(({ inputHash }) => inputHash),
      ordered.map(({ transactionId }) => transactionId),
      now,
    ],
  );
  // Within one batch the same key may come twice: only the first of them got it.
  const taken = new Map(rows.map((row) => [textOf(row), row.transactionId]));
  const claimed = new Set<CallKey>();
  for (const { call, text, transactionId } of ordered) {
    if (taken.get(text) !== transactionId) continue;
    claimed.add(call);
    taken.delete(text);
  }
  return claimed;
}

/**
 * Takes the keys of calls that were refused for good, for what they belong to, so that nobody slower does them after all.
 * The answer has, in order, the transactions of those that somebody has done already.
 */
export async function closeKeys(
  tx: Tx,
  refused: readonly { readonly call: CallKey; readonly belongsTo: string }[],
  now: Date,
): Promise<readonly (string | undefined)[]> {
  if (refused.length === 0) return [];
  const claims = refused.map(({ call, belongsTo }) => ({ call, inputHash: call.key, transactionId: belongsTo }));
  const closed = await claimKeys(tx, claims, now);
  const known = await findKeys(
    tx,
    refused.map(({ call }) => call),
  );
  return refused.map(({ call, belongsTo }, index) => {
    const id = known[index]?.transactionId;
    return closed.has(call) || id === belongsTo ? undefined : id;
  });
}

/** Remembers that the first call under this key has its answer. */
export async function markAnswered({ db }: Queryable, call: CallKey): Promise<void> {
  await db.update(idempotencyKeys).set({ answered: true }).where(isCall(call));
}

function isCall({ callerId, mutation, key }: CallKey) {
  return and(
    eq(idempotencyKeys.callerId, callerId),
    eq(idempotencyKeys.mutation, mutation),
    eq(idempotencyKeys.key, key),
  );
}

function textOf({ callerId, mutation, key }: CallKey): string {
  return JSON.stringify([callerId, mutation, key]);
}
