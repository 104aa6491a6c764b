import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { freePort } from '@paygraph/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { NOT_PROCESSED_HEADER, providerHttp } from './provider-http.ts';

const NOT_TAKEN = { kind: 'NOT_TAKEN' };
const UNKNOWN = { kind: 'UNKNOWN' };

describe('what is asked over HTTP', () => {
  let server: Server;
  let baseUrl: string;
  let respond: RequestListener;
  beforeAll(async () => {
    server = createServer((request, response) => respond(request, response));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });
  const ask = (url = baseUrl) =>
    providerHttp(url, 500)({ method: 'POST', path: '/', body: { n: 1 }, idempotencyKey: 'k' });
  const answering = (status: number, body: string, headers: Record<string, string> = {}) => {
    respond = (_request, response) => response.writeHead(status, headers).end(body);
    return ask();
  };

  test('was not taken when nobody could be reached to take it', async () => {
    expect(await ask(`http://127.0.0.1:${await freePort()}`)).toEqual(NOT_TAKEN);
    expect(await ask('http://nobody.invalid')).toEqual(NOT_TAKEN);
    expect(await ask(baseUrl.replace('http:', 'https:'))).toEqual(NOT_TAKEN);
  });

  test('was not taken when it was turned away with those words', async () => {
    expect(await answering(429, '{}')).toEqual(NOT_TAKEN);
    expect(await answering(503, '{}', { [NOT_PROCESSED_HEADER]: '1' })).toEqual(NOT_TAKEN);
  });

  test('may have been taken when the answer is no answer', async () => {
    expect(await answering(503, '{}')).toEqual(UNKNOWN);
    expect(await answering(500, '{}')).toEqual(UNKNOWN);
    expect(await answering(200, '<html>')).toEqual(UNKNOWN);
    expect(await answering(302, '', { location: '/elsewhere' })).toEqual(UNKNOWN);
    expect(await answering(200, `"${'x'.repeat(1024 * 1024)}"`)).toEqual(UNKNOWN);
    respond = ({ socket }) => socket.destroy();
    expect(await ask()).toEqual(UNKNOWN);
    respond = (_request, response) => response.writeHead(200).write('{"half":');
    expect(await ask()).toEqual(UNKNOWN);
    respond = () => {};
    expect(await ask()).toEqual(UNKNOWN);
  });

  test('carries its key, and brings back what was said', async () => {
    respond = (request, response) => response.writeHead(402).end(JSON.stringify(request.headers['idempotency-key']));
    expect(await ask()).toEqual({ kind: 'ANSWERED', status: 402, body: 'k' });
  });
});
