import { codedError } from '@paygraph/subgraph';
import type { Thing, World } from './world.ts';

const EU = { code: 'EU', title: 'Europe' };
const US = { code: 'US', title: null };
const refuse = (isBad: unknown, value: unknown) => {
  if (isBad) throw codedError('FORBIDDEN', 'Not yours to see');
  return value;
};

const sellers: Thing[] = ['ada', 'bob'].map((id) => ({
  __typename: 'Seller',
  id,
  name: `Seller ${id}`,
  rating: id === 'ada' ? 5 : null,
  products: () => products.filter(({ seller }) => (seller as Thing | null)?.id === id),
  get contact() {
    return refuse(id === 'bob', { email: `${id}@pay.example` });
  },
}));

const productOf = (id: string, price: number, weight: number | null, region: Thing, seller: Thing | null) => ({
  ...{ __typename: 'Product', id, sku: `sku-${id}`, region, price, weight, seller, secret: 7, old: `old ${id}` },
  size: weight === null ? null : { w: weight, h: 2 },
  name: ({ upper }: { upper?: boolean }) => (upper ? id.toUpperCase() : id),
  inStock: price % 5,
  depot: price > 10 ? { city: 'Lyon', nearest: seller } : null,
});

/** Getters are not copied by `...`, so what is computed is defined on top. */
const products: Thing[] = [
  productOf('tea', 3, 10, EU, sellers[0] as Thing),
  productOf('pot', 20, null, US, sellers[1] as Thing),
  productOf('bad', 12, 1, EU, sellers[0] as Thing),
  productOf('cup', 7, 4, US, null),
].map((product) =>
  Object.defineProperties(product, {
    shipping: {
      get(this: {
        price: number;
        weight: number | null;
        size: { w: number; h: number } | null;
        region: { code: string };
      }) {
        return (
          this.price + (this.weight ?? 1_000) + (this.size ? this.size.w * this.size.h : 0) + this.region.code.length
        );
      },
    },
    total: {
      get(this: { shipping: number; price: number }) {
        return this.shipping * 2 + this.price;
      },
    },
    fee: {
      get(this: { total: number }) {
        return this.total + 1;
      },
    },
    label: { value: ({ prefix = '~' }: { prefix?: string }) => refuse(product.id === 'bad', prefix + product.id) },
    eta: { get: () => refuse(product.id === 'bad', 3) },
    risk: {
      get: () => ({
        score: 1,
        reasons: [
          {
            get text() {
              return refuse(product.id === 'pot', 'none');
            },
          },
        ],
      }),
    },
  }),
);

let notes: string[] = [];

/** Several and composite keys, @requires chains, @provides, @override, @shareable, @inaccessible, and a journal. */
export const market: World = {
  entities: [...products, ...sellers],
  keys: { Product: ['id', 'sku', 'region'], Seller: ['id'] },
  reset() {
    notes = [];
  },
  roots: {
    Query: {
      products: ({ first }: { first?: number }) => products.slice(0, first ?? 4),
      matrix: [[products[0], null], null, [], [products[1], products[0]]],
      found: [products[2], sellers[1], null, products[0]],
      seller: sellers[0],
      bestSeller: sellers[1],
      stocked: [products[3], products[1]],
      get broken() {
        return refuse(true, null);
      },
    },
    Mutation: {
      note: ({ prefix = '' }: { prefix?: string }) => {
        notes.push(`${prefix}${notes.length}`);
        return { notes: [...notes], about: products[notes.length % 4] };
      },
      count: () => notes.push('counted'),
    },
  },
  typeDefs: {
    catalog: `
      type Query { products(first: Int): [Product!]! matrix: [[Product]] found: [Found] broken: Product }
      type Mutation { note(prefix: String): Journal! }
      type Journal { notes: [String!]! about: Product }
      union Found = Product | Seller
      type Product @key(fields: "id") @key(fields: "sku region { code }") {
        id: ID! sku: String! region: Region! name(upper: Boolean): String price: Int! weight: Int size: Size
        seller: Seller @provides(fields: "name") secret: Int @inaccessible old: String
      }
      type Region @shareable { code: ID! title: String }
      type Size { w: Int! h: Int! }
      type Seller @key(fields: "id") { id: ID! name: String @external }`,
    sellers: `
      type Query { seller: Seller bestSeller: Seller! }
      type Seller @key(fields: "id") { id: ID! name: String @shareable rating: Int contact: Contact! products: [Product!] }
      type Contact { email: String! }
      type Product @key(fields: "id", resolvable: false) { id: ID! }`,
    stock: `
      type Query { stocked: [Product] }
      type Mutation { count: Int! }
      type Product @key(fields: "sku region { code }") {
        sku: String! region: Region! inStock: Int! depot: Depot old: String @override(from: "catalog")
        total: Int @external fee: Int @requires(fields: "total")
      }
      type Region @shareable { code: ID! title: String }
      type Depot { city: String nearest: Seller }
      type Seller @key(fields: "id", resolvable: false) { id: ID! }`,
    shipping: `
      type Product @key(fields: "id") {
        id: ID! price: Int! @external weight: Int @external size: Size @external region: Region! @external
        shipping: Int @requires(fields: "price weight size { w h } region { code }")
        label(prefix: String): String eta: Int! risk: Risk
      }
      type Size { w: Int! @external h: Int! @external }
      type Region { code: ID! @external }
      type Risk { score: Int! reasons: [Reason!] }
      type Reason { text: String! }`,
    billing: `
      type Product @key(fields: "id") {
        id: ID! shipping: Int @external price: Int! @external total: Int @requires(fields: "shipping price")
      }`,
  },
};
