import { defineConfig } from 'drizzle-kit';

export default defineConfig({ dialect: 'postgresql', schema: '../provider/tables.ts', out: './migrations' });
