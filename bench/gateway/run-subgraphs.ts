import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { SUBGRAPH_NAMES, type SubgraphName } from '@paygraph/config';
import { graphql } from 'graphql';
import { subgraphDocument } from './supergraph.ts';

/** The subgraphs, each at a port of its own: tells its parent their URLs. */

const list = <T>(length: number, item: (index: number) => T) => Array.from({ length }, (_, index) => item(index));
const amountOf = (number: number) => ({ amount: `${number}.50`, currency: 'USD' });
const userOf = (id: string) => ({ id, name: `User ${id} of the shop`, email: `${id}@pay.example`, city: 'Lisbon' });
const transactionOf = (number: number) => ({
  id: `txn_01jabcdefghjkmnpqrstvwx${number}`,
  status: 'SUCCEEDED',
  amount: amountOf(number),
  description: `Order ${number}, as agreed`,
  createdAt: '2026-03-01T12:00:00.000Z',
  payer: { id: `usr_${number}` },
});
const same = (reference: object) => reference;

const RESOLVERS: Readonly<Record<SubgraphName, object>> = {
  users: {
    Query: { me: () => userOf('usr_1') },
    User: { __resolveReference: ({ id }: { id: string }) => userOf(id) },
  },
  wallets: {
    User: { __resolveReference: same, wallets: () => list(3, (index) => ({ id: `wal_${index}`, name: 'Savings' })) },
    Wallet: { __resolveReference: same },
  },
  transactions: {
    Query: { transactions: (_: unknown, { first }: { first: number }) => list(first, transactionOf) },
    User: {
      __resolveReference: same,
      transactions: (_: unknown, { first }: { first: number }) => list(first, transactionOf),
    },
  },
  fraud: {
    Transaction: {
      __resolveReference: same,
      risk: () => ({ score: 12, level: 'LOW', reasons: ['known device', 'usual amount'] }),
    },
  },
  ledger: { Wallet: { __resolveReference: same, balance: () => amountOf(100) } },
  notifications: {
    User: {
      __resolveReference: same,
      notifications: (_: unknown, { first }: { first: number }) =>
        list(first, (index) => ({ id: `ntf_${index}`, title: 'You were paid', read: false })),
    },
  },
};

async function serve(name: SubgraphName): Promise<string> {
  const schema = buildSubgraphSchema([{ typeDefs: subgraphDocument(name), resolvers: RESOLVERS[name] as never }]);
  // The same question has the same answer: what is measured is the gateway.
  const answers = new Map<string, Promise<string>>();
  const answerTo = async (body: string) => {
    const { query, variables, operationName } = JSON.parse(body);
    return JSON.stringify(await graphql({ schema, source: query, variableValues: variables, operationName }));
  };
  const server = createServer(async (request, response) => {
    const body = await text(request);
    const answer = answers.get(body) ?? answerTo(body);
    answers.set(body, answer);
    response.setHeader('content-type', 'application/json').end(await answer);
  });
  server.keepAliveTimeout = 60_000;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`;
}

const urls = Object.fromEntries(await Promise.all(SUBGRAPH_NAMES.map(async (name) => [name, await serve(name)])));
process.send?.({ urls });
