import { createClient } from 'redis';

/**
 * Which sessions have ended before their access token did. The users database is the truth; this is
 * the copy every gateway can ask on each request. A session is kept only as long as a token of it could live.
 */
export interface Revocations {
  revoke(sessionIds: readonly string[]): Promise<void>;
  isRevoked(sessionId: string): Promise<boolean>;
  /** Calls `listener` for each session that ends from now on; the answer stops it. */
  onRevoked(listener: (sessionId: string) => void): () => void;
  close(): Promise<void>;
}

/** Life of an access token; a revocation older than this has nothing left to revoke. */
export const ACCESS_TOKEN_SECONDS = 15 * 60;

/** Revocations of a platform that runs in one process. */
export function memoryRevocations(now: () => number = Date.now): Revocations {
  const expiries = new Map<string, number>();
  const listeners = new Set<(sessionId: string) => void>();
  const forgetExpired = () => {
    // Insertion order is expiry order, so the first live one ends the sweep.
    for (const [sessionId, expiresAt] of expiries) {
      if (expiresAt > now()) break;
      expiries.delete(sessionId);
    }
  };
  return {
    async revoke(sessionIds) {
      forgetExpired();
      for (const sessionId of sessionIds) {
        expiries.delete(sessionId);
        expiries.set(sessionId, now() + ACCESS_TOKEN_SECONDS * 1000);
        for (const listener of listeners) listener(sessionId);
      }
    },
    async isRevoked(sessionId) {
      return (expiries.get(sessionId) ?? 0) > now();
    },
    onRevoked(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async close() {
      listeners.clear();
    },
  };
}

const KEY_PREFIX = 'paygraph:revoked:';
const CHANNEL = 'paygraph:revoked';

/** Revocations shared by every gateway of a platform, through Redis. Resolves once connected. */
export async function redisRevocations(url: string, onError: (error: unknown) => void): Promise<Revocations> {
  const client = createClient({ url });
  const subscriber = client.duplicate();
  client.on('error', onError);
  subscriber.on('error', onError);
  await Promise.all([client.connect(), subscriber.connect()]);
  const listeners = new Set<(sessionId: string) => void>();
  await subscriber.subscribe(CHANNEL, (sessionId) => {
    for (const listener of listeners) listener(sessionId);
  });
  return {
    async revoke(sessionIds) {
      await Promise.all(
        sessionIds.map(async (sessionId) => {
          await client.set(KEY_PREFIX + sessionId, '1', { expiration: { type: 'EX', value: ACCESS_TOKEN_SECONDS } });
          await client.publish(CHANNEL, sessionId);
        }),
      );
    },
    async isRevoked(sessionId) {
      return (await client.exists(KEY_PREFIX + sessionId)) === 1;
    },
    onRevoked(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async close() {
      listeners.clear();
      client.destroy();
      subscriber.destroy();
    },
  };
}
