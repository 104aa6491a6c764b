import type { Queryable } from '@paygraph/postgres';
import { recipients } from './tables.ts';

export type Recipient = typeof recipients.$inferSelect;

/** Remembers where to reach a user; what was told last counts. */
export async function putRecipient({ db }: Queryable, { userId, email, name }: Recipient): Promise<void> {
  await db
    .insert(recipients)
    .values({ userId, email, name })
    .onConflictDoUpdate({ target: recipients.userId, set: { email, name } });
}
