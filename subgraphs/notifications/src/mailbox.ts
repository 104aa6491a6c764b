import { createHash } from 'node:crypto';
import type { Database } from '@paygraph/postgres';
import type { RunningSubgraph } from '@paygraph/subgraph';
import { listMails, mailById } from './mail-store.ts';
import { composeMail } from './mail-transport.ts';
import { MAILBOX_STYLE, mailboxListPage, mailPage } from './mailbox-page.ts';

const MAILS_SHOWN_MAX = 50;

const styleHash = createHash('sha256').update(MAILBOX_STYLE).digest('base64');
const PAGE_POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${styleHash}'`,
  "frame-src 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');
const MAIL_POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'; sandbox";

const HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
};

/**
 * The development mailbox: everybody's mails, for anybody who can reach this server. Never mount it where
 * mails are delivered.
 */
export function mailboxRoutes(database: Database, publicUrl: string): NonNullable<RunningSubgraph['routes']> {
  return (app) => {
    app.get('/mailbox', async (_request, reply) => {
      const entries = await listMails(database, MAILS_SHOWN_MAX);
      return reply.headers({ ...HEADERS, 'content-security-policy': PAGE_POLICY }).send(mailboxListPage(entries));
    });
    app.get<{ Params: { id: string } }>('/mailbox/:id', async (request, reply) => {
      const entry = await mailById(database, request.params.id);
      if (!entry) return reply.callNotFound();
      const { mail, to } = entry;
      const message = await composeMail({ ...mail, to: mail.sentTo ?? to ?? '' }, publicUrl);
      return reply.headers({ ...HEADERS, 'content-security-policy': PAGE_POLICY }).send(mailPage(entry, message));
    });
    app.get<{ Params: { id: string } }>('/mailbox/:id/html', async (request, reply) => {
      const entry = await mailById(database, request.params.id);
      if (!entry) return reply.callNotFound();
      return reply.headers({ ...HEADERS, 'content-security-policy': MAIL_POLICY }).send(entry.mail.html);
    });
  };
}
