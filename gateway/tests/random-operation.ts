import {
  type GraphQLInputType,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isEnumType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  isRequiredArgument,
  isRequiredInputField,
  isScalarType,
} from 'graphql';

const DEPTH_MAX = 3;

/** A number from 0 to 1 after another, the same ones for the same seed (mulberry32). */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A valid operation: fields, aliases, fragments on types that may and may not match, `@skip` and `@include` under $yes and $no. */
export function randomOperation(
  schema: GraphQLSchema,
  seed: number,
  kind: 'query' | 'mutation' = 'query',
  /** How many of the fields are asked for at the root; fewer of a large schema. */
  shareOfRoot = 0.55,
): string {
  const random = randomOf(seed);
  const chance = (share: number) => random() < share;
  const pick = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)] as T;
  // Never one alias for two different things: such an operation would not be valid.
  let aliases = 0;

  const selectionsOf = (type: GraphQLNamedType, depth: number): string => {
    const selections = [chance(0.3) ? '__typename' : `t${++aliases}: __typename`];
    const fields = isObjectType(type) || isInterfaceType(type) ? Object.values(type.getFields()) : [];
    for (const field of fields) {
      const named = getNamedType(field.type);
      const share = depth === DEPTH_MAX ? shareOfRoot : 0.55;
      if (chance(1 - share) || (isCompositeType(named) && depth <= 0)) continue;
      const required = field.args.filter(isRequiredArgument);
      const args =
        required.length > 0
          ? `(${required.map(({ name, type }) => `${name}: ${literal(type)}`).join(' ')})`
          : field.args.length > 0 && chance(0.5)
            ? argumentsOf(field.args[0]?.name ?? '')
            : '';
      const alias = args !== '' || isCompositeType(named) || chance(0.3) ? `a${++aliases}: ` : '';
      selections.push(
        `${alias}${field.name}${args}${condition()}${isCompositeType(named) ? selectionsOf(named, depth - 1) : ''}`,
      );
    }
    if (isAbstractType(type) && depth > 0) {
      for (const possible of schema.getPossibleTypes(type)) {
        if (chance(0.7)) selections.push(`... on ${possible.name}${condition()}${selectionsOf(possible, depth - 1)}`);
      }
    } else if (depth > 0 && chance(0.2)) {
      selections.push(`...${condition()}${selectionsOf(type, depth - 1)}`);
    }
    return `{ ${selections.join(' ')} }`;
  };
  const condition = () => (chance(0.8) ? '' : ` @${pick(['skip', 'include'])}(if: ${pick(['$yes', '$no'])})`);
  const argumentsOf = (name: string) =>
    ({ upper: '(upper: true)', first: '(first: 2)', prefix: '(prefix: "#")' })[name] ?? '';

  const root = kind === 'query' ? schema.getQueryType() : schema.getMutationType();
  const both = '__typename @include(if: $yes) @skip(if: $no)';
  return `${kind} ($yes: Boolean!, $no: Boolean!) { ${both} ...${root ? selectionsOf(root, DEPTH_MAX) : ''} }`;
}

const LITERALS: Readonly<Record<string, string>> = { Int: '2', Float: '1.5', Boolean: 'true' };

/** The least there is of an input. */
function literal(type: GraphQLInputType): string {
  if (isNonNullType(type)) return literal(type.ofType);
  if (isListType(type)) return `[${literal(type.ofType)}]`;
  if (isEnumType(type)) return type.getValues()[0]?.name ?? '';
  if (isScalarType(type)) return LITERALS[type.name] ?? '"1.50"';
  const required = Object.values(type.getFields()).filter(isRequiredInputField);
  return `{ ${required.map((field) => `${field.name}: ${literal(field.type)}`).join(' ')} }`;
}
