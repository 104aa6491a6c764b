import { styleText } from 'node:util';
import { PaygraphError, UserErrors } from '@paygraph/sdk';
import { submitCommand } from './payouts/submit-command.ts';

const USAGE = `Works with a Paygraph platform from the command line.

  npm run paygraph -- payouts submit <file.csv> --from <walletId> [--watch] [--key <key>] [--url <url>]
      Pays every line of a CSV file out of a wallet of yours. Its header names the columns, in any order:
      to_wallet_id and amount, and if wanted currency, description and reference.
      With --watch, shows how far it is until every line was paid or has failed, then lists those that failed.
      The same --key never pays twice: give the key that was printed to try again.

Who you are, from the environment: PAYGRAPH_TOKEN (an access token or an API key), or PAYGRAPH_EMAIL and
PAYGRAPH_PASSWORD. Where: --url, PAYGRAPH_URL, or http://localhost:4000.
`;

/** The exit code: 0 when everything was done, 1 when something failed, 2 for a command that makes no sense. */
async function main(args: readonly string[]): Promise<number> {
  const [noun, verb, ...rest] = args;
  const asked = args.includes('--help') || args.includes('-h');
  if (noun !== 'payouts' || verb !== 'submit' || asked) {
    (asked ? process.stdout : process.stderr).write(USAGE);
    return asked ? 0 : 2;
  }
  const interrupted = new AbortController();
  const interrupt = () => interrupted.abort(new Error('Interrupted; the payouts go on'));
  process.once('SIGINT', interrupt).once('SIGTERM', interrupt);
  process.stdout.on('error', interrupt);
  return submitCommand(rest, { environment: process.env, out: process.stdout, signal: interrupted.signal });
}

function explain(error: unknown): string {
  if (error instanceof UserErrors) return error.errors.map(({ message }) => message).join('\n');
  if (error instanceof PaygraphError) return `${error.message} (${error.code})`;
  return error instanceof Error ? error.message : String(error);
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`${styleText('red', explain(error), { stream: process.stderr })}\n`);
  process.exitCode = 1;
}
