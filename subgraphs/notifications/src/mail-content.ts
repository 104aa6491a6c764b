import type { EventData } from '@paygraph/schema/events';
import { type Html, html } from './html.ts';
import type { MailText } from './mail.ts';
import { doneLine, hadMoved, movedAmount } from './transaction-notices.ts';

export interface OneTimePassword {
  readonly code: string;
  readonly summary: string;
  readonly expiresAt: Date;
}

/** A refund or a dispute that came to nothing moved no money, and lines of a batch and chargebacks are nobody's doing. */
export function hasReceipt(data: EventData<'transaction.succeeded'>): boolean {
  return !hadMoved(data) && data.type !== 'PAYOUT' && data.type !== 'CHARGEBACK';
}

/** The receipt of a transaction that succeeded, for its initiator. `time` is when it did: RFC 3339, UTC. */
export function receiptMail(data: EventData<'transaction.succeeded'>, time: string): MailText {
  const done = doneLine(data);
  const rows = [
    ['Amount', movedAmount(data)],
    // Whoever is paid pays the fee of a payment.
    ...(data.type !== 'PAYMENT' && /[1-9]/.test(data.fee ?? '') ? [['Fee', `${data.fee} ${data.currency}`]] : []),
    ['Date', `${time.slice(0, 10)} ${time.slice(11, 16)} UTC`],
    ['Transaction', data.transactionId],
    ...(data.description ? [['Note', data.description]] : []),
  ] as const;
  return {
    kind: 'receipt',
    subject: `Receipt: ${done}`,
    text: [`${done}.`, '', ...rows.map(([label, value]) => `${label}: ${value}`), '', 'Paygraph'].join('\n'),
    html: document(
      html`<h1>${done}</h1>
<table>${rows.map(
        ([label, value]) => html`
<tr><th align="left">${label ?? ''}</th><td>${value ?? ''}</td></tr>`,
      )}
</table>
<p>Paygraph</p>`,
    ),
  };
}

/** To somebody whose address was used to sign up although it has an account: the form itself never says so. */
export function signUpRepeatedMail({ name }: EventData<'user.sign_up_repeated'>, publicUrl: string): MailText {
  const greeting = `Hello ${name},`;
  const what = 'Somebody tried to open a Paygraph account with this e-mail address. You already have one.';
  const advice = 'If it was you, sign in with your password instead. If not, you need not do anything.';
  return {
    kind: 'sign_up_repeated',
    subject: 'You already have a Paygraph account',
    text: [greeting, '', what, advice, '', publicUrl, '', 'Paygraph'].join('\n'),
    html: document(
      html`<p>${greeting}</p>
<p>${what} ${advice}</p>
<p><a href="${publicUrl}">${publicUrl}</a></p>
<p>Paygraph</p>`,
    ),
  };
}

/** What somebody types in to confirm what `summary` says, such as a transfer of 6,000.00 USD. The subject has no secret. */
export function oneTimePasswordMail({ code, summary, expiresAt }: OneTimePassword): MailText {
  const intro = `This code confirms ${summary}:`;
  const until = `It works once, until ${expiresAt.toISOString().slice(11, 16)} UTC.`;
  const secrecy =
    'Type it only where you asked for it, and give it to nobody: Paygraph never asks for it, on the phone or in writing.';
  const advice =
    'If you did not ask for it, somebody else may know your password. Change it, and leave the code unused.';
  return {
    kind: 'one_time_password',
    subject: `Confirm ${summary}`,
    text: [intro, '', code, '', until, '', secrecy, advice, '', 'Paygraph'].join('\n'),
    html: document(
      html`<p>${intro}</p>
<p><strong>${code}</strong></p>
<p>${until}</p>
<p>${secrecy} ${advice}</p>
<p>Paygraph</p>`,
    ),
  };
}

function document(body: Html): string {
  return html`<!doctype html>
<html lang="en">
<body>
${body}
</body>
</html>
`.markup;
}
