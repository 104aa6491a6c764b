import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const GATEWAY_ORIGIN = 'http://localhost:4000';

export default defineConfig({
  // Every asset is addressed relative to the page, so the gateway may mount `dist` under any path.
  base: './',
  appType: 'mpa',
  plugins: [react()],
  build: {
    // Everything the GraphiQL page loads lies under `dist/graphiql`: one folder to serve, one path to guard.
    assetsDir: 'graphiql/assets',
    // Monaco alone is above Vite's default of 500 kB; it is loaded after the page has appeared.
    chunkSizeWarningLimit: 4_000,
    // The polyfill is for browsers older than those Monaco runs in.
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: { graphiql: 'graphiql/index.html' },
      // GraphiQL was compiled already; its notes to the React compiler mean nothing here.
      checks: { moduleLevelDirective: false },
    },
  },
  worker: { format: 'es' },
  server: {
    proxy: {
      '/graphql': { target: GATEWAY_ORIGIN, ws: true },
      '/graphiql/config.json': GATEWAY_ORIGIN,
    },
  },
});
