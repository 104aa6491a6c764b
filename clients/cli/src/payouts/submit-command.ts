import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { parseArgs, styleText } from 'node:util';
import type { Paygraph, PayoutBatchFragment } from '@paygraph/sdk';
import { signIn } from '../sign-in.ts';

/** Failed lines that are listed; the platform has the rest. */
const FAILED_LINES_MAX = 100;
const BAR_WIDTH = 30;

export interface Terminal {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly out: Pick<NodeJS.WriteStream, 'write' | 'isTTY'>;
  readonly signal: AbortSignal;
}

/** `payouts submit`; the answer is the exit code: 1 when a line has failed. Throws what went wrong before. */
export async function submitCommand(args: readonly string[], terminal: Terminal): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      from: { type: 'string' },
      watch: { type: 'boolean', default: false },
      key: { type: 'string' },
      url: { type: 'string' },
    },
  });
  const [path, ...others] = positionals;
  if (path === undefined || others.length > 0) throw new Error('Name one CSV file');
  if (values.from === undefined) throw new Error('Say with --from which wallet pays');
  const file = await readFile(path, 'utf8');
  const paygraph = await signIn(terminal.environment, values);
  const idempotencyKey = values.key ?? randomUUID();
  // Before it is sent: whoever loses the answer can try again without paying twice.
  terminal.out.write(`Key ${idempotencyKey}\n`);
  const input = { fromWalletId: values.from, file, idempotencyKey };
  const batch = await paygraph.submitPayouts(input, { signal: terminal.signal });
  terminal.out.write(`Submitted ${batch.id}: ${batch.total} lines, ${batch.amount.amount} ${batch.amount.currency}\n`);
  return values.watch ? watch(paygraph, batch, terminal) : 0;
}

async function watch(paygraph: Paygraph, { id }: PayoutBatchFragment, { out, signal }: Terminal): Promise<number> {
  let last: PayoutBatchFragment | undefined;
  for await (const batch of paygraph.payoutProgress({ batchId: id }, { signal })) {
    last = batch;
    out.write(out.isTTY ? `\r\x1b[K${progressLine(batch)}` : `${progressLine(batch)}\n`);
  }
  if (out.isTTY) out.write('\n');
  signal.throwIfAborted();
  if (last?.status !== 'COMPLETED') throw new Error(`The platform stopped telling; look at the batch ${id} later`);
  if (last.failed === 0) return 0;
  await listFailed(paygraph, last, out);
  return 1;
}

function progressLine({ total, succeeded, failed, inReview, pending }: PayoutBatchFragment): string {
  const done = Math.floor(((total - pending) / total) * BAR_WIDTH);
  const bar = '█'.repeat(done) + '░'.repeat(BAR_WIDTH - done);
  const review = inReview > 0 ? `, ${inReview} in review` : '';
  return `${bar} ${total - pending}/${total}  ${succeeded} paid, ${failed} failed${review}`;
}

async function listFailed(
  paygraph: Paygraph,
  { id, failed }: PayoutBatchFragment,
  out: Terminal['out'],
): Promise<void> {
  let listed = 0;
  for await (const line of paygraph.payoutLines({ id, statuses: ['FAILED'], first: FAILED_LINES_MAX })) {
    if (listed === FAILED_LINES_MAX) break;
    listed += 1;
    const { number, toWalletId, amount, reference, failure } = line;
    const name = reference ? `${reference}, ` : '';
    const text = `Line ${number}: ${name}${amount.amount} ${amount.currency} to ${toWalletId}: ${failure?.message} (${failure?.code})`;
    out.write(`${out.isTTY ? styleText('red', text) : text}\n`);
  }
  if (failed > listed)
    out.write(`… and ${failed - listed} more: payoutBatch(id: "${id}") { lines(statuses: [FAILED]) }\n`);
}
