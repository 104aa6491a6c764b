import { ACTIVE, type DisputeChange, type DisputeRow, isActive } from '../src/disputes/dispute.ts';
import { EVIDENCE_ATTEMPTS_MAX, POLL_EVERY_S } from '../src/disputes/dispute-evidence-store.ts';
import { changeFacts, disputeFact } from '../src/disputes/dispute-fact.ts';
import { LIST_AGAIN_S, LIST_EVERY_S, LIST_FIRST_S, LIST_OVERLAP_S } from '../src/disputes/dispute-list-store.ts';
import type { DisputeBook, EvidenceRow } from '../src/disputes/dispute-store.ts';
import type { ProviderName } from '../src/providers/connector.ts';
import { PROFILES } from '../src/providers/profiles.ts';
import type { TransactionRow } from '../src/transaction.ts';
import { dueOf, keepNotice, type MemoryTables, putOff } from './memory-tables.ts';

const BACKOFF_FIRST_MS = 10_000;
const BACKOFF_DOUBLINGS_MAX = 5;
const ERROR_CHARACTERS_MAX = 500;

/** Disputes in memory. The contract suite holds it to what PostgreSQL does. */
export function memoryDisputes(tables: MemoryTables): DisputeBook {
  const { disputes, evidence, lists } = tables;
  const patch = (row: Pick<EvidenceRow, 'disputeId' | 'number'>, change: Partial<EvidenceRow>) => {
    const key = evidenceKey(row);
    const before = evidence.get(key);
    if (before) evidence.set(key, { ...before, ...change });
  };
  const leased = (row: EvidenceRow, now: Date) => {
    const dueAt = putOff(now, BACKOFF_FIRST_MS, row.attempts, BACKOFF_DOUBLINGS_MAX);
    patch(row, { attempts: row.attempts + 1, dueAt });
    const { disputeId, number, text } = row;
    const { provider, transactionId: reference } = disputes.get(disputeId) as DisputeRow;
    return provider === null ? [] : [{ disputeId, number, text, provider, reference }];
  };

  return {
    byId: async (id) => disputes.get(id),
    byChargeback: async (id) => [...disputes.values()].find(({ chargebackId }) => chargebackId === id),
    ofPayment: async (id) => overPayment(tables, id),
    async addInquiry(inquiry) {
      if (conflictOf(tables, inquiry) || disputes.has(inquiry.id)) return;
      writeDisputes(tables, [inquiry]);
    },
    async closeInquiry(id, now) {
      const before = disputes.get(id);
      if (before?.status !== 'INQUIRY') return;
      writeDisputes(tables, [{ ...before, status: 'WON', resolvedAt: now, evidenceAwaited: false }]);
    },
    async addEvidence(by, { id }, text, now) {
      const before = disputes.get(id);
      const isOpen = before?.status === 'INQUIRY' || before?.status === 'OPEN';
      if (!before?.evidenceAwaited || !isOpen || before.evidenceDueAt <= now) return null;
      const status = before.status === 'OPEN' ? 'UNDER_REVIEW' : before.status;
      const row: DisputeRow = { ...before, status, evidenceAwaited: false };
      const number = 1 + [...evidence.values()].filter(({ disputeId }) => disputeId === id).length;
      const said = { disputeId: id, number, text, submittedBy: by.userId, submittedAt: now };
      const passing = { sentAt: row.provider === null ? now : null, dueAt: now, attempts: 0, lastError: null };
      disputes.set(id, row);
      evidence.set(evidenceKey(said), { ...said, ...passing });
      tables.facts.push(disputeFact('dispute.evidence_submitted', row));
      return row;
    },
    async leaseEvidence(now, limit) {
      const isOpen = ({ sentAt, attempts }: EvidenceRow) => sentAt === null && attempts < EVIDENCE_ATTEMPTS_MAX;
      return dueOf([...evidence.values()].filter(isOpen), now, limit).flatMap((row) => leased(row, now));
    },
    endEvidence: async (each, now) => patch(each, { sentAt: now, lastError: null }),
    noteEvidenceFailure: async (each, error) => patch(each, { lastError: error.slice(0, ERROR_CHARACTERS_MAX) }),
    async poll(now) {
      const round = Math.floor(now.getTime() / 1_000 / POLL_EVERY_S);
      for (const { id, provider, status, openedAt, transactionId: reference } of disputes.values()) {
        const isOld = openedAt.getTime() < now.getTime() - POLL_EVERY_S * 1_000;
        if (provider === null || !isActive({ status }) || !isOld) continue;
        keepNotice(tables, { provider, id: `${id}:${round}`, reference }, now, now);
      }
    },
    async leaseLists(now) {
      const at = (seconds: number) => new Date(now.getTime() + seconds * 1_000);
      for (const provider of Object.keys(PROFILES) as ProviderName[]) {
        const fresh = { provider, readUntil: at(LIST_OVERLAP_S - LIST_FIRST_S), dueAt: now };
        if (!lists.has(provider)) lists.set(provider, fresh);
      }
      const due = [...lists.values()].filter(({ dueAt }) => dueAt <= now);
      for (const list of due) lists.set(list.provider, { ...list, dueAt: at(LIST_AGAIN_S) });
      return due.map(({ provider, readUntil }) => ({
        provider,
        since: new Date(readUntil.getTime() - LIST_OVERLAP_S * 1_000),
      }));
    },
    async endList(provider, readUntil, now) {
      const list = lists.get(provider);
      if (!list) return;
      const latest = new Date(Math.max(readUntil.getTime(), list.readUntil.getTime()));
      lists.set(provider, { provider, readUntil: latest, dueAt: new Date(now.getTime() + LIST_EVERY_S * 1_000) });
    },
  };
}

const evidenceKey = ({ disputeId, number }: Pick<EvidenceRow, 'disputeId' | 'number'>) => `${disputeId} ${number}`;

function overPayment({ disputes }: MemoryTables, id: string): DisputeRow[] {
  const over = [...disputes.values()].filter(({ transactionId }) => transactionId === id);
  return over.sort((one, other) => (one.id < other.id ? -1 : 1));
}

/** Another dispute over the payment is not decided, or the money of one that is is still on its way. */
export function isDisputed(
  tables: MemoryTables,
  { id, transactionId }: Pick<DisputeRow, 'id' | 'transactionId'>,
): boolean {
  return overPayment(tables, transactionId).some((each) => {
    const chargeback = tables.transactions.get(each.chargebackId ?? '');
    return each.id !== id && (isActive(each) || (chargeback !== undefined && chargeback.step !== null));
  });
}

/** The dispute that a chargeback is recorded with: a new one, or an inquiry that became more. */
export function disputeOf(tables: MemoryTables, dispute: DisputeRow, chargeback: TransactionRow): DisputeRow[] {
  const row = { ...dispute, chargebackId: chargeback.id };
  refuseConflict(tables, row);
  return [row];
}

/** What was decided, together with the move of the chargeback. */
export function changeOfDispute(tables: MemoryTables, { id }: TransactionRow, change: DisputeChange): DisputeRow[] {
  const before = [...tables.disputes.values()].find(({ chargebackId }) => chargebackId === id);
  if (!before || !isActive(before)) throw new Error(`chargeback ${id} has no dispute to be decided`);
  const row = { ...before, ...change };
  refuseConflict(tables, row);
  return [row];
}

export function writeDisputes(tables: MemoryTables, rows: readonly DisputeRow[]): void {
  for (const row of rows) {
    const before = tables.disputes.get(row.id);
    tables.disputes.set(row.id, row);
    tables.facts.push(...(before ? changeFacts(before, row) : [disputeFact('dispute.opened', row)]));
  }
}

function refuseConflict(tables: MemoryTables, row: DisputeRow): void {
  const conflict = conflictOf(tables, row);
  if (conflict) throw new Error(`dispute ${row.id}: ${conflict}`);
}

/** What PostgreSQL refuses, by an index or a constraint. */
function conflictOf({ disputes }: MemoryTables, row: DisputeRow): string | undefined {
  const { id, chargebackId, provider, providerDisputeId, transactionId, status, resolvedAt } = row;
  const others = [...disputes.values()].filter((each) => each.id !== id);
  const isSame = (each: DisputeRow) =>
    providerDisputeId !== null && each.provider === provider && each.providerDisputeId === providerDisputeId;
  const isActiveOverIt = (each: DisputeRow) => each.transactionId === transactionId && isActive(each);
  const isDecided = !(ACTIVE as readonly string[]).includes(status);
  if (others.some(isSame)) return 'disputes_at_provider';
  if (!isDecided && others.some(isActiveOverIt)) return 'disputes_one_at_a_time';
  if (chargebackId === null && status !== 'INQUIRY' && !(status === 'WON' && provider)) return 'disputes_chargeback';
  if (isDecided !== (resolvedAt !== null)) return 'disputes_resolved';
  if (row.minor <= 0n || row.feeMinor < 0n) return 'disputes_money';
  return undefined;
}
