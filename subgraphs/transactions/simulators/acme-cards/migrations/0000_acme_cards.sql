CREATE TABLE "charges" (
	"reference" text PRIMARY KEY NOT NULL,
	"id" text NOT NULL,
	"minor" bigint NOT NULL,
	"currency" text NOT NULL,
	"last4" text NOT NULL,
	"decline_code" text,
	"refunded_at" timestamp with time zone,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "charges_id_unique" UNIQUE("id")
);
