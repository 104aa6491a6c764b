import { composeServices } from '@apollo/composition';
import { boundedQueue } from '@paygraph/stream';
import { localTransport, type RunningSubgraph, subgraphDocument } from '@paygraph/subgraph';
import type { Transports } from '../../gateway/src/compile-plan.ts';

/** What is followed: each event wants an entity of two other subgraphs. */
export const PAID = `subscription ($userId: ID!) { paid(userId: $userId) {
  cursor sentAt transaction { id amount payer { id name email } risk { score level } }
} }`;

/** Events of one subscriber that may wait; the largest burst fits. */
const QUEUE_LENGTH_MAX = 100_000;

const TYPE_DEFS = {
  transactions: `
    type Query { transaction: Transaction }
    type Subscription { paid(userId: ID!, after: String): Payment! }
    type Payment { cursor: String! sentAt: String! transaction: Transaction! }
    type Transaction @key(fields: "id") { id: ID! amount: Int! payer: User! }
    type User @key(fields: "id", resolvable: false) { id: ID! }`,
  users: 'type Query { me: User } type User @key(fields: "id") { id: ID! name: String! email: String! }',
  fraud: `
    type Transaction @key(fields: "id") { id: ID! risk: Risk }
    type Risk { score: Int! level: String! }`,
};
type Name = keyof typeof TYPE_DEFS;

interface Payment {
  readonly number: number;
  readonly userId: string;
  /** When it happened, by the clock that all processes of a machine share. */
  readonly sentAt: string;
}

/** Three subgraphs in this process, and a way to make payments happen. */
export async function openGraph() {
  const listeners = new Map<string, Set<(payment: Payment) => void>>();
  let number = 0;
  const same = (reference: object) => reference;
  const resolvers: Readonly<Record<Name, Record<string, unknown>>> = {
    transactions: {
      Subscription: {
        paid: {
          subscribe: (_: unknown, { userId }: { userId: string }) => {
            const mine = listeners.get(userId) ?? new Set();
            listeners.set(userId, mine);
            const queue = boundedQueue<Payment>(QUEUE_LENGTH_MAX, () => mine.delete(queue.push));
            mine.add(queue.push);
            return Object.assign(queue.iterator, { startsAfter: String(number) });
          },
          resolve: (payment: Payment) => payment,
        },
      },
      Payment: {
        cursor: (payment: Payment) => String(payment.number),
        transaction: (payment: Payment) => ({
          id: `txn_${payment.number}`,
          amount: payment.number,
          payer: { id: payment.userId },
        }),
      },
    },
    users: {
      User: {
        __resolveReference: ({ id }: { id: string }) => ({ id, name: `User ${id}`, email: `${id}@pay.example` }),
      },
    },
    fraud: { Transaction: { __resolveReference: same, risk: () => ({ score: 12, level: 'LOW' }) } },
  };
  const transports: Partial<Record<Name, Awaited<ReturnType<typeof localTransport>>>> = {};
  for (const name of Object.keys(TYPE_DEFS) as Name[]) {
    const running: RunningSubgraph = {
      resolvers: resolvers[name],
      createContext: (actor) => ({ actor, extensions: {} }),
      stop: async () => {},
    };
    const definition = { name, typeDefs: TYPE_DEFS[name], migrationsFolder: '', start: async () => running };
    transports[name] = await localTransport(definition, running, console.error);
  }
  const { supergraphSdl, errors } = composeServices(
    Object.entries(TYPE_DEFS).map(([name, typeDefs]) => ({ name, url: '', typeDefs: subgraphDocument(typeDefs) })),
  );
  if (errors) throw new Error(errors.map(({ message }) => message).join('\n'));
  return {
    supergraphSdl,
    transports: transports as unknown as Transports,
    /** How many follow the payments of somebody. */
    listening: (userId: string) => listeners.get(userId)?.size ?? 0,
    pay(userId: string) {
      const payment = { number: ++number, userId, sentAt: String(process.hrtime.bigint()) };
      for (const tell of listeners.get(userId) ?? []) tell(payment);
    },
    close: () => Promise.all(Object.values(transports).map((transport) => transport.close())),
  };
}
