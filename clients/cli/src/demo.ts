import { parseArgs } from 'node:util';
import { operatorAccount } from './demo/operator-account.ts';
import { answers, startPlatform } from './demo/platform.ts';
import { tellStory } from './demo/story.ts';
import { teller } from './demo/teller.ts';

const DEFAULT_URL = 'http://localhost:4000';
/** The story takes a few seconds; what takes this long hangs. */
const STORY_MAX_MS = 120_000;

const USAGE = `Plays a day at Paygraph: people, wallets, money that moves, money that does not, and who hears of it.

  npm run demo                     at ${DEFAULT_URL}, or on a platform of its own when nothing runs there
  npm run demo -- --url <url>      at this platform
  npm run demo -- --start          on a platform of its own, which is gone afterwards
`;

// What an interrupted story still waits for is of no interest.
process.exit(await main());

/** The exit code: 0 when the whole story came true. */
async function main(): Promise<number> {
  const tell = teller(process.stdout);
  await using resources = new AsyncDisposableStack();
  const interrupted = new AbortController();
  const interrupt = () => interrupted.abort(new Error('Interrupted'));
  process.once('SIGINT', interrupt).once('SIGTERM', interrupt);
  // Nobody reads on, as with `| head`.
  process.stdout.on('error', interrupt);
  try {
    const { values } = parseArgs({
      options: { url: { type: 'string' }, start: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
    });
    if (values.help) {
      process.stdout.write(USAGE);
      return 0;
    }
    const signal = AbortSignal.any([interrupted.signal, AbortSignal.timeout(STORY_MAX_MS)]);
    const url = await platformUrl(values, signal, resources, tell.note);
    tell.title(`Paygraph demo at ${url}`);
    const account = await operatorAccount(url, signal);
    const started_ms = performance.now();
    await Promise.race([tellStory({ url, account, tell }), aborted(signal)]);
    tell.end(`Everything as promised, in ${((performance.now() - started_ms) / 1000).toFixed(1)} s.`);
    return 0;
  } catch (error) {
    tell.fail(error);
    return 1;
  }
}

async function platformUrl(
  { url, start }: { url?: string; start?: boolean },
  signal: AbortSignal,
  resources: AsyncDisposableStack,
  note: (line: string) => void,
): Promise<string> {
  if (url !== undefined) {
    if (await answers(url)) return url.replace(/\/$/, '');
    throw new Error(`Nothing answers at ${url}. Start the platform with: npm start`);
  }
  if (!start && (await answers(DEFAULT_URL))) return DEFAULT_URL;
  note(
    start
      ? 'Starting a platform for this story …'
      : `Nothing runs at ${DEFAULT_URL}: starting a platform for this story …`,
  );
  const platform = resources.use(await startPlatform(signal));
  return platform.url;
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason);
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}
