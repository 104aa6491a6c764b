import { isDeepStrictEqual } from 'node:util';
import { execute, type GraphQLResolveInfo, type GraphQLSchema, Kind, parse, type TypeDefinitionNode } from 'graphql';
import { type SmallSubgraph, type SmallSupergraph, smallSupergraph } from '../small-supergraph.ts';

/** An object of a world: its fields as properties, computed ones as getters, those with arguments as functions. */
export interface Thing {
  readonly [field: string]: unknown;
}

/**
 * What is the case. Subgraphs show parts of it: a getter that stands for a field with `@requires` sees there only
 * what the gateway passed on. A monolith shows all of it.
 */
export interface World {
  readonly typeDefs: Readonly<Record<string, string>>;
  /** The fields of the root types. */
  readonly roots: Readonly<Record<string, Thing>>;
  readonly entities: readonly Thing[];
  /** What entities are found by, as far as a reference has it. */
  readonly keys: Readonly<Record<string, readonly string[]>>;
  /** Why the executor of @apollo/gateway is no measure here. */
  readonly beyondApollo?: string;
  /** Begins again, before each operation. */
  readonly reset?: () => void;
}

/** A thing as a subgraph has it. */
interface View {
  readonly thing: Thing;
  /** What the gateway passed on of it. */
  readonly reference?: Thing;
  readonly __typename?: unknown;
}

export function federate(world: World): SmallSupergraph {
  return smallSupergraph(
    Object.fromEntries(
      Object.entries(world.typeDefs).map(([name, typeDefs]) => [name, subgraphOf(world, typeDefs)] as const),
    ),
  );
}

/** Ground truth: the same world behind one schema, executed by graphql-js. */
export function executeByMonolith(
  schema: GraphQLSchema,
  { roots }: World,
  source: string,
  variableValues: object,
  /** Throws for a field that may not be seen. */
  check: (typeName: string, fieldName: string) => void = () => {},
) {
  return execute({
    schema,
    document: parse(source),
    variableValues: variableValues as Record<string, unknown>,
    fieldResolver: (thing, args, _context, { fieldName, parentType }) => {
      check(parentType.name, fieldName);
      const from = (thing ?? roots[parentType.name]) as Thing;
      const value = from[fieldName];
      return typeof value === 'function' ? value.call(from, args) : value;
    },
    typeResolver: ({ __typename }: { __typename: string }) => __typename,
  });
}

function subgraphOf(world: World, typeDefs: string): SmallSubgraph {
  const resolvers: Record<string, Record<string, unknown>> = {};
  for (const definition of parse(typeDefs).definitions as TypeDefinitionNode[]) {
    const name = definition.name.value;
    const hasKey = definition.directives?.some((directive) => directive.name.value === 'key');
    const isAbstract =
      definition.kind === Kind.INTERFACE_TYPE_DEFINITION || definition.kind === Kind.UNION_TYPE_DEFINITION;
    if (!isAbstract && definition.kind !== Kind.OBJECT_TYPE_DEFINITION) continue;
    const typeResolvers: Record<string, unknown> = isAbstract ? { __resolveType: (view: View) => view.__typename } : {};
    if (hasKey) {
      typeResolvers.__resolveReference = (reference: Thing) => {
        const thing = find(world, name, reference);
        return thing && { thing, reference, __typename: isAbstract ? thing.__typename : name };
      };
    }
    if (definition.kind === Kind.OBJECT_TYPE_DEFINITION) {
      const fields = definition.fields ?? [];
      const external = fields.filter(({ directives }) => directives?.some((each) => each.name.value === 'external'));
      const passedOn = new Set(external.map((field) => field.name.value));
      for (const field of fields) typeResolvers[field.name.value] = resolverOf(world, passedOn);
    }
    resolvers[name] = typeResolvers;
  }
  return { typeDefs, resolvers };
}

function resolverOf(world: World, passedOn: ReadonlySet<string>) {
  return (view: View | undefined, args: object, _context: unknown, { fieldName, parentType }: GraphQLResolveInfo) => {
    const { thing, reference } = view ?? { thing: world.roots[parentType.name] as Thing };
    const seen: Thing = new Proxy(thing, {
      get: (_, name) =>
        reference && passedOn.has(String(name)) ? reference[String(name)] : Reflect.get(thing, name, seen),
    });
    const value = seen[fieldName];
    return viewOf(typeof value === 'function' ? value.call(seen, args) : value);
  };
}

function viewOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(viewOf);
  if (typeof value !== 'object' || value === null) return value;
  return { thing: value as Thing, __typename: (value as Thing).__typename } satisfies View;
}

function find({ entities, keys }: World, typeName: string, reference: Thing): Thing | null {
  const names = (keys[typeName] ?? []).filter((name) => reference[name] !== undefined);
  const isIt = (thing: Thing) => names.every((name) => matches(thing[name], reference[name]));
  const kinds = new Set([typeName, ...Object.keys(keys)]);
  const found = entities.filter(({ __typename }) => kinds.has(String(__typename))).filter(isIt);
  return found.find(({ __typename }) => __typename === typeName) ?? found[0] ?? null;
}

function matches(value: unknown, part: unknown): boolean {
  if (typeof part !== 'object' || part === null) return isDeepStrictEqual(value, part);
  return Object.entries(part).every(([key, each]) => key === '__typename' || matches((value as Thing)?.[key], each));
}
