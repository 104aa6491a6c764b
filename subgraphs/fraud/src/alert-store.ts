import type { Queryable, Tx } from '@paygraph/postgres';
import type { Page } from '@paygraph/subgraph';
import { and, desc, eq, inArray, lt } from 'drizzle-orm';
import { type AlertStatus, type Severity, severitiesFrom } from './alert.ts';
import { alerts } from './tables.ts';

export type AlertRow = typeof alerts.$inferSelect;
export type NewAlert = typeof alerts.$inferInsert;

export interface AlertFilter {
  readonly status?: AlertStatus | null;
  readonly minSeverity?: Severity | null;
}

export async function insertAlerts({ db }: Tx, rows: readonly NewAlert[]): Promise<AlertRow[]> {
  if (rows.length === 0) return [];
  return db
    .insert(alerts)
    .values([...rows])
    .returning();
}

export async function alertsById({ db }: Queryable, ids: readonly string[]): Promise<Map<string, AlertRow>> {
  const rows = await db
    .select()
    .from(alerts)
    .where(inArray(alerts.id, [...ids]));
  return new Map(rows.map((row) => [row.id, row]));
}

export async function alertsByTransaction(
  { db }: Queryable,
  transactionIds: readonly string[],
): Promise<Map<string, AlertRow[]>> {
  const rows = await db
    .select()
    .from(alerts)
    .where(inArray(alerts.transactionId, [...transactionIds]));
  return Map.groupBy(rows, ({ transactionId }) => transactionId);
}

/** Alerts, newest first; one more than the page, when there is one. */
export function listAlerts(
  { db }: Queryable,
  { limit, after }: Page,
  { status, minSeverity }: AlertFilter,
): Promise<AlertRow[]> {
  return db
    .select()
    .from(alerts)
    .where(
      and(
        after === undefined ? undefined : lt(alerts.number, BigInt(after)),
        status ? eq(alerts.status, status) : undefined,
        minSeverity ? inArray(alerts.severity, severitiesFrom(minSeverity)) : undefined,
      ),
    )
    .orderBy(desc(alerts.number))
    .limit(limit + 1);
}

/** Puts an operator in charge of an alert that is still in `from`; undefined when somebody was faster. */
export async function markAcknowledged(
  { db }: Tx,
  { id, from, by, at }: { readonly id: string; readonly from: AlertStatus; readonly by: string; readonly at: Date },
): Promise<AlertRow | undefined> {
  const [row] = await db
    .update(alerts)
    .set({ status: 'ACKNOWLEDGED', assignee: by, acknowledgedBy: by, acknowledgedAt: at })
    .where(and(eq(alerts.id, id), eq(alerts.status, from)))
    .returning();
  return row;
}
