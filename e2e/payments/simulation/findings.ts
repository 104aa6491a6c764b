import { postedBalance } from '../../../subgraphs/ledger/src/account.ts';
import type { ProviderName } from '../../../subgraphs/transactions/src/providers/connector.ts';
import { mayBecome } from '../../../subgraphs/transactions/src/status.ts';
import type { TransactionRow } from '../../../subgraphs/transactions/src/transaction.ts';
import type { Told } from './customers.ts';
import { PROVIDER_NAMES, type World } from './world.ts';

const WAITS_FOR_A_PERSON = ['AWAIT_CODE', 'AWAIT_REVIEW', 'AWAIT_CAPTURE'];
/** Mutations that record a transaction, rather than change one. */
const RECORDING = ['deposit', 'withdraw', 'transfer', 'pay', 'refund'];

/** What must not be, now that the dust has settled. */
export function findings(world: World, told: readonly Told[], openingBalances: ReadonlyMap<string, bigint>): string[] {
  return [
    ...unfinished(world),
    ...wrongStatuses(world),
    ...wrongAmounts(world),
    ...wrongBalances(world, openingBalances),
    ...wrongTransit(world),
    ...wrongProviders(world),
    ...wrongLimits(world),
    ...wrongAnswers(world, told),
    ...world.books.reused.map((id) => `the ledger was asked for something else under ${id}`),
  ];
}

const isOver = ({ step }: TransactionRow) => step === null;
const nameOf = ({ type, id, status, step }: TransactionRow) => `${type} ${id} (${status}, ${step})`;
const sum = (values: readonly bigint[]) => values.reduce((total, value) => total + value, 0n);

/** The fee, worked out in another way than the product does: in tenths of thousandths, rounded half to even. */
function feeOf({ feeFixedMinor, feeBasisPoints }: TransactionRow, minor: bigint): bigint {
  if (minor === 0n) return 0n;
  const share = minor * BigInt(feeBasisPoints);
  const [whole, rest] = [share / 10_000n, share % 10_000n];
  const rounded = rest > 5_000n || (rest === 5_000n && whole % 2n === 1n) ? whole + 1n : whole;
  return feeFixedMinor + rounded < minor ? feeFixedMinor + rounded : minor;
}
/** The payer pays it on top; otherwise it is taken from what arrives. */
const isOnTop = ({ type }: TransactionRow) => type === 'WITHDRAWAL' || type === 'TRANSFER';
/** Came back after it had counted as done. */
const isReturned = ({ status, failureCode, capturedMinor }: TransactionRow) =>
  status === 'FAILED' && failureCode === 'RETURNED' && capturedMinor > 0n;
/** Came back, and could not be booked. */
const isStrandedReturn = ({ step }: TransactionRow) => step === 'RESTORE';
/** What went from one side to the other and stayed there. */
const stayed = (row: TransactionRow) => (isReturned(row) ? 0n : row.capturedMinor);

/** Only an operator can see to it: a wallet was closed that money came back to, or a card that it goes back to. */
const isForOperators = ({ lastError }: TransactionRow) =>
  /cannot be booked|cannot go back|refund DECLINED/.test(lastError ?? '');

function unfinished({ kept }: World): string[] {
  return kept
    .rows()
    .filter((row) => row.step !== null && !WAITS_FOR_A_PERSON.includes(row.step) && !isForOperators(row))
    .map((row) => `${nameOf(row)} is neither over nor waits for anybody: ${row.lastError}`);
}

function wrongStatuses({ kept }: World): string[] {
  const last = new Map<string, string>();
  const wrong: string[] = [];
  for (const { id, from, to } of kept.events()) {
    if ((last.get(id) ?? null) !== from) wrong.push(`${id} left ${from}, but was ${last.get(id)}`);
    if (from !== null && !mayBecome(from, to)) wrong.push(`${id} became ${to} from ${from}`);
    last.set(id, to);
  }
  return [
    ...wrong,
    ...kept
      .rows()
      .flatMap((row) => (last.get(row.id) === row.status ? [] : [`${nameOf(row)} was told as ${last.get(row.id)}`])),
  ];
}

function wrongAmounts({ kept }: World): string[] {
  const refunds = Map.groupBy(
    kept.rows().filter(({ type }) => type === 'REFUND'),
    ({ parentId }) => parentId,
  );
  return kept.rows().flatMap((row) => {
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
function wrongBalances({ kept, books, neighbours }: World, opening: ReadonlyMap<string, bigint>): string[] {
  const expected = new Map(opening);
  const add = (walletId: string | null, minor: bigint) => {
    if (walletId !== null) expected.set(walletId, (expected.get(walletId) ?? 0n) + minor);
  };
  for (const row of kept.rows()) {
    const fee = feeOf(row, row.capturedMinor);
    add(row.sourceWalletId, -stayed(row) - (isOnTop(row) ? fee : 0n));
    add(row.destinationWalletId, stayed(row) - (isOnTop(row) ? 0n : fee));
  }
  return [...neighbours.wallets.keys()].flatMap((id) => {
    const [ours, theirs] = [books.balanceOf(id), expected.get(id) ?? 0n];
    return ours === theirs ? [] : [`${id} has ${ours}, and should have ${theirs}`];
  });
}

function wrongTransit({ kept, books }: World): string[] {
  const accounts = books.accounts();
  const byCurrency = Map.groupBy(accounts, ({ currency }) => currency);
  const unbalanced = [...byCurrency].filter(
    ([, each]) =>
      sum(each.map(({ debitsPosted, creditsPosted }) => debitsPosted - creditsPosted)) !== 0n ||
      sum(each.map(({ debitsPending, creditsPending }) => debitsPending - creditsPending)) !== 0n,
  );
  const open = new Map(books.holds().flatMap((hold) => (hold.status === 'OPEN' ? [[hold.id, hold] as const] : [])));
  const over = kept.rows().filter((row) => isOver(row) && open.has(`${row.id}:hold`));
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

function wrongProviders({ kept, books, providers }: World): string[] {
  const rows = new Map(kept.rows().map((row) => [row.id, row]));
  return PROVIDER_NAMES.flatMap((name) => [
    ...wrongReceivables(name, { kept, books, providers }, rows),
    ...providers[name].operations().flatMap(({ reference, status, closed }) => {
      const row = rows.get(reference);
      const isOpen = (status === 'AUTHORIZED' && !closed) || status === 'PENDING' || status === 'CHALLENGE';
      if (!row) return [`${name} knows ${reference}, and nobody else does`];
      if (isOpen && row.provider !== name) return [`${nameOf(row)} is open at ${name}, although it went elsewhere`];
      return isOpen && isOver(row) ? [`${nameOf(row)} is over, and still ${status} at ${name}`] : [];
    }),
  ]);
}

/** A charge that was given back, and the card did not take it: it is still there, and an operator must see to it. */
function strandedAt({ providers }: Pick<World, 'providers'>, name: ProviderName): ReadonlyMap<string, bigint> {
  return new Map(
    providers[name].operations().map(({ reference, refunds }) => {
      const failed = refunds.filter(({ id, status }) => id.endsWith(':undo') && status === 'FAILED');
      return [reference, sum(failed.map(({ minor }) => minor))];
    }),
  );
}

function wrongReceivables(
  name: ProviderName,
  { kept, books, providers }: Pick<World, 'kept' | 'books' | 'providers'>,
  rows: ReadonlyMap<string, TransactionRow>,
): string[] {
  const lines = providers[name].lines();
  const stranded = strandedAt({ providers }, name);
  const returns = [...rows.values()].filter((row) => isStrandedReturn(row) && row.provider === name);
  const currencies = new Set([
    ...lines.map(({ currency }) => currency),
    ...[...rows.values()].map((row) => row.currency),
  ]);
  const totals = [...currencies].flatMap((currency) => {
    const theirs = sum(lines.filter((line) => line.currency === currency).map(({ gross }) => gross));
    const late = sum(returns.filter((row) => row.currency === currency).map(({ capturedMinor }) => capturedMinor));
    const left = sum([...stranded].map(([id, minor]) => (rows.get(id)?.currency === currency ? minor : 0n)));
    const ours = books.balanceOf(`acc_${name}_${currency.toLowerCase()}`);
    return ours === theirs - late - left ? [] : [`${name} says ${theirs} ${currency}, and we say ${ours}`];
  });
  const byReference = Map.groupBy(lines, ({ reference }) => reference);
  const each = [...rows.values()].flatMap((row) => {
    if (row.type === 'REFUND' || row.type === 'TRANSFER') return [];
    const theirs = sum((byReference.get(row.id) ?? []).map(({ gross }) => gross));
    const outwards = row.type === 'WITHDRAWAL' && !isStrandedReturn(row);
    const refunded = kept
      .rows()
      .filter(({ type, parentId, status }) => type === 'REFUND' && parentId === row.id && status === 'SUCCEEDED');
    const kept_ = sum(refunded.filter((refund) => !isStrandedReturn(refund)).map(({ minor }) => minor));
    const net = row.type === 'WITHDRAWAL' ? (outwards ? -stayed(row) : 0n) : row.capturedMinor - kept_;
    const ours = row.provider === name ? net + (stranded.get(row.id) ?? 0n) : 0n;
    return theirs === ours ? [] : [`${nameOf(row)}: ${name} has ${theirs} of it, and should have ${ours}`];
  });
  return [...totals, ...each];
}

function wrongLimits({ kept, neighbours }: World): string[] {
  return kept.rows().flatMap((row) => {
    const reservation = neighbours.reservations.get(row.id);
    if (!row.limited || !reservation) return reservation ? [`${nameOf(row)} counts against a limit`] : [];
    const whole = row.minor + (isOnTop(row) ? feeOf(row, row.minor) : 0n);
    const gone = stayed(row) + (isOnTop(row) ? feeOf(row, row.capturedMinor) : 0n);
    const expected = reservation.exceeded ? 0n : isOver(row) ? gone : whole;
    return reservation.kept === expected ? [] : [`${nameOf(row)} counts ${reservation.kept}, and should ${expected}`];
  });
}

function wrongAnswers({ kept, keyTakenAt }: World, told: readonly Told[]): string[] {
  const rows = new Map(kept.rows().map((row) => [row.id, row]));
  const wrong: string[] = [];
  for (const [key, answers] of Map.groupBy(
    told.filter((each) => each.key !== null),
    (each) => each.key as string,
  )) {
    const known = kept.keys().get(key);
    const ids = new Set(answers.flatMap(({ transactionId }) => transactionId ?? []));
    if (ids.size > 1 || [...ids].some((id) => id !== known?.transactionId))
      wrong.push(`${key} was answered with ${[...ids]}`);
    if (answers.filter(({ transactionId, replayed }) => transactionId && !replayed).length > 1) {
      wrong.push(`${key} was answered twice as new`);
    }
    const takenAt = keyTakenAt.get(key) ?? Number.POSITIVE_INFINITY;
    for (const { problem, lastDoneAt, withCode } of answers) {
      // With a one-time password the answer may be about that; and BUSY asks to try again.
      if (!problem || withCode || problem === 'BUSY') continue;
      if (lastDoneAt > takenAt)
        wrong.push(`${key} was answered with ${problem}, and stands for ${known?.transactionId}`);
    }
  }
  for (const { transactionId, status } of told) {
    const row = transactionId === null ? undefined : rows.get(transactionId);
    if (transactionId !== null && !row) wrong.push(`${transactionId} was told of, and is not there`);
    if (!row || !status) continue;
    const isEnd = status === 'FAILED' || status === 'CANCELED';
    if (isEnd && row.status !== status) wrong.push(`${nameOf(row)} was told to be ${status}`);
    const moved = ['SUCCEEDED', 'REFUNDED', 'PARTIALLY_REFUNDED'];
    if (moved.includes(status) && !moved.includes(row.status) && !isReturned(row))
      wrong.push(`${nameOf(row)} was told to be ${status}`);
  }
  const recording = [...kept.keys().keys()].filter((key) => RECORDING.includes((JSON.parse(key) as string[])[1] ?? ''));
  if (recording.length !== rows.size) wrong.push(`${recording.length} keys stand for ${rows.size} transactions`);
  return wrong;
}
