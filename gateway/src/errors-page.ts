import { ERROR_CODES } from '@paygraph/subgraph';
import type { FastifyInstance } from 'fastify';

/** What each code of a top-level error means, where `docUrl` of the errors points. */
export function mountErrorsPage(app: FastifyInstance): void {
  const rows = Object.entries(ERROR_CODES).map(
    ([code, { meaning, retryable }]) =>
      `<tr id="${code}"><th scope="row"><code>${code}</code></th><td>${meaning}</td><td>${retryable ? 'yes' : 'no'}</td></tr>`,
  );
  const page = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Paygraph: error codes</title>
<style>body{font:16px/1.5 system-ui,sans-serif;max-width:50rem;margin:2rem auto;padding:0 1rem}table{border-collapse:collapse}th,td{text-align:left;padding:.5rem .75rem;border-bottom:1px solid #ccc;vertical-align:top}tr:target{background:#fff3bf;color:#000}</style></head>
<body><h1>Error codes</h1><p>Found in <code>extensions.code</code> of a top-level error.</p>
<table><thead><tr><th>Code</th><th>Meaning</th><th>Try again?</th></tr></thead><tbody>
${rows.join('\n')}
</tbody></table></body></html>`;
  app.get('/errors', (_request, reply) =>
    reply
      .header('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'")
      .type('text/html')
      .send(page),
  );
}
