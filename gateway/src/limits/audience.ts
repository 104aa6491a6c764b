import type { LiveLimits } from '@paygraph/config';
import type { Actor } from '@paygraph/identity';
import { codedError } from '@paygraph/subgraph';
import type { GraphQLError } from 'graphql';
import { callerAddress } from './address.ts';
import { type Leave, places } from './places.ts';

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
    connect: (ip) => byAddress.take(callerAddress(ip)),
    enter(actor) {
      const key = actor.kind === 'user' ? `user:${actor.userId}` : `address:${callerAddress(actor.ip)}`;
      return byUser.take(key) ?? tooMany('socketsPerUser', 'sockets and event streams', byUser.max, byUser.max + 1);
    },
    refuseOperation(found) {
      const max = limits.subscriptionsPerSocket;
      return found > max ? tooMany('subscriptionsPerSocket', 'subscriptions on a socket', max, found) : undefined;
    },
  };
}

function tooMany(limit: string, what: string, max: number, found: number): GraphQLError {
  return codedError('TOO_MANY_SUBSCRIPTIONS', `There are at most ${max} ${what} at a time`, { limit, max, found });
}
