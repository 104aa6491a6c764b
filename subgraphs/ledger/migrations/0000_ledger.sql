CREATE TABLE "accounts" (
	"id" text PRIMARY KEY NOT NULL,
	"number" bigint GENERATED ALWAYS AS IDENTITY (sequence name "accounts_number_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"code" text NOT NULL,
	"name" text NOT NULL,
	"currency" text NOT NULL,
	"normal_side" text NOT NULL,
	"constraint" text NOT NULL,
	"floor_minor" bigint DEFAULT 0 NOT NULL,
	"owner_id" text,
	"debits_posted" bigint DEFAULT 0 NOT NULL,
	"credits_posted" bigint DEFAULT 0 NOT NULL,
	"debits_pending" bigint DEFAULT 0 NOT NULL,
	"credits_pending" bigint DEFAULT 0 NOT NULL,
	"version" bigint DEFAULT 0 NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"closed_at" timestamp with time zone,
	CONSTRAINT "accounts_number" UNIQUE("number"),
	CONSTRAINT "accounts_constraint_held" CHECK (case "accounts"."constraint"
        when 'NO_DEBIT_BALANCE' then "accounts"."debits_posted" + "accounts"."debits_pending" <= "accounts"."credits_posted"
        when 'NO_CREDIT_BALANCE' then "accounts"."credits_posted" + "accounts"."credits_pending" <= "accounts"."debits_posted"
        when 'FLOOR' then "accounts"."debits_posted" + "accounts"."debits_pending" <= "accounts"."credits_posted" + "accounts"."floor_minor"
        else true end),
	CONSTRAINT "accounts_totals_not_negative" CHECK (least("accounts"."debits_posted", "accounts"."credits_posted", "accounts"."debits_pending", "accounts"."credits_pending", "accounts"."floor_minor") >= 0)
);
--> statement-breakpoint
CREATE TABLE "dead_letters" (
	"consumer" text NOT NULL,
	"event_id" text NOT NULL,
	"event" jsonb NOT NULL,
	"error" text NOT NULL,
	"attempts" integer NOT NULL,
	"died_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "dead_letters_consumer_event_id_pk" PRIMARY KEY("consumer","event_id")
);
--> statement-breakpoint
CREATE TABLE "holds" (
	"id" text PRIMARY KEY NOT NULL,
	"debit_account_id" text NOT NULL,
	"credit_account_id" text NOT NULL,
	"currency" text NOT NULL,
	"minor" bigint NOT NULL,
	"remaining" bigint NOT NULL,
	"status" text NOT NULL,
	"expires_at" timestamp with time zone,
	CONSTRAINT "holds_remaining" CHECK ("holds"."remaining" between 0 and "holds"."minor"),
	CONSTRAINT "holds_closed_hold_nothing" CHECK ("holds"."status" = 'OPEN' or "holds"."remaining" = 0)
);
--> statement-breakpoint
CREATE TABLE "inbox" (
	"consumer" text NOT NULL,
	"event_id" text NOT NULL,
	"handled_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "inbox_consumer_event_id_pk" PRIMARY KEY("consumer","event_id")
);
--> statement-breakpoint
CREATE TABLE "journal_entries" (
	"number" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "journal_entries_number_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"id" text NOT NULL,
	"kind" text NOT NULL,
	"transaction_id" text,
	"description" text NOT NULL,
	"metadata" jsonb,
	"reverses" text,
	"content_hash" uuid NOT NULL,
	"effective_at" timestamp with time zone NOT NULL,
	"recorded_at" timestamp with time zone NOT NULL,
	"xid" "xid8" DEFAULT pg_current_xact_id() NOT NULL,
	CONSTRAINT "journal_entries_id" UNIQUE("id"),
	CONSTRAINT "journal_entries_reverses" UNIQUE("reverses")
);
--> statement-breakpoint
CREATE TABLE "outbox" (
	"id" text PRIMARY KEY NOT NULL,
	"xid" "xid8" DEFAULT pg_current_xact_id() NOT NULL,
	"seq" bigint GENERATED ALWAYS AS IDENTITY (sequence name "outbox_seq_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"type" text NOT NULL,
	"subject" text NOT NULL,
	"time" timestamp with time zone NOT NULL,
	"data" jsonb NOT NULL,
	"actor" jsonb,
	"traceparent" text
);
--> statement-breakpoint
CREATE TABLE "postings" (
	"entry_number" bigint NOT NULL,
	"leg" integer NOT NULL,
	"kind" text NOT NULL,
	"minor" bigint NOT NULL,
	"debit_account" bigint NOT NULL,
	"debit_version" bigint NOT NULL,
	"debit_posted" bigint NOT NULL,
	"debit_pending" bigint NOT NULL,
	"credit_account" bigint NOT NULL,
	"credit_version" bigint NOT NULL,
	"credit_posted" bigint NOT NULL,
	"credit_pending" bigint NOT NULL,
	"recorded_at" timestamp with time zone NOT NULL,
	CONSTRAINT "postings_entry_number_leg_pk" PRIMARY KEY("entry_number","leg"),
	CONSTRAINT "postings_debit_version" UNIQUE("debit_account","debit_version"),
	CONSTRAINT "postings_credit_version" UNIQUE("credit_account","credit_version"),
	CONSTRAINT "postings_amount_positive" CHECK ("postings"."minor" > 0),
	CONSTRAINT "postings_two_accounts" CHECK ("postings"."debit_account" <> "postings"."credit_account")
);
--> statement-breakpoint
CREATE TABLE "refusals" (
	"id" text PRIMARY KEY NOT NULL,
	"content_hash" uuid NOT NULL,
	"refusal" text NOT NULL,
	"decided_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "relay_position" (
	"singleton" boolean PRIMARY KEY DEFAULT true NOT NULL,
	"xid" "xid8" NOT NULL,
	"seq" bigint NOT NULL
);
--> statement-breakpoint
CREATE INDEX "holds_due" ON "holds" USING btree ("expires_at") WHERE "holds"."status" = 'OPEN' and "holds"."expires_at" is not null;--> statement-breakpoint
CREATE INDEX "journal_entries_transaction" ON "journal_entries" USING btree ("transaction_id") WHERE "journal_entries"."transaction_id" is not null;--> statement-breakpoint
CREATE INDEX "journal_entries_recorded_at" ON "journal_entries" USING brin ("recorded_at");--> statement-breakpoint
CREATE INDEX "outbox_commit_order" ON "outbox" USING btree ("xid","seq");--> statement-breakpoint
CREATE INDEX "outbox_subject" ON "outbox" USING btree ("subject","xid","seq");