import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

/** The composed schema that is committed; `npm run check` keeps it true. */
export const COMMITTED_SUPERGRAPH = fileURLToPath(new URL('../../schema/supergraph.graphql', import.meta.url));

export function readSupergraph(): Promise<string> {
  return readFile(COMMITTED_SUPERGRAPH, 'utf8');
}
