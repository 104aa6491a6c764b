import type { ChainName } from './chain.ts';

/** Rows that are written once and then sealed, in the order in which they were committed. */
export interface SealedLog {
  readonly chain: ChainName;
  /** With `id`, `xid` and `number`, and an index on the last two. */
  readonly table: string;
  /**
   * SQL of everything an entry `e` says, as one record of built-in types. It is hashed in PostgreSQL's binary form:
   * no two contents look alike in it, and no setting of a session changes it. What was sealed depends on it, so it
   * never changes: a new column is in it only where it is not null.
   */
  readonly content: string;
}

/** Accounts by their ids and currencies, so that nobody moves a posting by renaming its account. */
const POSTINGS_OF_ENTRY = `
  (select string_agg(record_send(row(
            p.leg, p.kind, p.minor, p.recorded_at,
            d.id, d.currency, p.debit_version, p.debit_posted, p.debit_pending,
            c.id, c.currency, p.credit_version, p.credit_posted, p.credit_pending)), ''::bytea order by p.leg)
     from postings p
     left join accounts d on d.number = p.debit_account
     left join accounts c on c.number = p.credit_account
    where p.entry_number = e.number)`;

const ENTRY = `e.id, e.number, e.xid, e.kind, e.transaction_id, e.description, e.metadata, e.reverses,
               e.content_hash, e.effective_at, e.recorded_at, ${POSTINGS_OF_ENTRY}`;

export const SEALED_LOGS: Record<ChainName, SealedLog> = {
  JOURNAL: {
    chain: 'JOURNAL',
    table: 'journal_entries',
    content: `case when e.hold_id is null then row(${ENTRY}) else row(${ENTRY}, e.hold_id) end`,
  },
  AUDIT: {
    chain: 'AUDIT',
    table: 'audit_events',
    content: `row(e.id, e.number, e.xid, e.source, e.action, e.subject, e.actor_kind, e.actor_id, e.request_id, e.ip,
                  e.after, e.occurred_at, e.recorded_at)`,
  },
};
