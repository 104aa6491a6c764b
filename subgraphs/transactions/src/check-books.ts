import { setTimeout as wait } from 'node:timers/promises';
import { formatMinor } from '@paygraph/money';
import type { Queryable } from '@paygraph/postgres';
import { dueFromMerchant, unclaimedFunds } from './saga/platform-account.ts';

/** What is booked and not written down yet differs for a moment: only what differs every time is wrong. */
const LOOKS_MAX = 3;
const LOOK_AGAIN_MS = 2_000;

type Store = Pick<Queryable, 'query'>;

interface Balance {
  readonly currency: string;
  readonly minor: bigint;
}
type Balances = ReadonlyMap<string, Balance>;

/** An account of the ledger that does not have what is written down here. */
interface Difference {
  readonly accountId: string;
  readonly currency: string;
  readonly writtenMinor: bigint;
  readonly bookedMinor: bigint;
}

/**
 * Compares what merchants owe with accounts 1300 of the ledger, and what is unclaimed with accounts 2400; the answer is
 * where they differ, by account. What a crash left half done differs until a worker has finished it.
 */
export async function checkBooks(stores: { readonly transactions: Store; readonly ledger: Store }) {
  let differences = await compare(stores);
  for (let looks = 1; looks < LOOKS_MAX && differences.length > 0; looks++) {
    await wait(LOOK_AGAIN_MS);
    const before = new Set(differences.map(({ accountId }) => accountId));
    differences = (await compare(stores)).filter(({ accountId }) => before.has(accountId));
  }
  return differences;
}

export function differenceText({ accountId, currency, writtenMinor, bookedMinor }: Difference): string {
  const [written, booked] = [formatMinor(writtenMinor, currency), formatMinor(bookedMinor, currency)];
  return `${accountId}: ${written} ${currency} is written down, the ledger has ${booked}`;
}

async function compare({ transactions, ledger }: Parameters<typeof checkBooks>[0]): Promise<Difference[]> {
  const [written, booked] = await Promise.all([writtenDown(transactions), bookedIn(ledger)]);
  const accountIds = [...new Set([...written.keys(), ...booked.keys()])].toSorted();
  return accountIds.flatMap((accountId) => {
    const [here, there] = [written.get(accountId), booked.get(accountId)];
    const [writtenMinor, bookedMinor] = [here?.minor ?? 0n, there?.minor ?? 0n];
    const currency = (here ?? there)?.currency ?? '';
    return writtenMinor === bookedMinor ? [] : [{ accountId, currency, writtenMinor, bookedMinor }];
  });
}

async function writtenDown({ query }: Store): Promise<Balances> {
  const { rows } = await query<Balance & { readonly wallet_id: string | null }>(
    `select wallet_id, currency, owed_minor minor from merchant_debts where owed_minor <> 0
     union all
     select null, currency, sum(minor)::bigint from unclaimed where status <> 'PAID' group by currency`,
  );
  return new Map(
    rows.map(({ wallet_id, currency, minor }) => {
      const { id } = wallet_id === null ? unclaimedFunds(currency) : dueFromMerchant(wallet_id, currency);
      return [id, { currency, minor }];
    }),
  );
}

/** Debts are an asset of the platform, unclaimed money is a liability: both are shown as what they are more of. */
async function bookedIn({ query }: Store): Promise<Balances> {
  const { rows } = await query<Balance & { readonly id: string }>(
    `select id, currency, case code when '1300' then debits_posted - credits_posted else credits_posted - debits_posted end minor
       from accounts where code in ('1300', '2400') and debits_posted <> credits_posted`,
  );
  return new Map(rows.map(({ id, currency, minor }) => [id, { currency, minor }]));
}
