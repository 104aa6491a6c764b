import type { Database } from '@paygraph/postgres';
import { ATTEMPTS_MAX, retryAt, WIPED } from './mail.ts';
import { finishAttempt, type LeasedMail, leaseMails, wipeSecrets } from './mail-store.ts';
import type { MailTransport } from './mail-transport.ts';

/** Mails one worker sends at a time. */
const BATCH_SIZE_MAX = 10;
/** Texts one worker destroys at a time. */
const WIPE_BATCH_SIZE_MAX = 500;
/** How soon a mail is noticed without a kick: one to be tried again, or one of a replica that died. */
const POLL_INTERVAL_MS = 2_000;
/** Longer than any attempt takes; after that a mail is somebody else's. */
const LEASE_MS = 60_000;

export interface MailWorker {
  /** A mail was written: look now rather than at the next poll. */
  kick(): void;
  /** Stops after the mails in hand. */
  stop(): Promise<void>;
}

export interface MailWorkerDeps {
  readonly database: Database;
  readonly transport: MailTransport;
  /** Leaves the text of a secret that was sent until its time is over: for the development mailbox. */
  readonly showSecrets: boolean;
  readonly now: () => Date;
  readonly onError: (error: unknown) => void;
}

/** Sends what is in `mails`. Every replica runs one; they share the work by leases. */
export function startMailWorker(deps: MailWorkerDeps): MailWorker {
  let stopped = false;
  let kicked = false;
  let wake: (() => void) | undefined;

  const rest = () =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, POLL_INTERVAL_MS);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });

  const run = async () => {
    while (!stopped) {
      kicked = false;
      try {
        const wiped = await wipeSecrets(deps.database, deps.now(), WIPE_BATCH_SIZE_MAX);
        if ((await sendDue(deps)) === BATCH_SIZE_MAX || wiped === WIPE_BATCH_SIZE_MAX) continue;
      } catch (error) {
        deps.onError(error);
      }
      if (!stopped && !kicked) await rest();
    }
  };

  const running = run();
  return {
    kick() {
      kicked = true;
      wake?.();
    },
    async stop() {
      stopped = true;
      wake?.();
      await running;
    },
  };
}

/** Sends the mails whose turn it is, side by side; the answer is how many were tried. */
export async function sendDue(deps: MailWorkerDeps): Promise<number> {
  const now = deps.now();
  const due = await leaseMails(deps.database, {
    now,
    leaseUntil: new Date(now.getTime() + LEASE_MS),
    limit: BATCH_SIZE_MAX,
  });
  await Promise.all(due.map((mail) => sendOne(deps, mail)));
  return due.length;
}

async function sendOne(
  { database, transport, showSecrets, now, onError }: MailWorkerDeps,
  mail: LeasedMail,
): Promise<void> {
  try {
    // One attempt too many means that the last one took the whole process with it.
    if (mail.attempts > ATTEMPTS_MAX) throw new Error('every attempt was cut short');
    const { raw } = await transport.send(mail);
    await finishAttempt(database, mail, {
      status: 'SENT',
      sentAt: now(),
      sentTo: mail.to,
      lastError: null,
      // The whole message would hold the secret once more.
      raw: mail.secret ? null : raw,
      ...(mail.secret && !showSecrets && { text: WIPED, html: WIPED, secretUntil: null }),
    });
  } catch (error) {
    onError(error);
    const nextAttemptAt = retryAt(mail.attempts, now());
    const lastError = String(error);
    await finishAttempt(database, mail, nextAttemptAt ? { nextAttemptAt, lastError } : { status: 'DEAD', lastError });
  }
}
