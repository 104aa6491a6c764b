CREATE TABLE "disputes" (
	"id" text PRIMARY KEY NOT NULL,
	"reference" text NOT NULL,
	"opened_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE INDEX "disputes_opened" ON "disputes" USING btree ("opened_at","id");