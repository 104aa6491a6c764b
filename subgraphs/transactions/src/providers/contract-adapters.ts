import type { AddressInfo } from 'node:net';
import { testDatabase } from '@paygraph/testing';
import fastify from 'fastify';
import type { Faults } from '../../simulators/provider/faults.ts';
import { memoryProvider } from '../../simulators/provider/memory-provider.ts';
import type { SettlementLine } from '../../simulators/provider/operation.ts';
import { settlementOf } from '../../simulators/provider/operation-store.ts';
import { startProvider } from '../../simulators/provider/start-provider.ts';
import { SIMULATORS } from '../../simulators/simulators.ts';
import { acmeCardsConnector } from './acme-cards-connector.ts';
import type { Connector, ProviderName, ProviderNotice } from './connector.ts';
import { novaCardsConnector } from './nova-cards-connector.ts';
import { partnerBankConnector } from './partner-bank-connector.ts';
import { webhookRoutes } from './webhook-routes.ts';

const SECRET = 'a webhook secret for nobody but the tests';
/** Quick, and long enough for a look at what was before. */
const DELAYS = { dispute_ms: 50, evidence_ms: 50, refund_ms: 500, transfer_ms: 1_000, deadline_ms: 60_000 };
const IMPATIENCE_MS = 500;

const CONNECTORS = {
  'acme-cards': acmeCardsConnector,
  'nova-cards': novaCardsConnector,
  'partner-bank': partnerBankConnector,
} as const;

/** A connector and the provider behind it, with its bad habits and its books. */
export interface Adapter extends AsyncDisposable {
  readonly connector: Connector;
  /** The same, for when nobody will answer. */
  readonly impatient: Connector;
  readonly faults: Faults;
  /** Notices that have arrived. */
  received(): readonly ProviderNotice[];
  settlement(): Promise<readonly SettlementLine[]>;
}

export interface AdapterCase {
  readonly name: string;
  readonly method: 'CARD' | 'BANK_ACCOUNT';
  readonly open: () => Promise<Adapter>;
}

const overHttp = (name: ProviderName) => async (): Promise<Adapter> => {
  await using opening = new AsyncDisposableStack();
  const { migrationsFolder } = SIMULATORS[name];
  const database = opening.use(await testDatabase({ migrationsFolder, name }));
  const notices: ProviderNotice[] = [];
  const receiver = fastify();
  opening.defer(() => receiver.close());
  const connectorAt = (baseUrl: string, timeout_ms?: number) =>
    CONNECTORS[name]({ baseUrl, webhookSecret: SECRET, timeout_ms });
  const onNotice = async (_provider: ProviderName, notice: ProviderNotice) => void notices.push(notice);
  webhookRoutes({ connector: () => connectorAt('http://127.0.0.1') }, onNotice, () => new Date())(receiver);
  await receiver.listen({ host: '127.0.0.1', port: 0 });
  const { port } = receiver.server.address() as AddressInfo;
  const webhook = { url: `http://127.0.0.1:${port}/webhooks/${name}`, secret: SECRET };
  const provider = await startProvider(SIMULATORS[name], { database, webhook, delays: DELAYS, faultsAdjustable: true });
  opening.defer(() => provider.stop());
  const resources = opening.move();
  return {
    connector: connectorAt(provider.url),
    impatient: connectorAt(provider.url, IMPATIENCE_MS),
    faults: provider.faults,
    received: () => notices,
    settlement: () => settlementOf(database, new Date().toISOString().slice(0, 10)),
    [Symbol.asyncDispose]: () => resources.disposeAsync(),
  };
};

const inMemory = (name: ProviderName) => async (): Promise<Adapter> => {
  const provider = memoryProvider({ name, now: () => new Date(), random: Math.random, delays: DELAYS });
  const notices: ProviderNotice[] = [];
  const { connector } = provider;
  const ticking: Connector = {
    ...connector,
    async status(reference) {
      provider.tick();
      return connector.status(reference);
    },
  };
  return {
    connector: ticking,
    impatient: ticking,
    faults: provider.faults,
    received() {
      notices.push(...provider.takeNotices());
      return notices;
    },
    settlement: async () => provider.lines(),
    async [Symbol.asyncDispose]() {},
  };
};

export const ADAPTERS: readonly AdapterCase[] = [
  { name: 'acme-cards', method: 'CARD', open: overHttp('acme-cards') },
  { name: 'nova-cards', method: 'CARD', open: overHttp('nova-cards') },
  { name: 'partner-bank', method: 'BANK_ACCOUNT', open: overHttp('partner-bank') },
  { name: 'cards in memory', method: 'CARD', open: inMemory('acme-cards') },
  { name: 'a bank in memory', method: 'BANK_ACCOUNT', open: inMemory('partner-bank') },
];
