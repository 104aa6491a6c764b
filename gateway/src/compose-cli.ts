import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { composeSupergraph } from './compose.ts';
import { readContracts } from './read-contracts.ts';

/** Composes the subgraphs and writes `schema/`; with `--check`, only says whether `schema/` is up to date. */
const { values } = parseArgs({ options: { check: { type: 'boolean', default: false } } });

const root = new URL('../../', import.meta.url);
const { supergraphSdl, apiSdl } = composeSupergraph(await readContracts());

for (const [file, text] of [
  ['supergraph.graphql', supergraphSdl],
  ['api.graphql', apiSdl],
] as const) {
  const path = fileURLToPath(new URL(`schema/${file}`, root));
  if (!values.check) {
    await writeFile(path, text);
  } else if ((await readFile(path, 'utf8').catch(() => '')) !== text) {
    console.error(`schema/${file} is out of date: npm run compose`);
    process.exitCode = 1;
  }
}
