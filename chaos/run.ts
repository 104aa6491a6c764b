import { parseArgs } from 'node:util';
import { type Chaos, summary } from './chaos.ts';

/** `npm run chaos -- <name> [--rounds N]`: breaks something again and again, and looks for what that did. */

const TESTS: Readonly<Record<string, () => Promise<Chaos>>> = {
  ledger: async () => (await import('./ledger/crash.ts')).crashLedger,
  payments: async () => (await import('./payments/crash.ts')).crashPayments,
};
const ROUNDS_DEFAULT = '50';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { rounds: { type: 'string', default: ROUNDS_DEFAULT } },
});
const load = TESTS[positionals[0] ?? ''];
const rounds = Number(values.rounds);
if (!load || !Number.isInteger(rounds) || rounds < 1) {
  console.error(`npm run chaos -- ${Object.keys(TESTS).join('|')} [--rounds N]`);
  process.exit(1);
}
const chaos = await load();
const verdict = await chaos({ rounds, progress: (line) => console.log(line) });
console.log(summary(verdict));
process.exitCode = verdict.findings.length === 0 ? 0 : 1;
