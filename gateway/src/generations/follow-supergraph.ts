import type { Logger } from '@paygraph/telemetry';
import type { Generations } from './generations.ts';
import type { SupergraphSource } from './supergraph-source.ts';

export interface FollowDeps extends Pick<Generations, 'reload'> {
  readonly source: SupergraphSource;
  readonly logger: Logger;
}

/** Takes whatever the source of the supergraph becomes, and looks at once on SIGHUP. The answer stops that. */
export function followSupergraph({ source, reload, logger }: FollowDeps): () => void {
  let isLooking = false;
  let isAskedAgain = false;
  const look = async () => {
    isAskedAgain = true;
    if (isLooking) return;
    isLooking = true;
    while (isAskedAgain) {
      isAskedAgain = false;
      try {
        const supergraphSdl = await source.read();
        if (supergraphSdl !== undefined) await reload(supergraphSdl);
      } catch (error) {
        logger.error({ err: error }, 'the supergraph cannot be read: the one before stays');
      }
    }
    isLooking = false;
  };
  const unwatch = source.watch(look);
  process.on('SIGHUP', look);
  return () => {
    unwatch();
    process.off('SIGHUP', look);
  };
}
