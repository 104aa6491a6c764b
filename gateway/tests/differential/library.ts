import { codedError } from '@paygraph/subgraph';
import type { Thing, World } from './world.ts';

const authors: Thing[] = ['eve', 'max'].map((id) => ({
  ...{ __typename: 'Author', id, name: `Author ${id}`, born: id === 'eve' ? 1901 : null },
  works: () => media.filter(({ author }) => (author as Thing).id === id),
}));
const media: Thing[] = [
  { __typename: 'Book', id: 'b1', title: 'Notes', pages: 66, author: authors[0] },
  { __typename: 'Film', id: 'f1', title: null, minutes: 90, author: authors[1] },
  { __typename: 'Book', id: 'b2', title: 'Engines', pages: null, author: authors[1] },
].map((medium) =>
  Object.defineProperties(medium, {
    stars: { value: medium.id === 'b1' ? 5 : 3 },
    shelf: { value: medium.id === 'f1' ? null : { room: 'B', holds: () => media[1] } },
    best: { get: () => media[0] },
    quote: {
      get() {
        if (medium.id === 'b2') throw codedError('FORBIDDEN', 'Not yours to see');
        return 'To begin with';
      },
    },
    price: { value: medium.id.length },
  }),
);

/** An entity interface, interface objects that know nothing of its kinds, and fields that move between subgraphs. */
export const library: World = {
  beyondApollo: 'It forgets the type of an entity when a subgraph answers that knows it as an interface object.',
  entities: [...media, ...authors],
  keys: { Media: ['id'], Book: ['id'], Film: ['id'], Author: ['id'] },
  roots: {
    Query: { media, medium: media[1], anything: [authors[0], media[2], media[1], null], top: [media[1], media[0]] },
  },
  typeDefs: {
    library: `
      type Query { media: [Media!]! medium: Media anything: [Anything] }
      interface Media @key(fields: "id") { id: ID! title: String author: Author quote: String price: Int! }
      type Book implements Media @key(fields: "id") { id: ID! title: String author: Author quote: String price: Int! pages: Int }
      type Film implements Media @key(fields: "id") { id: ID! title: String author: Author quote: String price: Int! minutes: Int! }
      union Anything = Book | Film | Author
      type Author @key(fields: "id") { id: ID! name: String born: Int }`,
    ratings: `
      type Query { top: [Media!]! }
      type Media @key(fields: "id") @interfaceObject {
        id: ID! stars: Int! best: Media shelf: Shelf
      }
      type Shelf { room: String! holds: Media }`,
    archive: `
      type Author @key(fields: "id") {
        id: ID! works: [Media!] name: String @override(from: "library")
        born: Int @override(from: "library", label: "percent(50)")
      }
      type Media @key(fields: "id") @interfaceObject { id: ID! }`,
  },
};
