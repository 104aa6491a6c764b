import { SUBGRAPH_NAMES, type SubgraphName } from '@paygraph/config';
import { NEEDS } from '../../subgraphs/needs.ts';

/** A process of a platform that runs as one process per service. */
export interface ProcessSpec {
  readonly name: ProcessName;
  /** What Node runs, from the root of the repository. */
  readonly command: readonly string[];
  /** The environment variables it is given: no more than it needs. */
  readonly variables: readonly string[];
}

export const GATEWAY_NAMES = ['gateway-a', 'gateway-b'] as const;
export const PROVIDER_NAMES = ['acme-cards', 'nova-cards', 'partner-bank'] as const;
type ProviderName = (typeof PROVIDER_NAMES)[number];
export type ProcessName = SubgraphName | ProviderName | (typeof GATEWAY_NAMES)[number];

const SECRET_VARIABLES = { jwtPrivateKey: 'JWT_PRIVATE_KEY', vaultKey: 'VAULT_KEY' } as const;

/** What only some subgraphs are told. */
const EXTRAS: Partial<Record<SubgraphName, readonly string[]>> = {
  // Has the one name a demo may block, and no other.
  fraud: ['PAYGRAPH_DEMO'],
  notifications: ['SMTP_URL', 'PUBLIC_URL'],
  transactions: PROVIDER_NAMES.flatMap((name) => [urlVariable(name), secretVariable(name)]),
};

const COMMON = ['HOST', 'PORT', 'REDIS_URL', 'ACTOR_SECRET'] as const;

export function urlVariable(name: SubgraphName | ProviderName): string {
  return `${variablePrefix(name)}_URL`;
}

/** What a provider signs its webhooks with. */
export function secretVariable(name: ProviderName): string {
  return `${variablePrefix(name)}_WEBHOOK_SECRET`;
}

function variablePrefix(name: string): string {
  return name.toUpperCase().replace('-', '_');
}

/** The processes of ours that docker-compose.yml runs, and that the end-to-end test starts by hand: in this order. */
export const PROCESSES: readonly ProcessSpec[] = [
  ...PROVIDER_NAMES.map((name) => ({
    name,
    command: ['subgraphs/transactions/simulators/serve.ts', name],
    variables: ['HOST', 'PORT', 'DATABASE_URL', 'TRANSACTIONS_URL', secretVariable(name)],
  })),
  ...SUBGRAPH_NAMES.map((name) => ({
    name,
    command: ['subgraphs/serve.ts', name],
    variables: [
      ...COMMON,
      'DATABASE_URL',
      ...NEEDS[name].secrets.map((secret) => SECRET_VARIABLES[secret]),
      ...NEEDS[name].peers.map(urlVariable),
      ...(EXTRAS[name] ?? []),
    ],
  })),
  ...GATEWAY_NAMES.map((name) => ({
    name,
    command: ['gateway/serve.ts'],
    variables: [...COMMON, 'PUBLIC_URL', 'TRUST_PROXY', 'PAYGRAPH_DEMO', ...SUBGRAPH_NAMES.map(urlVariable)],
  })),
];
