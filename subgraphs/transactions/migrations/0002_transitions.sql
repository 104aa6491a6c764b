-- Transactions of before have no step: what they were at follows from their status.
update transactions
   set step = case status when 'CREATED' then 'ASSESS' when 'PROCESSING' then 'AUTHORIZE' end,
       capture_minor = case when status in ('CREATED', 'PROCESSING') then minor else 0 end,
       captured_minor = case when status = 'SUCCEEDED' then minor else 0 end;
--> statement-breakpoint
-- The table of src/status.ts, once more: whatever the code does, no transaction takes a way that is not in it.
create function transaction_may_become(from_status text, to_status text) returns boolean language sql immutable as $$
  select to_status = any (case from_status
    when 'CREATED' then array['REQUIRES_ACTION', 'IN_REVIEW', 'PROCESSING', 'AUTHORIZED', 'SUCCEEDED', 'FAILED', 'CANCELED']
    when 'REQUIRES_ACTION' then array['IN_REVIEW', 'PROCESSING', 'AUTHORIZED', 'SUCCEEDED', 'FAILED', 'CANCELED']
    when 'IN_REVIEW' then array['PROCESSING', 'AUTHORIZED', 'SUCCEEDED', 'FAILED', 'CANCELED']
    when 'PROCESSING' then array['REQUIRES_ACTION', 'IN_REVIEW', 'AUTHORIZED', 'SUCCEEDED', 'FAILED', 'CANCELED']
    when 'AUTHORIZED' then array['PROCESSING', 'SUCCEEDED', 'FAILED', 'CANCELED']
    when 'SUCCEEDED' then array['REFUNDED', 'PARTIALLY_REFUNDED', 'DISPUTED', 'FAILED']
    when 'REFUNDED' then array['PARTIALLY_REFUNDED', 'SUCCEEDED', 'DISPUTED']
    when 'PARTIALLY_REFUNDED' then array['REFUNDED', 'SUCCEEDED', 'DISPUTED']
    when 'DISPUTED' then array['SUCCEEDED', 'REFUNDED', 'PARTIALLY_REFUNDED']
    else array[]::text[] end)
$$;
--> statement-breakpoint
create function refuse_transition() returns trigger language plpgsql as $$
begin
  raise exception 'transaction % cannot become % from %', old.id, new.status, old.status using errcode = 'check_violation';
end
$$;
--> statement-breakpoint
create trigger transactions_transition before update of status on transactions
  for each row when (old.status is distinct from new.status and not transaction_may_become(old.status, new.status))
  execute function refuse_transition();
