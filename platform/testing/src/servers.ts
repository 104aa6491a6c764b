import { inject } from 'vitest';

/** The PostgreSQL server of this run, as superuser, on the database `postgres`. */
export const testServerUrl = (): string => inject('postgresUrl');

/**
 * A Redis that tests may fill at will: TEST_REDIS_URL, or one started for this run where `redis-server` is
 * installed. Undefined when there is neither; the tests that need it are then skipped.
 */
export const testRedisUrl = async (): Promise<string | undefined> => inject('redisUrl');
