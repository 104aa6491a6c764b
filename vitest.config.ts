import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const POLL_TIMEOUT_MS = 10_000;
const E2E_TEST_TIMEOUT_MS = 120_000;
const E2E_HOOK_TIMEOUT_MS = 180_000;

// Node takes graphql's CommonJS files for everybody; Vite would take its ES modules for us alone, and then an
// error of ours is no GraphQLError to Mercurius.
const resolve = { alias: [{ find: /^graphql$/, replacement: fileURLToPath(import.meta.resolve('graphql')) }] };

export default defineConfig({
  test: {
    watch: false,
    pool: 'forks',
    maxWorkers: 2,
    passWithNoTests: true,
    globalSetup: './platform/testing/src/global-setup.ts',
    projects: [
      {
        // Without `extends: false` each project would inherit the global setup, and start servers of its own.
        extends: false,
        resolve,
        test: {
          name: 'unit',
          include: ['{platform,subgraphs,gateway,clients,schema}/**/*.test.ts'],
          exclude: ['**/node_modules/**', '**/dist/**'],
          pool: 'forks',
          maxWorkers: 2,
          // Far beyond what any takes: a timeout is there to end what hangs, not to measure a busy machine.
          expect: { poll: { timeout: POLL_TIMEOUT_MS } },
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: false,
        resolve,
        test: {
          name: 'e2e',
          include: ['e2e/**/*.test.ts'],
          pool: 'forks',
          maxWorkers: 2,
          expect: { poll: { timeout: POLL_TIMEOUT_MS } },
          testTimeout: E2E_TEST_TIMEOUT_MS,
          hookTimeout: E2E_HOOK_TIMEOUT_MS,
          // After the fast tests: what they catch is easier to read there.
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
