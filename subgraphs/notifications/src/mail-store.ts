import type { Queryable } from '@paygraph/postgres';
import { and, desc, eq, gt } from 'drizzle-orm';
import { type MailKind, type MailStatus, type MailText, WIPED } from './mail.ts';
import { mails, recipients } from './tables.ts';

type MailRow = typeof mails.$inferSelect;
/** A mail about to be left to the worker. */
export type NewMail = MailText & Pick<MailRow, 'id' | 'userId' | 'sourceEventId' | 'createdAt'>;

/** A mail whose turn it is, leased to one worker until its lease ends. */
export interface LeasedMail {
  readonly id: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** Whether its text must not outlive it. */
  readonly secret: boolean;
  /** Which attempt this is, from 1; whoever holds a later one has taken the mail over. */
  readonly attempts: number;
}

/** A mail whose text is worth something to whoever reads it until `secretUntil`. */
export interface SecretMail extends MailText {
  readonly id: string;
  readonly userId: string;
  readonly sourceEventId: string;
  readonly secretUntil: Date;
}

interface Lease {
  readonly now: Date;
  readonly leaseUntil: Date;
  readonly limit: number;
}

/** Leaves mails to the worker; one about the same event is not written again to its user. */
export async function queueMails({ query }: Pick<Queryable, 'query'>, rows: readonly NewMail[]): Promise<void> {
  if (rows.length === 0) return;
  await query(
    `insert into mails (id, user_id, kind, subject, text, html, source_event_id, status, next_attempt_at, created_at)
     select id, user_id, kind, subject, text, html, source_event_id, 'PENDING', created_at, created_at
       from json_to_recordset($1) as m (id text, user_id text, kind text, subject text, text text, html text,
                                        source_event_id text, created_at timestamptz)
     on conflict do nothing`,
    [
      JSON.stringify(
        rows.map(
          ({
            id,
            userId: user_id,
            kind,
            subject,
            text,
            html,
            sourceEventId: source_event_id,
            createdAt: created_at,
          }) => ({
            ...{ id, user_id, kind, subject, text, html, source_event_id, created_at },
          }),
        ),
      ),
    ],
  );
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
 * Writes secret mails, each once for its user and `sourceEventId`. Not by the query builder, whose errors tell all
 * parameters to the log.
 */
export async function queueSecretMails(database: Queryable, rows: readonly SecretMail[], now: Date): Promise<void> {
  await database.query(
    `insert into mails (id, user_id, kind, subject, text, html, source_event_id, secret_until, status, next_attempt_at, created_at)
     select *, 'PENDING', $9::timestamptz, $9::timestamptz
       from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::timestamptz[])
     on conflict do nothing`,
    [
      rows.map(({ id }) => id),
      rows.map(({ userId }) => userId),
      rows.map(({ kind }) => kind),
      rows.map(({ subject }) => subject),
      rows.map(({ text }) => text),
      rows.map(({ html }) => html),
      rows.map(({ sourceEventId }) => sourceEventId),
      rows.map(({ secretUntil }) => secretUntil),
      now,
    ],
  );
}

/** Destroys the text of secrets whose time is over, at most `limit`; one that was not sent by then never is. */
export async function wipeSecrets(database: Queryable, now: Date, limit: number): Promise<number> {
  const { rowCount } = await database.query(
    `update mails set text = $3, html = $3, secret_until = null,
                      status = case when status = 'PENDING' then 'DEAD' else status end,
                      last_error = case when status = 'PENDING' then 'its time was over' else last_error end
       from (select id from mails where secret_until <= $1 order by secret_until limit $2 for update skip locked) over
      where mails.id = over.id`,
    [now, limit, WIPED],
  );
  return rowCount ?? 0;
}

/**
 * Takes mails whose turn it is, for nobody else until `leaseUntil`: a worker that dies gives them back.
 * A mail to a user nobody has told us of yet waits, and loses no attempt. Secrets come first: somebody waits for them.
 */
export async function leaseMails(database: Queryable, { now, leaseUntil, limit }: Lease): Promise<LeasedMail[]> {
  const secrets = await lease(database, 'is not null', { now, leaseUntil, limit });
  if (secrets.length === limit) return secrets;
  return [...secrets, ...(await lease(database, 'is null', { now, leaseUntil, limit: limit - secrets.length }))];
}

async function lease(
  database: Queryable,
  secret: 'is null' | 'is not null',
  { now, leaseUntil, limit }: Lease,
): Promise<LeasedMail[]> {
  const { rows } = await database.query<LeasedMail>(
    `update mails set attempts = attempts + 1, next_attempt_at = $2
       from (select m.id, r.email
               from mails m join recipients r on r.user_id = m.user_id
              where m.status = 'PENDING' and m.next_attempt_at <= $1 and m.secret_until ${secret}
                and coalesce(m.secret_until > $1, true)
              order by m.next_attempt_at limit $3
                for update of m skip locked) due
      where mails.id = due.id
      returning mails.id, due.email "to", mails.subject, mails.text, mails.html, mails.attempts,
                mails.secret_until is not null secret`,
    [now, leaseUntil, limit],
  );
  return rows;
}

/** How an attempt ended: the mail is SENT, or DEAD, or PENDING and tried again at `nextAttemptAt`. */
export interface Outcome {
  readonly mail: Pick<LeasedMail, 'id' | 'attempts' | 'to'>;
  readonly status: MailStatus;
  readonly at: Date;
  readonly nextAttemptAt: Date;
  readonly lastError: string | null;
  /** Its text was a secret and has done its work. */
  readonly wiped: boolean;
}

/** Remembers how attempts ended, unless their leases have passed to another worker. */
export async function finishAttempts({ query }: Pick<Queryable, 'query'>, outcomes: readonly Outcome[]): Promise<void> {
  await query(
    `update mails
        set status = o.status, next_attempt_at = o.next_attempt_at, last_error = o.last_error,
            sent_at = case when o.status = 'SENT' then o.at end, sent_to = case when o.status = 'SENT' then o.sent_to end,
            text = case when o.wiped then $2 else mails.text end, html = case when o.wiped then $2 else mails.html end,
            secret_until = case when not o.wiped then mails.secret_until end
       from json_to_recordset($1) as o (id text, attempts int, sent_to text, status text, at timestamptz,
                                        next_attempt_at timestamptz, last_error text, wiped boolean)
      where mails.id = o.id and mails.status = 'PENDING' and mails.attempts = o.attempts`,
    [
      JSON.stringify(
        outcomes.map(
          ({
            mail: { id, attempts, to: sent_to },
            nextAttemptAt: next_attempt_at,
            lastError: last_error,
            ...rest
          }) => ({
            ...{ id, attempts, sent_to, next_attempt_at, last_error },
            ...rest,
          }),
        ),
      ),
      WIPED,
    ],
  );
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
