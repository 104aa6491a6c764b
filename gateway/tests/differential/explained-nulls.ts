import type { ExecutionResult } from 'graphql';

/** The nulls of a response that errors explain, each with the codes and paths of its errors. */
function nullsOf({ data, errors = [] }: ExecutionResult): ReadonlyMap<string, ReadonlySet<string>> {
  const nulls = new Map<string, Set<string>>();
  for (const { path = [], extensions } of errors) {
    const at = nullAt(data, path);
    if (at === undefined) continue;
    nulls.set(at, (nulls.get(at) ?? new Set()).add(`${extensions?.code} at ${path.join('.')}`));
  }
  return nulls;
}

/**
 * What of one response is explained otherwise by the other. Where several errors make one null, which of them are told
 * depends on who was asked first: one that both tell is enough.
 */
export function explainedOtherwise(a: ExecutionResult, b: ExecutionResult): readonly string[] {
  const [ofA, ofB] = [nullsOf(a), nullsOf(b)];
  const places = [...new Set([...ofA.keys(), ...ofB.keys()])];
  return places.flatMap((at) => {
    const [toldByA, toldByB] = [ofA.get(at) ?? new Set(), ofB.get(at) ?? new Set()];
    return toldByA.isDisjointFrom(toldByB) ? [`${at}: ${[...toldByA]}, and ${[...toldByB]}`] : [];
  });
}

function nullAt(data: unknown, path: readonly (string | number)[]): string | undefined {
  let value = data;
  const at: (string | number)[] = [];
  for (const key of path) {
    if (value === null || value === undefined) break;
    value = (value as Record<string | number, unknown>)[key];
    // About something only another subgraph asked for.
    if (value === undefined) return undefined;
    at.push(key);
  }
  return at.join('.');
}
