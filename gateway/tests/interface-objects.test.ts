import { expect, test } from 'vitest';
import { executeByApollo } from './apollo-executor.ts';
import { smallSupergraph } from './small-supergraph.ts';

const MEDIA = [
  { __typename: 'Book', id: 'b1', title: 'Notes', pages: 66 },
  { __typename: 'Film', id: 'f1', title: 'Engines', minutes: 90 },
];
const mediaOf = (id: string) => MEDIA.find((medium) => medium.id === id);

/** A library, and ratings that know nothing of the kinds of media there are. */
const library = () =>
  smallSupergraph({
    library: {
      typeDefs: `
        type Query { media: [Media!]! }
        interface Media @key(fields: "id") { id: ID! title: String }
        type Book implements Media @key(fields: "id") { id: ID! title: String pages: Int }
        type Film implements Media @key(fields: "id") { id: ID! title: String minutes: Int }`,
      resolvers: {
        Query: { media: () => MEDIA },
        Media: {
          __resolveType: ({ __typename }: { __typename: string }) => __typename,
          __resolveReference: ({ id }: { id: string }) => mediaOf(id),
        },
        Book: { __resolveReference: ({ id }: { id: string }) => mediaOf(id) },
        Film: { __resolveReference: ({ id }: { id: string }) => mediaOf(id) },
      },
    },
    ratings: {
      typeDefs: `
        type Query { top: [Media!]! }
        type Media @key(fields: "id") @interfaceObject { id: ID! stars: Int! best: Media }`,
      resolvers: {
        Query: { top: () => [{ id: 'f1' }, { id: 'b1' }] },
        Media: {
          __resolveReference: (reference: { id: string }) => reference,
          stars: ({ id }: { id: string }) => (id === 'b1' ? 5 : 3),
          best: () => ({ id: 'b1' }),
        },
      },
    },
  });

test.each([
  '{ media { __typename id stars } }',
  '{ top { __typename title stars } }',
  '{ top { ... on Film { minutes stars } ... on Book { pages } } }',
  '{ media { ... on Book { stars best { __typename title best { title } } } title } }',
  '{ top { id title best { __typename ... on Book { pages } ... on Film { minutes } } } }',
])('interface objects are completed like by the executor of @apollo/gateway: %s', async (source) => {
  const graph = library();
  const { data, errors } = await graph.execute(source);
  expect(errors).toBeUndefined();
  expect(JSON.parse(JSON.stringify(data))).toEqual(
    JSON.parse(JSON.stringify((await executeByApollo(graph, source)).data)),
  );
});

test('an interface object does not say of what kind it is where nobody asked', async () => {
  expect((await library().execute('{ top { stars } }')).data).toEqual({ top: [{ stars: 3 }, { stars: 5 }] });
});
