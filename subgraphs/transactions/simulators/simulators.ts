import type { ProviderName } from '../src/providers/connector.ts';
import { acmeCards } from './acme-cards/src/acme-cards.ts';
import { novaCards } from './nova-cards/src/nova-cards.ts';
import { partnerBank } from './partner-bank/src/partner-bank.ts';
import type { SimulatedProvider } from './provider/start-provider.ts';

export const SIMULATORS: Readonly<Record<ProviderName, SimulatedProvider>> = {
  'acme-cards': acmeCards,
  'nova-cards': novaCards,
  'partner-bank': partnerBank,
};
