import type { Database } from '@paygraph/postgres';
import { ATTEMPTS_MAX, retryAt } from './mail.ts';
import { finishAttempts, type LeasedMail, leaseMails, type Outcome, wipeSecrets } from './mail-store.ts';
import type { MailTransport } from './mail-transport.ts';

/** Mails one worker sends at a time. */
const BATCH_SIZE_MAX = 50;
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
  if (due.length === 0) return 0;
  await finishAttempts(deps.database, await Promise.all(due.map((mail) => sendOne(deps, mail))));
  return due.length;
}

async function sendOne({ transport, showSecrets, now, onError }: MailWorkerDeps, mail: LeasedMail): Promise<Outcome> {
  try {
    // One attempt too many means that the last one took the whole process with it.
    if (mail.attempts > ATTEMPTS_MAX) throw new Error('every attempt was cut short');
    await transport.send(mail);
    const wiped = mail.secret && !showSecrets;
    return { mail, status: 'SENT', at: now(), nextAttemptAt: now(), lastError: null, wiped };
  } catch (error) {
    onError(error);
    const nextAttemptAt = retryAt(mail.attempts, now());
    const failed = { mail, at: now(), lastError: String(error), wiped: false };
    if (nextAttemptAt) return { ...failed, status: 'PENDING', nextAttemptAt };
    return { ...failed, status: 'DEAD', nextAttemptAt: now() };
  }
}
