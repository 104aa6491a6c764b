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
export type ProcessName = SubgraphName | (typeof GATEWAY_NAMES)[number];

const SECRET_VARIABLES = { jwtPrivateKey: 'JWT_PRIVATE_KEY', vaultKey: 'VAULT_KEY' } as const;

/** What only some subgraphs are told. */
const EXTRAS: Partial<Record<SubgraphName, readonly string[]>> = {
  // Has the one name a demo may block, and no other.
  fraud: ['PAYGRAPH_DEMO'],
  notifications: ['SMTP_URL', 'PUBLIC_URL'],
};

const COMMON = ['HOST', 'PORT', 'REDIS_URL', 'ACTOR_SECRET'] as const;

export function urlVariable(name: SubgraphName): string {
  return `${name.toUpperCase()}_URL`;
}

/** The eight processes that docker-compose.yml runs, and that the end-to-end test starts by hand. */
export const PROCESSES: readonly ProcessSpec[] = [
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
