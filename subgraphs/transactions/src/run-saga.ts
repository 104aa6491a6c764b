import type { Actor } from '@paygraph/identity';
import type { TransactionsDeps } from './deps.ts';
import { type ChargeOutcome, type Decision, decide, firstStep, type Step, type StepResult } from './saga.ts';
import { type TransactionRow, transactionsById } from './transaction-store.ts';

/**
 * Takes a transaction as far as it goes: to its end, or to where somebody else must answer first. Safe to run
 * twice at once and after a crash at any point. Throws when a neighbour could not be asked; nothing is lost,
 * the recovery worker runs it again.
 */
export async function runSaga(deps: TransactionsDeps, by: Actor, transaction: TransactionRow): Promise<TransactionRow> {
  let row = transaction;
  let step = firstStep(row.type, row.status);
  let providerReference: string | undefined;
  while (step !== null) {
    const decision: Decision = decide(row.type, await runStep(deps, row, step));
    switch (decision.kind) {
      case 'NEXT':
        providerReference = decision.providerReference ?? providerReference;
        step = decision.step;
        break;
      case 'WAIT':
        return row;
      case 'COMPENSATE':
        await deps.cards.giveBack(row.id);
        return move(deps, { row, status: 'FAILED', failure: decision.failure, providerReference, by });
      case 'MOVE':
        row = await move(deps, { row, status: decision.status, failure: decision.failure, providerReference, by });
        // Somebody faster may have taken it further than we know; then there is nothing left for us to do.
        step = row.status === decision.status ? (decision.step ?? null) : null;
    }
  }
  return row;
}

async function move(deps: TransactionsDeps, change: Parameters<TransactionsDeps['move']>[0]): Promise<TransactionRow> {
  const { row } = change;
  const moved = (await deps.move(change)) ?? (await transactionsById(deps.database, [row.id])).get(row.id);
  if (!moved) throw new Error(`transaction ${row.id} is gone`);
  return moved;
}

async function runStep(deps: TransactionsDeps, row: TransactionRow, step: Step): Promise<StepResult> {
  switch (step) {
    case 'ASSESS':
      return { step, blocked: await deps.peers.isBlocked(row) };
    case 'CHARGE':
      return { step, outcome: await charge(deps, row) };
    case 'POST':
      return { step, refusal: await post(deps, row) };
  }
}

async function charge({ peers, cards }: TransactionsDeps, row: TransactionRow): Promise<ChargeOutcome> {
  const card = row.paymentMethodId ? await peers.chargeableCard(row.paymentMethodId, row.initiatorId) : null;
  if (!card) return { kind: 'DECLINED', failure: { code: 'PAYMENT_METHOD_UNAVAILABLE', declineCode: null } };
  return cards.charge({ reference: row.id, amount: row, card });
}

async function post({ peers, receivablesAccount }: TransactionsDeps, row: TransactionRow): Promise<string | null> {
  const sourceAccountId = row.sourceWalletId ?? (await receivablesAccount(row.currency));
  return peers.post({
    transactionId: row.id,
    description: row.description ?? (row.type === 'DEPOSIT' ? 'Deposit' : 'Transfer'),
    debitAccountId: sourceAccountId,
    creditAccountId: row.destinationWalletId,
    amount: row,
  });
}
