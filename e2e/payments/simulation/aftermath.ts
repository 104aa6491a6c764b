import { type AccountState, postedBalance } from '../../../subgraphs/ledger/src/account.ts';
import type { HoldState } from '../../../subgraphs/ledger/src/posting.ts';
import type { MemoryProvider } from '../../../subgraphs/transactions/simulators/provider/memory-provider.ts';
import type { ProviderName } from '../../../subgraphs/transactions/src/providers/connector.ts';
import type { TransactionRow } from '../../../subgraphs/transactions/src/transaction.ts';

const WAITS_FOR_A_PERSON = ['AWAIT_CODE', 'AWAIT_REVIEW', 'AWAIT_CAPTURE'];

/** All the books there are, once the dust has settled: of a simulation, or of real processes. */
export interface Aftermath {
  readonly rows: readonly TransactionRow[];
  readonly accounts: readonly AccountState[];
  readonly holds: readonly HoldState[];
  readonly walletIds: readonly string[];
  /** What wallets had before anything happened. */
  readonly opening: ReadonlyMap<string, bigint>;
  readonly providers: Readonly<
    Record<
      ProviderName,
      {
        readonly lines: ReturnType<MemoryProvider['lines']>;
        readonly operations: ReturnType<MemoryProvider['operations']>;
      }
    >
  >;
}

/** Where the books do not say what the transactions say, or not the same as each other. */
export function wrongBooks(aftermath: Aftermath): string[] {
  return [
    ...unfinished(aftermath),
    ...wrongAmounts(aftermath),
    ...wrongBalances(aftermath),
    ...wrongTransit(aftermath),
    ...wrongProviders(aftermath),
  ];
}

export const isOver = ({ step }: TransactionRow) => step === null;
export const nameOf = ({ type, id, status, step }: TransactionRow) => `${type} ${id} (${status}, ${step})`;
const sum = (values: readonly bigint[]) => values.reduce((total, value) => total + value, 0n);

/** The fee, worked out in another way than the product does: in tenths of thousandths, rounded half to even. */
export function feeOf({ feeFixedMinor, feeBasisPoints }: TransactionRow, minor: bigint): bigint {
  if (minor === 0n) return 0n;
  const share = minor * BigInt(feeBasisPoints);
  const [whole, rest] = [share / 10_000n, share % 10_000n];
  const rounded = rest > 5_000n || (rest === 5_000n && whole % 2n === 1n) ? whole + 1n : whole;
  return feeFixedMinor + rounded < minor ? feeFixedMinor + rounded : minor;
}
/** The payer pays it on top; otherwise it is taken from what arrives. */
export const isOnTop = ({ type }: TransactionRow) => type === 'WITHDRAWAL' || type === 'TRANSFER';
/** Came back after it had counted as done. */
export const isReturned = ({ status, failureCode, capturedMinor }: TransactionRow) =>
  status === 'FAILED' && failureCode === 'RETURNED' && capturedMinor > 0n;
/** Came back, and could not be booked. */
const isStrandedReturn = ({ step }: TransactionRow) => step === 'RESTORE';
/** What went from one side to the other and stayed there. */
export const stayed = (row: TransactionRow) => (isReturned(row) ? 0n : row.capturedMinor);

/** Only an operator can see to it: a wallet was closed that money came back to, or a card that it goes back to. */
const isForOperators = ({ lastError }: TransactionRow) =>
  /cannot be booked|cannot go back|refund DECLINED/.test(lastError ?? '');

function balanceOf(accounts: readonly AccountState[], id: string): bigint {
  const account = accounts.find((each) => each.id === id);
  return account ? postedBalance(account) : 0n;
}

function unfinished({ rows }: Aftermath): string[] {
  return rows
    .filter((row) => row.step !== null && !WAITS_FOR_A_PERSON.includes(row.step) && !isForOperators(row))
    .map((row) => `${nameOf(row)} is neither over nor waits for anybody: ${row.lastError}`);
}

function wrongAmounts({ rows }: Aftermath): string[] {
  const refunds = Map.groupBy(
    rows.filter(({ type }) => type === 'REFUND'),
    ({ parentId }) => parentId,
  );
  return rows.flatMap((row) => {
    const of = refunds.get(row.id) ?? [];
    const refunded = sum(of.filter(({ status }) => status === 'SUCCEEDED').map(({ minor }) => minor));
    const reserved = sum(
      of.filter(({ status }) => status !== 'FAILED' && status !== 'CANCELED').map(({ minor }) => minor),
    );
    const isEnd = row.status === 'FAILED' || row.status === 'CANCELED';
    return [
      row.capturedMinor > row.minor && 'has more captured than its amount',
      row.refundedMinor !== refunded && `says ${row.refundedMinor} was refunded, and it was ${refunded}`,
      row.refundReservedMinor !== reserved && `says ${row.refundReservedMinor} is reserved, and it is ${reserved}`,
      reserved > row.capturedMinor && 'gives back more than it took',
      isEnd && stayed(row) !== 0n && 'moved money and has not succeeded',
      row.status === 'SUCCEEDED' && row.type !== 'REFUND' && row.capturedMinor === 0n && 'succeeded with nothing moved',
      isOver(row) && row.captureMinor !== 0n && 'is over in the middle of a capture',
      isOver(row) && !isEnd && row.feeMinor !== feeOf(row, row.capturedMinor) && `says its fee is ${row.feeMinor}`,
    ].flatMap((wrong) => (wrong ? [`${nameOf(row)} ${wrong}`] : []));
  });
}

/** What customers have, if only the statuses and the amounts of their transactions are believed. */
function wrongBalances({ rows, accounts, walletIds, opening }: Aftermath): string[] {
  const expected = new Map(opening);
  const add = (walletId: string | null, minor: bigint) => {
    if (walletId !== null) expected.set(walletId, (expected.get(walletId) ?? 0n) + minor);
  };
  for (const row of rows) {
    const fee = feeOf(row, row.capturedMinor);
    add(row.sourceWalletId, -stayed(row) - (isOnTop(row) ? fee : 0n));
    add(row.destinationWalletId, stayed(row) - (isOnTop(row) ? 0n : fee));
  }
  return walletIds.flatMap((id) => {
    const [ours, theirs] = [balanceOf(accounts, id), expected.get(id) ?? 0n];
    return ours === theirs ? [] : [`${id} has ${ours}, and should have ${theirs}`];
  });
}

function wrongTransit({ rows, accounts, holds }: Aftermath): string[] {
  const byCurrency = Map.groupBy(accounts, ({ currency }) => currency);
  const unbalanced = [...byCurrency].filter(
    ([, each]) =>
      sum(each.map(({ debitsPosted, creditsPosted }) => debitsPosted - creditsPosted)) !== 0n ||
      sum(each.map(({ debitsPending, creditsPending }) => debitsPending - creditsPending)) !== 0n,
  );
  const open = new Map(holds.flatMap((hold) => (hold.status === 'OPEN' ? [[hold.id, hold] as const] : [])));
  const over = rows.filter((row) => isOver(row) && open.has(`${row.id}:hold`));
  const stuck = accounts.filter((account) => account.id.startsWith('acc_in_transit') && postedBalance(account) !== 0n);
  const pending = accounts.filter((account) => {
    const held = [...open.values()].filter(({ debitAccountId }) => debitAccountId === account.id);
    return account.debitsPending !== sum(held.map(({ remaining }) => remaining));
  });
  return [
    ...unbalanced.map(([currency]) => `debits are not credits in ${currency}`),
    ...over.map((row) => `${nameOf(row)} still holds money`),
    ...stuck.map((account) => `${account.id} has ${postedBalance(account)}`),
    ...pending.map(({ id }) => `${id} has something pending that no open hold accounts for`),
  ];
}

function wrongProviders(aftermath: Aftermath): string[] {
  const rows = new Map(aftermath.rows.map((row) => [row.id, row]));
  const names = Object.keys(aftermath.providers) as ProviderName[];
  return names.flatMap((name) => [
    ...wrongReceivables(name, aftermath),
    ...aftermath.providers[name].operations.flatMap(({ reference, status, closed }) => {
      const row = rows.get(reference);
      const isOpen = (status === 'AUTHORIZED' && !closed) || status === 'PENDING' || status === 'CHALLENGE';
      if (!row) return [`${name} knows ${reference}, and nobody else does`];
      if (isOpen && row.provider !== name) return [`${nameOf(row)} is open at ${name}, although it went elsewhere`];
      return isOpen && isOver(row) ? [`${nameOf(row)} is over, and still ${status} at ${name}`] : [];
    }),
  ]);
}

/** A charge that was given back, and the card did not take it: it is still there, and an operator must see to it. */
function strandedAt({ providers }: Aftermath, name: ProviderName): ReadonlyMap<string, bigint> {
  return new Map(
    providers[name].operations.map(({ reference, refunds }) => {
      const failed = refunds.filter(({ id, status }) => id.endsWith(':undo') && status === 'FAILED');
      return [reference, sum(failed.map(({ minor }) => minor))];
    }),
  );
}

function wrongReceivables(name: ProviderName, aftermath: Aftermath): string[] {
  const { rows, accounts } = aftermath;
  const { lines } = aftermath.providers[name];
  const stranded = strandedAt(aftermath, name);
  const byId = new Map(rows.map((row) => [row.id, row]));
  const returns = rows.filter((row) => isStrandedReturn(row) && row.provider === name);
  const currencies = new Set([...lines.map(({ currency }) => currency), ...rows.map((row) => row.currency)]);
  const totals = [...currencies].flatMap((currency) => {
    const theirs = sum(lines.filter((line) => line.currency === currency).map(({ gross }) => gross));
    const late = sum(returns.filter((row) => row.currency === currency).map(({ capturedMinor }) => capturedMinor));
    const left = sum([...stranded].map(([id, minor]) => (byId.get(id)?.currency === currency ? minor : 0n)));
    const ours = balanceOf(accounts, `acc_${name}_${currency.toLowerCase()}`);
    return ours === theirs - late - left ? [] : [`${name} says ${theirs} ${currency}, and we say ${ours}`];
  });
  const byReference = Map.groupBy(lines, ({ reference }) => reference);
  const each = rows.flatMap((row) => {
    if (row.type === 'REFUND' || row.type === 'TRANSFER') return [];
    const theirs = sum((byReference.get(row.id) ?? []).map(({ gross }) => gross));
    const outwards = row.type === 'WITHDRAWAL' && !isStrandedReturn(row);
    const refunded = rows.filter(
      ({ type, parentId, status }) => type === 'REFUND' && parentId === row.id && status === 'SUCCEEDED',
    );
    const gone = sum(refunded.filter((refund) => !isStrandedReturn(refund)).map(({ minor }) => minor));
    const net = row.type === 'WITHDRAWAL' ? (outwards ? -stayed(row) : 0n) : row.capturedMinor - gone;
    const ours = row.provider === name ? net + (stranded.get(row.id) ?? 0n) : 0n;
    return theirs === ours ? [] : [`${nameOf(row)}: ${name} has ${theirs} of it, and should have ${ours}`];
  });
  return [...totals, ...each];
}
