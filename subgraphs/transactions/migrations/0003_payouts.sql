CREATE TABLE "payout_batches" (
	"id" text PRIMARY KEY NOT NULL,
	"status" text DEFAULT 'PROCESSING' NOT NULL,
	"source_wallet_id" text NOT NULL,
	"currency" text NOT NULL,
	"submitted_by" text NOT NULL,
	"request_id" text NOT NULL,
	"ip" text,
	"line_count" integer NOT NULL,
	"minor" bigint NOT NULL,
	"told" text,
	"created_at" timestamp with time zone NOT NULL,
	"changed_at" timestamp with time zone NOT NULL,
	"completed_at" timestamp with time zone,
	"due_at" timestamp with time zone NOT NULL,
	CONSTRAINT "payout_batches_completed" CHECK (("payout_batches"."status" = 'COMPLETED') = ("payout_batches"."completed_at" is not null))
);
--> statement-breakpoint
CREATE TABLE "payout_lines" (
	"batch_id" text NOT NULL,
	"number" integer NOT NULL,
	"to_wallet_id" text NOT NULL,
	"minor" bigint NOT NULL,
	"description" text,
	"reference" text,
	"transaction_id" text,
	"refusal" text,
	"due_at" timestamp with time zone NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"last_error" text,
	CONSTRAINT "payout_lines_batch_id_number_pk" PRIMARY KEY("batch_id","number"),
	CONSTRAINT "payout_lines_begun_once" CHECK ("payout_lines"."transaction_id" is null or "payout_lines"."refusal" is null),
	CONSTRAINT "payout_lines_amount_positive" CHECK ("payout_lines"."minor" > 0)
);
--> statement-breakpoint
ALTER TABLE "payout_lines" ADD CONSTRAINT "payout_lines_batch_id_payout_batches_id_fk" FOREIGN KEY ("batch_id") REFERENCES "public"."payout_batches"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "payout_batches_open" ON "payout_batches" USING btree ("due_at") WHERE "payout_batches"."status" = 'PROCESSING';--> statement-breakpoint
CREATE INDEX "payout_lines_due" ON "payout_lines" USING btree ("due_at","batch_id","number") WHERE "payout_lines"."transaction_id" is null and "payout_lines"."refusal" is null;