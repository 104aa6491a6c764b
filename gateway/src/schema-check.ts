import { CriticalityLevel, DiffRule, diff } from '@graphql-inspector/core';
import {
  buildSchema,
  type GraphQLArgument,
  type GraphQLNamedType,
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  isSpecifiedScalarType,
} from 'graphql';

/** Something clients see by name: a type, a field, an argument or an enum value. */
export interface SchemaMember {
  /** Such as `Wallet`, `Wallet.balances`, `Query.wallet(id:)` or `WalletStatus.FROZEN`. */
  readonly path: string;
  readonly name: string;
  readonly description?: string | null;
}

/** What the names of connections say already. */
const PLUMBING = /(Connection|Edge)\b/;

/** Everything clients can see by name. */
export function schemaMembers(schema: GraphQLSchema): SchemaMember[] {
  return Object.values(schema.getTypeMap())
    .filter((type) => !type.name.startsWith('__') && !isSpecifiedScalarType(type))
    .flatMap((type) => [{ path: type.name, name: type.name, description: type.description }, ...membersOf(type)]);
}

function membersOf(type: GraphQLNamedType): SchemaMember[] {
  if (isEnumType(type)) return type.getValues().map((value) => ({ ...value, path: `${type.name}.${value.name}` }));
  if (!isObjectType(type) && !isInterfaceType(type) && !isInputObjectType(type)) return [];
  return Object.values(type.getFields()).flatMap((field) => {
    const path = `${type.name}.${field.name}`;
    const args: readonly SchemaMember[] =
      'args' in field ? field.args.map((arg: GraphQLArgument) => ({ ...arg, path: `${path}(${arg.name}:)` })) : [];
    return [{ ...field, path }, ...args];
  });
}

/** Where the schema does not say what it means. */
export function undescribed(apiSdl: string): string[] {
  return schemaMembers(buildSchema(apiSdl))
    .filter(({ path, description }) => !description && !PLUMBING.test(path))
    .map(({ path }) => `${path} has no description`);
}

/**
 * Which promises to clients `after` breaks that `before` made. What was deprecated may go: whoever used it was told.
 */
export async function brokenPromises(before: string, after: string): Promise<string[]> {
  const changes = await diff(buildSchema(before), buildSchema(after), [DiffRule.suppressRemovalOfDeprecatedField]);
  return changes
    .filter(({ criticality }) => criticality.level === CriticalityLevel.Breaking)
    .map(({ message }) => message);
}
