import type { Role, Scope } from '@paygraph/identity';
import { sql } from 'drizzle-orm';
import { check, customType, index, integer, pgTable, text, timestamp, unique, uniqueIndex } from 'drizzle-orm/pg-core';
import { ATTEMPTS_MAX } from './challenge.ts';
import type { RevocationReason } from './session.ts';
import type { KycStatus, UserStatus } from './user.ts';

export { deadLetters, inbox, outbox, relayPosition } from '@paygraph/events/tables';

const bytea = customType<{ data: Buffer }>({ dataType: () => 'bytea' });
const moment = (name: string) => timestamp(name, { withTimezone: true });

export const users = pgTable(
  'users',
  {
    /** TypeIDs grow with time, so their order is the order of signing up. */
    id: text().primaryKey(),
    email: text().notNull(),
    name: text().notNull(),
    role: text().$type<Role>().notNull(),
    status: text().$type<UserStatus>().notNull(),
    kycStatus: text('kyc_status').$type<KycStatus>().notNull(),
    /** PHC string: the algorithm and its costs travel with the hash. */
    passwordHash: text('password_hash').notNull(),
    createdAt: moment('created_at').notNull(),
  },
  (table) => [
    // Decides between two sign-ups with one address at the same moment.
    unique('users_email').on(table.email),
    check('users_email_normalised', sql`${table.email} = lower(btrim(${table.email}))`),
    index('users_role').on(table.role, table.id),
    index('users_status').on(table.status, table.id),
    index('users_search').using('gin', table.name.op('gin_trgm_ops'), table.email.op('gin_trgm_ops')),
  ],
);

export const sessions = pgTable(
  'sessions',
  {
    id: text().primaryKey(),
    userId: text('user_id')
      .notNull()
      .references(() => users.id),
    /** When they last proved who they are; refreshing does not change it. */
    authenticatedAt: moment('authenticated_at').notNull(),
    /** Moves on with every refresh. */
    expiresAt: moment('expires_at').notNull(),
    userAgent: text('user_agent'),
    ip: text(),
    revokedAt: moment('revoked_at'),
    revocationReason: text('revocation_reason').$type<RevocationReason>(),
  },
  (table) => [
    index('sessions_live').on(table.userId, table.id).where(sql`${table.revokedAt} is null`),
    index('sessions_revoked_at').on(table.revokedAt).where(sql`${table.revokedAt} is not null`),
    check('sessions_revoked_for_a_reason', sql`(${table.revokedAt} is null) = (${table.revocationReason} is null)`),
  ],
);

/** Every refresh token a session had, the used ones too: that is how a second use is noticed. */
export const refreshTokens = pgTable(
  'refresh_tokens',
  {
    /** SHA-256: whoever reads this table cannot use what it finds. */
    hash: text().primaryKey(),
    sessionId: text('session_id')
      .notNull()
      .references(() => sessions.id),
    expiresAt: moment('expires_at').notNull(),
    usedAt: moment('used_at'),
  },
  (table) => [
    index('refresh_tokens_session').on(table.sessionId, table.expiresAt),
    // A session never has two tokens that work.
    uniqueIndex('refresh_tokens_one_unused').on(table.sessionId).where(sql`${table.usedAt} is null`),
  ],
);

/** What people's programs sign in with. The keys are not here, only what they are found and recognised by. */
export const apiKeys = pgTable(
  'api_keys',
  {
    id: text().primaryKey(),
    userId: text('user_id')
      .notNull()
      .references(() => users.id),
    name: text().notNull(),
    /** The beginning of the key, which is no secret. */
    prefix: text().notNull(),
    /** SHA-256 of the key: whoever reads this table cannot use what it finds. */
    hash: text().notNull(),
    scopes: text().array().$type<Scope[]>().notNull(),
    createdAt: moment('created_at').notNull(),
    /** Null for a key that is good until it is revoked. */
    expiresAt: moment('expires_at'),
    /** To the minute or so. */
    lastUsedAt: moment('last_used_at'),
    revokedAt: moment('revoked_at'),
  },
  (table) => [
    unique('api_keys_prefix').on(table.prefix),
    index('api_keys_of_user').on(table.userId, table.id).where(sql`${table.revokedAt} is null`),
    index('api_keys_revoked_at').on(table.revokedAt).where(sql`${table.revokedAt} is not null`),
    check('api_keys_have_scopes', sql`cardinality(${table.scopes}) > 0`),
  ],
);

/** One-time passwords that were asked for. The codes are not here; see one-time-password.ts. */
export const challenges = pgTable(
  'challenges',
  {
    id: text().primaryKey(),
    userId: text('user_id')
      .notNull()
      .references(() => users.id),
    salt: bytea().notNull(),
    /** When it was asked for first. */
    begunAt: moment('begun_at').notNull().defaultNow(),
    attempts: integer().notNull().default(0),
    expiresAt: moment('expires_at').notNull(),
    /** When it was certain that its mail goes out. */
    deliveredAt: moment('delivered_at'),
    passedAt: moment('passed_at'),
  },
  (table) => [
    index('challenges_expiry').on(table.expiresAt),
    // How many somebody was sent of late.
    index('challenges_user').on(table.userId, table.begunAt),
    check('challenges_attempts', sql`${table.attempts} between 0 and ${sql.raw(String(ATTEMPTS_MAX))}`),
  ],
);
