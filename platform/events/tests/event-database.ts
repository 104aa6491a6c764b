import { fileURLToPath } from 'node:url';
import type { Actor } from '@paygraph/identity';
import { type Database, inTransaction, type Tx } from '@paygraph/postgres';
import { testDatabase } from '@paygraph/testing';
import { appendToOutbox, type Fact } from '../src/outbox.ts';

export const ADA: Actor = {
  kind: 'user',
  userId: 'usr_ada',
  role: 'USER',
  sessionId: 'ses_1',
  authenticatedAt_s: 0,
  expiresAt_s: 0,
  requestId: 'req_1',
  traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
};
export const NOW = new Date('2026-03-01T12:00:00Z');

/** A database with nothing but the four tables of events. */
export const eventDatabase = (name: string): Promise<Database> =>
  testDatabase({ migrationsFolder: fileURLToPath(new URL('./migrations', import.meta.url)), name });

export const opened = (subject: string): Fact => ({
  type: 'wallet.opened',
  subject,
  data: { walletId: subject, ownerId: 'usr_ada', name: 'Everyday', currency: 'EUR', type: 'PERSONAL' },
});

/** Commits one wallet for each subject, in one transaction. */
export const commitFacts = (database: Database, ...subjects: string[]): Promise<void> =>
  inTransaction(database, async (tx) => appendToOutbox(tx, ADA, NOW, subjects.map(opened)));

/** A transaction that has written its facts and stays open until it is told to end. */
export async function openTransaction(database: Database, ...subjects: string[]) {
  const written = Promise.withResolvers<void>();
  const ended = Promise.withResolvers<void>();
  const done = inTransaction(database, async (tx: Tx) => {
    appendToOutbox(tx, ADA, NOW, subjects.map(opened));
    // Sent without waiting; what is answered after it has been run after it.
    await tx.query('select');
    written.resolve();
    await ended.promise;
  });
  await written.promise;
  return {
    async commit() {
      ended.resolve();
      await done;
    },
    async rollback() {
      ended.reject(new Error('rolled back'));
      await done.catch(() => undefined);
    },
  };
}
