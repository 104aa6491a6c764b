import { startWorkLoop, type WorkLoop } from '@paygraph/process';
import type { PaymentDeps } from '../deps.ts';

const INTERVAL_MS = 2_000;
const BATCH_SIZE_MAX = 50;

/** Passes on to providers what merchants say about disputes. Any number of replicas may run it. */
export function startDisputeWorker(deps: PaymentDeps): WorkLoop {
  return startWorkLoop({
    interval_ms: INTERVAL_MS,
    round: async () => (await passOnEvidence(deps)) === BATCH_SIZE_MAX,
    logger: deps.logger,
    failure: 'evidence could not be passed on',
  });
}

/** One round; the answer is how much evidence it took up. */
export async function passOnEvidence(deps: PaymentDeps): Promise<number> {
  const { disputes, logger, now, providers } = deps;
  await disputes.poll(now());
  const due = await disputes.leaseEvidence(now(), BATCH_SIZE_MAX);
  await Promise.all(
    due.map(async (evidence) => {
      const { provider, reference, text, disputeId } = evidence;
      const outcome = await providers.connector(provider).submitEvidence({ reference, evidence: text });
      if (outcome.kind === 'DONE' || outcome.kind === 'PENDING') return disputes.endEvidence(evidence, now());
      logger.warn({ disputeId, provider, outcome: outcome.kind }, 'evidence not passed on yet');
      await disputes.noteEvidenceFailure(evidence, outcome.kind);
    }),
  );
  return due.length;
}
