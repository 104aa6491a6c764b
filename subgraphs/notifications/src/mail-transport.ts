import { createTransport } from 'nodemailer';
import type { LeasedMail } from './mail-store.ts';

/** Hands mails over to whoever delivers them. */
export interface MailTransport {
  /**
   * Resolves once the mail is accepted, with the whole message when nobody else has it now. A mail that is
   * sent twice, because a crash came between sending and remembering, carries the same Message-ID.
   */
  send(mail: LeasedMail): Promise<{ readonly raw: string | null }>;
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
    async send(mail) {
      await transport.sendMail(message(mail, publicUrl));
      return { raw: null };
    },
    close: () => transport.close(),
  };
}

/** Delivers nothing: composes the message and gives it back, for the development mailbox to show. */
export function mailboxTransport(publicUrl: string): MailTransport {
  const transport = createTransport({ streamTransport: true, buffer: true, newline: 'unix' });
  return {
    async send(mail) {
      const { message: raw } = await transport.sendMail(message(mail, publicUrl));
      return { raw: raw.toString() };
    },
    close: () => transport.close(),
  };
}

function message({ id, to, subject, text, html }: LeasedMail, publicUrl: string) {
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
