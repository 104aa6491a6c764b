import { RRuleTemporal } from 'rrule-temporal';
import { Temporal } from 'temporal-polyfill';

/** A start may be this long ago: clocks differ, and requests take their time. */
const START_TOLERANCE_MS = 5 * 60_000;
const START_AHEAD_MAX_MS = 5 * 366 * 86_400_000;
const INTERVAL_MIN_MS = 5 * 60_000;
/** So many occurrences tell how often a rule occurs: what is possible within a day repeats every day. */
const OCCURRENCES_LOOKED_AT = 50;
const RULE_CHARACTERS_MAX = 500;
const COUNT_MAX = 1_000;
/** Steps to look for the next occurrence; rules that have none within them, such as 30 February, have none. */
const STEPS_MAX = 10_000;
const CANDIDATES_MAX = 100_000;
/** No clock is put forward or back by more. */
const SHIFT_MAX_HOURS = 3;

/** When something occurs: once at its start, or by a rule of RFC 5545 from its start on. */
export interface ScheduleTimes {
  readonly startAt: Date;
  readonly rrule: string | null;
  /** IANA. */
  readonly timeZone: string;
  /** Nothing occurs after this, by the rule's COUNT or UNTIL. */
  readonly endsAt: Date | null;
}

export type TimesProblem =
  | 'RRULE_INVALID'
  | 'TIME_ZONE_UNKNOWN'
  | 'START_IN_PAST'
  | 'START_TOO_FAR'
  | 'TOO_OFTEN'
  | 'NEVER_OCCURS';

const list = (part: string) => `${part}(,${part})*`;
const WEEKDAY = '(MO|TU|WE|TH|FR|SA|SU)';
const MINUTE = '([0-5]?\\d)';
const MONTH_DAY = '([+-]?(0?[1-9]|[12]\\d|3[01]))';
const YEAR_DAY = '([+-]?(0{0,2}[1-9]|0?[1-9]\\d|[12]\\d\\d|3[0-5]\\d|36[0-6]))';
const WEEK = '([+-]?(0?[1-9]|[1-4]\\d|5[0-3]))';

/** What each part of a rule may be. */
const PARTS = Object.entries({
  FREQ: '(SECONDLY|MINUTELY|HOURLY|DAILY|WEEKLY|MONTHLY|YEARLY)',
  INTERVAL: '[1-9]\\d{0,4}',
  COUNT: '[1-9]\\d{0,4}',
  UNTIL: '\\d{8}(T\\d{6}Z?)?',
  BYSECOND: list(MINUTE),
  BYMINUTE: list(MINUTE),
  BYHOUR: list('([01]?\\d|2[0-3])'),
  BYDAY: list(`(${WEEK})?${WEEKDAY}`),
  BYMONTHDAY: list(MONTH_DAY),
  BYYEARDAY: list(YEAR_DAY),
  BYWEEKNO: list(WEEK),
  BYMONTH: list('(0?[1-9]|1[0-2])'),
  BYSETPOS: list(YEAR_DAY),
  WKST: WEEKDAY,
}).map(([name, value]) => [name, new RegExp(`^${value}$`)] as const);

/** Reads when something is to occur; the first occurrence comes with it. */
export function parseTimes(
  input: { readonly startAt: Date; readonly rrule?: string | null; readonly timeZone?: string | null },
  now: Date,
): (ScheduleTimes & { readonly first: Date }) | TimesProblem {
  const timeZone = input.timeZone ?? 'UTC';
  if (!isTimeZone(timeZone)) return 'TIME_ZONE_UNKNOWN';
  const startAt_ms = Math.floor(input.startAt.getTime() / 1000) * 1000;
  if (startAt_ms < now.getTime() - START_TOLERANCE_MS) return 'START_IN_PAST';
  if (startAt_ms > now.getTime() + START_AHEAD_MAX_MS) return 'START_TOO_FAR';
  const rrule =
    input.rrule
      ?.trim()
      .toUpperCase()
      .replace(/^RRULE:/, '') || null;
  if (rrule !== null && !isRule(rrule)) return 'RRULE_INVALID';
  const startAt = new Date(startAt_ms);
  try {
    const times = { startAt, rrule, timeZone, endsAt: endOf(rrule, startAt, timeZone) };
    const first = nextOccurrence(times, new Date(startAt_ms - 1));
    if (first === null) return 'NEVER_OCCURS';
    return isTooOften(times) ? 'TOO_OFTEN' : { ...times, first };
  } catch {
    // Well-formed and yet no rule, such as BYWEEKNO in a month, or more than can be counted.
    return 'RRULE_INVALID';
  }
}

/**
 * The first occurrence after `after`; null when there is none any more.
 *
 * A rule is about the clock on the wall, so it is counted there, where every day has 24 hours, and each time is then
 * looked up in its zone: one that is skipped when clocks go forward comes later by as much, one that comes twice is
 * meant the first time. RFC 5545 leaves skipped times out, but nobody's rent is to be forgotten for that.
 */
export function nextOccurrence(times: ScheduleTimes, after: Date): Date | null {
  const { startAt, rrule, timeZone, endsAt } = times;
  if (rrule === null) return startAt > after ? startAt : null;
  const rule = wallRule(rrule, onWall(startAt, timeZone));
  let wall: Temporal.PlainDateTime | null = onWall(after, timeZone);
  const before = onWall(new Date(after.getTime() - SHIFT_MAX_HOURS * 3_600_000), timeZone);
  // Where the clock was just put forward, a time that was skipped may still be to come.
  if (!before.add({ hours: SHIFT_MAX_HOURS }).equals(wall)) wall = wall.subtract({ hours: SHIFT_MAX_HOURS });
  let found: { readonly at: Date; readonly wall: Temporal.PlainDateTime } | null = null;
  for (;;) {
    wall = nextOnWall(rule, wall);
    if (wall === null) break;
    const at = inZone(wall, timeZone);
    // One that was moved may have been overtaken by those that were not.
    if (found && Temporal.PlainDateTime.compare(wall, onWall(found.at, timeZone)) >= 0) break;
    if (at > after && (!found || at < found.at)) found = { at, wall };
  }
  return found && (endsAt === null || found.at <= endsAt) ? found.at : null;
}

function isTooOften({ startAt, rrule, timeZone }: ScheduleTimes): boolean {
  if (rrule === null) return false;
  const rule = wallRule(rrule, onWall(startAt, timeZone));
  let last: Temporal.PlainDateTime | null = onWall(startAt, timeZone).subtract({ seconds: 1 });
  last = nextOnWall(rule, last);
  for (let seen = 0; seen < OCCURRENCES_LOOKED_AT && last !== null; seen++) {
    const next = nextOnWall(rule, last);
    if (next && last.until(next).total('milliseconds') < INTERVAL_MIN_MS) return true;
    last = next;
  }
  return false;
}

function isRule(rrule: string): boolean {
  if (rrule.length > RULE_CHARACTERS_MAX) return false;
  const parts = rrule.split(';').map((part) => part.split('=', 2) as [string, string?]);
  const names = parts.map(([name]) => name);
  if (new Set(names).size < names.length || !names.includes('FREQ')) return false;
  if (names.includes('COUNT') && names.includes('UNTIL')) return false;
  if (Number(parts.find(([name]) => name === 'COUNT')?.[1] ?? 1) > COUNT_MAX) return false;
  return parts.every(([name, value]) => PARTS.some(([known, form]) => known === name && form.test(value ?? '')));
}

/** The rule as a calendar without time zones would have it, and without an end unless `count` gives one. */
function wallRule(rrule: string, start: Temporal.PlainDateTime, count?: number): RRuleTemporal {
  const endless = rrule.replace(/(^|;)(UNTIL|COUNT)=[^;]*/, '').replace(/^;/, '');
  return new RRuleTemporal({
    rruleString: count === undefined ? endless : `${endless};COUNT=${count}`,
    dtstart: start.toZonedDateTime('UTC'),
    strict: true,
    maxIterations: STEPS_MAX,
    maxCandidateEvaluations: CANDIDATES_MAX,
  });
}

function nextOnWall(rule: RRuleTemporal, after: Temporal.PlainDateTime): Temporal.PlainDateTime | null {
  try {
    const next = rule.next(after.toZonedDateTime('UTC'));
    return next && Temporal.PlainDateTime.from(next.toPlainDateTime().toString());
  } catch {
    // Its steps are used up.
    return null;
  }
}

function onWall(at: Date, timeZone: string): Temporal.PlainDateTime {
  return Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(timeZone).toPlainDateTime();
}

function inZone(wall: Temporal.PlainDateTime, timeZone: string): Date {
  return new Date(wall.toZonedDateTime(timeZone, { disambiguation: 'compatible' }).epochMilliseconds);
}

/**
 * The last moment of a rule. UNTIL is in UTC when it says so, otherwise on the wall, and a date is its whole day;
 * COUNT is counted once, so that it is not from the start each time.
 */
function endOf(rrule: string | null, startAt: Date, timeZone: string): Date | null {
  if (rrule === null) return null;
  const [, name, value = ''] = /(?:^|;)(UNTIL|COUNT)=([^;]*)/.exec(rrule) ?? [];
  if (name === undefined) return null;
  if (name === 'COUNT') {
    const last = wallRule(rrule, onWall(startAt, timeZone), Number(value)).all().at(-1);
    return last ? inZone(Temporal.PlainDateTime.from(last.toPlainDateTime().toString()), timeZone) : startAt;
  }
  const wall = Temporal.PlainDateTime.from(value.replace('Z', ''));
  const last = value.length === 8 ? wall.with({ hour: 23, minute: 59, second: 59 }) : wall;
  return inZone(last, value.endsWith('Z') ? 'UTC' : timeZone);
}

function isTimeZone(timeZone: string): boolean {
  // Names only: an offset knows nothing of summer.
  if (!/^[A-Za-z][A-Za-z0-9_+/-]{0,63}$/.test(timeZone)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone });
    return true;
  } catch {
    return false;
  }
}
