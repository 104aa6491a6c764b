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
CREATE TABLE "idempotency_keys" (
	"caller_id" text NOT NULL,
	"mutation" text NOT NULL,
	"key" text NOT NULL,
	"input_hash" text NOT NULL,
	"transaction_id" text NOT NULL,
	"answered" boolean DEFAULT false NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "idempotency_keys_caller_id_mutation_key_pk" PRIMARY KEY("caller_id","mutation","key")
);
--> statement-breakpoint
CREATE TABLE "inbox" (
	"consumer" text NOT NULL,
	"event_id" text NOT NULL,
	"handled_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "inbox_consumer_event_id_pk" PRIMARY KEY("consumer","event_id")
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
CREATE TABLE "relay_position" (
	"singleton" boolean PRIMARY KEY DEFAULT true NOT NULL,
	"xid" "xid8" NOT NULL,
	"seq" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "transactions" (
	"id" text PRIMARY KEY NOT NULL,
	"type" text NOT NULL,
	"status" text NOT NULL,
	"currency" text NOT NULL,
	"minor" bigint NOT NULL,
	"initiator_id" text NOT NULL,
	"source_wallet_id" text,
	"source_owner_id" text,
	"destination_wallet_id" text NOT NULL,
	"destination_owner_id" text NOT NULL,
	"payment_method_id" text,
	"description" text,
	"metadata" jsonb,
	"failure_code" text,
	"decline_code" text,
	"provider" text,
	"provider_reference" text,
	"created_at" timestamp with time zone NOT NULL,
	"settled_at" timestamp with time zone,
	"due_at" timestamp with time zone NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "transactions_amount_positive" CHECK ("transactions"."minor" > 0),
	CONSTRAINT "transactions_failure_named" CHECK (("transactions"."status" = 'FAILED') = ("transactions"."failure_code" is not null))
);
--> statement-breakpoint
CREATE INDEX "outbox_commit_order" ON "outbox" USING btree ("xid","seq");--> statement-breakpoint
CREATE INDEX "outbox_subject" ON "outbox" USING btree ("subject","xid","seq");--> statement-breakpoint
CREATE INDEX "transactions_initiator" ON "transactions" USING btree ("initiator_id","id");--> statement-breakpoint
CREATE INDEX "transactions_source_owner" ON "transactions" USING btree ("source_owner_id","id");--> statement-breakpoint
CREATE INDEX "transactions_destination_owner" ON "transactions" USING btree ("destination_owner_id","id");--> statement-breakpoint
CREATE INDEX "transactions_source_wallet" ON "transactions" USING btree ("source_wallet_id","id");--> statement-breakpoint
CREATE INDEX "transactions_destination_wallet" ON "transactions" USING btree ("destination_wallet_id","id");--> statement-breakpoint
CREATE INDEX "transactions_due" ON "transactions" USING btree ("due_at") WHERE "transactions"."status" in ('CREATED', 'PROCESSING');