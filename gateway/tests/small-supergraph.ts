import { composeServices } from '@apollo/composition';
import { buildSubgraphSchema } from '@apollo/subgraph';
import type { Actor } from '@paygraph/identity';
import { codedError, presentError, type SubgraphRequest, type SubgraphTransport } from '@paygraph/subgraph';
import { graphql, parse } from 'graphql';
import type { Transports } from '../src/compile-plan.ts';
import { createExecutor } from '../src/execute.ts';
import { loadSupergraph } from '../src/supergraph.ts';

export interface SmallSubgraph {
  readonly typeDefs: string;
  readonly resolvers: Record<string, unknown>;
}

export const ANONYMOUS: Actor = { kind: 'anonymous', requestId: 'req_1' };
const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9",
  import: ["@key", "@external", "@requires", "@provides", "@shareable", "@inaccessible", "@interfaceObject", "@override",
           "@authenticated", "@requiresScopes", "@policy"])\n`;

/** Composes subgraphs a test makes up and mounts them in process; `requests` are those that reached them. */
export function smallSupergraph(subgraphs: Record<string, SmallSubgraph>, { hidesUnusable = false } = {}) {
  const services = Object.entries(subgraphs).map(([name, { typeDefs, resolvers }]) => ({
    name,
    url: '',
    // One that names what it uses of Federation itself is taken as it is.
    typeDefs: parse(typeDefs.includes('@link(') ? typeDefs : LINK + typeDefs),
    resolvers,
  }));
  const { supergraphSdl, errors } = composeServices(services);
  if (errors) throw new Error(errors.map(({ message }) => message).join('\n'));

  const requests: (SubgraphRequest & { readonly subgraph: string })[] = [];
  const transports = Object.fromEntries(
    services.map(({ name, typeDefs, resolvers }) => {
      const schema = buildSubgraphSchema([{ typeDefs, resolvers: resolvers as never }]);
      const transport: SubgraphTransport = {
        async execute(request) {
          requests.push({ ...request, subgraph: name });
          const { query, variables, operationName, actor } = request;
          const contextValue = { actor, extensions: {} as Record<string, unknown> };
          const result = await graphql({
            schema,
            source: query,
            variableValues: variables,
            operationName,
            contextValue,
          });
          // As every transport does: what is not coded is masked.
          const errors = result.errors?.map((error) => presentError(error, () => {}));
          return JSON.parse(JSON.stringify({ ...result, errors, extensions: contextValue.extensions }));
        },
        subscribe: () => Promise.reject(new Error('nothing to subscribe to')),
        close: async () => {},
      };
      return [name, transport];
    }),
  ) as unknown as Transports;

  const generation = loadSupergraph(supergraphSdl, { hidesUnusable });
  const faults: unknown[] = [];
  const executor = createExecutor({
    transports,
    now: () => new Date(),
    reconnects_max: 0,
    describeError: () => ({}),
    report: (error) => faults.push(error),
  });
  return {
    supergraphSdl,
    generation,
    transports,
    requests,
    /** What went wrong in the gateway itself. */
    faults,
    execute: (
      source: string,
      variableValues: Record<string, unknown> = {},
      operationName?: string,
      actor: Actor = ANONYMOUS,
    ) =>
      executor.execute({
        schema: generation.apiSchema,
        document: parse(source),
        variableValues,
        operationName,
        contextValue: { actor },
      }),
  };
}

export type SmallSupergraph = ReturnType<typeof smallSupergraph>;

const PRODUCTS: Record<
  string,
  { upc: string; price: number; weight: number | null; size: { w: number; h: number } | null; owner: string }
> = {
  tea: { upc: 'tea', price: 3, weight: 10, size: { w: 1, h: 2 }, owner: 'ada' },
  pot: { upc: 'pot', price: 20, weight: null, size: null, owner: 'bob' },
  bad: { upc: 'bad', price: 7, weight: 1, size: { w: 3, h: 3 }, owner: 'ada' },
};
const PEOPLE: Record<string, { __typename: string; id: string; name: string; model?: string }> = {
  ada: { __typename: 'User', id: 'ada', name: 'Ada' },
  bob: { __typename: 'User', id: 'bob', name: 'Bob' },
  r2: { __typename: 'Robot', id: 'r2', name: 'R2', model: 'droid' },
};
const typed = { __resolveType: ({ __typename }: { __typename: string }) => __typename };
const productOf = (upc: string) => (upc === 'none' ? null : { __typename: 'Product', upc });
const failFor = (upc: string, value: unknown) => {
  if (upc === 'bad') throw codedError('FORBIDDEN', 'Your role does not allow this');
  return value;
};

/** A shop of four subgraphs, with a bit of everything that makes planning and merging hard. */
export const shop = (): SmallSupergraph =>
  smallSupergraph({
    people: {
      typeDefs: `
        type Query {
          me: User
          people: [Person!]!
          robots: [Robot]
          search: [Found]
          matrix: [[Product]]
          twice: [Product!]
          ghost: Product
          fails: String
          strict: User!
        }
        type Mutation { rename(id: ID!, name: String!): User touch(upc: ID!): Product }
        interface Person { id: ID! name: String friend: Person }
        type User implements Person @key(fields: "id") {
          id: ID!
          name: String @shareable
          title(upper: Boolean = false): String
          friend: Person
          account: Account
        }
        type Robot implements Person @key(fields: "id") { id: ID! name: String friend: Person model: String }
        type Account @key(fields: "number bank { code }") { number: Int! bank: Bank! }
        type Bank @shareable { code: ID! }
        union Found = User | Robot | Product
        type Product @key(fields: "upc", resolvable: false) { upc: ID! }`,
      resolvers: {
        Query: {
          me: () => PEOPLE.ada,
          people: () => [PEOPLE.ada, PEOPLE.r2, PEOPLE.bob, PEOPLE.ada],
          robots: () => [PEOPLE.r2, null],
          search: () => [productOf('tea'), PEOPLE.r2, null, PEOPLE.bob, productOf('bad')],
          matrix: () => [[productOf('tea'), null], null, [], [productOf('pot'), productOf('tea'), productOf('none')]],
          twice: () => [productOf('tea'), productOf('tea')],
          ghost: () => ({ __typename: 'Product', upc: 'none' }),
          fails: () => failFor('bad', ''),
          strict: () => failFor('bad', null),
        },
        Mutation: {
          rename: (_: unknown, { id, name }: { id: string; name: string }) => ({ ...PEOPLE[id], name }),
          touch: (_: unknown, { upc }: { upc: string }, context: { extensions: Record<string, unknown> }) => {
            context.extensions.idempotentReplay = true;
            return productOf(upc);
          },
        },
        Person: typed,
        Found: typed,
        User: {
          __resolveReference: ({ id }: { id: string }) => PEOPLE[id],
          title: (_: unknown, { upper }: { upper: boolean }) => (upper ? 'COUNTESS' : 'countess'),
          account: ({ id }: { id: string }) => ({ number: id.length, bank: { code: id } }),
        },
        Robot: { __resolveReference: ({ id }: { id: string }) => PEOPLE[id] },
      },
    },
    catalogue: {
      typeDefs: `
        type Query { products(first: Int = 3): [Product!]! cheapest: Product }
        type Product @key(fields: "upc") { upc: ID! price: Int! weight: Int size: Size owner: User @provides(fields: "name") related: [Product!] }
        type Size { w: Int! h: Int! }
        type User @key(fields: "id") { id: ID! name: String @external basket: [Product!]! }
        type Account @key(fields: "number bank { code }") { number: Int! bank: Bank! balance: Int }
        type Bank @shareable { code: ID! }`,
      resolvers: {
        Query: {
          products: (_: unknown, { first }: { first: number }) => Object.values(PRODUCTS).slice(0, first),
          cheapest: () => PRODUCTS.tea,
        },
        Product: {
          __resolveReference: ({ upc }: { upc: string }) => PRODUCTS[upc] ?? null,
          owner: ({ owner }: { owner: string }) => ({ __typename: 'User', id: owner, name: PEOPLE[owner]?.name }),
          related: ({ upc }: { upc: string }) => Object.values(PRODUCTS).filter((other) => other.upc !== upc),
        },
        User: {
          __resolveReference: ({ id }: { id: string }) => ({ id }),
          basket: ({ id }: { id: string }) => Object.values(PRODUCTS).filter(({ owner }) => owner === id),
        },
        Account: {
          __resolveReference: ({ number, bank }: { number: number; bank: { code: string } }) => ({
            number,
            bank,
            balance: number * 100 + bank.code.length,
          }),
        },
      },
    },
    shipping: {
      typeDefs: `
        type Product @key(fields: "upc") {
          upc: ID!
          price: Int! @external
          weight: Int @external
          size: Size @external
          shipping: Int @requires(fields: "price weight size { w h }")
          label(prefix: String = "~"): String
          risk: Risk
        }
        type Size { w: Int! @external h: Int! @external }
        type Risk { score: Int! reasons: [Reason!] }
        type Reason { text: String! }`,
      resolvers: {
        Product: {
          __resolveReference: (reference: { upc: string }) => reference,
          shipping: ({
            price,
            weight,
            size,
          }: {
            price: number;
            weight: number | null;
            size: { w: number; h: number } | null;
          }) => price + (weight ?? 1_000) + (size ? size.w * size.h : 0),
          label: ({ upc }: { upc: string }, { prefix }: { prefix: string }) => failFor(upc, prefix + upc),
          risk: ({ upc }: { upc: string }) => ({ upc, reasons: [{ upc }] }),
        },
        Risk: { score: ({ upc }: { upc: string }) => failFor(upc, 7) },
        Reason: { text: ({ upc }: { upc: string }) => failFor(upc, 'none') },
      },
    },
    billing: {
      typeDefs: `
        type Product @key(fields: "upc") {
          upc: ID!
          shipping: Int @external
          total: Int @requires(fields: "shipping")
          warranty: String!
        }
        type Robot @key(fields: "id") { id: ID! fee: Int owns: [Product!] }`,
      resolvers: {
        Product: {
          __resolveReference: (reference: { upc: string }) => (reference.upc === 'none' ? null : reference),
          total: ({ shipping }: { shipping: number }) => shipping * 2,
          warranty: ({ upc }: { upc: string }) => failFor(upc, 'a year'),
        },
        Robot: {
          __resolveReference: (reference: { id: string }) => reference,
          fee: () => 9,
          owns: () => [PRODUCTS.pot, PRODUCTS.bad],
        },
      },
    },
  });
