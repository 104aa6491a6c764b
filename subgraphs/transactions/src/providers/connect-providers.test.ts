import { readSettings, SettingsError } from '@paygraph/config';
import { freePort, testServerUrl } from '@paygraph/testing';
import fastify from 'fastify';
import { expect, test } from 'vitest';
import { connectProviders } from './connect-providers.ts';
import type { ProviderNotice } from './connector.ts';
import { webhookRoutes } from './webhook-routes.ts';

const now = () => new Date();
const platformOf = (environment: Record<string, string>) => ({
  settings: readSettings(environment),
  databaseUrl: testServerUrl(),
  now,
});

test('in production every provider must be real', async () => {
  const production = platformOf({
    NODE_ENV: 'production',
    DATABASE_URL: 'postgres://db/x',
    NOVA_CARDS_URL: 'http://nova',
    NOVA_CARDS_WEBHOOK_SECRET: 'x'.repeat(32),
  });
  await expect(connectProviders(production)).rejects.toThrow(
    new SettingsError('ACME_CARDS_URL is required\nPARTNER_BANK_URL is required'),
  );
});

test('outside of production simulated providers come along, and tell this process what happens', async () => {
  const port = await freePort();
  const providers = await connectProviders(platformOf({ PORT: String(port) }));
  const told: [string, ProviderNotice][] = [];
  const app = fastify();
  let refusals = 1;
  const onNotice = async (provider: string, notice: ProviderNotice) => {
    if (refusals-- > 0) throw new Error('not now');
    told.push([provider, notice]);
  };
  webhookRoutes(providers, onNotice, now)(app);
  await app.listen({ host: '127.0.0.1', port });
  try {
    const reference = 'txn_of_a_withdrawal';
    const amount = { currency: 'EUR', minor: 500n };
    const [name = 'acme-cards'] = providers.route({ method: 'BANK_ACCOUNT', ...amount });
    const account = { holder: 'Ada', iban: 'DE89370400440532013000', routingNumber: null, accountNumber: null };
    const instrument = { kind: 'BANK_ACCOUNT', ...account } as const;
    await providers.connector(name).authorize({ reference, amount, instrument, authenticated: true });
    await expect.poll(() => told.length).toBeGreaterThan(0);
    expect(told[0]).toEqual(['partner-bank', { id: expect.stringMatching(/^evt_/), reference }]);

    const forged = { method: 'POST', body: '{}', headers: { 'partner-bank-signature': 't=1,v1=00' } };
    expect((await fetch(`http://127.0.0.1:${port}/webhooks/partner-bank`, forged)).status).toBe(401);
    expect((await fetch(`http://127.0.0.1:${port}/webhooks/somebody`, forged)).status).toBe(404);
    const long = { method: 'POST', body: ' '.repeat(64 * 1024 + 1) };
    expect((await fetch(`http://127.0.0.1:${port}/webhooks/partner-bank`, long)).status).toBe(413);
  } finally {
    await app.close();
    await providers.stop();
  }
});
