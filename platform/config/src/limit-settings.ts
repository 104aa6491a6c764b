import { z } from 'zod';

/** A whole number; 0 lifts the limit. */
const limit = (standard: number) => z.coerce.number().int().min(0).default(standard);

/** What one request may ask for, and how much somebody may ask for over time. */
export const limitEnvironment = {
  LIMIT_BODY_BYTES: limit(2 * 1024 * 1024),
  LIMIT_ANONYMOUS_BODY_BYTES: limit(100 * 1024),
  LIMIT_TOKENS: limit(1_000),
  LIMIT_FIELDS: limit(2_000),
  LIMIT_DEPTH: limit(10),
  LIMIT_INTROSPECTION_DEPTH: limit(15),
  LIMIT_ALIASES: limit(15),
  LIMIT_ROOT_FIELDS: limit(10),
  LIMIT_DUPLICATE_FIELDS: limit(20),
  LIMIT_DIRECTIVES: limit(8),
  LIMIT_PAGE_SIZE: limit(100),
  LIMIT_NODES: limit(10_000),
  LIMIT_COST: limit(1_000),
  COST_BUCKET: limit(2_000),
  COST_RESTORE_PER_SECOND: z.coerce.number().int().min(1).default(100),
  ANONYMOUS_REQUESTS_PER_MINUTE: limit(100),
  LOG_IN_FAILURES_PER_ACCOUNT: limit(10),
  LOG_IN_FAILURES_PER_ADDRESS: limit(30),
  OTP_FAILURES_PER_USER: limit(30),
  OTP_CHALLENGES_PER_USER: limit(20),
  OPERATION_DEADLINE_MS: limit(10_000),
  SOCKETS_PER_USER: limit(50),
  SOCKETS_PER_ADDRESS: limit(500),
  SUBSCRIPTIONS_PER_SOCKET: limit(100),
  SOCKET_INIT_TIMEOUT_MS: limit(5_000),
  SOCKET_PING_INTERVAL_MS: limit(12_000),
  UPSTREAM_RECONNECTS: limit(10),
};

/** Limits of one document or request. Infinity where a limit is lifted. */
export interface RequestLimits {
  /** Of a signed-in caller, who may upload a file of payouts. */
  readonly bodyBytes: number;
  readonly anonymousBodyBytes: number;
  /** Of the document alone: variables do not count. */
  readonly tokens: number;
  /** With fragments spread. */
  readonly fields: number;
  readonly depth: number;
  /** Of what is below `__schema` and `__type`. */
  readonly introspectionDepth: number;
  readonly aliases: number;
  readonly rootFields: number;
  /** Fields selected once more in the same place. */
  readonly duplicateFields: number;
  readonly directives: number;
  readonly pageSize: number;
  /** The product of the page sizes along a path. */
  readonly nodes: number;
  readonly cost: number;
}

/** Limits of those who listen. Infinity where a limit is lifted. */
export interface LiveLimits {
  /** Sockets and event streams of a user at one gateway; of an address, for visitors. */
  readonly socketsPerUser: number;
  /** Sockets that are open from an address, whether or not they have said who they are. */
  readonly socketsPerAddress: number;
  readonly subscriptionsPerSocket: number;
  /** Within which a client says who it is. */
  readonly socketInitTimeout_ms: number;
  /** How often a client is asked whether it is still there; it answers within the same time. */
  readonly socketPingInterval_ms: number;
  /** How often a lost upstream is asked for again before its subscribers are told. */
  readonly upstreamReconnects: number;
}

/** Limits over time, and of time. Infinity where a limit is lifted. */
export interface Limits {
  readonly request: RequestLimits;
  readonly costBucket: number;
  readonly costRestore_per_s: number;
  readonly anonymousRequests_per_minute: number;
  /** Failures in 15 minutes. */
  readonly logInFailuresPerAccount: number;
  readonly logInFailuresPerAddress: number;
  readonly otpFailuresPerUser: number;
  /** One-time passwords sent to somebody in an hour. */
  readonly otpChallengesPerUser: number;
  readonly operationDeadline_ms: number;
  readonly live: LiveLimits;
}

const lifted = (value: number) => (value === 0 ? Number.POSITIVE_INFINITY : value);

export function toLimits(env: { readonly [Name in keyof typeof limitEnvironment]: number }): Limits {
  return {
    request: {
      bodyBytes: lifted(env.LIMIT_BODY_BYTES),
      anonymousBodyBytes: lifted(env.LIMIT_ANONYMOUS_BODY_BYTES),
      tokens: lifted(env.LIMIT_TOKENS),
      fields: lifted(env.LIMIT_FIELDS),
      depth: lifted(env.LIMIT_DEPTH),
      introspectionDepth: lifted(env.LIMIT_INTROSPECTION_DEPTH),
      aliases: lifted(env.LIMIT_ALIASES),
      rootFields: lifted(env.LIMIT_ROOT_FIELDS),
      duplicateFields: lifted(env.LIMIT_DUPLICATE_FIELDS),
      directives: lifted(env.LIMIT_DIRECTIVES),
      pageSize: lifted(env.LIMIT_PAGE_SIZE),
      nodes: lifted(env.LIMIT_NODES),
      cost: lifted(env.LIMIT_COST),
    },
    costBucket: lifted(env.COST_BUCKET),
    costRestore_per_s: env.COST_RESTORE_PER_SECOND,
    anonymousRequests_per_minute: lifted(env.ANONYMOUS_REQUESTS_PER_MINUTE),
    logInFailuresPerAccount: lifted(env.LOG_IN_FAILURES_PER_ACCOUNT),
    logInFailuresPerAddress: lifted(env.LOG_IN_FAILURES_PER_ADDRESS),
    otpFailuresPerUser: lifted(env.OTP_FAILURES_PER_USER),
    otpChallengesPerUser: lifted(env.OTP_CHALLENGES_PER_USER),
    operationDeadline_ms: lifted(env.OPERATION_DEADLINE_MS),
    live: {
      socketsPerUser: lifted(env.SOCKETS_PER_USER),
      socketsPerAddress: lifted(env.SOCKETS_PER_ADDRESS),
      subscriptionsPerSocket: lifted(env.SUBSCRIPTIONS_PER_SOCKET),
      socketInitTimeout_ms: lifted(env.SOCKET_INIT_TIMEOUT_MS),
      socketPingInterval_ms: lifted(env.SOCKET_PING_INTERVAL_MS),
      upstreamReconnects: lifted(env.UPSTREAM_RECONNECTS),
    },
  };
}
