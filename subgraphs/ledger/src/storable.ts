const ID_CHARACTERS_MAX = 255;
const DEPTH_MAX = 64;

/**
 * Whether PostgreSQL can store all that somebody wrote: one that it cannot would take every other operation of its
 * batch with it. No NUL, no half of a character, no id too long for an index, no JSON nested without end.
 */
export function isStorable(input: object): boolean {
  return Object.entries(input).every(
    ([name, value]) =>
      isStorableValue(value, DEPTH_MAX) &&
      !(/id$/i.test(name) && typeof value === 'string' && value.length > ID_CHARACTERS_MAX),
  );
}

function isStorableValue(value: unknown, depth: number): boolean {
  if (typeof value === 'string') return value.isWellFormed() && !value.includes('\0');
  if (typeof value !== 'object' || value === null || value instanceof Date) return true;
  if (depth === 0) return false;
  const parts = Array.isArray(value) ? value : Object.entries(value).flat();
  return parts.every((part) => isStorableValue(part, depth - 1));
}
