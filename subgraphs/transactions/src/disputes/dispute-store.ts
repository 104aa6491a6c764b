import type { Fact, Publisher } from '@paygraph/events';
import { asService, newId, type UserActor } from '@paygraph/identity';
import type { Database, Queryable, Tx } from '@paygraph/postgres';
import type { Page } from '@paygraph/subgraph';
import { and, desc, eq, inArray, isNotNull, lt, or } from 'drizzle-orm';
import type { ProviderName } from '../providers/connector.ts';
import type { Intent, Move } from '../saga/store.ts';
import { disputeEvidence, disputes, transactions } from '../tables.ts';
import { ACTIVE, type DisputeRow, type DisputeStatus, isActive } from './dispute.ts';
import {
  type DueEvidence,
  endEvidence,
  leaseEvidence,
  noteEvidenceFailure,
  pollDisputes,
} from './dispute-evidence-store.ts';
import { changeFacts, disputeFact } from './dispute-fact.ts';
import { type DueList, endList, leaseLists } from './dispute-list-store.ts';

export type EvidenceRow = typeof disputeEvidence.$inferSelect;

/** Disputes and what was said in them. Those that move money are written with it, by the `TransactionStore`. */
export interface DisputeBook {
  byId(id: string): Promise<DisputeRow | undefined>;
  byChargeback(id: string): Promise<DisputeRow | undefined>;
  /** Oldest first. */
  ofPayment(paymentId: string): Promise<readonly DisputeRow[]>;
  /** Remembers that the bank of a card asks; the same inquiry again changes nothing. */
  addInquiry(inquiry: DisputeRow): Promise<void>;
  /** An inquiry ended without anybody's money having been taken; the same again changes nothing. */
  closeInquiry(id: string, now: Date): Promise<void>;
  /** What the merchant says; null when nothing is to be said any more, or was. */
  addEvidence(by: UserActor, dispute: DisputeRow, text: string, now: Date): Promise<DisputeRow | null>;
  /** Takes evidence that is to be passed on, and puts it off so that no other worker takes it too. */
  leaseEvidence(now: Date, limit: number): Promise<readonly DueEvidence[]>;
  endEvidence(evidence: DueEvidence, now: Date): Promise<void>;
  noteEvidenceFailure(evidence: DueEvidence, error: string): Promise<void>;
  /** Has every card dispute that nobody has decided looked into four times a day, should a notice have been lost. */
  poll(now: Date): Promise<void>;
  /** Takes providers that are to be asked for their disputes, and puts them off so that no other worker asks too. */
  leaseLists(now: Date): Promise<readonly DueList[]>;
  /** Every dispute of the provider that was opened before `readUntil` was seen. */
  endList(provider: ProviderName, readUntil: Date, now: Date): Promise<void>;
}

export function openDisputeBook(database: Database, publisher: Publisher): DisputeBook {
  const one = async (where: ReturnType<typeof eq>) => (await database.db.select().from(disputes).where(where))[0];
  const notice = () => asService('transactions', { requestId: newId('notice') });
  return {
    byId: (id) => one(eq(disputes.id, id)),
    byChargeback: (id) => one(eq(disputes.chargebackId, id)),
    ofPayment: async (id) => (await disputesByPayment(database, [id])).get(id) ?? [],
    addInquiry: (inquiry) =>
      publisher.commit(notice(), async (tx) => {
        await lockPayment(tx, inquiry.transactionId);
        const added = await tx.db.insert(disputes).values(inquiry).onConflictDoNothing().returning();
        return { result: undefined, facts: added.map((row) => disputeFact('dispute.opened', row)) };
      }),
    closeInquiry: (id, now) =>
      publisher.commit(notice(), async (tx) => {
        const closed = await tx.db
          .update(disputes)
          .set({ status: 'WON', resolvedAt: now, evidenceAwaited: false })
          .where(and(eq(disputes.id, id), eq(disputes.status, 'INQUIRY')))
          .returning();
        return { result: undefined, facts: closed.map((row) => disputeFact('dispute.won', row)) };
      }),
    addEvidence: (by, { id }, text, now) =>
      publisher.commit(by, async (tx) => {
        const { rows } = await tx.query<{ number: number }>(
          `update disputes set evidence_awaited = false,
                  status = case status when 'OPEN' then 'UNDER_REVIEW' else status end
            where id = $1 and evidence_awaited and status in ('INQUIRY', 'OPEN') and evidence_due_at > $2
            returning (select count(*)::int + 1 from dispute_evidence where dispute_id = $1) number`,
          [id, now],
        );
        const [row] = await tx.db.select().from(disputes).where(eq(disputes.id, id));
        const number = rows[0]?.number;
        if (number === undefined || !row) return { result: null, facts: [] };
        const base = { disputeId: id, number, text, submittedBy: by.userId, submittedAt: now };
        // Nobody but us decides about a payment from a wallet: it need not be passed on.
        const sentAt = row.provider === null ? now : null;
        await tx.db.insert(disputeEvidence).values({ ...base, dueAt: now, sentAt });
        return { result: row, facts: [disputeFact('dispute.evidence_submitted', row)] };
      }),
    leaseEvidence: (now, limit) => leaseEvidence(database, now, limit),
    endEvidence: (evidence, now) => endEvidence(database, evidence, now),
    noteEvidenceFailure: (evidence, error) => noteEvidenceFailure(database, evidence, error),
    poll: (now) => pollDisputes(database, now),
    leaseLists: (now) => leaseLists(database, now),
    endList: (provider, readUntil, now) => endList(database, provider, readUntil, now),
  };
}

async function lockPayment(tx: Tx, id: string): Promise<void> {
  await tx.query('select 1 from transactions where id = $1 for update', [id]);
}

/** Payments over which nothing new may be disputed yet, and by which dispute; the payments are locked. */
export async function disputedPayments(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map();
  // The money of one that was decided may still be on its way.
  const rows = await tx.db
    .select({ id: disputes.id, transactionId: disputes.transactionId })
    .from(disputes)
    .leftJoin(transactions, eq(transactions.id, disputes.chargebackId))
    .where(
      and(
        inArray(disputes.transactionId, [...ids]),
        or(inArray(disputes.status, [...ACTIVE]), isNotNull(transactions.step)),
      ),
    );
  return new Map(rows.map(({ id, transactionId }) => [transactionId, id]));
}

/** Writes the disputes that chargebacks are recorded with: new ones, and inquiries that became more. */
export async function insertDisputes(tx: Tx, intents: readonly Intent[]): Promise<readonly Fact[]> {
  const facts: Fact[] = [];
  for (const { dispute, transaction, actor: by } of intents) {
    if (!dispute) continue;
    const row = { ...dispute, chargebackId: transaction.id };
    const [before] = await tx.db.select().from(disputes).where(eq(disputes.id, row.id)).for('update');
    await tx.db.insert(disputes).values(row).onConflictDoUpdate({ target: disputes.id, set: row });
    facts.push(
      ...(before ? changeFacts(before, row) : [disputeFact('dispute.opened', row)]).map((fact) => ({ ...fact, by })),
    );
  }
  return facts;
}

/** Writes what was decided, together with the moves of the chargebacks. */
export async function changeDisputes(tx: Tx, moves: readonly Move[]): Promise<readonly Fact[]> {
  const facts: Fact[] = [];
  for (const { dispute: change, before: chargeback, by } of moves) {
    if (!change) continue;
    const [before] = await tx.db.select().from(disputes).where(eq(disputes.chargebackId, chargeback.id)).for('update');
    if (!before || !isActive(before)) throw new Error(`chargeback ${chargeback.id} has no dispute to be decided`);
    await tx.db.update(disputes).set(change).where(eq(disputes.id, before.id));
    facts.push(...changeFacts(before, { ...before, ...change }).map((fact) => ({ ...fact, by })));
  }
  return facts;
}

export async function disputesById({ db }: Queryable, ids: readonly string[]): Promise<Map<string, DisputeRow>> {
  const rows = await db
    .select()
    .from(disputes)
    .where(inArray(disputes.id, [...ids]));
  return new Map(rows.map((row) => [row.id, row]));
}

/** Disputes over each payment, oldest first. */
export async function disputesByPayment({ db }: Queryable, ids: readonly string[]): Promise<Map<string, DisputeRow[]>> {
  const rows = await db
    .select()
    .from(disputes)
    .where(inArray(disputes.transactionId, [...ids]))
    .orderBy(disputes.transactionId, disputes.id);
  return Map.groupBy(rows, ({ transactionId }) => transactionId);
}

/** What was said in each dispute, oldest first. */
export async function evidenceByDispute(
  { db }: Queryable,
  ids: readonly string[],
): Promise<Map<string, EvidenceRow[]>> {
  const rows = await db
    .select()
    .from(disputeEvidence)
    .where(inArray(disputeEvidence.disputeId, [...ids]))
    .orderBy(disputeEvidence.disputeId, disputeEvidence.number);
  return Map.groupBy(rows, ({ disputeId }) => disputeId);
}

/**
 * Disputes, newest first; one more than the page, when there is one.
 * @param viewerId only those this person has a part in; null for operators
 */
export function listDisputes(
  { db }: Queryable,
  { limit, after }: Page,
  status: DisputeStatus | null,
  viewerId: string | null,
): Promise<DisputeRow[]> {
  return db
    .select()
    .from(disputes)
    .where(
      and(
        after === undefined ? undefined : lt(disputes.id, after),
        status === null ? undefined : eq(disputes.status, status),
        viewerId === null ? undefined : or(eq(disputes.merchantId, viewerId), eq(disputes.payerId, viewerId)),
      ),
    )
    .orderBy(desc(disputes.id))
    .limit(limit + 1);
}
