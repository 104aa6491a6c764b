import { type Money, type MoneyInput, parseAmount } from '@paygraph/money';
import type { Hand } from './wallet.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const KEPT_DAYS = 92;

/** In the order in which they are checked. */
const LIMIT_KINDS = ['perTransaction', 'daily', 'monthly'] as const;
export type LimitKind = (typeof LIMIT_KINDS)[number];

export interface Limit {
  /** The most that may leave, in minor units of the wallet's currency. Text, since JSON keeps it. */
  readonly max: string;
  /** Whose limit it is: an operator's is loosened by operators only. */
  readonly by: Hand;
}

/** A kind that is missing is not limited. */
export type Limits = { readonly [Kind in LimitKind]?: Limit };

/** What somebody wants of limits: null removes one, a kind that is missing stays as it is. */
export type LimitsWanted = { readonly [Kind in LimitKind]?: Money | null };

export function parseLimits(
  input: { readonly [Kind in LimitKind]?: MoneyInput | null },
): LimitsWanted | 'LIMIT_INVALID' {
  const wanted: { -readonly [Kind in LimitKind]?: LimitsWanted[Kind] } = {};
  for (const kind of LIMIT_KINDS) {
    const amount = input[kind];
    if (amount === undefined) continue;
    const limit = amount && parseAmount(amount);
    if (typeof limit === 'string') return 'LIMIT_INVALID';
    wanted[kind] = limit;
  }
  return wanted;
}

/** The limits after a change by `hand`; null when nothing changes. */
export function setLimits(
  limits: Limits,
  wanted: LimitsWanted,
  hand: Hand,
  currency: string,
): Limits | null | 'LIMIT_CURRENCY_MISMATCH' | 'LIMIT_SET_BY_OPERATOR' {
  const after: { -readonly [Kind in LimitKind]?: Limits[Kind] } = { ...limits };
  for (const kind of LIMIT_KINDS) {
    const limit = wanted[kind];
    if (limit === undefined) continue;
    if (limit && limit.currency !== currency) return 'LIMIT_CURRENCY_MISMATCH';
    const before = limits[kind];
    const guarded = before?.by === 'OPERATOR' && hand === 'OWNER';
    if (guarded && (!limit || limit.minor > BigInt(before.max))) return 'LIMIT_SET_BY_OPERATOR';
    // The owner may tighten an operator's limit; it stays the operator's, so the way back is theirs too.
    if (limit) after[kind] = { max: limit.minor.toString(), by: guarded ? 'OPERATOR' : hand };
    else delete after[kind];
  }
  const changed = LIMIT_KINDS.some(
    (kind) => after[kind]?.max !== limits[kind]?.max || after[kind]?.by !== limits[kind]?.by,
  );
  return changed ? after : null;
}

export function isLimited(limits: Limits): boolean {
  return LIMIT_KINDS.some((kind) => limits[kind]);
}

/** What left a wallet in the day and in the month of a moment, in minor units. */
export interface Used {
  readonly inDay: bigint;
  readonly inMonth: bigint;
}

/** The first limit that `amount` would exceed; null when it may leave. */
export function exceededLimit(limits: Limits, used: Used, amount: bigint): LimitKind | null {
  const counted = { perTransaction: amount, daily: used.inDay + amount, monthly: used.inMonth + amount };
  return LIMIT_KINDS.find((kind) => counted[kind] > BigInt(limits[kind]?.max ?? counted[kind])) ?? null;
}

/** The day of a moment in UTC, such as 2026-01-31. */
export function utcDay(at: Date): string {
  return at.toISOString().slice(0, 10);
}

/**
 * From which day on what counted is remembered. The longest limit looks at one month; whoever asks about a transaction
 * again, after a review, a capture or a dead letter, has two more months before its decision is made anew.
 */
export function firstDayKept(now: Date): string {
  return utcDay(new Date(now.getTime() - KEPT_DAYS * DAY_MS));
}

/** The month of a day, such as 2026-01. */
export function monthOf(day: string): string {
  return day.slice(0, 7);
}
