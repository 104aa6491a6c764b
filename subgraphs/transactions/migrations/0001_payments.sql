CREATE TABLE "fees" (
	"type" text NOT NULL,
	"wallet_id" text DEFAULT '' NOT NULL,
	"currency" text NOT NULL,
	"fixed_minor" bigint NOT NULL,
	"basis_points" integer NOT NULL,
	"changed_by" text NOT NULL,
	"changed_at" timestamp with time zone NOT NULL,
	CONSTRAINT "fees_type_wallet_id_currency_pk" PRIMARY KEY("type","wallet_id","currency"),
	CONSTRAINT "fees_in_range" CHECK ("fees"."fixed_minor" >= 0 and "fees"."basis_points" between 0 and 10000)
);
--> statement-breakpoint
CREATE TABLE "provider_notices" (
	"provider" text NOT NULL,
	"id" text NOT NULL,
	"reference" text NOT NULL,
	"received_at" timestamp with time zone NOT NULL,
	"due_at" timestamp with time zone NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"handled_at" timestamp with time zone,
	"last_error" text,
	CONSTRAINT "provider_notices_provider_id_pk" PRIMARY KEY("provider","id")
);
--> statement-breakpoint
ALTER TABLE "transactions" DROP CONSTRAINT "transactions_failure_named";--> statement-breakpoint
DROP INDEX "transactions_due";--> statement-breakpoint
ALTER TABLE "transactions" ALTER COLUMN "destination_wallet_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "transactions" ALTER COLUMN "destination_owner_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "transactions" ADD COLUMN "step" text;--> statement-breakpoint
ALTER TABLE "transactions" ADD COLUMN "version" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "transactions" ADD COLUMN "parent_id" text;--> statement-breakpoint
ALTER TABLE "transactions" ADD COLUMN "refund_reason" text;--> statement-breakpoint
ALTER TABLE "transactions" ADD COLUMN "fee_fixed_minor" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "transactions" ADD COLUMN "fee_basis_points" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "transactions" ADD COLUMN "fee_minor" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "transactions" ADD COLUMN "capture_mode" text DEFAULT 'AUTOMATIC' NOT NULL;--> statement-breakpoint
ALTER TABLE "transactions" ADD COLUMN "capture_number" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "transactions" ADD COLUMN "capture_minor" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "transactions" ADD COLUMN "captured_minor" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "transactions" ADD COLUMN "refunded_minor" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "transactions" ADD COLUMN "refund_reserved_minor" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "transactions" ADD COLUMN "limited" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "transactions" ADD COLUMN "review" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "transactions" ADD COLUMN "reviewed_by" text;--> statement-breakpoint
ALTER TABLE "transactions" ADD COLUMN "review_note" text;--> statement-breakpoint
ALTER TABLE "transactions" ADD COLUMN "authenticated" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "transactions" ADD COLUMN "action_expires_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "transactions" ADD COLUMN "action_delivered_to" text;--> statement-breakpoint
ALTER TABLE "transactions" ADD COLUMN "providers_passed" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "transactions" ADD COLUMN "undo_from" text;--> statement-breakpoint
ALTER TABLE "transactions" ADD COLUMN "ending" text;--> statement-breakpoint
ALTER TABLE "transactions" ADD COLUMN "authorized_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "transactions" ADD COLUMN "dead_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "transactions" ADD COLUMN "last_error" text;--> statement-breakpoint
CREATE INDEX "provider_notices_due" ON "provider_notices" USING btree ("due_at") WHERE "provider_notices"."handled_at" is null;--> statement-breakpoint
CREATE INDEX "transactions_parent" ON "transactions" USING btree ("parent_id","id") WHERE "transactions"."parent_id" is not null;--> statement-breakpoint
CREATE INDEX "transactions_unfinished" ON "transactions" USING btree ("due_at") WHERE "transactions"."step" is not null and "transactions"."dead_at" is null;--> statement-breakpoint
CREATE INDEX "transactions_dead" ON "transactions" USING btree ("dead_at") WHERE "transactions"."dead_at" is not null;--> statement-breakpoint
ALTER TABLE "transactions" ADD CONSTRAINT "transactions_captured_within_amount" CHECK ("transactions"."captured_minor" between 0 and "transactions"."minor" and "transactions"."capture_minor" between 0 and "transactions"."minor" - "transactions"."captured_minor");--> statement-breakpoint
ALTER TABLE "transactions" ADD CONSTRAINT "transactions_refunded_within_captured" CHECK (0 <= "transactions"."refunded_minor" and "transactions"."refunded_minor" <= "transactions"."refund_reserved_minor" and "transactions"."refund_reserved_minor" <= "transactions"."captured_minor");--> statement-breakpoint
ALTER TABLE "transactions" ADD CONSTRAINT "transactions_failure_named" CHECK ("transactions"."status" <> 'FAILED' or "transactions"."failure_code" is not null);