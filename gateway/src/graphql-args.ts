import type { Actor } from '@paygraph/identity';
import { codedError, documentCache } from '@paygraph/subgraph';
import { type DocumentNode, type ExecutionArgs, GraphQLError, parse } from 'graphql';
import type { PersistedDocuments } from './documents/persisted-documents.ts';
import { declareKey, withKey } from './idempotency-key.ts';
import { type Budget, type Limiter, tooExpensive } from './limits/limiter.ts';
import type { MeteredContext } from './limits/metered-executor.ts';
import { rateHeaders } from './limits/rate-headers.ts';
import type { OperationContext } from './respond.ts';
import type { SchemaGeneration } from './supergraph.ts';

/** Far beyond what any client writes, and short enough to be parsed and validated in passing. */
const DOCUMENT_CHARACTERS_MAX = 100_000;
/** As graphql-js says it, in so many words. */
const TOO_MANY_TOKENS = /contains more tha[nt] \d+ tokens/;

/** A GraphQL request as every transport delivers it. */
interface GraphQLParams {
  readonly query?: unknown;
  readonly operationName?: string | null;
  readonly variables?: Record<string, unknown> | null;
  readonly extensions?: Record<string, unknown> | null;
}

interface RequestContext extends OperationContext {
  /** Takes headers for the answer, where a transport has any. */
  readonly tell?: (headers: Readonly<Record<string, string>>) => void;
}

export type ArgsOf = (
  params: GraphQLParams,
  context: RequestContext,
  idempotencyKey?: string,
) => Promise<ExecutionArgs | readonly GraphQLError[]>;

export interface ArgsDeps {
  readonly generation: SchemaGeneration;
  readonly describeError: (code: string, actor: Actor) => Record<string, unknown>;
  readonly limiter: Limiter;
  readonly tokens_max: number;
  readonly persisted: PersistedDocuments;
}

/**
 * Turns requests into what the executor takes, parsed, validated, admitted and charged; or into the errors of the
 * request, coded.
 */
export function createArgsOf(deps: ArgsDeps, documents = createDocuments(deps)): ArgsOf {
  const { generation, describeError, limiter, persisted } = deps;
  const prepare = createPrepare(documents);
  return async (params, { tell, ...context }, idempotencyKey) => {
    const { actor } = context;
    const refuse = (errors: readonly GraphQLError[]) =>
      errors.map(({ message, locations, extensions }) => {
        if (!extensions.code)
          return codedError('BAD_USER_INPUT', message, { ...describeError('BAD_USER_INPUT', actor), locations });
        const details = describeError(String(extensions.code), actor);
        return new GraphQLError(message, { extensions: { ...extensions, ...details } });
      });
    const budgets: Budget[] = [];
    const spent = (budget: Budget | undefined) => {
      if (!budget) return;
      budgets.push(budget);
      tell?.(rateHeaders(budgets));
    };

    const knock = await limiter.knock(actor);
    spent(knock.budget);
    if (knock.refusal) return refuse([knock.refusal]);
    const meant = persisted.find(params);
    if (!('text' in meant)) return refuse([meant]);
    // An empty name is none: what is priced and guarded is what runs.
    const operationName = params.operationName || undefined;
    const prepared = prepare({ ...params, operationName, query: meant.text }, idempotencyKey);
    if (!('document' in prepared)) return refuse(prepared);
    meant.keep?.();
    const admitted = await limiter.admit({ ...prepared, operationName, actor });
    spent(admitted.budget);
    if ('refusal' in admitted) return refuse([admitted.refusal]);
    const contextValue: MeteredContext = { ...context, charge: admitted, wantsCost: params.extensions?.cost === true };
    return {
      schema: generation.apiSchema,
      operationName,
      contextValue,
      document: prepared.document,
      variableValues: prepared.variables,
    };
  };
}

interface Prepared {
  readonly document: DocumentNode;
  readonly variables: Record<string, unknown>;
}

/** What a text is under a schema, parsed and validated; or why it is nothing. */
type DocumentOf = ReturnType<typeof documentCache>;

interface Documents {
  readonly documentOf: DocumentOf;
  /** With a variable for the key of the header, where the operation takes one. */
  readonly keyedDocumentOf: DocumentOf;
}

export function createDocuments({
  generation,
  limiter,
  tokens_max,
}: Omit<ArgsDeps, 'describeError' | 'persisted'>): Documents {
  const { apiSchema, hidesUnusable } = generation;
  const read = (text: string) => readDocument(text, tokens_max, limiter);
  return {
    documentOf: documentCache(apiSchema, read, hidesUnusable),
    keyedDocumentOf: documentCache(apiSchema, (text) => declareKey(apiSchema, read(text)), hidesUnusable),
  };
}

/** Parses and validates a request; or says why it cannot run. */
function createPrepare({ documentOf, keyedDocumentOf }: Documents) {
  return (
    { query, operationName, variables }: GraphQLParams & { readonly query: string },
    idempotencyKey: string | undefined,
  ): Prepared | readonly GraphQLError[] => {
    if (query.length > DOCUMENT_CHARACTERS_MAX) {
      const found = { limit: 'documentCharacters', max: DOCUMENT_CHARACTERS_MAX, found: query.length };
      return [codedError('BAD_USER_INPUT', `A document has at most ${DOCUMENT_CHARACTERS_MAX} characters`, found)];
    }
    // PostgreSQL text cannot hold it, and nobody means it.
    if (hasNul(query) || hasNul(JSON.stringify(variables ?? {})))
      return [new GraphQLError('NUL characters are not allowed')];
    const given = variables ?? {};
    const document = (idempotencyKey === undefined ? documentOf : keyedDocumentOf)(query);
    if (!('kind' in document)) return document;
    if (idempotencyKey === undefined) return { document, variables: given };
    return { document, variables: withKey(document, operationName ?? undefined, given, idempotencyKey) };
  };
}

/** Throws a GraphQLError for what is no document, and for one that is too much to be validated. */
function readDocument(text: string, tokens_max: number, limiter: Limiter): DocumentNode {
  const document = parseUpTo(text, tokens_max);
  const refusal = limiter.refuseShape(document);
  if (refusal) throw refusal;
  return document;
}

function hasNul(text: string): boolean {
  return text.includes('\0') || text.includes('\\u0000');
}

function parseUpTo(text: string, tokens_max: number): DocumentNode {
  try {
    return parse(text, Number.isFinite(tokens_max) ? { maxTokens: tokens_max } : {});
  } catch (error) {
    if (error instanceof GraphQLError && TOO_MANY_TOKENS.test(error.message))
      throw tooExpensive({ limit: 'tokens', max: tokens_max, found: tokens_max + 1 });
    throw error;
  }
}
