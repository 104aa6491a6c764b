DROP INDEX "journal_entries_recorded_at";--> statement-breakpoint
CREATE INDEX "journal_entries_recorded_at" ON "journal_entries" USING btree ("recorded_at");