import { startWorkLoop, type WorkLoop } from '@paygraph/process';
import type { PaymentDeps } from '../deps.ts';
import { NotCertain } from '../saga/steps.ts';
import { type DueList, LIST_OVERLAP_S } from './dispute-list-store.ts';

const INTERVAL_MS = 60_000;
/** What is not read of a list at once is read an hour later. */
const PAGES_MAX = 100;

/**
 * Asks every provider each hour which disputes were opened, and has each looked into, once: a notice of it may have
 * been lost. Any number of replicas may run it.
 */
export function startDisputeFinder(deps: PaymentDeps): WorkLoop {
  return startWorkLoop({
    interval_ms: INTERVAL_MS,
    async round() {
      await findDisputes(deps);
      return false;
    },
    logger: deps.logger,
    failure: 'lists of disputes could not be read',
  });
}

/** One round; the answer is how many disputes were listed. */
export async function findDisputes(deps: PaymentDeps): Promise<number> {
  const due = await deps.disputes.leaseLists(deps.now());
  const listed = await Promise.all(
    due.map((list) =>
      readList(deps, list).catch((error: unknown) => {
        deps.logger.warn({ err: error, ...list }, 'disputes not listed yet');
        return 0;
      }),
    ),
  );
  return listed.reduce((sum, count) => sum + count, 0);
}

async function readList({ disputes, notices, now, providers }: PaymentDeps, { provider, since }: DueList) {
  const begun = now();
  let [after, readUntil, count]: [string | null, Date, number] = [null, since, 0];
  for (let pages = 0; pages < PAGES_MAX; pages++) {
    const page = await providers.connector(provider).disputesSince(since, after);
    if (page === 'UNKNOWN') throw new NotCertain(`${provider} does not list its disputes`);
    for (const { id, reference, openedAt } of page.disputes) {
      await notices.record(provider, { id: `listed:${id}`, reference }, now());
      // Read on from here and not a day before, or a day with more than is read at once would never end.
      [after, readUntil, count] = [id, new Date(openedAt.getTime() + LIST_OVERLAP_S * 1_000), count + 1];
    }
    if (!page.more) {
      readUntil = begun;
      break;
    }
  }
  await disputes.endList(provider, readUntil, now());
  return count;
}
