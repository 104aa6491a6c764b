import {
  type ArgumentNode,
  type DocumentNode,
  type FieldNode,
  type GraphQLInputType,
  type GraphQLSchema,
  getNamedType,
  isInputObjectType,
  Kind,
  type OperationDefinitionNode,
  parseType,
  type VariableDefinitionNode,
  type VariableNode,
} from 'graphql';

const ARGUMENT = 'idempotencyKey';
/** What the key of the header is called in the operation. Names that begin like this are no client's to choose. */
const VARIABLE = '__idempotencyKey';

const variable: VariableNode = { kind: Kind.VARIABLE, name: { kind: Kind.NAME, value: VARIABLE } };

/** The key a request brings in its header, whichever way it wants to be answered. */
export function keyOf({ 'idempotency-key': key }: Readonly<Record<string, unknown>>): string | undefined {
  return typeof key === 'string' ? key : undefined;
}

/**
 * The document with a place for the HTTP header `Idempotency-Key` in each operation of a single mutation that leaves
 * the key out of its arguments or of the input that it spells out. Before validation, since the key is not optional;
 * as a variable, so that the document is the same for all keys. The same object when there is no such operation.
 */
export function declareKey(schema: GraphQLSchema, document: DocumentNode): DocumentNode {
  const definitions = document.definitions.map((definition) =>
    definition.kind === Kind.OPERATION_DEFINITION ? declareIn(schema, definition) : definition,
  );
  const isChanged = definitions.some((definition, index) => definition !== document.definitions[index]);
  return isChanged ? { ...document, definitions } : document;
}

/** The variables of an operation of such a document with the key in them. A key that is there already wins. */
export function withKey(
  document: DocumentNode,
  operationName: string | undefined,
  variables: Readonly<Record<string, unknown>>,
  key: string,
): Record<string, unknown> {
  const operation = document.definitions.find(
    (each): each is OperationDefinitionNode =>
      each.kind === Kind.OPERATION_DEFINITION && (operationName === undefined || each.name?.value === operationName),
  );
  if (operation && declares(operation)) return { ...variables, [VARIABLE]: key };
  const input = operation && argumentOf(singleMutation(operation), 'input')?.value;
  if (input?.kind !== Kind.VARIABLE) return variables;
  const name = input.name.value;
  const given = variables[name];
  if (typeof given !== 'object' || given === null || ARGUMENT in given) return variables;
  return { ...variables, [name]: { ...given, [ARGUMENT]: key } };
}

function declareIn(schema: GraphQLSchema, operation: OperationDefinitionNode): OperationDefinitionNode {
  const field = singleMutation(operation);
  if (!field || declares(operation)) return operation;
  const args = schema.getMutationType()?.getFields()[field.name.value]?.args ?? [];
  const typeOf = (name: string) => args.find((each) => each.name === name)?.type;
  const name = { kind: Kind.NAME, value: ARGUMENT } as const;

  const own = typeOf(ARGUMENT);
  if (own) {
    if (argumentOf(field, ARGUMENT)) return operation;
    const argument = { kind: Kind.ARGUMENT, name, value: variable } as const;
    return declared(operation, own, { ...field, arguments: [...(field.arguments ?? []), argument] });
  }

  const input = argumentOf(field, 'input');
  const inputType = getNamedType(typeOf('input'));
  if (input?.value.kind !== Kind.OBJECT || !isInputObjectType(inputType)) return operation;
  const { fields } = input.value;
  const within = inputType.getFields()[ARGUMENT];
  if (!within || fields.some((each) => each.name.value === ARGUMENT)) return operation;
  const entry = { kind: Kind.OBJECT_FIELD, name, value: variable } as const;
  const filled: ArgumentNode = { ...input, value: { ...input.value, fields: [...fields, entry] } };
  const others = field.arguments?.map((each) => (each === input ? filled : each));
  return declared(operation, within.type, { ...field, arguments: others });
}

function declared(
  operation: OperationDefinitionNode,
  type: GraphQLInputType,
  field: FieldNode,
): OperationDefinitionNode {
  const definition: VariableDefinitionNode = {
    kind: Kind.VARIABLE_DEFINITION,
    variable,
    type: parseType(String(type), { noLocation: true }),
  };
  return {
    ...operation,
    variableDefinitions: [...(operation.variableDefinitions ?? []), definition],
    selectionSet: { ...operation.selectionSet, selections: [field] },
  };
}

function declares({ variableDefinitions }: OperationDefinitionNode): boolean {
  return variableDefinitions?.some((each) => each.variable.name.value === VARIABLE) ?? false;
}

/** Several mutations would share the key. */
function singleMutation({ operation, selectionSet }: OperationDefinitionNode): FieldNode | undefined {
  const [field, ...others] = selectionSet.selections;
  return operation === 'mutation' && field?.kind === Kind.FIELD && others.length === 0 ? field : undefined;
}

function argumentOf(field: FieldNode | undefined, name: string): ArgumentNode | undefined {
  return field?.arguments?.find((argument) => argument.name.value === name);
}
