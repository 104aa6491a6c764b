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

/** Adds what another fetch brought: objects are merged, lists by position, anything else is replaced. */
export function mergeInto(target: JsonObject, source: JsonObject): void {
  for (const key of Object.keys(source)) {
    target[key] = mergeValue(Object.hasOwn(target, key) ? target[key] : undefined, source[key]);
  }
}

function mergeValue(existing: Json | undefined, value: Json | undefined): Json | undefined {
  if (Array.isArray(existing) && Array.isArray(value)) {
    return value.map((item, index) => mergeValue(existing[index], item) as Json);
  }
  if (isJsonObject(existing) && isJsonObject(value)) {
    mergeInto(existing, value);
    return existing;
  }
  return value;
}
