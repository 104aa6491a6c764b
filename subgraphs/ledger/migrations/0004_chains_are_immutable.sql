-- What was sealed stays, and so do the seals.
create trigger audit_events_immutable before update or delete on audit_events
  for each row execute function refuse_change();
--> statement-breakpoint
create trigger chain_blocks_immutable before update or delete on chain_blocks
  for each row execute function refuse_change();
