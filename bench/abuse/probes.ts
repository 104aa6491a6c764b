const repeated = (count: number, each: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => each(index)).join(' ');

/** Documents that are made to cost a gateway much, each as large as it may be sent. */
export const PROBES: Readonly<Record<string, string>> = {
  'aliases in a document of 100,000 characters': `{ ${repeated(5_000, (i) => `a${i}: me { id }`)} }`,
  'aliases within the tokens': `{ me { ${repeated(300, (i) => `a${i}: id`)} } }`,
  'fields that are repeated': `{ me { ${repeated(900, () => 'id')} } }`,
  directives: `{ me { id ${repeated(150, () => '@skip(if: false)')} } }`,
  depth: `{ me ${'{ wallets { edges { node { owner '.repeat(20)} { id } ${'} } } }'.repeat(20)} }`,
  'braces that never close': '{'.repeat(99_000),
  'fragments in a circle': `{ me { ...F0 } } ${repeated(100, (i) => `fragment F${i} on User { ...F${(i + 1) % 100} }`)}`,
  'fragments that double': `{ me { ...F0 } } ${repeated(80, (i) => `fragment F${i} on User { ...F${i + 1} ...F${i + 1} }`)} fragment F80 on User { id }`,
  'fragments that branch': `{ ...F0 } ${repeated(7, (i) => `fragment F${i} on Query { ${repeated(10, (j) => `q${i}x${j}`)} ${repeated(10, (j) => `o${j} { ...F${i + 1} }`)} }`)} fragment F7 on Query { me { id } }`,
  'a page too large': '{ transactions(first: 2000000000) { edges { node { id } } } }',
  'pages in pages': `{ wallets(first: 100) { edges { node { transactions(first: 100) { edges { node {
    source { transactions(first: 100) { edges { node { id } } } } } } } } } } }`,
  'introspection of introspection': `{ __schema { types ${'{ fields { type '.repeat(12)} { name } ${'} }'.repeat(12)} } }`,
  'fields nobody knows': `{ me { ${repeated(900, (i) => `transaction${i}`)} } }`,
  'arguments nobody knows': `{ transactions(${repeated(300, (i) => `first${i}: 1`)}) { edges { node { id } } } }`,
  'a text in a comment': `{ nonsense } # ${'x'.repeat(99_000)}`,
};
