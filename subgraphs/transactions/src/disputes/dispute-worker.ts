import type { TransactionsDeps } from '../deps.ts';
import { startWorkLoop, type WorkLoop } from '../work-loop.ts';
import { endEvidence, leaseEvidence, noteEvidenceFailure, pollDisputes } from './dispute-evidence-store.ts';

const INTERVAL_MS = 2_000;
const BATCH_SIZE_MAX = 50;

/** Passes on to providers what merchants say about disputes. Any number of replicas may run it. */
export function startDisputeWorker(deps: TransactionsDeps): WorkLoop {
  return startWorkLoop({
    interval_ms: INTERVAL_MS,
    round: async () => (await passOnEvidence(deps)) === BATCH_SIZE_MAX,
    logger: deps.logger,
    failure: 'evidence could not be passed on',
  });
}

/** One round; the answer is how much evidence it took up. */
export async function passOnEvidence(deps: TransactionsDeps): Promise<number> {
  const { database, logger, now, providers } = deps;
  await pollDisputes(database, now());
  const due = await leaseEvidence(database, now(), BATCH_SIZE_MAX);
  await Promise.all(
    due.map(async (evidence) => {
      const { provider, reference, text, disputeId } = evidence;
      const outcome = await providers.connector(provider).submitEvidence({ reference, evidence: text });
      if (outcome.kind === 'DONE' || outcome.kind === 'PENDING') return endEvidence(database, evidence, now());
      logger.warn({ disputeId, provider, outcome: outcome.kind }, 'evidence not passed on yet');
      await noteEvidenceFailure(database, evidence, outcome.kind);
    }),
  );
  return due.length;
}
