/** What the SDK must know of a document, without a GraphQL parser. */

/** Whether it holds a mutation: a definition of that kind outside of all braces. */
export function isMutation(document: string): boolean {
  return /\bmutation\b/.test(topLevel(document));
}

/** Whether a subscription can go on where it was interrupted. */
export function isResumable(document: string): boolean {
  return /\$after\s*:\s*EventCursor\b/.test(document);
}

interface Keyed {
  readonly idempotencyKey?: unknown;
  readonly input?: Keyed;
  /** Of a schedule. */
  readonly transfer?: Keyed;
  readonly inputs?: readonly Keyed[];
}

/**
 * The key that makes a mutation safe to repeat, where the API has it: a variable, a field of `input`, or one in each of
 * `inputs`, of which it is the first.
 */
export function idempotencyKeyOf(variables: Keyed): string | undefined {
  const { idempotencyKey: key, input, transfer, inputs } = variables;
  if (typeof key === 'string') return key;
  if (inputs)
    return inputs.every((each) => idempotencyKeyOf(each) !== undefined) ? inputs.map(idempotencyKeyOf)[0] : undefined;
  const inner = input ?? transfer;
  return inner && idempotencyKeyOf(inner);
}

function topLevel(document: string): string {
  const bare = document.replace(/"""[\s\S]*?"""|"(?:\\.|[^"\\\n])*"|#.*/g, ' ');
  let depth = 0;
  let outside = '';
  for (const character of bare) {
    if ('{('.includes(character)) depth += 1;
    else if (')}'.includes(character)) depth -= 1;
    else if (depth === 0) outside += character;
  }
  return outside;
}
