import { type DocumentNode, GraphQLError, type GraphQLSchema, parse, validate } from 'graphql';

/** Enough for every operation of a platform's clients; the least recently used goes first. */
const DOCUMENTS_MAX = 1_000;
/** Documents longer than this are not worth the memory. */
const CACHED_CHARACTERS_MAX = 20_000;
/** Each comes with suggestions, which are searched for among everything there is. */
const ERRORS_MAX = 10;

/** Makes a document of a text. Throws a GraphQLError when it is none, or not to be validated. */
type Read = (text: string) => DocumentNode;

/** Parses and validates, once per distinct text. The answer is the document, or why it cannot run. */
export function documentCache(
  schema: GraphQLSchema,
  read: Read = parse,
  /** Whether what is wrong is said without names that are nearly right. */
  hideSuggestions = false,
): (text: string) => DocumentNode | readonly GraphQLError[] {
  const documents = new Map<string, Cached>();
  let placed = 0;
  return (text) => {
    const known = documents.get(text);
    // It stays where it is among the later half: V8 makes new tables of a Map that changes all the time.
    if (known && placed - known.placed < DOCUMENTS_MAX / 2) return known.document;
    if (known) documents.delete(text);
    const document = known?.document ?? prepare(schema, text, read, hideSuggestions);
    if (text.length <= CACHED_CHARACTERS_MAX) documents.set(text, { document, placed: ++placed });
    if (documents.size > DOCUMENTS_MAX) documents.delete(documents.keys().next().value as string);
    return document;
  };
}

interface Cached {
  readonly document: DocumentNode | readonly GraphQLError[];
  /** How many had been put in their place by then. */
  readonly placed: number;
}

function prepare(
  schema: GraphQLSchema,
  text: string,
  read: Read,
  hideSuggestions: boolean,
): DocumentNode | readonly GraphQLError[] {
  try {
    const document = read(text);
    const errors = validate(schema, document, undefined, { maxErrors: ERRORS_MAX, hideSuggestions });
    return errors.length > 0 ? errors : document;
  } catch (error) {
    if (error instanceof GraphQLError) return [error];
    throw error;
  }
}
