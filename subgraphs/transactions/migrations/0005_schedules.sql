CREATE TABLE "schedule_runs" (
	"schedule_id" text NOT NULL,
	"occurs_at" timestamp with time zone NOT NULL,
	"transaction_id" text,
	"refusal" text,
	"due_at" timestamp with time zone NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"last_error" text,
	CONSTRAINT "schedule_runs_schedule_id_occurs_at_pk" PRIMARY KEY("schedule_id","occurs_at"),
	CONSTRAINT "schedule_runs_begun_once" CHECK ("schedule_runs"."transaction_id" is null or "schedule_runs"."refusal" is null)
);
--> statement-breakpoint
CREATE TABLE "schedules" (
	"id" text PRIMARY KEY NOT NULL,
	"status" text DEFAULT 'ACTIVE' NOT NULL,
	"owner_id" text NOT NULL,
	"request_id" text NOT NULL,
	"ip" text,
	"source_wallet_id" text NOT NULL,
	"destination_wallet_id" text NOT NULL,
	"currency" text NOT NULL,
	"minor" bigint NOT NULL,
	"description" text,
	"metadata" jsonb,
	"start_at" timestamp with time zone NOT NULL,
	"rrule" text,
	"time_zone" text NOT NULL,
	"ends_at" timestamp with time zone,
	"next_run_at" timestamp with time zone,
	"last_run_at" timestamp with time zone,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "schedules_next_while_active" CHECK (("schedules"."status" = 'ACTIVE') = ("schedules"."next_run_at" is not null)),
	CONSTRAINT "schedules_amount_positive" CHECK ("schedules"."minor" > 0)
);
--> statement-breakpoint
ALTER TABLE "schedule_runs" ADD CONSTRAINT "schedule_runs_schedule_id_schedules_id_fk" FOREIGN KEY ("schedule_id") REFERENCES "public"."schedules"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "schedule_runs_due" ON "schedule_runs" USING btree ("due_at","occurs_at") WHERE "schedule_runs"."transaction_id" is null and "schedule_runs"."refusal" is null;--> statement-breakpoint
CREATE INDEX "schedules_owner" ON "schedules" USING btree ("owner_id","id");--> statement-breakpoint
CREATE INDEX "schedules_due" ON "schedules" USING btree ("next_run_at") WHERE "schedules"."next_run_at" is not null;