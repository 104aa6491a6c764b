import type { Role, UserActor } from './actor.ts';

/** What a credential may be used for. Whose things it reaches is decided by the role of its owner. */
export const SCOPES = {
  'wallets:read': 'See wallets, their balances and statements, and payment methods.',
  'wallets:write': 'Open, change and close wallets; add and remove payment methods.',
  'payments:read': 'See transactions, disputes, payouts and schedules, also live.',
  'payments:write': 'Move money, and answer for what was moved.',
  'notifications:read': 'See notifications, also live.',
  'notifications:write': 'Mark notifications as read.',
  'users:read': 'See all users. Operators.',
  'ledger:read': 'See the books: accounts, the journal, the trial balance. Operators.',
  'audit:read': 'See the audit trail, also live, and verify its chain. Operators.',
  'fraud:read': 'See alerts and assessments of risk, also live. Operators.',
  'fraud:write': 'Take on alerts. Operators.',
  'operations:read': 'See how the platform is doing: providers, queues, fees, figures. Operators.',
  'operations:write': 'Decide about reviews and disputes, set fees, revive transactions. Operators.',
} as const satisfies Record<string, string>;

export type Scope = keyof typeof SCOPES;

const EVERYBODY: readonly Scope[] = [
  'wallets:read',
  'wallets:write',
  'payments:read',
  'payments:write',
  'notifications:read',
  'notifications:write',
];
const EVERYTHING = Object.keys(SCOPES) as Scope[];

const OF_ROLE: Readonly<Record<Role, ReadonlySet<Scope>>> = {
  USER: new Set(EVERYBODY),
  MERCHANT: new Set(EVERYBODY),
  OPERATOR: new Set(EVERYTHING),
  ADMIN: new Set(EVERYTHING),
};

/** Everything a person of this role may do; what a session is good for. */
export function scopesOfRole(role: Role): ReadonlySet<Scope> {
  return OF_ROLE[role];
}

/** What an actor may do with what it came with: a session everything of its role, an API key what it was made for. */
export function scopesOf(actor: UserActor): ReadonlySet<string> {
  return actor.apiKeyId === undefined ? OF_ROLE[actor.role] : new Set(actor.scopes);
}

export function isScope(text: string): text is Scope {
  return Object.hasOwn(SCOPES, text);
}
