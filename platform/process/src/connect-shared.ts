import type { Settings } from '@paygraph/config';
import { type EventBus, memoryBus, redisBus } from '@paygraph/events';
import { memoryRevocations, type Revocations, redisRevocations } from '@paygraph/identity';
import { StartupError } from '@paygraph/postgres';
import type { Logger } from '@paygraph/telemetry';
import { createClient } from 'redis';

const PROBE_TIMEOUT_MS = 5_000;

/** What processes share: through Redis when it is configured, otherwise within this one. */
export interface Shared {
  readonly bus: EventBus;
  readonly revocations: Revocations;
}

export async function connectShared({ redisUrl }: Pick<Settings, 'redisUrl'>, logger: Logger): Promise<Shared> {
  if (!redisUrl) return { bus: memoryBus(), revocations: memoryRevocations() };
  const onError = (error: unknown) => logger.error({ err: error }, 'redis');
  await probe(redisUrl);
  const [bus, revocations] = await Promise.all([redisBus(redisUrl, onError), redisRevocations(redisUrl, onError)]);
  return { bus, revocations };
}

/** Once at work, connections to Redis are made again for ever; at the start, one that is not there is a mistake. */
async function probe(url: string): Promise<void> {
  const client = createClient({ url, socket: { reconnectStrategy: false, connectTimeout: PROBE_TIMEOUT_MS } });
  client.on('error', () => {});
  try {
    await client.connect();
  } catch (error) {
    throw new StartupError(`Redis at ${new URL(url).host} cannot be reached: ${(error as Error).message}`);
  } finally {
    if (client.isOpen) client.destroy();
  }
}
