import { startWorkLoop, type WorkLoop } from '@paygraph/process';
import type { PaymentDeps } from '../deps.ts';
import { reconcile } from './reconcile.ts';

const INTERVAL_MS = 2_000;
const BATCH_SIZE_MAX = 50;

/** Looks into what providers gave notice of. Any number of replicas may run it. */
export function startNoticeWorker(deps: PaymentDeps): WorkLoop {
  return startWorkLoop({
    interval_ms: INTERVAL_MS,
    round: async () => (await handleNotices(deps)) === BATCH_SIZE_MAX,
    logger: deps.logger,
    failure: 'notices of providers could not be handled',
  });
}

/** One round; the answer is how many notices it took up. */
export async function handleNotices(deps: PaymentDeps): Promise<number> {
  const notices = await deps.notices.lease(deps.now(), BATCH_SIZE_MAX);
  await Promise.all(
    notices.map(async (notice) => {
      try {
        await reconcile(deps, notice.provider, notice.reference);
        await deps.notices.end(notice, deps.now());
      } catch (error) {
        deps.logger.warn({ err: error, ...notice }, 'notice not handled yet');
        await deps.notices.noteFailure(notice, String(error));
      }
    }),
  );
  return notices.length;
}
