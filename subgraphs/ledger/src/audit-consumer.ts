import { SUBGRAPH_NAMES } from '@paygraph/config';
import { consumeOnce, type Subscription } from '@paygraph/events';
import { type EventType, eventContracts } from '@paygraph/schema/events';
import type { Platform } from '@paygraph/subgraph';
import { recordAuditEvents } from './audit-store.ts';

const EVERY_TYPE = Object.keys(eventContracts) as EventType[];

/** Writes every event of every subgraph into the audit trail, once. */
export function consumeAuditEvents({
  database,
  bus,
  logger,
  now,
}: Pick<Platform, 'database' | 'bus' | 'logger' | 'now'>): Promise<Subscription> {
  return consumeOnce({
    database,
    bus,
    consumer: 'audit',
    sources: SUBGRAPH_NAMES,
    types: EVERY_TYPE,
    handle: (tx, events) => recordAuditEvents(tx, events, now()),
    onError: (error) => logger.error({ err: error }, 'an event could not be audited'),
  });
}
