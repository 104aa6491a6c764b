import { type DebtChange, type DebtRow, debtCollected } from '../src/debts/debt.ts';
import type { DebtBook } from '../src/debts/debt-book.ts';
import { dueOf, keepUnclaimed, type MemoryTables } from './memory-tables.ts';

const LEASE_MS = 15_000;

/** Debts in memory. The contract suite holds it to what PostgreSQL does. */
export function memoryDebts(tables: MemoryTables): DebtBook {
  const { debts, facts } = tables;
  const put = (row: DebtRow) => {
    debts.set(row.walletId, row);
    return row;
  };
  return {
    async lease(now, limit) {
      const open = [...debts.values()].filter((each) => each.owedMinor !== 0n || each.collectingMinor !== null);
      const dueAt = new Date(now.getTime() + LEASE_MS);
      return dueOf(open, now, limit).map((row) => put({ ...row, dueAt }));
    },
    async begin({ walletId, collections }, collectingMinor) {
      const row = debts.get(walletId);
      if (row?.collections !== collections || row.collectingMinor !== null) return undefined;
      return put({ ...row, collectingMinor, collections: collections + 1 });
    },
    async end(_, { walletId, collections, collectingMinor }, collected, now) {
      const before = debts.get(walletId);
      if (before?.collections !== collections || before.collectingMinor === null) return;
      const minor = collectingMinor ?? 0n;
      if ('refusal' in collected) {
        put({ ...before, collectingMinor: null, lastError: collected.refusal });
        return;
      }
      const [owedMinor, collectedMinor] = [before.owedMinor - minor, before.collectedMinor + minor];
      const done = { collectingMinor: null, changedAt: now, lastError: null };
      facts.push(debtCollected(put({ ...before, ...done, owedMinor, collectedMinor }), minor));
      if (collected.unclaimed) keepUnclaimed(tables, before.chargebackId, collected.unclaimed, now);
    },
  };
}

/** What a chargeback added or took away. */
export function changeDebt({ debts }: MemoryTables, { chargeback, minor }: DebtChange, now: Date): void {
  const { id: chargebackId, sourceWalletId: walletId, sourceOwnerId: ownerId, currency } = chargeback;
  if (walletId === null || ownerId === null) throw new Error(`chargeback ${chargebackId} takes from no wallet`);
  const fresh = { collectedMinor: 0n, collectingMinor: null, collections: 0, dueAt: now, lastError: null };
  const before = debts.get(walletId) ?? { walletId, ownerId, currency, owedMinor: 0n, ...fresh };
  const dueAt = before.dueAt < now ? before.dueAt : now;
  debts.set(walletId, { ...before, owedMinor: before.owedMinor + minor, chargebackId, dueAt, changedAt: now });
}
