import type { Server } from 'node:http';

const SWEEP_INTERVAL_MS = 20;

/**
 * Closes an HTTP server once the requests it has begun are answered. Node closes only the connections that
 * are idle at that moment: one whose request ends a little later would be kept for as long as its client likes.
 */
export async function closeServer(app: { readonly server: Server; close(): PromiseLike<unknown> }): Promise<void> {
  const sweep = setInterval(() => app.server.closeIdleConnections(), SWEEP_INTERVAL_MS);
  try {
    await app.close();
  } finally {
    clearInterval(sweep);
  }
}
