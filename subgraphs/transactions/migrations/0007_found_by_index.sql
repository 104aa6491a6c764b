-- Trusted: who owns the database may create it.
create extension if not exists pg_trgm;
--> statement-breakpoint
CREATE INDEX "transactions_description" ON "transactions" USING gin ("description" gin_trgm_ops);--> statement-breakpoint
CREATE INDEX "transactions_rare_status" ON "transactions" USING btree ("status","id") WHERE "transactions"."status" not in ('CREATED', 'SUCCEEDED');