import type { Queryable } from '@paygraph/postgres';
import { and, desc, eq, gt } from 'drizzle-orm';
import type { MailKind } from './mail.ts';
import { mails, recipients } from './tables.ts';

export type MailRow = typeof mails.$inferSelect;
export type NewMail = typeof mails.$inferInsert;

/** A mail whose turn it is, leased to one worker until its lease ends. */
export interface LeasedMail {
  readonly id: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** Which attempt this is, from 1; whoever holds a later one has taken the mail over. */
  readonly attempts: number;
}

/** Leaves a mail to the worker; one about the same event is not written again. */
export async function queueMail({ db }: Queryable, mail: NewMail): Promise<void> {
  await db.insert(mails).values(mail).onConflictDoNothing();
}

export async function hasMailSince(
  { db }: Queryable,
  { userId, kind, since }: { readonly userId: string; readonly kind: MailKind; readonly since: Date },
): Promise<boolean> {
  const rows = await db
    .select({ id: mails.id })
    .from(mails)
    .where(and(eq(mails.userId, userId), eq(mails.kind, kind), gt(mails.createdAt, since)))
    .limit(1);
  return rows.length > 0;
}

/**
 * Takes mails whose turn it is, for nobody else until `leaseUntil`: a worker that dies gives them back.
 * A mail to a user nobody has told us of yet waits, and loses no attempt.
 */
export async function leaseMails(
  database: Queryable,
  { now, leaseUntil, limit }: { readonly now: Date; readonly leaseUntil: Date; readonly limit: number },
): Promise<LeasedMail[]> {
  const { rows } = await database.query<LeasedMail>(
    `update mails set attempts = attempts + 1, next_attempt_at = $2
       from (select m.id, r.email
               from mails m join recipients r on r.user_id = m.user_id
              where m.status = 'PENDING' and m.next_attempt_at <= $1
              order by m.next_attempt_at limit $3
                for update of m skip locked) due
      where mails.id = due.id
      returning mails.id, due.email "to", mails.subject, mails.text, mails.html, mails.attempts`,
    [now, leaseUntil, limit],
  );
  return rows;
}

/** Remembers how an attempt ended, unless its lease has passed to another worker. */
export async function finishAttempt(
  { db }: Queryable,
  { id, attempts }: Pick<LeasedMail, 'id' | 'attempts'>,
  outcome: Partial<Pick<MailRow, 'status' | 'sentAt' | 'sentTo' | 'raw' | 'lastError' | 'nextAttemptAt'>>,
): Promise<void> {
  await db
    .update(mails)
    .set(outcome)
    .where(and(eq(mails.id, id), eq(mails.status, 'PENDING'), eq(mails.attempts, attempts)));
}

/** A mail as the development mailbox shows it. */
export interface MailboxEntry {
  readonly mail: MailRow;
  /** Where it goes; null while nobody has told us. */
  readonly to: string | null;
}

/** The newest mails. */
export function listMails({ db }: Queryable, limit: number): Promise<MailboxEntry[]> {
  return db
    .select({ mail: mails, to: recipients.email })
    .from(mails)
    .leftJoin(recipients, eq(recipients.userId, mails.userId))
    .orderBy(desc(mails.number))
    .limit(limit);
}

export async function mailById({ db }: Queryable, id: string): Promise<MailboxEntry | undefined> {
  const [entry] = await db
    .select({ mail: mails, to: recipients.email })
    .from(mails)
    .leftJoin(recipients, eq(recipients.userId, mails.userId))
    .where(eq(mails.id, id));
  return entry;
}
