import { testRedisUrl } from '@paygraph/testing';
import { createClient } from 'redis';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { newId } from './id.ts';
import { ACCESS_TOKEN_SECONDS, memoryRevocations, type Revocations, redisRevocations } from './revocations.ts';

const redisUrl = await testRedisUrl();
const open = {
  memory: async () => memoryRevocations(),
  redis: () => redisRevocations(redisUrl ?? '', () => {}),
};
const session = () => newId('ses');

describe.each(redisUrl ? (['memory', 'redis'] as const) : (['memory'] as const))('revocations in %s', (driver) => {
  let revocations: Revocations;
  beforeAll(async () => {
    revocations = await open[driver]();
  });
  afterAll(() => revocations.close());

  test('know which sessions have ended, and no others', async () => {
    const [one, two, other] = [session(), session(), session()];
    await revocations.revoke([one, two]);
    expect(await revocations.isRevoked(one)).toBe(true);
    expect(await revocations.isRevoked(two)).toBe(true);
    expect(await revocations.isRevoked(other)).toBe(false);
  });

  test('may be told of none, and of one twice', async () => {
    const one = session();
    await revocations.revoke([]);
    await revocations.revoke([one]);
    await revocations.revoke([one]);
    expect(await revocations.isRevoked(one)).toBe(true);
  });

  test('tell everybody who listens of each session that ends, until they stop', async () => {
    const [one, two, three] = [session(), session(), session()];
    const [listener, other] = [vi.fn(), vi.fn()];
    const stop = revocations.onRevoked(listener);
    const stopOther = revocations.onRevoked(other);
    await revocations.revoke([one, two]);
    await vi.waitFor(() => expect(other).toHaveBeenCalledTimes(2));
    expect(listener.mock.calls.flat().toSorted()).toEqual([one, two].toSorted());

    stop();
    await revocations.revoke([three]);
    await vi.waitFor(() => expect(other).toHaveBeenCalledWith(three));
    expect(listener).toHaveBeenCalledTimes(2);
    stopOther();
  });

  test('tell of a session only once it is known to have ended', async () => {
    const one = session();
    const known = new Promise<boolean>((resolve) => {
      const stop = revocations.onRevoked((sessionId) => {
        if (sessionId !== one) return;
        stop();
        resolve(revocations.isRevoked(sessionId));
      });
    });
    await revocations.revoke([one]);
    expect(await known).toBe(true);
  });

  test('let a listener stop while it is told', async () => {
    const [one, two] = [session(), session()];
    const heard: string[] = [];
    const stop = revocations.onRevoked((sessionId) => {
      heard.push(sessionId);
      stop();
    });
    await revocations.revoke([one]);
    await revocations.revoke([two]);
    await vi.waitFor(() => expect(heard).toEqual([one]));
  });
});

test('revocations in memory are forgotten when no token of their session can live any more', async () => {
  let now = 0;
  const revocations = memoryRevocations(() => now);
  await revocations.revoke(['ses_1']);
  now = ACCESS_TOKEN_SECONDS * 1000 - 1;
  expect(await revocations.isRevoked('ses_1')).toBe(true);
  await revocations.revoke(['ses_2']);
  now += 1;
  expect(await revocations.isRevoked('ses_1')).toBe(false);
  expect(await revocations.isRevoked('ses_2')).toBe(true);
});

describe.skipIf(!redisUrl)('revocations over Redis', () => {
  test('reach every gateway, and outlive the process that made them', async () => {
    const [here, there] = await Promise.all([open.redis(), open.redis()]);
    const one = session();
    const listener = vi.fn();
    there.onRevoked(listener);
    await here.revoke([one]);
    await vi.waitFor(() => expect(listener).toHaveBeenCalledWith(one));
    await here.close();
    expect(await there.isRevoked(one)).toBe(true);
    await there.close();
  });

  test('are kept for as long as a token could live', async () => {
    const [revocations, client] = [await open.redis(), createClient({ url: redisUrl })];
    await client.connect();
    const one = session();
    await revocations.revoke([one]);
    const [key] = await client.keys(`*${one}`);
    const left_s = await client.ttl(key ?? '');
    expect(left_s).toBeGreaterThan(ACCESS_TOKEN_SECONDS - 10);
    expect(left_s).toBeLessThanOrEqual(ACCESS_TOKEN_SECONDS);
    client.destroy();
    await revocations.close();
  });
});
