import { startWorkLoop, type WorkLoop } from '@paygraph/process';
import type { PaymentDeps } from '../deps.ts';
import { moveMoney } from '../move-money.ts';
import { onBehalfOf } from '../on-behalf-of.ts';
import type { MoneyRequest } from '../request.ts';
import { callOfLine } from './payout-batch.ts';
import type { DueLine, LineOutcome } from './payout-store.ts';

const INTERVAL_MS = 1_000;
/** Lines that are paid at the same time; enough for group commit to carry them, and no more than progress is worth. */
const CHUNK_SIZE = 200;
const BATCHES_MAX = 50;

/** Pays the lines of batches. Any number of replicas may run it; a lease gives each line to one of them. */
export function startPayoutWorker(deps: PaymentDeps): WorkLoop {
  return startWorkLoop({
    interval_ms: INTERVAL_MS,
    round: async () => (await payOutDue(deps)) === CHUNK_SIZE,
    logger: deps.logger,
    failure: 'payouts could not be paid',
  });
}

/** One round: begins lines whose time has come, then looks at batches that wait. The answer is how many lines it took. */
export async function payOutDue(deps: PaymentDeps): Promise<number> {
  const lines = await deps.payouts.leaseLines(deps.now(), CHUNK_SIZE);
  if (lines.length > 0) {
    const ids = [...new Set(lines.map(({ batchId }) => batchId))];
    await deps.payouts.advance(ids, await begin(deps, lines), deps.now());
  }
  const waiting = await deps.payouts.leaseBatches(deps.now(), BATCHES_MAX);
  if (waiting.length > 0) await deps.payouts.advance(waiting, [], deps.now());
  return lines.length;
}

async function begin(deps: PaymentDeps, lines: readonly DueLine[]): Promise<readonly LineOutcome[]> {
  const calls = lines.map(callOfLine);
  const begun = await Promise.all(calls.map((call) => deps.store.findKey(call)));
  return Promise.all(
    lines.map(async (line, index): Promise<LineOutcome> => {
      // Begun by a worker that died before it could say so: the recovery of transactions sees to the rest.
      const known = begun[index];
      if (known?.transactionId === line.batchId) return { line, error: 'refused by another worker' };
      if (known) return { line, transactionId: known.transactionId };
      try {
        const moved = await moveMoney(deps, onBehalfOf(line.submittedBy, line), requestOf(line));
        return typeof moved === 'string' ? { line, refusal: moved } : { line, transactionId: moved.transaction.id };
      } catch (error) {
        deps.logger.warn({ err: error, batchId: line.batchId, line: line.number }, 'payout not begun yet');
        return { line, error: String(error) };
      }
    }),
  );
}

function requestOf(line: DueLine): MoneyRequest {
  const { batchId, number, reference, currency, minor, description } = line;
  const { mutation, key } = callOfLine(line);
  return {
    mutation,
    key,
    // A line never changes, so its key says all of it.
    inputHash: key,
    type: 'PAYOUT',
    sourceWalletId: line.sourceWalletId,
    destinationWalletId: line.toWalletId,
    paymentMethodId: null,
    amount: { currency, minor },
    captureMode: 'AUTOMATIC',
    description,
    metadata: { line: number, ...(reference === null ? {} : { reference }) },
    parentId: batchId,
    otp: null,
  };
}
