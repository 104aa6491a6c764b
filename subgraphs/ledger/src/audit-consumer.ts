import { SUBGRAPH_NAMES } from '@paygraph/config';
import { consumeOnce, type Subscription } from '@paygraph/events';
import { type EventType, eventContracts } from '@paygraph/schema/events';
import type { Platform } from '@paygraph/subgraph';
import { recordAuditEvents } from './audit-store.ts';

/** All but what nobody did: that a person was told of something follows from what was done. */
const AUDITED = (Object.keys(eventContracts) as EventType[]).filter((type) => type !== 'notification.created');

/** Writes every event of every subgraph into the audit trail, once by its id. */
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
    types: AUDITED,
    idempotent: true,
    handle: async (tx, events) => recordAuditEvents(tx, events, now()),
    onError: (error) => logger.error({ err: error }, 'an event could not be audited'),
  });
}
