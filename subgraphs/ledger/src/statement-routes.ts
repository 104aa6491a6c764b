import { Readable } from 'node:stream';
import type { Database } from '@paygraph/postgres';
import type { RunningSubgraph } from '@paygraph/subgraph';
import { accountsById } from './account-store.ts';
import type { StatementFormat, StatementWriter } from './statement.ts';
import { camt053Statement } from './statement-camt053.ts';
import { csvStatement } from './statement-csv.ts';
import type { StatementLinks } from './statement-link.ts';
import { type OpenStatement, openStatement } from './statement-store.ts';

const WRITERS: Readonly<Record<StatementFormat, StatementWriter>> = { CSV: csvStatement, CAMT_053: camt053Statement };

interface StatementDeps {
  readonly database: Database;
  readonly statementLinks: StatementLinks;
  readonly now: () => Date;
}

/** Statements for whoever has a link to one: see `Wallet.statement`. */
export function statementRoutes({
  database,
  statementLinks,
  now,
}: StatementDeps): NonNullable<RunningSubgraph['routes']> {
  return (app) => {
    // A wildcard: a parameter of a path may be no longer than 100 characters. No HEAD: it would read everything.
    app.get<{ Params: { '*': string } }>('/statements/*', { exposeHeadRoute: false }, async (request, reply) => {
      reply.headers({ 'cache-control': 'private, no-store', 'x-content-type-options': 'nosniff' });
      const grant = statementLinks.read(request.params['*'], now());
      if (grant === 'EXPIRED')
        return reply.status(410).type('text/plain').send('This link has expired. Ask for a new one.\n');
      const account =
        grant === 'FORGED' ? undefined : (await accountsById(database, [grant.walletId])).get(grant.walletId);
      if (grant === 'FORGED' || !account)
        return reply.status(404).type('text/plain').send('There is no such statement.\n');
      const writer = WRITERS[grant.format];
      const statement = await openStatement(database, account, grant.range, now());
      return reply
        .type(writer.contentType)
        .header('content-disposition', `attachment; filename="${fileName(grant.range)}.${writer.extension}"`)
        .send(Readable.from(written(statement, writer)));
    });
  };
}

/** One piece a page: the next is read when the one before has gone out. */
async function* written({ head, pages }: OpenStatement, writer: StatementWriter): AsyncGenerator<string> {
  yield writer.start(head);
  for await (const page of pages) yield page.map((entry) => writer.entry(entry, head)).join('');
  yield writer.end();
}

function fileName({ from, to }: { readonly from: Date; readonly to: Date }): string {
  const day = (time: Date) => time.toISOString().slice(0, 10);
  return `statement-${day(from)}-${day(to)}`;
}
