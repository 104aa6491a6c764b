import { type ConstDirectiveNode, type DirectiveNode, Kind, parse, valueFromASTUntyped } from 'graphql';

/** What `@cost` and `@listSize` say about one field. */
interface FieldCost {
  readonly weight?: number;
  readonly arguments: Readonly<Record<string, number>>;
  readonly listSize?: ListSize;
}

interface ListSize {
  readonly assumedSize?: number;
  readonly slicingArguments: readonly string[];
  /** Lists inside the field's value that have this size; none when the field itself is the list. */
  readonly sizedFields: readonly string[];
}

/** What the supergraph says about costs; what it leaves out has the weights of the specification. */
export interface CostTable {
  /** By `Type.field`. */
  readonly fields: ReadonlyMap<string, FieldCost>;
  readonly types: ReadonlyMap<string, number>;
}

export function readCosts(supergraphSdl: string): CostTable {
  const fields = new Map<string, FieldCost>();
  const types = new Map<string, number>();
  for (const definition of parse(supergraphSdl, { noLocation: true }).definitions) {
    if (!('directives' in definition) || !('name' in definition) || !definition.name) continue;
    const typeName = definition.name.value;
    const weight = weightOf(definition.directives);
    if (weight !== undefined) types.set(typeName, weight);
    if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION && definition.kind !== Kind.INTERFACE_TYPE_DEFINITION) continue;
    for (const { name, directives, arguments: args = [] } of definition.fields ?? []) {
      const cost: FieldCost = {
        weight: weightOf(directives),
        arguments: Object.fromEntries(
          args.flatMap((argument) => {
            const each = weightOf(argument.directives);
            return each === undefined ? [] : [[argument.name.value, each]];
          }),
        ),
        listSize: listSizeOf(directives),
      };
      if (cost.weight !== undefined || cost.listSize || Object.keys(cost.arguments).length > 0)
        fields.set(`${typeName}.${name.value}`, cost);
    }
  }
  return { fields, types };
}

type Directives = readonly (DirectiveNode | ConstDirectiveNode)[] | undefined;

function weightOf(directives: Directives): number | undefined {
  const weight = argumentsOf(directives, 'cost')?.weight;
  return typeof weight === 'number' ? weight : undefined;
}

function listSizeOf(directives: Directives): ListSize | undefined {
  const given = argumentsOf(directives, 'listSize');
  if (!given) return undefined;
  return {
    assumedSize: typeof given.assumedSize === 'number' ? given.assumedSize : undefined,
    slicingArguments: (given.slicingArguments as string[] | undefined) ?? [],
    sizedFields: (given.sizedFields as string[] | undefined) ?? [],
  };
}

function argumentsOf(directives: Directives, name: string): Record<string, unknown> | undefined {
  const directive = directives?.find((each) => each.name.value === name);
  return (
    directive &&
    Object.fromEntries(
      (directive.arguments ?? []).map((argument) => [argument.name.value, valueFromASTUntyped(argument.value)]),
    )
  );
}
