import type { LiveLimits } from '@paygraph/config';
import type { Actor } from '@paygraph/identity';
import { codedError } from '@paygraph/subgraph';
import { Gauge } from '@paygraph/telemetry';
import type { GraphQLError } from 'graphql';
import { callerAddress } from './address.ts';
import { type Leave, places } from './places.ts';

const sockets = new Gauge({ name: 'paygraph_sockets', help: 'Sockets that are open, whoever they are of.' });
const listeners = new Gauge({
  name: 'paygraph_listeners',
  help: 'Sockets and event streams of callers that are known to listen.',
});

/** Who listens at this gateway, over sockets and event streams. */
export interface Audience {
  /** A socket begins, whoever it is of: undefined when its address has too many. */
  connect(ip: string | undefined): Leave | undefined;
  /** Somebody is known to listen over a socket or a stream: an error when they do so too often. */
  enter(actor: Actor): Leave | GraphQLError;
  /** An error when a socket with so many operations under way has one more. */
  refuseOperation(found: number): GraphQLError | undefined;
}

export function createAudience(limits: LiveLimits): Audience {
  const byAddress = places(limits.socketsPerAddress);
  const byUser = places(limits.socketsPerUser);
  return {
    connect: (ip) => counted(sockets, byAddress.take(callerAddress(ip))),
    enter(actor) {
      const key = actor.kind === 'user' ? `user:${actor.userId}` : `address:${callerAddress(actor.ip)}`;
      return (
        counted(listeners, byUser.take(key)) ??
        tooMany('socketsPerUser', 'sockets and event streams', byUser.max, byUser.max + 1)
      );
    },
    refuseOperation(found) {
      const max = limits.subscriptionsPerSocket;
      return found > max ? tooMany('subscriptionsPerSocket', 'subscriptions on a socket', max, found) : undefined;
    },
  };
}

/** The same place, counted until it is left. */
function counted(gauge: Gauge, leave: Leave | undefined): Leave | undefined {
  if (!leave) return undefined;
  gauge.inc();
  let left = false;
  return () => {
    if (!left) gauge.dec();
    left = true;
    leave();
  };
}

function tooMany(limit: string, what: string, max: number, found: number): GraphQLError {
  return codedError('TOO_MANY_SUBSCRIPTIONS', `There are at most ${max} ${what} at a time`, { limit, max, found });
}
