-- What was posted stays: a mistake is corrected by another entry, never by changing this one.
create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% is immutable: post a correcting entry instead', tg_table_name using errcode = 'restrict_violation';
end
$$;
--> statement-breakpoint
create trigger journal_entries_immutable before update or delete on journal_entries
  for each row execute function refuse_change();
--> statement-breakpoint
create trigger postings_immutable before update or delete on postings
  for each row execute function refuse_change();
--> statement-breakpoint
create trigger refusals_immutable before update or delete on refusals
  for each row execute function refuse_change();
