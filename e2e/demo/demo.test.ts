import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const DEMO = fileURLToPath(new URL('../../clients/cli/src/demo.ts', import.meta.url));

test('the story of the demo comes true on a platform of its own', async () => {
  const { stdout } = await promisify(execFile)(process.execPath, [DEMO, '--start']);
  expect(stdout).toContain('Everything as promised');
  expect(stdout).not.toContain('✗');
});
