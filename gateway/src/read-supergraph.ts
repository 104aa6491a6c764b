import { readFile } from 'node:fs/promises';

/** The composed schema that is committed; `npm run check` keeps it true. */
export function readSupergraph(): Promise<string> {
  return readFile(new URL('../../schema/supergraph.graphql', import.meta.url), 'utf8');
}
