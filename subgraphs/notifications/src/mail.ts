export type MailKind = 'receipt' | 'sign_up_repeated' | 'one_time_password';

/** What a mail says, before anybody is to receive it. */
export interface MailText {
  readonly kind: MailKind;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** PENDING until it is SENT, or DEAD when every attempt failed. */
export type MailStatus = 'PENDING' | 'SENT' | 'DEAD';

export const ATTEMPTS_MAX = 8;
/** What stands where the text of a secret was. */
export const WIPED = 'The text of this mail was destroyed.';

const RETRY_DELAY_MIN_MS = 30_000;

/**
 * When a mail whose attempt number `attempts` failed is tried again; undefined when it is given up.
 * Waits double, from 30 s to about half an hour.
 */
export function retryAt(attempts: number, now: Date): Date | undefined {
  if (attempts >= ATTEMPTS_MAX) return undefined;
  return new Date(now.getTime() + RETRY_DELAY_MIN_MS * 2 ** (attempts - 1));
}
