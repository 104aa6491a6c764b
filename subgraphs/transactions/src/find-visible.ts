import type { Actor } from '@paygraph/identity';
import { notFound } from '@paygraph/subgraph';
import type { PaymentDeps } from './deps.ts';
import type { TransactionRow } from './transaction.ts';
import { maySeeTransaction } from './visibility.ts';

/** A transaction the actor may see; NOT_FOUND for any other, whether there is one or not. */
export async function findVisible(
  { store }: Pick<PaymentDeps, 'store'>,
  actor: Actor,
  id: string,
): Promise<TransactionRow> {
  const row = await store.byId(id);
  if (!row || !maySeeTransaction(actor, row)) throw notFound('Transaction');
  return row;
}
