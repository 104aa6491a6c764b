import type { Settings } from '@paygraph/config';
import { type EventBus, memoryBus, redisBus } from '@paygraph/events';
import { memoryRevocations, type Revocations, redisRevocations } from '@paygraph/identity';
import { StartupError } from '@paygraph/postgres';
import type { Logger } from '@paygraph/telemetry';

/** What processes share: through Redis when it is configured, otherwise within this one. */
export interface Shared {
  readonly bus: EventBus;
  readonly revocations: Revocations;
}

export async function connectShared({ redisUrl }: Pick<Settings, 'redisUrl'>, logger: Logger): Promise<Shared> {
  if (!redisUrl) return { bus: memoryBus(), revocations: memoryRevocations() };
  const onError = (error: unknown) => logger.error({ err: error }, 'redis');
  try {
    const [bus, revocations] = await Promise.all([redisBus(redisUrl, onError), redisRevocations(redisUrl, onError)]);
    return { bus, revocations };
  } catch (error) {
    throw new StartupError(`Redis at ${new URL(redisUrl).host} cannot be reached: ${(error as Error).message}`);
  }
}
