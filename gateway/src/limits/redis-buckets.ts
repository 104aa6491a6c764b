import { createClient } from 'redis';
import { type Buckets, memoryBuckets, takenOf } from './buckets.ts';

const KEY_PREFIX = 'paygraph:bucket:';

/**
 * One step, by the clock of Redis, so that gateways agree. A negative amount puts back. Forgets a bucket when it would
 * be full. Answers whether it was taken, and what is left, as text: Redis would cut a number to a whole one.
 */
const TAKE = `
local capacity, restore, amount = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local level = redis.call('HMGET', KEYS[1], 'available', 'at')
local available = capacity
if level[1] then
  available = math.min(capacity, level[1] + math.max(0, now - level[2]) / 1000 * restore)
end
local allowed = available >= amount
if allowed then available = math.min(capacity, available - amount) end
redis.call('HSET', KEYS[1], 'available', available, 'at', now)
redis.call('PEXPIRE', KEYS[1], math.ceil((capacity - available) / restore * 1000) + 1000)
return { allowed and 1 or 0, tostring(available) }
`;

/**
 * Buckets that every gateway of a platform shares. While Redis does not answer, each gateway counts for itself: the
 * limits are looser then, and nobody is locked out.
 */
export async function redisBuckets(url: string, onError: (error: unknown) => void): Promise<Buckets> {
  const client = createClient({ url, disableOfflineQueue: true });
  client.on('error', onError);
  await client.connect();
  const alone = memoryBuckets();
  const run = async (key: string, capacity: number, restore: number, amount: number) =>
    (await client.eval(TAKE, {
      keys: [KEY_PREFIX + key],
      arguments: [String(capacity), String(restore), String(amount)],
    })) as [number, string];
  return {
    async take(key, bucket, amount) {
      try {
        const [allowed, available] = await run(key, bucket.capacity, bucket.restore_per_s, amount);
        return takenOf(bucket, allowed === 1, Number(available), amount);
      } catch (error) {
        onError(error);
        return alone.take(key, bucket, amount);
      }
    },
    async give(key, bucket, amount) {
      try {
        await run(key, bucket.capacity, bucket.restore_per_s, -amount);
      } catch (error) {
        onError(error);
        await alone.give(key, bucket, amount);
      }
    },
    async close() {
      client.destroy();
    },
  };
}
