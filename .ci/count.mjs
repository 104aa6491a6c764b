// Prints how many tests passed, failed and were skipped, from what Vitest's JSON reporter wrote.
import { readFileSync } from 'node:fs';

const [file, exitCode] = process.argv.slice(2);
let files = [];
try {
  files = JSON.parse(readFileSync(file, 'utf8')).testResults;
} catch {
  // The run ended before there were results.
}
const tests = files.flatMap(({ assertionResults }) => assertionResults.map(({ status }) => status));
const count = (...statuses) => tests.filter((status) => statuses.includes(status)).length;
// A file that cannot be loaded has no tests to fail, and an error outside of all tests fails the run alone.
const broken = files.filter(
  ({ status, assertionResults }) => status === 'failed' && !assertionResults.some((test) => test.status === 'failed'),
).length;
const failed = Math.max(count('failed') + broken, exitCode === '0' ? 0 : 1);
const skipped = count('skipped', 'pending', 'todo', 'disabled');
console.log(`${count('passed')} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
