import type { AccountState } from '../../../subgraphs/ledger/src/account.ts';
import type { HoldState } from '../../../subgraphs/ledger/src/posting.ts';
import type { MemoryProvider } from '../../../subgraphs/transactions/simulators/provider/memory-provider.ts';
import type { QuoteRow } from '../../../subgraphs/transactions/src/conversions/conversion-store.ts';
import type { DebtRow } from '../../../subgraphs/transactions/src/debts/debt.ts';
import type { DisputeRow } from '../../../subgraphs/transactions/src/disputes/dispute.ts';
import type { ProviderName } from '../../../subgraphs/transactions/src/providers/connector.ts';
import type { TransactionRow } from '../../../subgraphs/transactions/src/transaction.ts';
import type { UnclaimedRow } from '../../../subgraphs/transactions/src/unclaimed/unclaimed.ts';
import { wrongBalances } from './aftermath-balances.ts';
import { wrongProviders } from './aftermath-providers.ts';

const WAITS_FOR_A_PERSON = ['AWAIT_CODE', 'AWAIT_REVIEW', 'AWAIT_CAPTURE'];

/** All the books there are, once the dust has settled: of a simulation, or of real processes. */
export interface Aftermath {
  readonly rows: readonly TransactionRow[];
  readonly disputes: readonly DisputeRow[];
  readonly quotes: readonly QuoteRow[];
  readonly debts: readonly DebtRow[];
  /** Money that could not reach whose it is. */
  readonly unclaimed: readonly UnclaimedRow[];
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
  /** Providers may know of disputes that we have not heard of yet: what tells of them was lost. */
  readonly early: boolean;
}

/** Where the books do not say what the transactions say, or not the same as each other. */
export function wrongBooks(aftermath: Aftermath): string[] {
  return [
    ...unfinished(aftermath),
    ...wrongAmounts(aftermath),
    ...wrongDisputes(aftermath),
    ...wrongBalances(aftermath),
    ...wrongTransit(aftermath),
    ...wrongProviders(aftermath),
  ];
}

export const isOver = ({ step }: TransactionRow) => step === null;
export const nameOf = ({ type, id, status, step }: TransactionRow) => `${type} ${id} (${status}, ${step})`;
export const sum = (values: readonly bigint[]) => values.reduce((total, value) => total + value, 0n);

/** Half to even, worked out in another way than the product does. */
export function roundedHalfEven(dividend: bigint, divisor: bigint): bigint {
  const [whole, rest] = [dividend / divisor, dividend % divisor];
  return 2n * rest > divisor || (2n * rest === divisor && whole % 2n === 1n) ? whole + 1n : whole;
}

/** The fee, but for that of a chargeback, which was said when it was opened. */
export function feeOf({ feeFixedMinor, feeBasisPoints }: TransactionRow, minor: bigint): bigint {
  if (minor === 0n) return 0n;
  const fee = feeFixedMinor + roundedHalfEven(minor * BigInt(feeBasisPoints), 10_000n);
  return fee < minor ? fee : minor;
}

/** The payer pays it on top; otherwise it is taken from what arrives. */
export const isOnTop = ({ type }: TransactionRow) =>
  type === 'WITHDRAWAL' || type === 'TRANSFER' || type === 'CONVERSION' || type === 'PAYOUT';
/** Came back after it had counted as done. */
export const isReturned = ({ status, failureCode, capturedMinor }: TransactionRow) =>
  status === 'FAILED' && failureCode === 'RETURNED' && capturedMinor > 0n;
/** What went from one side to the other and stayed there. */
export const stayed = (row: TransactionRow) => (isReturned(row) ? 0n : row.capturedMinor);

/** What became of the money of a chargeback: not taken yet; taken; given back to the merchant; or paid out. */
export function chargebackState(
  { disputes }: Aftermath,
  { id, status, step, capturedMinor }: TransactionRow,
): 'NOT_TAKEN' | 'TAKEN' | 'GIVEN_BACK' | 'PAID_OUT' {
  if (capturedMinor === 0n) return 'NOT_TAKEN';
  if (status === 'REFUNDED') return 'GIVEN_BACK';
  const isLost = disputes.some((each) => each.chargebackId === id && each.status === 'LOST');
  return isLost && step === null ? 'PAID_OUT' : 'TAKEN';
}

/** While a charge is disputed that could not be booked, nobody knows whose it is; then an operator has it undone. */
function isForOperators({ providers }: Aftermath, { id, deadAt, step, provider }: TransactionRow): boolean {
  const isDisputed = ({ reference, disputes }: { reference: string; disputes: readonly object[] }) =>
    reference === id && disputes.length > 0;
  return deadAt !== null && step === 'UNDO' && provider !== null && providers[provider].operations.some(isDisputed);
}

function unfinished(aftermath: Aftermath): string[] {
  return aftermath.rows
    .filter(
      (row) =>
        row.step !== null &&
        !WAITS_FOR_A_PERSON.includes(row.step) &&
        !(aftermath.early && isForOperators(aftermath, row)),
    )
    .map((row) => `${nameOf(row)} is neither over nor waits for anybody: ${row.lastError}`);
}

function wrongAmounts(aftermath: Aftermath): string[] {
  const { rows } = aftermath;
  const children = Map.groupBy(
    rows.filter(({ type }) => type === 'REFUND' || type === 'CHARGEBACK'),
    ({ parentId }) => parentId,
  );
  const gone = (row: TransactionRow) =>
    row.type === 'REFUND' ? row.status === 'SUCCEEDED' : chargebackState(aftermath, row) === 'PAID_OUT';
  const given = (row: TransactionRow) =>
    row.status === 'FAILED' || row.status === 'CANCELED' || row.status === 'REFUNDED';
  return rows.flatMap((row) => {
    const of = children.get(row.id) ?? [];
    const isWon = row.type === 'CHARGEBACK' && row.status === 'REFUNDED';
    const refunded = isWon ? row.minor : sum(of.filter(gone).map(({ minor }) => minor));
    const reserved = isWon ? row.minor : sum(of.filter((each) => !given(each)).map(({ minor }) => minor));
    const isEnd = row.status === 'FAILED' || row.status === 'CANCELED';
    const fee = row.type === 'CHARGEBACK' ? row.feeMinor : feeOf(row, row.capturedMinor);
    return [
      row.capturedMinor > row.minor && 'has more captured than its amount',
      row.refundedMinor !== refunded && `says ${row.refundedMinor} was refunded, and it was ${refunded}`,
      row.refundReservedMinor !== reserved && `says ${row.refundReservedMinor} is reserved, and it is ${reserved}`,
      reserved > row.capturedMinor && 'gives back more than it took',
      isEnd && stayed(row) !== 0n && 'moved money and has not succeeded',
      row.status === 'SUCCEEDED' && row.type !== 'REFUND' && row.capturedMinor === 0n && 'succeeded with nothing moved',
      isOver(row) && row.captureMinor !== 0n && 'is over in the middle of a capture',
      isOver(row) && !isEnd && row.feeMinor !== fee && `says its fee is ${row.feeMinor}`,
    ].flatMap((wrong) => (wrong ? [`${nameOf(row)} ${wrong}`] : []));
  });
}

/** Disputes that do not say what their payments and chargebacks say. */
function wrongDisputes(aftermath: Aftermath): string[] {
  const rows = new Map(aftermath.rows.map((row) => [row.id, row]));
  const byPayment = Map.groupBy(aftermath.disputes, ({ transactionId }) => transactionId);
  const underWay = (payment: TransactionRow) =>
    (byPayment.get(payment.id) ?? []).some(({ chargebackId, status }) => {
      const chargeback = rows.get(chargebackId ?? '');
      return chargeback && (status === 'OPEN' || status === 'UNDER_REVIEW' || chargeback.step !== null);
    });
  return [
    ...aftermath.rows.flatMap((row) => {
      if (row.type === 'CHARGEBACK' && !aftermath.disputes.some(({ chargebackId }) => chargebackId === row.id))
        return [`${nameOf(row)} belongs to no dispute`];
      return row.status === 'DISPUTED' && !underWay(row) ? [`${nameOf(row)} is disputed by nobody`] : [];
    }),
    ...aftermath.disputes.flatMap(({ id, chargebackId, status }) => {
      const chargeback = rows.get(chargebackId ?? '');
      if (!chargeback) return chargebackId ? [`${id} has no chargeback`] : [];
      const won = status === 'WON' && isOver(chargeback);
      return won === (chargeback.status === 'REFUNDED') ? [] : [`${id} is ${status}, and ${nameOf(chargeback)}`];
    }),
  ];
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
  const stuck = accounts.filter(
    (account) => account.id.startsWith('acc_in_transit') && account.debitsPosted !== account.creditsPosted,
  );
  const pending = accounts.filter((account) => {
    const held = [...open.values()].filter(({ debitAccountId }) => debitAccountId === account.id);
    return account.debitsPending !== sum(held.map(({ remaining }) => remaining));
  });
  return [
    ...unbalanced.map(([currency]) => `debits are not credits in ${currency}`),
    ...over.map((row) => `${nameOf(row)} still holds money`),
    ...stuck.map((account) => `${account.id} has ${account.creditsPosted - account.debitsPosted}`),
    ...pending.map(({ id }) => `${id} has something pending that no open hold accounts for`),
  ];
}
