import { bigint, pgTable, text, timestamp } from 'drizzle-orm/pg-core';

export * from '../../provider/tables.ts';

/** Charges of the API before holds, by the merchant's reference. */
export const charges = pgTable('charges', {
  reference: text().primaryKey(),
  id: text().notNull().unique(),
  minor: bigint({ mode: 'bigint' }).notNull(),
  currency: text().notNull(),
  last4: text().notNull(),
  /** Null when it succeeded. */
  declineCode: text('decline_code'),
  refundedAt: timestamp('refunded_at', { withTimezone: true }),
  createdAt: timestamp('created_at', { withTimezone: true }).notNull(),
});
