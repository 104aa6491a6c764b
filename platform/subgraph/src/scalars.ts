import { GraphQLScalarType, Kind, valueFromASTUntyped } from 'graphql';
import { codedError } from './coded-error.ts';

const TEXT_CHARACTERS_MAX = 100;

function textScalar(name: string, check: (text: string) => boolean = () => true): GraphQLScalarType<string, string> {
  const parse = (value: unknown): string => {
    if (typeof value === 'string' && value.length <= TEXT_CHARACTERS_MAX && check(value)) return value;
    throw codedError('BAD_USER_INPUT', `${name} cannot be ${JSON.stringify(value)?.slice(0, 60)}`);
  };
  return new GraphQLScalarType<string, string>({
    name,
    serialize: String,
    parseValue: parse,
    parseLiteral: (node) => parse(node.kind === Kind.STRING ? node.value : valueFromASTUntyped(node)),
  });
}

const RFC_3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)$/;

const DateTime = new GraphQLScalarType<Date, string>({
  name: 'DateTime',
  serialize: (value) => (value instanceof Date ? value : new Date(String(value))).toISOString(),
  parseValue: parseDateTime,
  parseLiteral: (node) => parseDateTime(node.kind === Kind.STRING ? node.value : undefined),
});

function parseDateTime(value: unknown): Date {
  const date = typeof value === 'string' && RFC_3339.test(value) ? new Date(value) : undefined;
  if (date && !Number.isNaN(date.getTime())) return date;
  throw codedError('BAD_USER_INPUT', 'DateTime must be RFC 3339, such as 2026-01-31T09:30:00Z');
}

/** Resolvers of the scalars in `@paygraph/schema/value-types`. What an amount means is for `@paygraph/money`. */
export const scalars = {
  Decimal: textScalar('Decimal'),
  CurrencyCode: textScalar('CurrencyCode'),
  EventCursor: textScalar('EventCursor'),
  DateTime,
  JSON: new GraphQLScalarType({ name: 'JSON' }),
};
