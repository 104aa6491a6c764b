/**
 * Types every subgraph shares, added to its SDL when it is mounted: written once, so they cannot differ.
 */
export const VALUE_TYPES = /* GraphQL */ `
  extend schema
    @link(
      url: "https://specs.apollo.dev/federation/v2.9"
      import: [
        "@key"
        "@shareable"
        "@inaccessible"
        "@external"
        "@requires"
        "@provides"
        "@cost"
        "@listSize"
        "@authenticated"
        "@requiresScopes"
        "@policy"
        "@composeDirective"
      ]
    )
    @link(url: "https://specs.paygraph.example/cacheControl/v1.0", import: ["@cacheControl"])
    @composeDirective(name: "@cacheControl")

  """
  The gateway may keep the field of an entity for so many seconds, for the caller it was fetched for; it forgets it at
  once when an event names the entity, or when the caller changes anything. Without it a field is fetched every time.
  """
  directive @cacheControl(maxAge: Int!) on FIELD_DEFINITION

  "A decimal number as a string such as \\"12.34\\", with at most as many decimals as its currency has in ISO 4217."
  scalar Decimal
  "An ISO 4217 alphabetic code such as EUR."
  scalar CurrencyCode
  "A moment in UTC, RFC 3339, such as 2026-01-31T09:30:00.000Z."
  scalar DateTime
  "A place in a stream of events; opaque. Subscribe with the last one seen to miss nothing."
  scalar EventCursor
  "Any JSON value."
  scalar JSON

  "An amount of one currency."
  type Money @shareable @cost(weight: 0) {
    "All decimals of the currency are written: 5 dollars are \\"5.00\\"."
    amount: Decimal!
    "ISO 4217."
    currency: CurrencyCode!
  }

  "An amount of one currency. At most 10^15 minor units."
  input MoneyInput {
    "At most as many decimals as the currency has."
    amount: Decimal!
    "ISO 4217."
    currency: CurrencyCode!
  }

  "Something the caller can mend. Nothing was written."
  type UserError @shareable @cost(weight: 0) {
    "Stable, for programs."
    code: String!
    "For people, in English."
    message: String!
    "Path of the input field it is about."
    field: [String!]
  }

  "Where a page of a list ends."
  type PageInfo @shareable @cost(weight: 0) {
    "Whether reading on would find more."
    hasNextPage: Boolean!
    "Pass as after to read on; null when the page is empty."
    endCursor: String
  }

  "From inclusive, to exclusive."
  input TimeRange {
    "Inclusive."
    from: DateTime!
    "Exclusive."
    to: DateTime!
  }
`;
