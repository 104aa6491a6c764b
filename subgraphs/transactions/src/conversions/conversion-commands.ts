import { newId, type UserActor } from '@paygraph/identity';
import { AMOUNT_MINOR_MAX, isCurrency, type Money } from '@paygraph/money';
import { codedError } from '@paygraph/subgraph';
import type { PaymentDeps, TransactionsDeps } from '../deps.ts';
import { feeOn } from '../fees/fee.ts';
import { replayMovement } from '../move-money.ts';
import { newTransaction } from '../new-transaction.ts';
import { usable } from '../parties.ts';
import type { MovementWallet } from '../peers.ts';
import type { Problem } from '../problems.ts';
import { type Keyed, parseKeyed, type RequestProblem } from '../request.ts';
import { type Moved, refuse } from '../saga/replay.ts';
import { runRecorded } from '../saga/run-saga.ts';
import type { CallKey } from '../saga/store.ts';
import type { TransactionRow } from '../transaction.ts';
import { priceOf, SPREAD_BASIS_POINTS } from './conversion-price.ts';
import { crossRate, storeRatio } from './conversion-rate.ts';
import type { QuoteRow } from './conversion-store.ts';

/** How long an offer stands. */
const QUOTE_MS = 60_000;

export interface ConvertInput {
  readonly quoteId: string;
  readonly fromWalletId: string;
  readonly toWalletId: string;
  readonly idempotencyKey: string;
  readonly otp?: string | null;
}

export interface ConversionRequest extends Keyed, Pick<ConvertInput, 'quoteId' | 'fromWalletId' | 'toWalletId'> {
  readonly otp: string | null;
}

export function parseConversion(input: ConvertInput): ConversionRequest | RequestProblem {
  const { quoteId, fromWalletId, toWalletId, idempotencyKey, otp } = input;
  if (fromWalletId === toWalletId) return 'SAME_WALLET';
  const content = { quoteId, fromWalletId, toWalletId };
  const keyed = parseKeyed('convert', idempotencyKey, content);
  return typeof keyed === 'string' ? keyed : { ...keyed, ...content, otp: otp ?? null };
}

/** Offers a conversion of an amount, and remembers the offer. Throws coded errors for what cannot be offered. */
export async function quoteConversion(
  deps: Pick<PaymentDeps, 'quotes' | 'fees' | 'now'> & Pick<TransactionsDeps, 'rates'>,
  { userId: ownerId }: UserActor,
  amount: Money,
  toCurrency: string,
): Promise<QuoteRow> {
  const { currency: fromCurrency, minor: fromMinor } = amount;
  if (!isCurrency(toCurrency)) throw badInput('to', `${toCurrency} is not an active ISO 4217 currency`);
  if (fromCurrency === toCurrency) throw badInput('to', 'Both currencies are the same');
  const now = deps.now();
  const rates = await deps.rates.current(now);
  if (!rates) throw codedError('SUBGRAPH_UNAVAILABLE', 'There are no exchange rates of these days');
  const midRate = crossRate(rates, fromCurrency, toCurrency);
  if (!midRate) throw badInput('to', `There is no rate between ${fromCurrency} and ${toCurrency}`);
  const spreadBasisPoints = SPREAD_BASIS_POINTS;
  const price = priceOf({ from: fromCurrency, to: toCurrency, fromMinor, midRate, spreadBasisPoints });
  if (price.toMinor === 0n) throw badInput('amount', `It is worth less than the smallest unit of ${toCurrency}`);
  if (price.midMinor > AMOUNT_MINOR_MAX) throw badInput('amount', 'It is worth more than can be moved at once');
  const quote: QuoteRow = {
    id: newId('quo'),
    ownerId,
    fromCurrency,
    fromMinor,
    toCurrency,
    ...price,
    midRate: storeRatio(midRate),
    spreadBasisPoints,
    source: rates.source,
    rateAt: rates.at,
    ...(await deps.fees.terms('CONVERSION', null, fromCurrency)),
    createdAt: now,
    expiresAt: new Date(now.getTime() + QUOTE_MS),
    usedBy: null,
  };
  await deps.quotes.add(quote);
  return quote;
}

function badInput(argument: string, message: string) {
  return codedError('BAD_USER_INPUT', message, { argument });
}

/** Takes up an offer, once: what it says is what happens, whatever rates have become since. */
export async function convert(
  deps: PaymentDeps,
  actor: UserActor,
  request: ConversionRequest,
): Promise<Moved | Problem> {
  const call: CallKey = { callerId: actor.userId, mutation: request.mutation, key: request.key };
  const known = await deps.store.findKey(call);
  if (known) return replayMovement(deps, actor, call, request, known);

  const quote = await deps.quotes.byId(request.quoteId);
  if (quote?.ownerId !== actor.userId) return 'QUOTE_NOT_FOUND';
  if (quote.usedBy === null && quote.expiresAt <= deps.now()) return 'QUOTE_EXPIRED';
  const [source, destination] = await Promise.all([
    deps.peers.wallet(request.fromWalletId),
    deps.peers.wallet(request.toWalletId),
  ]);
  const parties = checkWallets(actor.userId, quote, source, destination);
  if (typeof parties === 'string') return refuse(deps, call, request, parties);
  const transaction = newConversion(actor.userId, quote, parties, deps.now());
  const recorded = await deps.store.record({ actor, call, inputHash: request.inputHash, transaction });
  if (recorded === 'KEY_TAKEN') return replayMovement(deps, actor, call, request, await deps.store.findKey(call));
  if (recorded !== 'RECORDED') return recorded;
  return { transaction: await runRecorded(deps, actor, call, transaction), replayed: false };
}

/** Money is converted between one's own wallets, of which any kind will do. */
function checkWallets(
  userId: string,
  quote: QuoteRow,
  source: MovementWallet | null,
  destination: MovementWallet | null,
): { readonly source: MovementWallet; readonly destination: MovementWallet } | Problem {
  if (source?.ownerId !== userId) return 'SOURCE_NOT_FOUND';
  if (destination?.ownerId !== userId) return 'DESTINATION_NOT_FOUND';
  const problem = usable(source) ?? usable(destination);
  if (problem) return problem;
  const matches = source.currency === quote.fromCurrency && destination.currency === quote.toCurrency;
  return matches ? { source, destination } : 'QUOTE_MISMATCH';
}

function newConversion(
  initiatorId: string,
  quote: QuoteRow,
  { source, destination }: { readonly source: MovementWallet; readonly destination: MovementWallet },
  now: Date,
): TransactionRow {
  const { fromCurrency: currency, fromMinor: minor, feeFixedMinor, feeBasisPoints } = quote;
  return newTransaction({
    type: 'CONVERSION',
    initiatorId,
    currency,
    minor,
    feeFixedMinor,
    feeBasisPoints,
    feeMinor: feeOn(minor, quote),
    sourceWalletId: source.id,
    sourceOwnerId: source.ownerId,
    destinationWalletId: destination.id,
    destinationOwnerId: destination.ownerId,
    parentId: quote.id,
    limited: source.limited,
    createdAt: now,
  });
}
