import { SettingsError } from '@paygraph/config';
import { StartupError } from '@paygraph/postgres';

/** Closing takes as long as requests in flight; something that takes longer than this hangs. */
const CLOSE_TIMEOUT_MS = 15_000;

/**
 * Runs a server process: `main` opens what it needs onto `resources`, and returns when it serves. Ctrl-C and
 * SIGTERM close everything in reverse order; a second one ends at once. An expected obstacle is told in a line
 * each, and the exit code is 1. A process that means something else by SIGHUP leaves it out of `endedBy`.
 */
export async function runProcess(
  main: (resources: AsyncDisposableStack) => Promise<void>,
  endedBy: readonly NodeJS.Signals[] = ['SIGINT', 'SIGTERM', 'SIGHUP'],
): Promise<void> {
  const resources = new AsyncDisposableStack();
  let closing = false;
  const close = async (exitCode: number) => {
    if (closing) process.exit(130);
    closing = true;
    setTimeout(() => process.exit(1), CLOSE_TIMEOUT_MS).unref();
    try {
      await resources.disposeAsync();
    } catch (error) {
      console.error(error);
      process.exit(1);
    }
    process.exit(exitCode);
  };
  for (const signal of endedBy) process.on(signal, () => void close(0));
  try {
    await main(resources);
  } catch (error) {
    console.error(describe(error));
    await close(1);
  }
}

function describe(error: unknown): unknown {
  if (error instanceof SettingsError || error instanceof StartupError) return error.message;
  return error;
}
