import {
  type ConstDirectiveNode,
  type DirectiveNode,
  type DocumentNode,
  type FieldDefinitionNode,
  type InterfaceTypeDefinitionNode,
  Kind,
  type ObjectTypeDefinitionNode,
  parse,
  type SelectionSetNode,
  type TypeNode,
  valueFromASTUntyped,
} from 'graphql';

/** Something a caller must have shown. There is one object for each distinct condition of a schema. */
export interface Condition {
  readonly kind: 'authenticated' | 'scopes' | 'policies';
  /** Any of these lists is enough, if everything in it holds. */
  readonly anyOf: readonly (readonly string[])[];
}

/** What each field of a schema asks of whoever selects it. */
export interface Requirements {
  /** Every condition there is. */
  readonly conditions: readonly Condition[];
  /** All of them must hold. */
  of(typeName: string, fieldName: string): readonly Condition[];
}

const NOTHING: readonly Condition[] = [];

/**
 * Reads `@authenticated`, `@requiresScopes` and `@policy` of a supergraph. A field asks for what stands on it, on its
 * parent, on the type it answers with, and on everything its `@requires` pulls in; a field of an interface asks for what
 * it asks for in any object that may be behind it. Whoever has a scope or fulfils a policy is known, so both ask for
 * that, too.
 */
export function readRequirements(supergraphSdl: string): Requirements {
  const document = parse(supergraphSdl, { noLocation: true });
  const read = conditionReader(directiveNames(document));
  const types = new Map<string, TypeRequirements>();
  for (const definition of document.definitions) {
    if (!('directives' in definition) || !('name' in definition) || !definition.name) continue;
    const own = read.of(definition.directives);
    const fields = isComposite(definition)
      ? (definition.fields ?? []).map(
          (field) => [field.name.value, { node: field, own: read.of(field.directives) }] as const,
        )
      : [];
    types.set(definition.name.value, { own, fields: new Map(fields), implementors: [] });
  }
  for (const definition of document.definitions) {
    if (!isComposite(definition)) continue;
    for (const { name } of definition.interfaces ?? []) types.get(name.value)?.implementors.push(definition.name.value);
  }
  return { conditions: read.known, of: gatherer(types) };
}

interface TypeRequirements {
  readonly own: readonly Condition[];
  readonly fields: ReadonlyMap<string, { readonly node: FieldDefinitionNode; readonly own: readonly Condition[] }>;
  /** Of an interface; named by the types themselves. */
  readonly implementors: string[];
}

/** Adds up what is spread over the schema; once for each field. */
function gatherer(types: ReadonlyMap<string, TypeRequirements>): Requirements['of'] {
  const gathered = new Map<string, readonly Condition[]>();

  const ofType = (name: string): readonly Condition[] => {
    const type = types.get(name);
    return type ? [...type.own, ...type.implementors.flatMap(ofType)] : NOTHING;
  };
  const ofField = (typeName: string, fieldName: string): readonly Condition[] => {
    const key = `${typeName}.${fieldName}`;
    const known = gathered.get(key);
    if (known) return known;
    const type = types.get(typeName);
    const field = type?.fields.get(fieldName);
    if (!type || !field) return NOTHING;
    // Whoever comes back here through what a field requires adds nothing new.
    gathered.set(key, NOTHING);
    const conditions = new Set([
      ...ofType(typeName),
      ...field.own,
      ...ofType(namedType(field.node.type)),
      ...requiredSelections(field.node).flatMap((set) => ofSelections(typeName, set)),
      ...type.implementors.flatMap((implementor) => ofField(implementor, fieldName)),
    ]);
    gathered.set(key, [...conditions]);
    return gathered.get(key) ?? NOTHING;
  };
  const ofSelections = (typeName: string, { selections }: SelectionSetNode): readonly Condition[] =>
    selections.flatMap((selection) => {
      if (selection.kind === Kind.FRAGMENT_SPREAD) return [];
      if (selection.kind === Kind.INLINE_FRAGMENT) {
        const inner = selection.typeCondition?.name.value ?? typeName;
        return [...ofType(inner), ...ofSelections(inner, selection.selectionSet)];
      }
      const field = types.get(typeName)?.fields.get(selection.name.value);
      const below = field && selection.selectionSet;
      return [
        ...ofField(typeName, selection.name.value),
        ...(below ? ofSelections(namedType(field.node.type), below) : []),
      ];
    });
  return ofField;
}

/** Makes conditions of directives: equal ones are the same object. */
function conditionReader(names: Readonly<Record<'authenticated' | 'requiresScopes' | 'policy', string>>) {
  const byText = new Map<string, Condition>();
  const known: Condition[] = [];
  const condition = (kind: Condition['kind'], anyOf: Condition['anyOf']): Condition => {
    const text = JSON.stringify([kind, anyOf]);
    const one = byText.get(text) ?? { kind, anyOf };
    if (!byText.has(text)) known.push(one);
    byText.set(text, one);
    return one;
  };
  const listsOf = (directive: ConstDirectiveNode | DirectiveNode, argument: string): Condition['anyOf'] => {
    const value = directive.arguments?.find(({ name }) => name.value === argument)?.value;
    return value ? (valueFromASTUntyped(value) as string[][]) : [];
  };
  return {
    known,
    of: (directives: readonly (ConstDirectiveNode | DirectiveNode)[] = []): readonly Condition[] =>
      directives.flatMap((directive) => {
        const name = directive.name.value;
        if (name === names.authenticated) return [condition('authenticated', [])];
        const kind = name === names.requiresScopes ? 'scopes' : name === names.policy ? 'policies' : undefined;
        if (!kind) return [];
        const anyOf = listsOf(directive, kind);
        const asksNothing = anyOf.length === 0 || anyOf.some((list) => list.length === 0);
        return [condition('authenticated', []), ...(asksNothing ? [] : [condition(kind, anyOf)])];
      }),
  };
}

const SPECIFICATION = /^https:\/\/specs\.apollo\.dev\/(authenticated|requiresScopes|policy)\/v/;

/** The directives under the names this schema gives them. */
function directiveNames({ definitions }: DocumentNode) {
  const names = { authenticated: 'authenticated', requiresScopes: 'requiresScopes', policy: 'policy' };
  for (const definition of definitions) {
    if (definition.kind !== Kind.SCHEMA_DEFINITION && definition.kind !== Kind.SCHEMA_EXTENSION) continue;
    for (const { name, arguments: args = [] } of definition.directives ?? []) {
      if (name.value !== 'link') continue;
      const link = Object.fromEntries(args.map((each) => [each.name.value, valueFromASTUntyped(each.value)]));
      const specified = SPECIFICATION.exec(String(link.url))?.[1] as keyof typeof names | undefined;
      if (!specified) continue;
      const imported = (Array.isArray(link.import) ? link.import : []).find((each) => each?.name === `@${specified}`);
      names[specified] = imported?.as?.slice(1) ?? link.as ?? specified;
    }
  }
  return names;
}

/** The selections that subgraphs want to have been fetched before they answer with this field. */
function requiredSelections({ directives = [] }: FieldDefinitionNode): SelectionSetNode[] {
  return directives.flatMap(({ name, arguments: args = [] }) => {
    const value = name.value === 'join__field' && args.find((each) => each.name.value === 'requires')?.value;
    if (!value || value.kind !== Kind.STRING) return [];
    const [operation] = parse(`{ ${value.value} }`, { noLocation: true }).definitions;
    return operation?.kind === Kind.OPERATION_DEFINITION ? [operation.selectionSet] : [];
  });
}

function isComposite(definition: {
  readonly kind: string;
}): definition is ObjectTypeDefinitionNode | InterfaceTypeDefinitionNode {
  return definition.kind === Kind.OBJECT_TYPE_DEFINITION || definition.kind === Kind.INTERFACE_TYPE_DEFINITION;
}

function namedType(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : namedType(type.type);
}
