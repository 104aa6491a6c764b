import { composeServices } from '@apollo/composition';
import { SUBGRAPH_NAMES, type SubgraphName } from '@paygraph/config';
import { parse } from 'graphql';

/** Six small subgraphs that know of the same things as the platform's, and nothing else of them. */
const TYPE_DEFS: Readonly<Record<SubgraphName, string>> = {
  users: `
    type Query { me: User! }
    type User @key(fields: "id") { id: ID! name: String! email: String! city: String! }`,
  wallets: `
    type User @key(fields: "id") { id: ID! wallets: [Wallet!]! }
    type Wallet @key(fields: "id") { id: ID! name: String! }`,
  transactions: `
    type Query { transactions(first: Int!): [Transaction!]! }
    type User @key(fields: "id") { id: ID! transactions(first: Int!): [Transaction!]! }
    type Transaction @key(fields: "id") { id: ID! status: Status! amount: Money! description: String createdAt: String! payer: User! }
    type Money @shareable { amount: String! currency: String! }
    enum Status { PENDING SUCCEEDED FAILED }`,
  fraud: `
    type Transaction @key(fields: "id") { id: ID! risk: Risk }
    type Risk { score: Int! level: String! reasons: [String!]! }`,
  ledger: `
    type Wallet @key(fields: "id") { id: ID! balance: Money! }
    type Money @shareable { amount: String! currency: String! }`,
  notifications: `
    type User @key(fields: "id") { id: ID! notifications(first: Int!): [Notification!]! }
    type Notification { id: ID! title: String! read: Boolean! }`,
};

const LINK = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable"])\n';

export const subgraphDocument = (name: SubgraphName) => parse(LINK + TYPE_DEFS[name]);

export function composeAt(urls: Readonly<Record<SubgraphName, string>>): string {
  const { supergraphSdl, errors } = composeServices(
    SUBGRAPH_NAMES.map((name) => ({ name, url: urls[name], typeDefs: subgraphDocument(name) })),
  );
  if (errors) throw new Error(errors.map(({ message }) => message).join('\n'));
  return supergraphSdl;
}

export const OPERATIONS = {
  /** One fetch. */
  small: '{ me { id name email city } }',
  /** Three fetches, 30 entities each, an answer of 10 kB. */
  federated: `{ transactions(first: 30) {
    __typename id status amount { amount currency } description createdAt
    payer { id name email city }
    risk { score level reasons }
  } }`,
  /** All six subgraphs. */
  wide: `{ me {
    id name
    wallets { id name balance { amount currency } }
    transactions(first: 5) { id status amount { amount currency } risk { score level } }
    notifications(first: 5) { id title read }
  } }`,
} as const;

export type OperationName = keyof typeof OPERATIONS;
