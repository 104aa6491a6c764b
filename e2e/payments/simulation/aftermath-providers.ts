import type { ProviderName } from '../../../subgraphs/transactions/src/providers/connector.ts';
import type { TransactionRow } from '../../../subgraphs/transactions/src/transaction.ts';
import { type Aftermath, chargebackState, isOver, nameOf, stayed, sum } from './aftermath.ts';

/** Where the books of a provider are not ours. */
export function wrongProviders(aftermath: Aftermath): string[] {
  const rows = new Map(aftermath.rows.map((row) => [row.id, row]));
  const names = Object.keys(aftermath.providers) as ProviderName[];
  return names.flatMap((name) => [
    ...wrongReceivables(name, aftermath),
    ...wrongShares(name, aftermath),
    ...aftermath.providers[name].operations.flatMap(({ reference, status, closed }) => {
      const row = rows.get(reference);
      const isOpen = (status === 'AUTHORIZED' && !closed) || status === 'PENDING' || status === 'CHALLENGE';
      if (!row) return [`${name} knows ${reference}, and nobody else does`];
      if (isOpen && row.provider !== name) return [`${nameOf(row)} is open at ${name}, although it went elsewhere`];
      return isOpen && isOver(row) ? [`${nameOf(row)} is over, and still ${status} at ${name}`] : [];
    }),
  ]);
}

/** What we say a provider owes us in each currency, and what our transactions say. */
function wrongReceivables(name: ProviderName, aftermath: Aftermath): string[] {
  const { rows, accounts } = aftermath;
  return [...new Set(rows.map(({ currency }) => currency))].flatMap((currency) => {
    const ours = rows.filter((row) => row.provider === name && row.currency === currency);
    const stranded = aftermath.unclaimed.filter(
      ({ reason, transactionId }) => reason === 'CARD_REFUSED_REFUND' && ours.some(({ id }) => id === transactionId),
    );
    const expected = sum([...ours.map((row) => bookedOf(aftermath, row)), ...stranded.map(({ minor }) => minor)]);
    const account = accounts.find(({ id }) => id === `acc_${name}_${currency.toLowerCase()}`);
    const booked = account ? account.debitsPosted - account.creditsPosted : 0n;
    return booked === expected ? [] : [`${name} owes ${booked} ${currency}, and should ${expected}`];
  });
}

/** What a transaction leaves on the account of its provider. */
function bookedOf(aftermath: Aftermath, row: TransactionRow): bigint {
  switch (row.type) {
    case 'REFUND':
      return row.status === 'SUCCEEDED' ? -row.minor : 0n;
    case 'WITHDRAWAL':
      return -stayed(row);
    case 'CHARGEBACK':
      return chargebackState(aftermath, row) === 'PAID_OUT' ? -row.minor : 0n;
    default:
      return row.capturedMinor;
  }
}

/** Of each transaction, what a provider has of it, and what it should have. */
function wrongShares(name: ProviderName, aftermath: Aftermath): string[] {
  const { lines, operations } = aftermath.providers[name];
  const byReference = Map.groupBy(lines, ({ reference }) => reference);
  const known = new Map(operations.map((operation) => [operation.reference, operation]));
  const parts = Map.groupBy(aftermath.rows, ({ parentId }) => parentId);
  return aftermath.rows.flatMap((row) => {
    if (!['DEPOSIT', 'PAYMENT', 'WITHDRAWAL'].includes(row.type)) return [];
    const operation = known.get(row.id);
    if (aftermath.early && operation && isUnheard(aftermath, row, operation)) return [];
    const theirs = sum((byReference.get(row.id) ?? []).map(({ gross }) => gross));
    const kept = aftermath.unclaimed.filter((each) => each.transactionId === row.id);
    // The card did not take it back.
    const stranded = sum(kept.filter(({ reason }) => reason === 'CARD_REFUSED_REFUND').map(({ minor }) => minor));
    const gone = sum((parts.get(row.id) ?? []).map(goneOf));
    const net = row.type === 'WITHDRAWAL' ? -stayed(row) : row.capturedMinor - gone + stranded;
    const ours = row.provider === name ? net : 0n;
    return theirs === ours ? [] : [`${nameOf(row)}: ${name} has ${theirs} of it, and should have ${ours}`];
  });
}

/** What left a payment by a part of it. Of a dispute it has left the provider as soon as it is open. */
function goneOf(part: TransactionRow): bigint {
  if (part.type === 'REFUND') return part.status === 'SUCCEEDED' ? part.minor : 0n;
  return part.type === 'CHARGEBACK' && part.status !== 'REFUNDED' ? part.minor : 0n;
}

/** Its last dispute stands otherwise at the provider than here. */
function isUnheard(
  { disputes }: Aftermath,
  { id }: TransactionRow,
  operation: Aftermath['providers'][ProviderName]['operations'][number],
): boolean {
  const theirs = operation.disputes.at(-1);
  const ours = disputes.find(
    ({ transactionId, providerDisputeId }) => transactionId === id && providerDisputeId === theirs?.id,
  );
  return theirs !== undefined && theirs.status !== (ours?.status === 'UNDER_REVIEW' ? 'OPEN' : ours?.status);
}
