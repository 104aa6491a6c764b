import { parseArgs } from 'node:util';
import type { Benchmark, Report } from './benchmark.ts';

/** `npm run bench -- <name> [--json] [--seconds N] [--full]`: measures, and says which bars were kept. */

const BENCHMARKS: Readonly<Record<string, () => Promise<Benchmark>>> = {
  abuse: async () => (await import('./abuse/abuse.ts')).abuse,
  gateway: async () => (await import('./gateway/gateway.ts')).gateway,
  ledger: async () => (await import('./ledger/ledger.ts')).ledger,
  payments: async () => (await import('./payments/payments.ts')).payments,
  subscriptions: async () => (await import('./subscriptions/subscriptions.ts')).subscriptions,
};
const DURATION_DEFAULT_S = '4';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: 'boolean', default: false },
    seconds: { type: 'string', default: DURATION_DEFAULT_S },
    full: { type: 'boolean', default: false },
  },
});
const load = BENCHMARKS[positionals[0] ?? ''];
const duration_s = Number(values.seconds);
if (!load || !(duration_s > 0)) {
  console.error(`npm run bench -- ${Object.keys(BENCHMARKS).join('|')} [--json] [--seconds N] [--full]`);
  process.exit(1);
}
const benchmark = await load();
const report = await benchmark({ duration_s, full: values.full, progress: (line) => console.error(line) });
if (values.json) console.log(JSON.stringify(report));
else print(report);

function print({ detail, bars }: Report): void {
  console.table(detail);
  console.table(bars);
}
