export type Json = null | boolean | number | string | Json[] | JsonObject;
export interface JsonObject {
  [key: string]: Json | undefined;
}

export function isJsonObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function copyOf<Value extends Json | undefined>(value: Value): Value;
export function copyOf(value: Json | undefined): Json | undefined {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(copyOf);
  const copy: JsonObject = {};
  for (const key of Object.keys(value)) copy[key] = copyOf(value[key]);
  return copy;
}

/**
 * Adds what another fetch brought: objects are merged, lists by position, anything else is replaced. Only a type that is
 * known stays known: `vague` are the names that subgraphs give to interfaces that are objects to them.
 */
export function mergeInto(target: JsonObject, source: JsonObject, vague?: ReadonlySet<unknown>): void {
  for (const key of Object.keys(source)) {
    if (!Object.hasOwn(target, key)) target[key] = source[key];
    else if (key !== '__typename' || !vague?.has(source[key]))
      target[key] = mergeValue(target[key], source[key], vague);
  }
}

function mergeValue(
  existing: Json | undefined,
  value: Json | undefined,
  vague: ReadonlySet<unknown> | undefined,
): Json | undefined {
  if (Array.isArray(existing) && Array.isArray(value)) {
    return value.map((item, index) => mergeValue(existing[index], item, vague) as Json);
  }
  if (isJsonObject(existing) && isJsonObject(value)) {
    mergeInto(existing, value, vague);
    return existing;
  }
  return value;
}
