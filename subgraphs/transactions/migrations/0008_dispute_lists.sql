CREATE TABLE "dispute_lists" (
	"provider" text PRIMARY KEY NOT NULL,
	"read_until" timestamp with time zone NOT NULL,
	"due_at" timestamp with time zone NOT NULL
);
