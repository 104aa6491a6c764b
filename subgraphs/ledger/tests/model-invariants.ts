/** What must never be found in the tables, each as a query for it. */
export const FINDINGS = {
  'totals that are not what their postings add up to': `
    with sides as (
      select debit_account account, kind, minor, 0 credit_minor from postings
       union all select credit_account, kind, 0, minor from postings
    ), sums as (
      select account,
             coalesce(sum(minor) filter (where kind in ('POST', 'CAPTURE')), 0) debits_posted,
             coalesce(sum(credit_minor) filter (where kind in ('POST', 'CAPTURE')), 0) credits_posted,
             coalesce(sum(minor) filter (where kind = 'HOLD'), 0) - coalesce(sum(minor) filter (where kind in ('CAPTURE', 'RELEASE')), 0) debits_pending,
             coalesce(sum(credit_minor) filter (where kind = 'HOLD'), 0) - coalesce(sum(credit_minor) filter (where kind in ('CAPTURE', 'RELEASE')), 0) credits_pending
        from sides group by account
    )
    select from accounts a left join sums s on s.account = a.number
     where (a.debits_posted, a.credits_posted, a.debits_pending, a.credits_pending) is distinct from
           (coalesce(s.debits_posted, 0), coalesce(s.credits_posted, 0), coalesce(s.debits_pending, 0), coalesce(s.credits_pending, 0))`,

  'versions with a gap or a repetition': `
    select from accounts a left join (
      select account, count(*) written, count(distinct version) versions, min(version) first, max(version) last
        from (select debit_account account, debit_version as version from postings
               union all select credit_account, credit_version from postings) sides
       group by account) v on v.account = a.number
     where coalesce(v.written, 0) <> a.version
        or v.account is not null and (v.versions, v.first, v.last) is distinct from (a.version, 1::bigint, a.version)`,

  'a currency in which debits are not credits': `
    select from accounts group by currency
     having sum(debits_posted) <> sum(credits_posted) or sum(debits_pending) <> sum(credits_pending)`,

  'an account beyond its constraint': `
    select from accounts where case "constraint"
      when 'NO_DEBIT_BALANCE' then debits_posted + debits_pending > credits_posted
      when 'NO_CREDIT_BALANCE' then credits_posted + credits_pending > debits_posted
      when 'FLOOR' then debits_posted + debits_pending > credits_posted + floor_minor
      else false end`,

  'open holds that are not what is pending': `
    with held as (
      select account, sum(debits) debits, sum(credits) credits from (
        select debit_account_id account, remaining debits, 0 credits from holds
         union all select credit_account_id, 0, remaining from holds) sides
       group by account
    )
    select from accounts a left join held h on h.account = a.id
     where (a.debits_pending, a.credits_pending) is distinct from (coalesce(h.debits, 0), coalesce(h.credits, 0))`,

  'a hold that is not what was captured, let go of and is left': `
    select from holds h left join (
      select e.hold_id, sum(case p.kind when 'HOLD' then minor else -minor end) held
        from journal_entries e join postings p on p.entry_number = e.number group by e.hold_id) j on j.hold_id = h.id
     where h.remaining is distinct from j.held`,

  'a last posting that is not the current balance': `
    select from accounts a join lateral (
      select posted, pending from (
        select debit_posted posted, debit_pending pending, debit_version as version from postings where debit_account = a.number
         union all select credit_posted, credit_pending, credit_version from postings where credit_account = a.number) sides
       order by version desc limit 1) last on true
     where (last.posted, last.pending) is distinct from case normal_side
             when 'CREDIT' then (a.credits_posted - a.debits_posted, a.debits_pending)
             else (a.debits_posted - a.credits_posted, a.credits_pending) end`,

  'an id that was posted and refused': 'select from journal_entries join refusals using (id)',
  'an entry that moved nothing': `
    select from journal_entries e where not exists (select from postings p where p.entry_number = e.number)`,
  'a posting without its entry': `
    select from postings p where not exists (select from journal_entries e where e.number = p.entry_number)`,
} as const;
