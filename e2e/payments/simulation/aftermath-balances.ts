import { isCurrency, minorDigits } from '@paygraph/money';
import type { AccountState } from '../../../subgraphs/ledger/src/account.ts';
import type { QuoteRow } from '../../../subgraphs/transactions/src/conversions/conversion-store.ts';
import type { UnclaimedRow } from '../../../subgraphs/transactions/src/unclaimed/unclaimed.ts';
import { type Aftermath, chargebackState, feeOf, isOnTop, nameOf, roundedHalfEven, stayed } from './aftermath.ts';

/** What accounts have, in credits, if only the statuses and the amounts of transactions are believed. */
export function wrongBalances(aftermath: Aftermath): string[] {
  const { rows, accounts, walletIds, opening, quotes } = aftermath;
  const expected = new Map(opening);
  const add = (id: string | null, minor: bigint) => {
    if (id !== null) expected.set(id, (expected.get(id) ?? 0n) + minor);
  };
  const quoted = new Map(quotes.map((quote) => [quote.id, quote]));
  for (const row of rows) {
    const own = (key: string, currency = row.currency) => `acc_${key}_${currency.toLowerCase()}`;
    if (row.type === 'CHARGEBACK') {
      const state = chargebackState(aftermath, row);
      if (state !== 'TAKEN' && state !== 'PAID_OUT') continue;
      // What the wallet could not pay is owed: see `balanceOf`.
      add(row.sourceWalletId, -row.minor - row.feeMinor);
      add(own('fees'), row.feeMinor);
      add(state === 'TAKEN' ? own('disputed') : row.destinationWalletId, row.minor);
      continue;
    }
    const fee = feeOf(row, row.capturedMinor);
    add(row.sourceWalletId, -stayed(row) - (isOnTop(row) ? fee : 0n));
    add(own('fees'), fee);
    if (row.type !== 'CONVERSION') add(row.destinationWalletId, stayed(row) - (isOnTop(row) ? 0n : fee));
    const quote = row.type === 'CONVERSION' && stayed(row) > 0n ? quoted.get(row.parentId ?? '') : undefined;
    if (!quote) continue;
    const { toCurrency, toMinor, midMinor, incomeMinor } = quote;
    add(row.destinationWalletId, toMinor);
    add(own('conversion'), stayed(row));
    add(own('conversion', toCurrency), -midMinor);
    add(own('conversion_income', toCurrency), incomeMinor);
    add(own('rounding', toCurrency), midMinor - toMinor - incomeMinor);
  }
  for (const kept of aftermath.unclaimed) {
    add(`acc_unclaimed_${kept.currency.toLowerCase()}`, kept.minor);
    add(missedBy(aftermath, kept), -kept.minor);
  }
  const platform = /^acc_(fees|unclaimed|disputed|conversion|conversion_income|rounding)_/;
  const ids = new Set([...walletIds, ...accounts.flatMap(({ id }) => (platform.test(id) ? [id] : []))]);
  for (const id of expected.keys()) if (platform.test(id)) ids.add(id);
  return [
    ...[...ids].flatMap((id) => {
      const [ours, theirs] = [balanceOf(accounts, id), expected.get(id) ?? 0n];
      return ours === theirs ? [] : [`${id} has ${ours}, and should have ${theirs}`];
    }),
    ...wrongDues(aftermath),
    ...wrongConversions(aftermath),
  ];
}

/** The wallet that unclaimed money did not get to; null when it was a card. */
function missedBy(aftermath: Aftermath, { transactionId, reason }: UnclaimedRow): string | null {
  const row = aftermath.rows.find(({ id }) => id === transactionId);
  if (!row || reason === 'CARD_REFUSED_REFUND') return null;
  const isPayers = row.type === 'CHARGEBACK' && chargebackState(aftermath, row) === 'PAID_OUT';
  return isPayers ? row.destinationWalletId : row.sourceWalletId;
}

function creditsOf(accounts: readonly AccountState[], id: string): bigint {
  const account = accounts.find((each) => each.id === id);
  return account ? account.creditsPosted - account.debitsPosted : 0n;
}

/** Of a wallet with what its owner owes. */
function balanceOf(accounts: readonly AccountState[], id: string): bigint {
  const currency = accounts.find((each) => each.id === id)?.currency ?? '';
  return creditsOf(accounts, id) + creditsOf(accounts, `acc_due_${id}_${currency.toLowerCase()}`);
}

/** What merchants owe that was not collected, here and in the ledger. A collection may be under way just now. */
function wrongDues(aftermath: Aftermath): string[] {
  const { rows, debts, accounts } = aftermath;
  return aftermath.walletIds.flatMap((id) => {
    const debt = debts.find(({ walletId }) => walletId === id);
    if (debt && debt.collectingMinor !== null) return [];
    const currency = accounts.find((each) => each.id === id)?.currency ?? '';
    const taken = rows.filter(
      (row) =>
        row.type === 'CHARGEBACK' &&
        row.sourceWalletId === id &&
        ['TAKEN', 'PAID_OUT'].includes(chargebackState(aftermath, row)),
    );
    const expected = taken.reduce((sum, { owedMinor }) => sum + owedMinor, -(debt?.collectedMinor ?? 0n));
    const ours = -creditsOf(accounts, `acc_due_${id}_${currency.toLowerCase()}`);
    return [
      ours !== expected && `the owner of ${id} owes ${ours}, and should ${expected}`,
      ours !== (debt?.owedMinor ?? 0n) && `the owner of ${id} owes ${ours}, and is told ${debt?.owedMinor}`,
    ].filter((wrong) => wrong !== false);
  });
}

/** Quotes that were used by more or others than they say, and prices that are not what their rate makes them. */
function wrongConversions({ rows, quotes }: Aftermath): string[] {
  const users = Map.groupBy(
    rows.filter(({ type }) => type === 'CONVERSION'),
    ({ parentId }) => parentId,
  );
  const known = new Map(quotes.map((quote) => [quote.id, quote]));
  return [
    ...[...users].flatMap(([id, of]) => {
      const quote = known.get(id ?? '');
      if (!quote) return of.map((row) => `${nameOf(row)} has no quote`);
      return of.flatMap((row) => (row.createdAt < quote.expiresAt ? [] : [`${nameOf(row)} came after its quote`]));
    }),
    ...quotes.flatMap((quote) => {
      const used = (users.get(quote.id) ?? []).map(({ id }) => id).join();
      return [
        used !== (quote.usedBy ?? '') && `${quote.id} was used by ${used}, and says ${quote.usedBy}`,
        !isPriced(quote) && `${quote.id} is not priced at its rate`,
      ].filter((wrong) => wrong !== false);
    }),
  ];
}

/** How many digits come after the point. */
const digitsOf = (currency: string) => (isCurrency(currency) ? BigInt(minorDigits(currency)) : 0n);

/** Each share is what the rate makes it to within half a unit, and the customer never gets more than the value. */
function isPriced(quote: QuoteRow): boolean {
  const { fromCurrency, fromMinor, toCurrency, toMinor, midMinor, incomeMinor, midRate, spreadBasisPoints } = quote;
  const [numerator = 0n, denominator = 1n] = midRate.split('/').map(BigInt);
  const dividend = fromMinor * numerator * 10n ** digitsOf(toCurrency);
  const divisor = denominator * 10n ** digitsOf(fromCurrency);
  const income = roundedHalfEven(dividend * BigInt(spreadBasisPoints), divisor * 10_000n);
  const rest = roundedHalfEven(dividend * (10_000n - BigInt(spreadBasisPoints)), divisor * 10_000n);
  const isFair = toMinor * divisor <= dividend && (toMinor === rest || toMinor === dividend / divisor);
  return isFair && midMinor === roundedHalfEven(dividend, divisor) && incomeMinor === income;
}
