import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { readAccessKey, readPublicKey, signAccessToken, verifyAccessToken } from '@paygraph/identity';
import { describe, expect, onTestFinished, test } from 'vitest';
import { remoteKeys } from '../src/remote-keys.ts';

const COOLDOWN_MS = 200;
const CLAIMS = { userId: 'usr_1', sessionId: 'ses_1', role: 'USER', authenticatedAt_s: 1 } as const;

const newKey = async () => {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const key = await readAccessKey(privateKey.export({ type: 'pkcs8', format: 'pem' }).toString());
  return { ...key, publicPem: publicKey.export({ type: 'spki', format: 'pem' }).toString() };
};
/** A users subgraph, as far as its keys go. */
const usersWith = async (keys: readonly object[]) => {
  const state = { keys, asked: 0 };
  const server = createServer((_request, response) => {
    state.asked += 1;
    response.setHeader('content-type', 'application/json').end(JSON.stringify({ keys: state.keys }));
  }).listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return Object.assign(state, { url: new URL(`http://127.0.0.1:${port}/.well-known/jwks.json`) });
};

describe('keys that change', () => {
  test('are asked for anew; what the one before signed stays good for as long as it is published', async () => {
    const [before, after] = [await newKey(), await newKey()];
    const users = await usersWith([before.publicJwk]);
    const keys = remoteKeys(users.url, COOLDOWN_MS);
    const now = new Date();
    const old = await signAccessToken(before, CLAIMS, now);
    expect(await verifyAccessToken(keys, old, now)).toMatchObject(CLAIMS);

    users.keys = [after.publicJwk, await readPublicKey(before.publicPem)];
    await sleep(COOLDOWN_MS + 1);
    expect(await verifyAccessToken(keys, await signAccessToken(after, CLAIMS, now), now)).toMatchObject(CLAIMS);
    expect(await verifyAccessToken(keys, old, now)).toMatchObject(CLAIMS);
    expect(users.asked).toBe(2);

    users.keys = [after.publicJwk];
    await sleep(COOLDOWN_MS + 1);
    const unknown = await newKey();
    expect(await verifyAccessToken(keys, await signAccessToken(unknown, CLAIMS, now), now)).toBeUndefined();
    expect(await verifyAccessToken(keys, old, now)).toBeUndefined();
  });

  test('are not asked for again and again because tokens name keys that nobody knows', async () => {
    const known = await newKey();
    const users = await usersWith([known.publicJwk]);
    const keys = remoteKeys(users.url, 60_000);
    const now = new Date();
    expect(await verifyAccessToken(keys, await signAccessToken(known, CLAIMS, now), now)).toMatchObject(CLAIMS);
    for (let made = 0; made < 20; made++) {
      const forged = await signAccessToken(await newKey(), CLAIMS, now);
      expect(await verifyAccessToken(keys, forged, now)).toBeUndefined();
    }
    expect(users.asked).toBe(1);
  });
});
