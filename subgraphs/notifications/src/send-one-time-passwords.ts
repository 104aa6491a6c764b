import { newId } from '@paygraph/identity';
import { codedError } from '@paygraph/subgraph';
import type { NotificationsDeps } from './deps.ts';
import { type OneTimePassword, oneTimePasswordMail } from './mail-content.ts';
import { queueSecretMails } from './mail-store.ts';

const BATCH_SIZE_MAX = 1_000;
const SUMMARY = /^\P{Cc}{1,200}$/u;

export interface OneTimePasswordRequest extends OneTimePassword {
  /** The caller's; a mail is written once for each. */
  readonly id: string;
  readonly userId: string;
}

/** Writes mails with one-time passwords and has them sent. Throws BAD_USER_INPUT, and writes none, when one cannot be. */
export async function sendOneTimePasswords(
  { database, now, kickMails }: NotificationsDeps,
  requests: readonly OneTimePasswordRequest[],
): Promise<void> {
  if (requests.length > BATCH_SIZE_MAX) throw codedError('BAD_USER_INPUT', `At most ${BATCH_SIZE_MAX} inputs`);
  if (!requests.every(({ summary }) => SUMMARY.test(summary))) {
    throw codedError('BAD_USER_INPUT', 'A summary has 1 to 200 characters, of one line');
  }
  const mails = requests.map(({ id, userId, ...password }) => ({
    id: newId('mail'),
    userId,
    sourceEventId: id,
    secretUntil: password.expiresAt,
    ...oneTimePasswordMail(password),
  }));
  await queueSecretMails(database, mails, now());
  kickMails();
}
