import { type Html, html } from './html.ts';
import type { MailboxEntry } from './mail-store.ts';

/** The one stylesheet of the mailbox; its hash is what the page's content security policy allows. */
export const MAILBOX_STYLE = `
body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; color: #1a1a2e; background: #fff; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; padding: .4rem .8rem .4rem 0; border-bottom: 1px solid #d8d8e0; vertical-align: top; overflow-wrap: anywhere; }
dt { font-weight: 600; }
dd { margin: 0 0 .5rem; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; background: #f4f4f8; padding: 1rem; }
iframe { width: 100%; height: 20rem; border: 1px solid #d8d8e0; }
@media (prefers-color-scheme: dark) {
  body { color: #e8e8f0; background: #14141c; }
  a { color: #9db4ff; }
  pre { background: #20202c; }
  iframe { background: #fff; }
}
`;

/** The newest mails, one to a row. */
export function mailboxListPage(entries: readonly MailboxEntry[]): string {
  const rows = entries.map(
    ({ mail, to }) => html`
<tr>
<td>${timeOf(mail.createdAt)}</td>
<td>${to ?? 'not known yet'}</td>
<td><a href="/mailbox/${mail.id}">${mail.subject}</a></td>
<td>${mail.status}</td>
</tr>`,
  );
  return page(
    'Mailbox',
    entries.length === 0
      ? html`<p>No mail yet.</p>`
      : html`<table>
<thead><tr><th>Written</th><th>To</th><th>Subject</th><th>Status</th></tr></thead>
<tbody>${rows}</tbody>
</table>`,
  );
}

/** One mail: where it went, how it looks, and the message itself. */
export function mailPage({ mail, to }: MailboxEntry, message: string): string {
  const facts = [
    ['To', mail.sentTo ?? to ?? 'not known yet'],
    ['Status', `${mail.status}, attempts: ${mail.attempts}`],
    ['Written', timeOf(mail.createdAt)],
    ...(mail.sentAt ? [['Sent', timeOf(mail.sentAt)]] : []),
    ...(mail.lastError ? [['Last error', mail.lastError]] : []),
  ];
  return page(
    mail.subject,
    html`<p><a href="/mailbox">All mails</a></p>
<dl>${facts.map(([label = '', value = '']) => html`<dt>${label}</dt><dd>${value}</dd>`)}</dl>
<iframe sandbox title="The mail as HTML" src="/mailbox/${mail.id}/html"></iframe>
<h2>As plain text</h2>
<pre>${mail.text}</pre>
<h2>The message</h2>
<pre>${message}</pre>`,
  );
}

function page(title: string, body: Html): string {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${title}</title>
<style>${{ markup: MAILBOX_STYLE }}</style>
</head>
<body>
<h1>${title}</h1>
${body}
</body>
</html>
`.markup;
}

function timeOf(date: Date): string {
  return `${date.toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}
