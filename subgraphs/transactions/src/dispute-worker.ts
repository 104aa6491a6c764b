import { setTimeout as sleep } from 'node:timers/promises';
import type { TransactionsDeps } from './deps.ts';
import { endEvidence, leaseEvidence, noteEvidenceFailure, pollDisputes } from './dispute-evidence-store.ts';

const INTERVAL_MS = 2_000;
const BATCH_SIZE_MAX = 50;

/** Passes on to providers what merchants say about disputes. Any number of replicas may run it. */
export function startDisputeWorker(deps: TransactionsDeps): { kick(): void; stop(): Promise<void> } {
  const stopped = new AbortController();
  let wake = new AbortController();
  const run = async () => {
    while (!stopped.signal.aborted) {
      wake = new AbortController();
      await passOnEvidence(deps).catch((error: unknown) => {
        deps.logger.error({ err: error }, 'evidence could not be passed on');
      });
      const signal = AbortSignal.any([stopped.signal, wake.signal]);
      await sleep(INTERVAL_MS, undefined, { signal }).catch(() => undefined);
    }
  };
  const running = run();
  return {
    kick: () => wake.abort(),
    async stop() {
      stopped.abort();
      await running;
    },
  };
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
