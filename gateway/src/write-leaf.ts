import { type GraphQLLeafType, isEnumType } from 'graphql';

/** The JSON text of a value of a scalar or enum, not null; throws when it is none of the type. */
export type WriteLeaf = (value: unknown) => string;

/** Longer texts are left to JSON.stringify. */
const SHORT_CHARACTERS = 48;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;

const WRITERS: Readonly<Record<string, (value: unknown) => string | undefined>> = {
  String: (value) => (typeof value === 'string' ? writeString(value) : undefined),
  ID: (value) => (typeof value === 'string' ? writeString(value) : undefined),
  Boolean: (value) => (typeof value === 'boolean' ? String(value) : undefined),
  Int: (value) => (typeof value === 'number' && (value | 0) === value ? String(value | 0) : undefined),
  Float: (value) => (Number.isFinite(value) ? JSON.stringify(value) : undefined),
};

export function leafWriter(type: GraphQLLeafType): WriteLeaf {
  const slowly: WriteLeaf = (value) => {
    const serialized = type.serialize(value);
    if (serialized === undefined || serialized === null)
      throw new Error(`Expected ${type.name}.serialize to return a value`);
    return JSON.stringify(serialized);
  };
  if (isEnumType(type)) {
    const texts = new Map<unknown, string>(type.getValues().map(({ name, value }) => [value, JSON.stringify(name)]));
    return (value) => texts.get(value) ?? slowly(value);
  }
  const quickly = WRITERS[type.name];
  return quickly ? (value) => quickly(value) ?? slowly(value) : slowly;
}

/** As JSON.stringify; most texts are short and have nothing to escape. */
function writeString(text: string): string {
  if (text.length > SHORT_CHARACTERS) return JSON.stringify(text);
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    // Surrogates as well: a lone one has to be escaped.
    if (code < 0x20 || code === QUOTE || code === BACKSLASH || code >= 0xd800) return JSON.stringify(text);
  }
  return `"${text}"`;
}
