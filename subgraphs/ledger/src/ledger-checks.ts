import { CHART_OF_ACCOUNTS } from './chart-of-accounts.ts';

/** One thing the books must be. Its query answers with a row, `subject` and `detail`, for each place where they are not. */
export interface LedgerCheck {
  readonly name: string;
  /** What is proven when it finds nothing. */
  readonly proves: string;
  /** One statement, so that it sees one moment, whatever is posted meanwhile. */
  readonly sql: string;
}

/** Each posting as both of its accounts saw it. */
const LEGS = `(
  select entry_number, leg, kind, minor, recorded_at, debit_account account, 'DEBIT' side,
         debit_version as version, debit_posted posted, debit_pending pending from postings
  union all
  select entry_number, leg, kind, minor, recorded_at, credit_account, 'CREDIT',
         credit_version, credit_posted, credit_pending from postings)`;

const CHART = Object.entries(CHART_OF_ACCOUNTS)
  .map(([code, { normalSide, constraint }]) => `('${code}', '${normalSide}', '${constraint}')`)
  .join(', ');

/** What PostgreSQL itself watches over; whoever changed rows by hand had to take it away first. */
const TRIGGERS = ['journal_entries', 'postings', 'refusals', 'audit_events', 'chain_blocks']
  .map((table) => `('${table}', '${table}_immutable')`)
  .join(', ');
const CONSTRAINTS = [
  'accounts_constraint_held',
  'accounts_totals_not_negative',
  'accounts_number',
  'holds_remaining',
  'holds_closed_hold_nothing',
  'journal_entries_id',
  'journal_entries_reverses',
  'postings_amount_positive',
  'postings_two_accounts',
  'postings_debit_version',
  'postings_credit_version',
]
  .map((name) => `('${name}')`)
  .join(', ');

export const LEDGER_CHECKS: readonly LedgerCheck[] = [
  {
    name: 'balanced',
    proves: 'Debits equal credits in every currency, posted and pending.',
    sql: `select currency subject, format('debits %s and %s pending, credits %s and %s pending', sum(debits_posted),
                 sum(debits_pending), sum(credits_posted), sum(credits_pending)) detail
            from accounts group by currency
          having sum(debits_posted) <> sum(credits_posted) or sum(debits_pending) <> sum(credits_pending)`,
  },
  {
    name: 'totals',
    proves: 'The totals of every account are the sums of its postings.',
    sql: `select a.id subject, format('%s posted and %s pending debits, %s and %s credits; its postings say %s, %s, %s and %s',
                 a.debits_posted, a.debits_pending, a.credits_posted, a.credits_pending,
                 debits, pending_debits, credits, pending_credits) detail
            from accounts a
            left join (
              select account,
                     sum(minor) filter (where side = 'DEBIT' and kind in ('POST', 'CAPTURE')) d,
                     sum(minor) filter (where side = 'CREDIT' and kind in ('POST', 'CAPTURE')) c,
                     sum(case kind when 'HOLD' then minor else -minor end) filter (where side = 'DEBIT' and kind <> 'POST') pd,
                     sum(case kind when 'HOLD' then minor else -minor end) filter (where side = 'CREDIT' and kind <> 'POST') pc
                from ${LEGS} legs group by account) s on s.account = a.number
           cross join lateral (
             select coalesce(d, 0) debits, coalesce(c, 0) credits, coalesce(pd, 0) pending_debits, coalesce(pc, 0) pending_credits) t
           where (a.debits_posted, a.credits_posted, a.debits_pending, a.credits_pending)
                 is distinct from (debits, credits, pending_debits, pending_credits)`,
  },
  {
    name: 'versions',
    proves: 'Every account was written to as often as its version says: no write was lost, none came twice.',
    sql: `select a.id subject, format('version %s follows %s', legs.version, previous) detail
            from (select account, version, lag(version, 1, 0::bigint) over (partition by account order by version) previous
                    from ${LEGS} legs) legs
            join accounts a on a.number = legs.account
           where legs.version <> previous + 1
          union all
          select a.id, format('is at version %s, its last posting at %s', a.version, coalesce(last, 0))
            from accounts a left join (select account, max(version) as last from ${LEGS} legs group by account) legs on account = a.number
           where a.version <> coalesce(last, 0)`,
  },
  {
    name: 'balances after',
    proves: 'The balances each posting left are those of the posting before it, and its own amount.',
    sql: `select a.id subject, format('version %s leaves %s and %s pending after %s and %s', version_, posted, pending, posted_before, pending_before) detail
            from (select account, side, kind, minor, version as version_, posted, pending,
                         lag(posted, 1, 0::bigint) over by_version posted_before,
                         lag(pending, 1, 0::bigint) over by_version pending_before
                    from ${LEGS} legs window by_version as (partition by account order by version)) legs
            join accounts a on a.number = account
           where posted - posted_before
                 <> case when kind not in ('POST', 'CAPTURE') then 0 when side = normal_side then minor else -minor end
              or pending - pending_before
                 <> case when side = normal_side or kind = 'POST' then 0 when kind = 'HOLD' then minor else -minor end
              or pending < 0`,
  },
  {
    name: 'one currency',
    proves: 'Every posting moves between two accounts of one currency.',
    sql: `select format('%s/%s', entry_number, leg) subject, format('from %s to %s', coalesce(d.currency, 'nowhere'), coalesce(c.currency, 'nowhere')) detail
            from postings left join accounts d on d.number = debit_account left join accounts c on c.number = credit_account
           where d.number is null or c.number is null or d.currency <> c.currency`,
  },
  {
    name: 'entries',
    proves: 'Every journal entry has postings, of the kinds that belong to it, counted from 0 without gaps.',
    sql: `select e.id subject, format('a %s with %s', e.kind, coalesce(kinds, 'nothing')) detail
            from journal_entries e
            left join (select entry_number, count(*) legs, max(leg) last_leg, string_agg(distinct kind, ', ') kinds,
                              array_agg(distinct kind) kind_set from postings group by entry_number) p on p.entry_number = e.number
           where p.entry_number is null or last_leg <> legs - 1
              or not kind_set <@ case e.kind when 'HOLD' then '{HOLD}' when 'CAPTURE' then '{CAPTURE,RELEASE}'
                                             when 'VOID' then '{RELEASE}' when 'EXPIRE' then '{RELEASE}' else '{POST}' end::text[]`,
  },
  {
    name: 'postings',
    proves: 'Every posting belongs to a journal entry, recorded at the same time.',
    sql: `select format('%s/%s', entry_number, leg) subject,
                 case when e.number is null then 'has no entry' else format('recorded at %s, its entry at %s', p.recorded_at, e.recorded_at) end detail
            from postings p left join journal_entries e on e.number = p.entry_number
           where e.number is null or e.recorded_at <> p.recorded_at`,
  },
  {
    name: 'times',
    proves: 'The times of an account’s postings never run backwards, so its balance at any moment is what it was.',
    sql: `select a.id subject, format('version %s at %s follows %s', version_, recorded_at, previous) detail
            from (select account, version as version_, recorded_at, lag(recorded_at) over (partition by account order by version) previous
                    from ${LEGS} legs) legs join accounts a on a.number = account
           where recorded_at < previous`,
  },
  {
    name: 'pending',
    proves: 'What is pending on every account is what its open holds hold.',
    sql: `select a.id subject, format('%s and %s pending, held %s and %s', debits_pending, credits_pending, coalesce(debits, 0), coalesce(credits, 0)) detail
            from accounts a
            left join (select account, sum(debit) debits, sum(credit) credits from (
                         select debit_account_id account, remaining debit, 0 credit from holds where status = 'OPEN'
                         union all select credit_account_id, 0, remaining from holds where status = 'OPEN') sides
                        group by account) held on held.account = a.id
           where (debits_pending, credits_pending) is distinct from (coalesce(debits, 0), coalesce(credits, 0))`,
  },
  {
    name: 'holds',
    proves: 'Every hold is the one its journal entry placed, and closed ones hold nothing.',
    sql: `select coalesce(h.id, placed.id) subject,
                 case when h.id is null then 'was placed and is missing' when placed.id is null then 'was never placed'
                      else format('%s, %s of %s %s; placed with %s', h.status, h.remaining, h.minor, h.currency, placed.minor) end detail
            from holds h
            full join (select e.id, d.id debit, c.id credit, d.currency, p.minor from journal_entries e
                         join postings p on p.entry_number = e.number and p.kind = 'HOLD'
                         join accounts d on d.number = p.debit_account join accounts c on c.number = p.credit_account) placed on placed.id = h.id
           where (h.debit_account_id, h.credit_account_id, h.currency, h.minor) is distinct from (debit, credit, placed.currency, placed.minor)
              or h.remaining not between 0 and h.minor or (h.status <> 'OPEN' and h.remaining <> 0)`,
  },
  {
    name: 'captures',
    proves: 'Of every hold, what was captured, let go of and is still held is what was set aside: never more.',
    sql: `select coalesce(h.id, s.hold_id) subject,
                 format('set aside %s, captured %s, let go of %s, still held %s', coalesce(held, 0), coalesce(captured, 0), coalesce(released, 0), remaining) detail
            from holds h
            full join (select e.hold_id, sum(minor) filter (where p.kind = 'HOLD') held, sum(minor) filter (where p.kind = 'CAPTURE') captured,
                              sum(minor) filter (where p.kind = 'RELEASE') released, bool_or(e.kind = 'HOLD') placed
                         from journal_entries e join postings p on p.entry_number = e.number
                        where e.hold_id is not null group by e.hold_id) s on s.hold_id = h.id
           where h.id is null or (placed and held is distinct from coalesce(captured, 0) + coalesce(released, 0) + remaining)`,
  },
  {
    name: 'named holds',
    // Entries older than the column name none.
    proves: 'What captures a hold or lets go of it names it, and is between its accounts.',
    sql: `select e.id subject, format('a %s of hold %s', e.kind, coalesce(e.hold_id, 'nothing')) detail
            from journal_entries e
            left join (journal_entries placed join postings held on held.entry_number = placed.number and held.kind = 'HOLD') on placed.id = e.hold_id
           where case when e.kind in ('POST', 'REVERSE') then e.hold_id is not null
                      when e.hold_id is null then e.number > (select min(number) from journal_entries where hold_id is not null)
                      else placed.id is null or (e.kind = 'HOLD' and e.hold_id <> e.id)
                        or exists (select from postings p where p.entry_number = e.number
                                    and (p.debit_account, p.credit_account) <> (held.debit_account, held.credit_account)) end`,
  },
  {
    name: 'held between accounts',
    proves: 'Between any two accounts, what was held is what was captured, let go of or is still held.',
    sql: `select format('%s to %s', coalesce(j.debit, h.debit), coalesce(j.credit, h.credit)) subject,
                 format('held %s, captured or let go of %s, still held %s', coalesce(held, 0), coalesce(settled, 0), coalesce(remaining, 0)) detail
            from (select d.id debit, c.id credit, sum(minor) filter (where kind = 'HOLD') held, sum(minor) filter (where kind <> 'HOLD') settled
                    from postings join accounts d on d.number = debit_account join accounts c on c.number = credit_account
                   where kind <> 'POST' group by d.id, c.id) j
            full join (select debit_account_id debit, credit_account_id credit, sum(remaining) remaining from holds group by 1, 2) h
                   on h.debit = j.debit and h.credit = j.credit
           where coalesce(held, 0) - coalesce(settled, 0) <> coalesce(remaining, 0)`,
  },
  {
    name: 'reversals',
    proves: 'Every reversal is the exact opposite of the entry it names.',
    sql: `select e.id subject, format('is not the opposite of %s', coalesce(e.reverses, 'anything')) detail
            from journal_entries e left join journal_entries o on o.id = e.reverses
           where (e.kind = 'REVERSE' or e.reverses is not null)
             and (o.id is null or e.kind <> 'REVERSE' or
                  (select array_agg(row(credit_account, debit_account, minor)::text order by leg) from postings where entry_number = e.number)
                  is distinct from
                  (select array_agg(row(debit_account, credit_account, minor)::text order by leg) from postings
                    where entry_number = o.number and kind in ('POST', 'CAPTURE')))`,
  },
  {
    name: 'decided once',
    proves: 'No id was both posted and refused.',
    sql: `select e.id subject, format('was posted, and refused as %s', r.refusal) detail from journal_entries e join refusals r on r.id = e.id`,
  },
  {
    name: 'constraints',
    proves: 'No account is beyond its constraint, and closed ones are empty.',
    sql: `select id subject, format('%s with %s and %s pending debits, %s and %s pending credits%s', "constraint", debits_posted, debits_pending,
                 credits_posted, credits_pending, case when closed_at is null then '' else ', closed' end) detail
            from accounts
           where case "constraint"
                   when 'NO_DEBIT_BALANCE' then debits_posted + debits_pending > credits_posted
                   when 'NO_CREDIT_BALANCE' then credits_posted + credits_pending > debits_posted
                   when 'FLOOR' then debits_posted + debits_pending > credits_posted + floor_minor
                   else false end
              or (closed_at is not null and (debits_posted <> credits_posted or debits_pending <> 0 or credits_pending <> 0))`,
  },
  {
    name: 'chart',
    proves: 'Every account is of the side and constraint that the chart of accounts gives its code.',
    sql: `select id subject, format('%s: %s, %s', a.code, a.normal_side, a."constraint") detail
            from accounts a left join (values ${CHART}) chart (code, normal_side, "constraint") on chart.code = a.code
           where (a.normal_side, a."constraint") is distinct from (chart.normal_side, chart."constraint")`,
  },
  {
    name: 'guards',
    proves: 'PostgreSQL still refuses changes of the journal and accounts beyond their constraints.',
    sql: `select guard.name subject, 'the trigger is missing or disabled' detail
            from (values ${TRIGGERS}) guard (on_table, name)
            left join pg_trigger t on t.tgname = guard.name and t.tgrelid = to_regclass(guard.on_table) and t.tgenabled in ('O', 'A')
           where t.oid is null
          union all
          select guard.name, 'the constraint is missing or was not validated'
            from (values ${CONSTRAINTS}) guard (name)
           where name not in (select conname from pg_constraint
                               where connamespace = current_schema()::regnamespace and convalidated
                              union all
                              select relname from pg_index join pg_class on pg_class.oid = indexrelid
                               where relnamespace = current_schema()::regnamespace and indisunique and indisvalid)`,
  },
];
