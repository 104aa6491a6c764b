CREATE TABLE "merchant_debts" (
	"wallet_id" text PRIMARY KEY NOT NULL,
	"owner_id" text NOT NULL,
	"currency" text NOT NULL,
	"owed_minor" bigint DEFAULT 0 NOT NULL,
	"collected_minor" bigint DEFAULT 0 NOT NULL,
	"collecting_minor" bigint,
	"collections" integer DEFAULT 0 NOT NULL,
	"chargeback_id" text NOT NULL,
	"due_at" timestamp with time zone NOT NULL,
	"changed_at" timestamp with time zone NOT NULL,
	"last_error" text,
	CONSTRAINT "merchant_debts_collecting" CHECK ("merchant_debts"."collecting_minor" <> 0)
);
--> statement-breakpoint
CREATE INDEX "merchant_debts_due" ON "merchant_debts" USING btree ("due_at") WHERE "merchant_debts"."owed_minor" <> 0 or "merchant_debts"."collecting_minor" is not null;--> statement-breakpoint
-- What was owed before it was kept here.
INSERT INTO "merchant_debts" ("wallet_id", "owner_id", "currency", "owed_minor", "chargeback_id", "due_at", "changed_at")
SELECT "source_wallet_id", min("source_owner_id"), min("currency"), sum("owed_minor"), max("id"), now(), now()
  FROM "transactions" WHERE "type" = 'CHARGEBACK' AND "status" = 'SUCCEEDED' AND "owed_minor" > 0
 GROUP BY "source_wallet_id";
