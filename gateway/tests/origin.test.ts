import type { IncomingMessage } from 'node:http';
import { describe, expect, test } from 'vitest';
import { clientAddress, originOf } from '../src/origin.ts';

const request = (peer: string, forwarded?: string) =>
  ({ headers: { 'x-forwarded-for': forwarded }, socket: { remoteAddress: peer } }) as unknown as IncomingMessage;

describe('the address of a client', () => {
  test('is its own when no proxy is trusted, whatever it says', () => {
    expect(clientAddress([])(request('203.0.113.9', '198.51.100.1'))).toBe('203.0.113.9');
  });

  test('is what a trusted proxy says, and no further back than that', () => {
    const addressOf = clientAddress(['10.0.0.0/8']);
    expect(addressOf(request('10.1.2.3', '198.51.100.1'))).toBe('198.51.100.1');
    expect(addressOf(request('10.1.2.3', '192.0.2.66, 198.51.100.1'))).toBe('198.51.100.1');
    expect(addressOf(request('203.0.113.9', '198.51.100.1'))).toBe('203.0.113.9');
  });
});

describe('ids of a request', () => {
  test('are kept when they are well formed, and made otherwise', () => {
    const traceparent = `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`;
    expect(originOf({ 'x-request-id': 'client-request-1', traceparent }, undefined)).toMatchObject({
      requestId: 'client-request-1',
      traceparent,
    });
    const odd = originOf({ 'x-request-id': 'x\ny', traceparent: 'nonsense' }, undefined);
    expect(odd.requestId).toMatch(/^req_/);
    expect(odd.traceparent).toBeUndefined();
  });
});
