import { defineConfig } from 'drizzle-kit';

/** For the tests only: in a subgraph these tables are part of its own migrations. */
export default defineConfig({ dialect: 'postgresql', schema: './src/tables.ts', out: './tests/migrations' });
