CREATE TABLE "dispute_evidence" (
	"dispute_id" text NOT NULL,
	"number" integer NOT NULL,
	"text" text NOT NULL,
	"submitted_by" text NOT NULL,
	"submitted_at" timestamp with time zone NOT NULL,
	"sent_at" timestamp with time zone,
	"due_at" timestamp with time zone NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"last_error" text,
	CONSTRAINT "dispute_evidence_dispute_id_number_pk" PRIMARY KEY("dispute_id","number")
);
--> statement-breakpoint
CREATE TABLE "disputes" (
	"id" text PRIMARY KEY NOT NULL,
	"transaction_id" text NOT NULL,
	"chargeback_id" text,
	"provider" text,
	"provider_dispute_id" text,
	"payer_id" text NOT NULL,
	"merchant_id" text NOT NULL,
	"currency" text NOT NULL,
	"minor" bigint NOT NULL,
	"fee_minor" bigint DEFAULT 0 NOT NULL,
	"reason" text NOT NULL,
	"status" text NOT NULL,
	"description" text,
	"evidence_awaited" boolean NOT NULL,
	"evidence_due_at" timestamp with time zone NOT NULL,
	"opened_by" text,
	"opened_at" timestamp with time zone NOT NULL,
	"resolved_at" timestamp with time zone,
	"resolved_by" text,
	"resolution_note" text,
	CONSTRAINT "disputes_chargeback_id_unique" UNIQUE("chargeback_id"),
	CONSTRAINT "disputes_money" CHECK ("disputes"."minor" > 0 and "disputes"."fee_minor" >= 0),
	CONSTRAINT "disputes_chargeback" CHECK ("disputes"."chargeback_id" is not null or "disputes"."status" = 'INQUIRY' or ("disputes"."status" = 'WON' and "disputes"."provider" is not null)),
	CONSTRAINT "disputes_resolved" CHECK (("disputes"."status" in ('WON', 'LOST')) = ("disputes"."resolved_at" is not null))
);
--> statement-breakpoint
CREATE TABLE "settlement_times" (
	"hour" timestamp with time zone NOT NULL,
	"type" text NOT NULL,
	"currency" text NOT NULL,
	"bin" integer NOT NULL,
	"count" integer NOT NULL,
	CONSTRAINT "settlement_times_hour_type_currency_bin_pk" PRIMARY KEY("hour","type","currency","bin")
);
--> statement-breakpoint
CREATE TABLE "transaction_stats" (
	"hour" timestamp with time zone NOT NULL,
	"type" text NOT NULL,
	"currency" text NOT NULL,
	"created" integer NOT NULL,
	"succeeded" integer NOT NULL,
	"failed" integer NOT NULL,
	"canceled" integer NOT NULL,
	"volume_minor" numeric(38, 0) NOT NULL,
	CONSTRAINT "transaction_stats_hour_type_currency_pk" PRIMARY KEY("hour","type","currency")
);
--> statement-breakpoint
ALTER TABLE "transactions" ADD COLUMN "owed_minor" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "dispute_evidence" ADD CONSTRAINT "dispute_evidence_dispute_id_disputes_id_fk" FOREIGN KEY ("dispute_id") REFERENCES "public"."disputes"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "dispute_evidence_due" ON "dispute_evidence" USING btree ("due_at") WHERE "dispute_evidence"."sent_at" is null;--> statement-breakpoint
CREATE UNIQUE INDEX "disputes_at_provider" ON "disputes" USING btree ("provider","provider_dispute_id");--> statement-breakpoint
CREATE UNIQUE INDEX "disputes_one_at_a_time" ON "disputes" USING btree ("transaction_id") WHERE "disputes"."status" in ('INQUIRY', 'OPEN', 'UNDER_REVIEW');--> statement-breakpoint
CREATE INDEX "disputes_transaction" ON "disputes" USING btree ("transaction_id","id");--> statement-breakpoint
CREATE INDEX "disputes_merchant" ON "disputes" USING btree ("merchant_id","id");--> statement-breakpoint
CREATE INDEX "disputes_payer" ON "disputes" USING btree ("payer_id","id");