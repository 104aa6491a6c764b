import { createTransport } from 'nodemailer';
import type { LeasedMail } from './mail-store.ts';

/** Hands mails over to whoever delivers them. */
export interface MailTransport {
  /**
   * Resolves once the mail is accepted. A mail that is sent twice, because a crash came between sending and
   * remembering, carries the same Message-ID.
   */
  send(mail: LeasedMail): Promise<unknown>;
  close(): void;
}

/** A server that has not answered by then has not accepted the mail. Shorter than a lease of the worker. */
const SMTP_TIMEOUT_MS = 10_000;

/** Delivers through an SMTP server, such as `smtps://user:password@mail.example`. */
export function smtpTransport(url: string, publicUrl: string): MailTransport {
  const timeouts = {
    connectionTimeout: SMTP_TIMEOUT_MS,
    greetingTimeout: SMTP_TIMEOUT_MS,
    socketTimeout: SMTP_TIMEOUT_MS,
  };
  const transport = createTransport({ url, pool: true, ...timeouts });
  return {
    send: (mail) => transport.sendMail(message(mail, publicUrl)),
    close: () => transport.close(),
  };
}

/** Delivers nothing: the development mailbox shows what would have gone out. */
export const mailboxTransport: MailTransport = { async send() {}, close() {} };

/** The whole message as it would go out. */
export async function composeMail(mail: ComposedMail, publicUrl: string): Promise<string> {
  const transport = createTransport({ streamTransport: true, buffer: true, newline: 'unix' });
  const { message: raw } = await transport.sendMail(message(mail, publicUrl));
  return raw.toString();
}

type ComposedMail = Pick<LeasedMail, 'id' | 'to' | 'subject' | 'text' | 'html'>;

function message({ id, to, subject, text, html }: ComposedMail, publicUrl: string) {
  const { hostname } = new URL(publicUrl);
  return {
    from: { name: 'Paygraph', address: `no-reply@${hostname}` },
    to: { name: '', address: to },
    subject,
    text,
    html,
    messageId: `<${id}@${hostname}>`,
  };
}
