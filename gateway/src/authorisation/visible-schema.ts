import {
  buildASTSchema,
  type DocumentNode,
  type FieldDefinitionNode,
  type GraphQLSchema,
  Kind,
  parse,
  printSchema,
  type TypeNode,
  visit,
} from 'graphql';
import type { Condition, Requirements } from './requirements.ts';

/** The schema as those see it who do not meet these conditions: what they may not select is not there, nor what only it leads to. */
export function visibleSchema(
  apiSchema: GraphQLSchema,
  requirements: Requirements,
  unmet: ReadonlySet<Condition>,
): GraphQLSchema {
  if (unmet.size === 0) return apiSchema;
  const roots = [apiSchema.getQueryType(), apiSchema.getMutationType(), apiSchema.getSubscriptionType()];
  const queryName = roots[0]?.name;
  const isRefused = (typeName: string, fieldName: string) =>
    requirements.of(typeName, fieldName).some((condition) => unmet.has(condition));

  let document = withoutFields(parse(printSchema(apiSchema), { noLocation: true }), (typeName, field) =>
    isRefused(typeName, field.name.value),
  );
  for (let empty = emptyTypes(document, queryName); empty.size > 0; empty = emptyTypes(document, queryName)) {
    document = withoutTypes(document, (name) => empty.has(name));
    const gone = empty;
    document = withoutFields(document, (_, { type }) => gone.has(namedType(type)));
  }
  const reached = reachable(
    document,
    roots.flatMap((root) => root?.name ?? []),
  );
  return buildASTSchema(
    withoutTypes(document, (name) => !reached.has(name)),
    { assumeValid: true },
  );
}

function withoutFields(
  document: DocumentNode,
  isGone: (typeName: string, field: FieldDefinitionNode) => boolean,
): DocumentNode {
  const leave = <
    Type extends { readonly name: { readonly value: string }; readonly fields?: readonly FieldDefinitionNode[] },
  >(
    type: Type,
  ): Type => ({ ...type, fields: type.fields?.filter((field) => !isGone(type.name.value, field)) });
  return visit(document, { ObjectTypeDefinition: { leave }, InterfaceTypeDefinition: { leave } });
}

/** Types nobody can select anything of; the query type always stays, as there is no schema without it. */
function emptyTypes({ definitions }: DocumentNode, queryName: string | undefined): ReadonlySet<string> {
  const empty = definitions.flatMap((definition) => {
    const isEmpty =
      definition.kind === Kind.UNION_TYPE_DEFINITION
        ? definition.types?.length === 0
        : (definition.kind === Kind.OBJECT_TYPE_DEFINITION || definition.kind === Kind.INTERFACE_TYPE_DEFINITION) &&
          definition.fields?.length === 0;
    return isEmpty && 'name' in definition && definition.name ? [definition.name.value] : [];
  });
  return new Set(empty.filter((name) => name !== queryName));
}

/** Without types, and without their names where interfaces, members of unions and root types are listed. */
function withoutTypes(document: DocumentNode, isGone: (name: string) => boolean): DocumentNode {
  const definition = {
    enter: (type: { readonly name: { readonly value: string } }) => (isGone(type.name.value) ? null : undefined),
  };
  return visit(document, {
    ObjectTypeDefinition: definition,
    InterfaceTypeDefinition: definition,
    UnionTypeDefinition: definition,
    ScalarTypeDefinition: definition,
    EnumTypeDefinition: definition,
    InputObjectTypeDefinition: definition,
    OperationTypeDefinition: ({ type }) => (isGone(type.name.value) ? null : undefined),
    NamedType: (node, _key, _parent, path) => {
      const list = path.at(-2);
      return (list === 'interfaces' || list === 'types') && isGone(node.name.value) ? null : undefined;
    },
  });
}

/** The types that the roots lead to, and the objects behind their interfaces. */
function reachable({ definitions }: DocumentNode, roots: readonly string[]): ReadonlySet<string> {
  const byName = new Map(
    definitions.flatMap((each) => ('name' in each && each.name ? [[each.name.value, each] as const] : [])),
  );
  const implementors = Map.groupBy(
    definitions
      .filter((each) => each.kind === Kind.OBJECT_TYPE_DEFINITION || each.kind === Kind.INTERFACE_TYPE_DEFINITION)
      .flatMap((each) => (each.interfaces ?? []).map(({ name }) => ({ name: name.value, by: each.name.value }))),
    ({ name }) => name,
  );
  const reached = new Set<string>();
  const open = [...roots];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (reached.has(name)) continue;
    reached.add(name);
    const definition = byName.get(name);
    if (definition) visit(definition, { NamedType: ({ name: named }) => void open.push(named.value) });
    for (const { by } of implementors.get(name) ?? []) open.push(by);
  }
  // What the arguments of directives are of.
  for (const definition of definitions)
    if (definition.kind === Kind.DIRECTIVE_DEFINITION)
      visit(definition, { NamedType: ({ name }) => void reached.add(name.value) });
  return reached;
}

function namedType(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : namedType(type.type);
}
