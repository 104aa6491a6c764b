CREATE TABLE "unclaimed" (
	"id" text PRIMARY KEY NOT NULL,
	"transaction_id" text NOT NULL,
	"entry_id" text NOT NULL,
	"owner_id" text NOT NULL,
	"currency" text NOT NULL,
	"minor" bigint NOT NULL,
	"reason" text NOT NULL,
	"status" text NOT NULL,
	"payouts" integer NOT NULL,
	"wallet_id" text,
	"paid_out_by" text,
	"created_at" timestamp with time zone NOT NULL,
	"due_at" timestamp with time zone NOT NULL,
	"paid_out_at" timestamp with time zone,
	"last_error" text,
	CONSTRAINT "unclaimed_entry_id_unique" UNIQUE("entry_id"),
	CONSTRAINT "unclaimed_positive" CHECK ("unclaimed"."minor" > 0),
	CONSTRAINT "unclaimed_paid_to" CHECK (("unclaimed"."status" = 'OPEN') = ("unclaimed"."wallet_id" is null)),
	CONSTRAINT "unclaimed_paid" CHECK (("unclaimed"."status" = 'PAID') = ("unclaimed"."paid_out_at" is not null))
);
--> statement-breakpoint
CREATE INDEX "unclaimed_status" ON "unclaimed" USING btree ("status","id");--> statement-breakpoint
CREATE INDEX "unclaimed_paying" ON "unclaimed" USING btree ("due_at") WHERE "unclaimed"."status" = 'PAYING';