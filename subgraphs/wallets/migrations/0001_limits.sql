CREATE TABLE "limit_reservations" (
	"transaction_id" text PRIMARY KEY NOT NULL,
	"wallet_id" text NOT NULL,
	"day" date NOT NULL,
	"amount" bigint NOT NULL,
	"kept" bigint NOT NULL,
	"exceeded" text,
	CONSTRAINT "limit_reservations_kept" CHECK ("limit_reservations"."kept" between 0 and "limit_reservations"."amount")
);
--> statement-breakpoint
CREATE TABLE "limit_usage" (
	"wallet_id" text NOT NULL,
	"day" date NOT NULL,
	"used" bigint NOT NULL,
	CONSTRAINT "limit_usage_wallet_id_day_pk" PRIMARY KEY("wallet_id","day"),
	CONSTRAINT "limit_usage_not_negative" CHECK ("limit_usage"."used" >= 0)
);
--> statement-breakpoint
ALTER TABLE "wallets" ADD COLUMN "limits" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "limit_reservations" ADD CONSTRAINT "limit_reservations_wallet_id_wallets_id_fk" FOREIGN KEY ("wallet_id") REFERENCES "public"."wallets"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "limit_usage" ADD CONSTRAINT "limit_usage_wallet_id_wallets_id_fk" FOREIGN KEY ("wallet_id") REFERENCES "public"."wallets"("id") ON DELETE no action ON UPDATE no action;