import { connectionOf, parseNumberedPage, requireOperator } from '@paygraph/subgraph';
import { type AuditEventRow, listAuditEvents } from './audit-store.ts';
import { auditCursor, auditStream } from './audit-stream.ts';
import type { LedgerDeps } from './deps.ts';
import type { AuditActorKind, Resolvers } from './generated/resolvers.ts';

const ACTOR_KINDS = {
  user: 'USER',
  service: 'SERVICE',
  anonymous: 'ANONYMOUS',
} as const satisfies Record<AuditEventRow['actorKind'], AuditActorKind>;

export function auditResolvers({
  database,
}: LedgerDeps): Pick<Resolvers, 'Query' | 'Subscription' | 'AuditEvent' | 'AuditEventEnvelope'> {
  return {
    Query: {
      async auditTrail(_, { actorId, subject, action, range, ...args }, { actor }) {
        requireOperator(actor);
        const page = parseNumberedPage(args);
        const rows = await listAuditEvents(database, page, { actorId, subject, action, range });
        return connectionOf(rows, page, ({ number }) => number.toString());
      },
    },
    Subscription: {
      auditRecorded: {
        subscribe(_, { after }, { actor }) {
          requireOperator(actor);
          return auditStream(database, after);
        },
        resolve: (event: AuditEventRow) => event,
      },
    },
    AuditEvent: {
      actor: ({ actorKind, actorId }) => ({ kind: ACTOR_KINDS[actorKind], id: actorId }),
      before: ({ number }, _, { auditedBefore }) => auditedBefore.load(number),
    },
    AuditEventEnvelope: {
      cursor: auditCursor,
      event: (event) => event,
    },
  };
}
