import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { activeTraceparent, inSpan, isTracing, startTracing } from './tracing.ts';

interface Span {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  readonly kind: number;
  readonly status: { readonly code?: number };
  readonly attributes: readonly { readonly key: string; readonly value: unknown }[];
}

const PARENT = `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`;
const collected: Span[] = [];
const collector = createServer(async (request, response) => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const { resourceSpans } = JSON.parse(Buffer.concat(chunks).toString());
  for (const { scopeSpans } of resourceSpans) for (const { spans } of scopeSpans) collected.push(...spans);
  response.setHeader('content-type', 'application/json').end('{}');
});

const onError = vi.fn();
let tracing: Awaited<ReturnType<typeof startTracing>>;
const begin = async (sampleRatio = 1) => {
  const endpoint = `http://127.0.0.1:${(collector.address() as AddressInfo).port}`;
  tracing = await startTracing({ service: 'paygraph-test', endpoint, sampleRatio, onError });
};
/** What the collector has once tracing has stopped. */
const spans = async () => {
  await tracing.stop();
  return Object.fromEntries(collected.map((span) => [span.name, span]));
};

beforeEach(async () => {
  collected.length = 0;
  await new Promise<void>((done) => collector.listen(0, '127.0.0.1', done));
});
afterEach(async () => {
  collector.closeAllConnections();
  await new Promise((done) => collector.close(done));
});

describe('tracing', () => {
  test('is nothing until it is started', async () => {
    expect(isTracing()).toBe(false);
    expect(inSpan('work', {}, () => [activeTraceparent()])).toEqual([undefined]);
  });

  test('makes what runs in a span its child, also after it has waited', async () => {
    await begin();
    await inSpan('outer', { kind: 'server' }, async () => {
      await new Promise((done) => setImmediate(done));
      inSpan('inner', { kind: 'client', attributes: { peer: 'wallets', left: undefined } }, () => undefined);
    });
    const { outer, inner } = await spans();
    expect(inner).toMatchObject({ traceId: outer?.traceId, parentSpanId: outer?.spanId, kind: 3 });
    expect(inner?.attributes).toEqual([{ key: 'peer', value: { stringValue: 'wallets' } }]);
    expect(outer?.kind).toBe(2);
    expect(isTracing()).toBe(false);
  });

  test('goes on with a trace that began elsewhere, and hands it on', async () => {
    await begin();
    const handedOn = inSpan('continued', { parent: PARENT }, activeTraceparent);
    const { continued } = await spans();
    expect(continued).toMatchObject({ traceId: 'a'.repeat(32), parentSpanId: 'b'.repeat(16) });
    expect(handedOn).toBe(`00-${'a'.repeat(32)}-${continued?.spanId}-01`);
  });

  test('begins a trace of its own where the one from outside makes no sense', async () => {
    await begin();
    inSpan('alone', { parent: 'nonsense' }, () => undefined);
    expect((await spans()).alone?.parentSpanId ?? '').toBe('');
  });

  test('shows what failed, and passes on why', async () => {
    await begin();
    const broken = new Error('broken');
    expect(() =>
      inSpan('at once', {}, () => {
        throw broken;
      }),
    ).toThrow(broken);
    await expect(inSpan('later', {}, () => Promise.reject(broken))).rejects.toBe(broken);
    const seen = await spans();
    expect([seen['at once']?.status.code, seen.later?.status.code]).toEqual([2, 2]);
  });

  test('records the part of the traces it is told, and always what was decided elsewhere', async () => {
    await begin(0);
    inSpan('ours', {}, () => undefined);
    inSpan('theirs', { parent: PARENT }, () => undefined);
    expect(Object.keys(await spans())).toEqual(['theirs']);
  });

  test('does not mind a collector that is not there', async () => {
    const endpoint = 'http://127.0.0.1:9';
    tracing = await startTracing({ service: 'paygraph-test', endpoint, sampleRatio: 1, onError });
    expect(inSpan('lost', {}, () => 'done')).toBe('done');
    await tracing.stop();
    expect(onError).toHaveBeenCalledOnce();
  });
});
