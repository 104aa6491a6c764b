ALTER TABLE "journal_entries" ADD COLUMN "hold_id" text;--> statement-breakpoint
ALTER TABLE "refusals" ADD COLUMN "content" jsonb;