import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { request } from 'undici';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type OpenDoor, openDoor } from './open-door.ts';

const APP = 'https://app.example';
let door: OpenDoor;
beforeAll(async () => {
  door = await openDoor({ ALLOWED_ORIGINS: APP });
});
afterAll(() => door.close());

const ask = (query: string, headers: Record<string, string>) =>
  request(`${door.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query }),
  });
const preflight = (origin: string) =>
  request(`${door.url}/graphql`, {
    method: 'OPTIONS',
    headers: {
      origin,
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'authorization,content-type,idempotency-key',
    },
  });

describe('an answer', () => {
  test('is no page, and cannot be framed, sniffed or followed', async () => {
    const { headers } = await ask('{ me }', {});
    expect(headers['content-security-policy']).toBe(
      "default-src 'none';base-uri 'none';form-action 'none';frame-ancestors 'none'",
    );
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(headers['x-frame-options']).toBe('SAMEORIGIN');
    expect(headers['referrer-policy']).toBe('no-referrer');
    expect(headers['strict-transport-security']).toMatch(/^max-age=\d{8}/);
    expect(headers['x-powered-by']).toBeUndefined();
    expect(headers['cache-control']).toBe('no-store');
  });

  test('keeps the policy of the pages there are', async () => {
    const { headers } = await request(`${door.url}/errors`);
    expect(headers['content-security-policy']).toBe("default-src 'none'; style-src 'unsafe-inline'");
  });

  test.each([
    ['gzip', gunzipSync],
    ['br', brotliDecompressSync],
  ])('comes as %s to whoever takes that', async (encoding, decompress) => {
    const { headers, body } = await ask('{ clock { text } }', { 'accept-encoding': encoding });
    expect(headers['content-encoding']).toBe(encoding);
    const bytes = Buffer.from(await body.arrayBuffer());
    expect(bytes.length).toBeLessThan(1_000);
    expect(JSON.parse(decompress(bytes).toString())).toEqual({ data: { clock: { text: 'x'.repeat(50_000) } } });
  });

  test('comes as it is when it is short, and to whoever takes nothing else', async () => {
    const short = await ask('{ clock { id } }', { 'accept-encoding': 'gzip' });
    expect(short.headers['content-encoding']).toBeUndefined();
    const plain = await ask('{ clock { text } }', {});
    expect(plain.headers['content-encoding']).toBeUndefined();
    expect(await plain.body.json()).toMatchObject({ data: { clock: { text: expect.any(String) } } });
  });

  test('as events is never held back to be compressed', async () => {
    const { headers, body } = await ask('{ clock { text } }', {
      'accept-encoding': 'gzip',
      accept: 'text/event-stream',
    });
    expect(headers['content-encoding']).toBeUndefined();
    expect(await body.text()).toContain('event: complete');
  });
});

describe('a page of another origin', () => {
  test('that is allowed may send what clients send, and read what they read', async () => {
    const asked = await preflight(APP);
    expect(asked.statusCode).toBe(204);
    expect(asked.headers['access-control-allow-origin']).toBe(APP);
    expect(asked.headers['access-control-allow-headers']).toContain('idempotency-key');
    expect(asked.headers['access-control-allow-credentials']).toBeUndefined();
    const answered = await ask('{ me }', { origin: APP });
    expect(answered.headers['access-control-allow-origin']).toBe(APP);
    expect(answered.headers['access-control-expose-headers']).toContain('ratelimit');
    expect(answered.headers.vary).toContain('Origin');
  });

  test('that is allowed may listen to events', async () => {
    const { headers, body } = await ask('{ me }', { origin: APP, accept: 'text/event-stream' });
    expect(headers['access-control-allow-origin']).toBe(APP);
    await body.dump();
  });

  test.each(['https://evil.example', 'https://app.example.evil.example', 'null'])(
    'that is not allowed learns nothing: %s',
    async (origin) => {
      expect((await preflight(origin)).headers['access-control-allow-origin']).toBeUndefined();
      expect((await ask('{ me }', { origin })).headers['access-control-allow-origin']).toBeUndefined();
    },
  );
});

test('without a list, no page of another origin may call', async () => {
  const closed = await openDoor();
  const { headers } = await request(`${closed.url}/graphql?query={me}`, { headers: { origin: APP } });
  expect(headers['access-control-allow-origin']).toBeUndefined();
  await closed.close();
});
