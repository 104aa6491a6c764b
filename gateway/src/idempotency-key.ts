import {
  type DocumentNode,
  type GraphQLSchema,
  Kind,
  type ObjectValueNode,
  type OperationDefinitionNode,
} from 'graphql';

const ARGUMENT = 'idempotencyKey';

export interface KeyedOperation {
  readonly document: DocumentNode;
  readonly variables: Record<string, unknown>;
}

/**
 * Fills the HTTP header `Idempotency-Key` into an operation with a single mutation that leaves the key out:
 * as an argument of the field, in its input object, or in the variable that is its input. Before validation,
 * since the key is not optional. A key that is written in the operation wins.
 */
export function fillIdempotencyKey(
  schema: GraphQLSchema,
  operation: KeyedOperation & { operationName?: string },
  key: string,
): KeyedOperation {
  const { document, variables, operationName } = operation;
  const definition = document.definitions.find(
    (each): each is OperationDefinitionNode =>
      each.kind === Kind.OPERATION_DEFINITION && (operationName === undefined || each.name?.value === operationName),
  );
  const [field, ...others] = definition?.selectionSet.selections ?? [];
  if (definition?.operation !== 'mutation' || field?.kind !== Kind.FIELD || others.length > 0) return operation;
  const declared = schema.getMutationType()?.getFields()[field.name.value]?.args ?? [];
  const value = { kind: Kind.STRING, value: key } as const;

  if (declared.some(({ name }) => name === ARGUMENT)) {
    if (field.arguments?.some(({ name }) => name.value === ARGUMENT)) return operation;
    const argument = { kind: Kind.ARGUMENT, name: { kind: Kind.NAME, value: ARGUMENT }, value } as const;
    const filled = { ...field, arguments: [...(field.arguments ?? []), argument] };
    return { document: replaceField(document, definition, filled), variables };
  }

  const input = field.arguments?.find(({ name }) => name.value === 'input');
  if (input?.value.kind === Kind.VARIABLE) {
    const name = input.value.name.value;
    const given = variables[name];
    if (typeof given !== 'object' || given === null || ARGUMENT in given) return operation;
    return { document, variables: { ...variables, [name]: { ...given, [ARGUMENT]: key } } };
  }
  if (input?.value.kind === Kind.OBJECT && !input.value.fields.some(({ name }) => name.value === ARGUMENT)) {
    const entry = { kind: Kind.OBJECT_FIELD, name: { kind: Kind.NAME, value: ARGUMENT }, value } as const;
    const object: ObjectValueNode = { ...input.value, fields: [...input.value.fields, entry] };
    const filled = {
      ...field,
      arguments: field.arguments?.map((argument) => (argument === input ? { ...argument, value: object } : argument)),
    };
    return { document: replaceField(document, definition, filled), variables };
  }
  return operation;
}

function replaceField(
  document: DocumentNode,
  definition: OperationDefinitionNode,
  field: OperationDefinitionNode['selectionSet']['selections'][number],
): DocumentNode {
  const replaced = { ...definition, selectionSet: { ...definition.selectionSet, selections: [field] } };
  return { ...document, definitions: document.definitions.map((each) => (each === definition ? replaced : each)) };
}
