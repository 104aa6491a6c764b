import { readFileSync } from 'node:fs';
import { SUBGRAPH_NAMES } from '@paygraph/config';
import { codedError, subgraphDocument } from '@paygraph/subgraph';
import {
  execute,
  type GraphQLOutputType,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  getNamedType,
  isEnumType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  parse,
  print,
  visit,
} from 'graphql';
import { type SmallSupergraph, smallSupergraph } from '../small-supergraph.ts';

/** What callers may see is tried elsewhere; here everybody sees everything. */
const AUTHORISATION: ReadonlySet<string> = new Set(['authenticated', 'requiresScopes', 'policy']);
/** Of each type of entity: few, so that one is found in many places. */
const ENTITIES = 4;

/** A made-up object. The same seed is the same object, whoever makes it. */
interface Made {
  readonly __typename: string;
  readonly id?: string;
  readonly seed: string;
}

/** The contracts of the platform's subgraphs with made-up answers: what a field answers follows from where it is asked. */
export function platform(): SmallSupergraph {
  const typeDefs = SUBGRAPH_NAMES.map((name) => {
    const text = readFileSync(new URL(`../../../subgraphs/${name}/schema.graphql`, import.meta.url), 'utf8');
    return [
      name,
      visit(subgraphDocument(text), { Directive: ({ name }) => (AUTHORISATION.has(name.value) ? null : undefined) }),
    ] as const;
  });
  const entities = new Set<string>();
  for (const [, document] of typeDefs)
    for (const definition of document.definitions)
      if (
        definition.kind === Kind.OBJECT_TYPE_DEFINITION &&
        definition.directives?.some(({ name }) => name.value === 'key')
      )
        entities.add(definition.name.value);

  const graph: SmallSupergraph = smallSupergraph(
    Object.fromEntries(
      typeDefs.map(([name, document]) => {
        const resolvers: Record<string, Record<string, unknown>> = {};
        for (const definition of document.definitions) {
          if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION) continue;
          const fields: Record<string, unknown> = {};
          for (const field of definition.fields ?? [])
            fields[field.name.value] = (made: Made | undefined, args: object, _: unknown, info: GraphQLResolveInfo) =>
              answer(graph.generation.apiSchema, entities, made, args, info);
          if (entities.has(definition.name.value))
            fields.__resolveReference = ({ id }: { id: string }) => entity(definition.name.value, id);
          resolvers[definition.name.value] = fields;
        }
        return [name, { typeDefs: print(document), resolvers }];
      }),
    ),
  );
  entitiesOf.set(graph, entities);
  return graph;
}

const entitiesOf = new WeakMap<SmallSupergraph, ReadonlySet<string>>();

/** Ground truth: the same answers behind one schema. */
export function executeByPlatform(graph: SmallSupergraph, source: string, variableValues: Record<string, unknown>) {
  const { apiSchema } = graph.generation;
  return execute({
    schema: apiSchema,
    document: parse(source),
    variableValues,
    fieldResolver: (made: Made | undefined, args, _context, info) =>
      answer(apiSchema, entitiesOf.get(graph) ?? new Set(), made, args, info),
  });
}

function answer(
  apiSchema: GraphQLSchema,
  entities: ReadonlySet<string>,
  made: Made | undefined,
  args: object,
  { parentType, fieldName, returnType }: GraphQLResolveInfo,
): unknown {
  if (made?.id !== undefined && fieldName === 'id') return made.id;
  const known = apiSchema.getType(parentType.name);
  // As clients know it: what one subgraph promises never to be null may be null elsewhere.
  const type = (isObjectType(known) && known.getFields()[fieldName]?.type) || returnType;
  const seed = `${made?.seed ?? parentType.name}.${fieldName}${JSON.stringify(args)}`;
  // Elsewhere several errors could make one null, and which of them is told depends on who was asked first.
  if (!isNonNullType(type) && hash(`error ${seed}`) % 17 === 0) throw codedError('FORBIDDEN', 'Not yours to see');
  return make(type, entities, seed);
}

function make(type: GraphQLOutputType, entities: ReadonlySet<string>, seed: string): unknown {
  if (isNonNullType(type)) return makeSome(type.ofType, entities, seed);
  return hash(`null ${seed}`) % 7 === 0 ? null : makeSome(type, entities, seed);
}

function makeSome(type: GraphQLOutputType, entities: ReadonlySet<string>, seed: string): unknown {
  const number = hash(seed);
  if (isListType(type))
    return Array.from({ length: number % 3 }, (_, index) => make(type.ofType, entities, `${seed}.${index}`));
  const { name } = getNamedType(type);
  if (isEnumType(type)) return type.getValues()[number % type.getValues().length]?.value;
  if (isObjectType(type))
    return entities.has(name)
      ? entity(name, `${name}-${number % ENTITIES}`)
      : ({ __typename: name, seed } satisfies Made);
  return LEAVES[name]?.(number) ?? `${name} ${number}`;
}

const LEAVES: Readonly<Record<string, (number: number) => unknown>> = {
  Int: (number) => number % 1_000,
  Float: (number) => (number % 1_000) / 8,
  Boolean: (number) => number % 2 === 0,
  JSON: (number) => ({ a: [number, null, { b: 'ü "' }] }),
};

function entity(__typename: string, id: string): Made {
  return { __typename, id, seed: id };
}

/** FNV-1a. */
function hash(text: string): number {
  let state = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) state = Math.imul(state ^ text.charCodeAt(index), 0x01000193);
  return state >>> 0;
}
