import type { GraphQLSchema } from 'graphql';
import type { Condition, Requirements } from './requirements.ts';
import { visibleSchema } from './visible-schema.ts';

/** Roles are few, and so are the sets of scopes that keys are made with. */
const SCHEMAS_MAX = 32;

/** What introspection shows to callers who do not meet these conditions. */
export type ShownSchemas = (unmet: ReadonlySet<Condition>) => GraphQLSchema;

/** Shows callers what they may use; made once for all to whom the same is allowed. */
export function shownSchemas(apiSchema: GraphQLSchema, requirements: Requirements): ShownSchemas {
  const schemas = new Map<string, GraphQLSchema>();
  return (unmet) => {
    const key = requirements.conditions.map((condition) => (unmet.has(condition) ? '0' : '1')).join('');
    const known = schemas.get(key);
    if (known) return known;
    const schema = visibleSchema(apiSchema, requirements, unmet);
    if (schemas.size >= SCHEMAS_MAX) schemas.delete(schemas.keys().next().value as string);
    schemas.set(key, schema);
    return schema;
  };
}
