import { readFile } from 'node:fs/promises';
import { SUBGRAPH_NAMES, type SubgraphName } from '@paygraph/config';

/** The SDL of each subgraph as it stands in this tree. */
export async function readContracts(): Promise<Record<SubgraphName, string>> {
  const entries = SUBGRAPH_NAMES.map(async (name) => {
    const path = new URL(`../../subgraphs/${name}/schema.graphql`, import.meta.url);
    return [name, await readFile(path, 'utf8')] as const;
  });
  return Object.fromEntries(await Promise.all(entries)) as Record<SubgraphName, string>;
}
