/** What the SDK must know of a document, without a GraphQL parser. */

/** Whether it holds a mutation: a definition of that kind outside of all braces. */
export function isMutation(document: string): boolean {
  return /\bmutation\b/.test(topLevel(document));
}

/** Whether a subscription can go on where it was interrupted. */
export function isResumable(document: string): boolean {
  return /\$after\s*:\s*EventCursor\b/.test(document);
}

/** The key that makes a mutation safe to repeat, where the API has it: a variable, or a field of `input`. */
export function idempotencyKeyOf(variables: object): string | undefined {
  const { idempotencyKey, input } = variables as { idempotencyKey?: unknown; input?: { idempotencyKey?: unknown } };
  const key = idempotencyKey ?? input?.idempotencyKey;
  return typeof key === 'string' ? key : undefined;
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
