import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { testDatabase } from '@paygraph/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { acmeCardsConnector } from '../../src/providers/acme-cards-connector.ts';
import type { Connector } from '../../src/providers/connector.ts';
import { isSigned, signatureHeader } from '../../src/providers/webhook-signature.ts';
import { acmeCards } from '../acme-cards/src/acme-cards.ts';
import { type StartedProvider, startProvider } from './start-provider.ts';

const SECRET = 'a webhook secret for nobody but the tests';
const PAYMENT = {
  amount: { currency: 'EUR', minor: 1_000n },
  instrument: { kind: 'CARD', number: '4242424242424242', expiryMonth: 12, expiryYear: 2040 },
  authenticated: false,
} as const;

/** Somebody who listens to webhooks, and answers each with what the test says, or 200. */
function listener() {
  const answers: number[] = [];
  const heard: { readonly id: string; readonly reference: string; readonly genuine: boolean }[] = [];
  const server: Server = createServer(async (request, response) => {
    const body = (await Array.fromAsync(request)).join('');
    const { id, data } = JSON.parse(body) as { id: string; data: { object: { reference: string } } };
    const signature = String(request.headers[signatureHeader('acme-cards')]);
    heard.push({ id, reference: data.object.reference, genuine: isSigned(SECRET, signature, body, new Date()) });
    response.writeHead(answers.shift() ?? 200).end();
  });
  return { server, answers, heard };
}

describe('a simulated provider', () => {
  const { server, answers, heard } = listener();
  let provider: StartedProvider;
  let connector: Connector;
  let serial = 0;
  let reference: string;
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhooks/acme-cards`;
    const database = await testDatabase({ migrationsFolder: acmeCards.migrationsFolder, name: 'acme-cards' });
    provider = await startProvider(acmeCards, { database, webhook: { url, secret: SECRET }, faultsAdjustable: true });
    connector = acmeCardsConnector({ baseUrl: provider.url, webhookSecret: SECRET });
  });
  afterAll(async () => {
    await provider.stop();
    await provider.database.close();
    server.closeAllConnections();
    server.close();
  });
  beforeEach(() => {
    provider.faults.set({});
    reference = `txn_${++serial}`;
  });
  const heardOf = () => heard.filter((each) => each.reference === reference);
  const setFaults = (body: unknown) =>
    fetch(`${provider.url}/_faults`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });

  test('sends a signed webhook until it is taken, and then no more', async () => {
    answers.push(500, 404);
    await connector.authorize({ ...PAYMENT, reference });
    await expect.poll(() => heardOf().length).toBe(3);
    const [first] = heardOf();
    expect(heardOf()).toEqual([first, first, first]);
    expect(first?.genuine).toBe(true);
    await expect
      .poll(
        async () => (await provider.database.query('select from notices where next_attempt_at is not null')).rowCount,
      )
      .toBe(0);
  });

  test('holds a webhook back, so that a later one overtakes it', async () => {
    provider.faults.set({ webhooks: { delayed: 1, delay_ms: 1_000 } });
    await connector.authorize({ ...PAYMENT, reference });
    await new Promise((resolve) => setTimeout(resolve, 400));
    const delayed = reference;
    provider.faults.set({});
    reference = `txn_${++serial}`;
    await connector.authorize({ ...PAYMENT, reference });
    await expect.poll(() => heard.some((each) => each.reference === delayed)).toBe(true);
    expect(heard.findIndex((each) => each.reference === delayed)).toBeGreaterThan(
      heard.findIndex((each) => each.reference === reference),
    );
  });

  test('misbehaves as it is told, from outside as well', async () => {
    expect((await setFaults({ next: ['RATE_LIMITED', 'OK'] })).status).toBe(200);
    expect(await connector.void(reference)).toEqual({ kind: 'NOT_TAKEN' });
    expect(await connector.void(reference)).toMatchObject({ kind: 'DONE' });
    const refused = await setFaults({ rates: { TIMEOUT_BEFORE: 2 } });
    expect([refused.status, await refused.json()]).toMatchObject([400, { error: { code: 'BAD_USER_INPUT' } }]);
  });

  test('takes the time it is told to', async () => {
    provider.faults.set({ latency_ms: [80, 120] });
    const start = performance.now();
    await connector.status(reference);
    expect(performance.now() - start).toBeGreaterThanOrEqual(75);
  });

  test('reports what a day came to, as JSON and as CSV', async () => {
    await connector.authorize({ ...PAYMENT, reference });
    await connector.capture({ reference, id: 'cap_1', amount: PAYMENT.amount, final: true });
    await connector.refund({ reference, id: 'ref_1', amount: { currency: 'EUR', minor: 400n } });
    const url = `${provider.url}/v1/settlements/${new Date().toISOString().slice(0, 10)}`;
    const report = (await (await fetch(url)).json()) as { lines: { reference: string }[] };
    expect(report.lines.filter((line) => line.reference === reference)).toMatchObject([
      { kind: 'CAPTURE', currency: 'EUR', gross: '1000', fee: '59', net: '941' },
      { kind: 'REFUND', currency: 'EUR', gross: '-400', fee: '0', net: '-400' },
    ]);
    const csv = await (await fetch(url, { headers: { accept: 'text/csv' } })).text();
    const [head, ...rows] = csv.trimEnd().split('\r\n');
    expect(head).toBe('id,at,reference,kind,currency,gross,fee,net');
    expect(rows.filter((row) => row.includes(`,${reference},`)).map((row) => row.split(',').slice(3).join())).toEqual([
      'CAPTURE,EUR,1000,59,941',
      'REFUND,EUR,-400,0,-400',
    ]);
    expect((await fetch(`${provider.url}/v1/settlements/yesterday`)).status).toBe(400);
  });

  test('refuses what is no request, and does nothing', async () => {
    const answer = await fetch(`${provider.url}/v1/payment_intents`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': reference },
      body: JSON.stringify({ reference, amount: -1 }),
    });
    expect([answer.status, await answer.json()]).toEqual([
      400,
      { error: { type: 'invalid_request_error', code: 'parameter_invalid' } },
    ]);
    expect(await connector.status(reference)).toBe('NOT_FOUND');
  });

  test('keeps what it knows over a restart', async () => {
    await connector.authorize({ ...PAYMENT, reference });
    const { database } = provider;
    await provider.stop();
    provider = await startProvider(acmeCards, { database });
    connector = acmeCardsConnector({ baseUrl: provider.url, webhookSecret: SECRET });
    expect(await connector.status(reference)).toMatchObject({ authorization: 'AUTHORIZED' });
    expect((await setFaults({})).status).toBe(404);
  });
});
