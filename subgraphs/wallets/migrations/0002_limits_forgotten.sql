CREATE INDEX "limit_reservations_day" ON "limit_reservations" USING btree ("day");--> statement-breakpoint
CREATE INDEX "limit_usage_day" ON "limit_usage" USING btree ("day");