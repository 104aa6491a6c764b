CREATE TABLE "conversion_quotes" (
	"id" text PRIMARY KEY NOT NULL,
	"owner_id" text NOT NULL,
	"from_currency" text NOT NULL,
	"from_minor" bigint NOT NULL,
	"to_currency" text NOT NULL,
	"to_minor" bigint NOT NULL,
	"mid_minor" bigint NOT NULL,
	"income_minor" bigint NOT NULL,
	"mid_rate" text NOT NULL,
	"spread_basis_points" integer NOT NULL,
	"source" text NOT NULL,
	"rate_at" timestamp with time zone NOT NULL,
	"fee_fixed_minor" bigint DEFAULT 0 NOT NULL,
	"fee_basis_points" integer DEFAULT 0 NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"used_by" text,
	CONSTRAINT "conversion_quotes_used_by_unique" UNIQUE("used_by"),
	CONSTRAINT "conversion_quotes_positive" CHECK ("conversion_quotes"."from_minor" > 0 and "conversion_quotes"."to_minor" > 0),
	CONSTRAINT "conversion_quotes_within_value" CHECK ("conversion_quotes"."to_minor" <= "conversion_quotes"."mid_minor" and abs("conversion_quotes"."mid_minor" - "conversion_quotes"."to_minor" - "conversion_quotes"."income_minor") <= 1)
);
--> statement-breakpoint
CREATE INDEX "conversion_quotes_unused" ON "conversion_quotes" USING btree ("owner_id","expires_at") WHERE "conversion_quotes"."used_by" is null;