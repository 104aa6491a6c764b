import { type DomainEvent, eventsBySubject } from '@paygraph/events';
import type { Queryable } from '@paygraph/postgres';
import { TRANSACTION_EVENTS } from './transaction-fact.ts';

/** What happened to each transaction, oldest first: its events in the outbox. */
export function timelines(database: Queryable, ids: readonly string[]): Promise<Map<string, DomainEvent[]>> {
  return eventsBySubject(database, 'transactions', ids, TRANSACTION_EVENTS);
}
