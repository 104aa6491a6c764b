import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseArgs, promisify } from 'node:util';
import { composeSupergraph } from './compose.ts';
import { readContracts } from './read-contracts.ts';
import { brokenPromises, undescribed } from './schema-check.ts';

/**
 * Whether the subgraphs' contracts may be published as they are: they compose, say what they mean, and keep what the
 * committed schema promised. `--against` names the commit that promised: HEAD, or what the change is to be merged into.
 */
const { values } = parseArgs({ options: { against: { type: 'string', default: 'HEAD' } } });

const run = promisify(execFile);
const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const SCHEMA_BYTES_MAX = 64 * 1024 * 1024;

const problems = await findProblems().catch((error: Error) => [error.message]);
for (const problem of problems) console.error(problem);
if (problems.length > 0) process.exitCode = 1;
else console.log(`The schema composes, describes itself, and breaks nothing that ${values.against} promised.`);

async function findProblems(): Promise<string[]> {
  const { apiSdl } = composeSupergraph(await readContracts());
  const breaks = await brokenPromises(await promised(values.against), apiSdl);
  return [...undescribed(apiSdl), ...breaks.map((message) => `Breaks clients: ${message}`)];
}

async function promised(commit: string): Promise<string> {
  const options = { cwd: ROOT, maxBuffer: SCHEMA_BYTES_MAX };
  try {
    return (await run('git', ['show', `${commit}:schema/api.graphql`], options)).stdout;
  } catch {
    throw new Error(`${commit} has no schema/api.graphql to compare with; name another commit with --against`);
  }
}
