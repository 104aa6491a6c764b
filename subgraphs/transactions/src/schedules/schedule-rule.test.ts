import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nextOccurrence, parseTimes, type TimesProblem } from './schedule-rule.ts';

const NOW = new Date('2020-01-01T00:00:00Z');

/** The first occurrences, in UTC to the minute. */
function occurrences(startAt: string, rrule: string, timeZone: string, count: number): string[] {
  const times = parseTimes({ startAt: new Date(startAt), rrule, timeZone }, new Date(startAt));
  if (typeof times === 'string') throw new Error(times);
  const found: string[] = [];
  let after = new Date(times.startAt.getTime() - 1);
  while (found.length < count) {
    const next = nextOccurrence(times, after);
    if (next === null) break;
    found.push(next.toISOString().replace(':00.000Z', ''));
    after = next;
  }
  return found;
}

describe('a rule', () => {
  test.each<[string, string, string, string, string[]]>([
    [
      'keeps the time of day while New York goes to summer time',
      '2026-03-06T14:00:00Z',
      'FREQ=DAILY',
      'America/New_York',
      ['2026-03-06T14:00', '2026-03-07T14:00', '2026-03-08T13:00', '2026-03-09T13:00'],
    ],
    [
      'moves a time that New York skips to an hour later, that day only',
      '2026-03-07T07:30:00Z',
      'FREQ=DAILY',
      'America/New_York',
      ['2026-03-07T07:30', '2026-03-08T07:30', '2026-03-09T06:30'],
    ],
    [
      'occurs once at a time that New York has twice, the first time',
      '2026-10-31T05:30:00Z',
      'FREQ=DAILY',
      'America/New_York',
      ['2026-10-31T05:30', '2026-11-01T05:30', '2026-11-02T06:30'],
    ],
    [
      'moves a time that London skips, and keeps it otherwise',
      '2026-03-22T01:30:00Z',
      'FREQ=WEEKLY;BYDAY=SU',
      'Europe/London',
      ['2026-03-22T01:30', '2026-03-29T01:30', '2026-04-05T00:30'],
    ],
    [
      'is half an hour off where Lord Howe’s clocks are',
      '2026-10-02T15:45:00Z',
      'FREQ=DAILY',
      'Australia/Lord_Howe',
      ['2026-10-02T15:45', '2026-10-03T15:45', '2026-10-04T15:15'],
    ],
    [
      'occurs once at a time that Lord Howe has twice',
      '2026-04-03T14:45:00Z',
      'FREQ=DAILY',
      'Australia/Lord_Howe',
      ['2026-04-03T14:45', '2026-04-04T14:45', '2026-04-05T15:15'],
    ],
    [
      'each hour occurs once an hour of the wall in spring',
      '2026-03-08T06:00:00Z',
      'FREQ=HOURLY',
      'America/New_York',
      ['2026-03-08T06:00', '2026-03-08T07:00', '2026-03-08T08:00'],
    ],
    [
      'each half hour stays in order where a skipped time was moved',
      '2026-03-08T06:30:00Z',
      'FREQ=MINUTELY;INTERVAL=30',
      'America/New_York',
      ['2026-03-08T06:30', '2026-03-08T07:00', '2026-03-08T07:30', '2026-03-08T08:00'],
    ],
    [
      'each hour occurs once an hour of the wall in autumn',
      '2026-11-01T04:00:00Z',
      'FREQ=HOURLY',
      'America/New_York',
      ['2026-11-01T04:00', '2026-11-01T05:00', '2026-11-01T07:00'],
    ],
    [
      'of the 31st occurs in months that have one',
      '2026-01-31T12:00:00Z',
      'FREQ=MONTHLY',
      'UTC',
      ['2026-01-31T12:00', '2026-03-31T12:00', '2026-05-31T12:00'],
    ],
    [
      'of the last day occurs in every month',
      '2026-01-31T12:00:00Z',
      'FREQ=MONTHLY;BYMONTHDAY=-1',
      'UTC',
      ['2026-01-31T12:00', '2026-02-28T12:00', '2026-03-31T12:00'],
    ],
    [
      'of a leap day occurs in leap years',
      '2024-02-29T12:00:00Z',
      'FREQ=YEARLY',
      'UTC',
      ['2024-02-29T12:00', '2028-02-29T12:00', '2032-02-29T12:00'],
    ],
    [
      'of the last weekday of a month finds it',
      '2026-01-30T17:00:00Z',
      'FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1',
      'Europe/London',
      ['2026-01-30T17:00', '2026-02-27T17:00', '2026-03-31T16:00'],
    ],
    [
      'begins with the first match after a start that is none',
      '2026-01-15T09:00:00Z',
      'FREQ=MONTHLY;BYMONTHDAY=1;COUNT=2',
      'UTC',
      ['2026-02-01T09:00', '2026-03-01T09:00'],
    ],
    [
      'ends by its count',
      '2026-01-01T00:00:00Z',
      'FREQ=DAILY;COUNT=2',
      'UTC',
      ['2026-01-01T00:00', '2026-01-02T00:00'],
    ],
    [
      'ends at its last moment, in UTC',
      '2026-03-07T14:00:00Z',
      'FREQ=DAILY;UNTIL=20260308T130000Z',
      'America/New_York',
      ['2026-03-07T14:00', '2026-03-08T13:00'],
    ],
    [
      'ends with the last day where it is',
      '2026-01-01T23:00:00Z',
      'FREQ=DAILY;UNTIL=20260102',
      'America/Los_Angeles',
      ['2026-01-01T23:00', '2026-01-02T23:00'],
    ],
  ])('%s', (_, startAt, rrule, timeZone, expected) => {
    expect(
      occurrences(
        startAt,
        rrule,
        timeZone,
        expected.length + (rrule.includes('COUNT') || rrule.includes('UNTIL') ? 1 : 0),
      ),
    ).toEqual(expected);
  });

  test('never stands still and is the same wherever it is looked up from', () => {
    const zones = [
      'America/New_York',
      'Europe/London',
      'Australia/Lord_Howe',
      'Pacific/Chatham',
      'Antarctica/Troll',
      'UTC',
    ];
    const rules = [
      'FREQ=DAILY',
      'FREQ=HOURLY',
      'FREQ=MINUTELY;INTERVAL=15',
      'FREQ=WEEKLY;BYDAY=SU,MO',
      'FREQ=DAILY;BYHOUR=1,2,3;BYMINUTE=30',
    ];
    const minutes = fc.integer({ min: 0, max: 2 * 366 * 24 * 60 });
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        fc.constantFrom(...rules),
        minutes,
        minutes,
        (timeZone, rrule, start, later) => {
          const times = { startAt: new Date(NOW.getTime() + start * 60_000), rrule, timeZone, endsAt: null };
          const after = new Date(times.startAt.getTime() + later * 60_000);
          const next = nextOccurrence(times, after);
          const same = nextOccurrence(times, new Date((next?.getTime() ?? 0) - 1));
          return next !== null && next > after && same?.getTime() === next.getTime();
        },
      ),
      { numRuns: 300 },
    );
  });

  test('is found after years, without going through them', () => {
    const times = { startAt: NOW, rrule: 'FREQ=MINUTELY;INTERVAL=5', timeZone: 'America/New_York', endsAt: null };
    expect(nextOccurrence(times, new Date('2039-12-31T23:59:00Z'))).toEqual(new Date('2040-01-01T00:00:00Z'));
  });
});

describe('times', () => {
  const startAt = new Date('2020-01-02T00:00:00.999Z');

  test('come with the first occurrence, to the second', () => {
    const first = new Date('2020-01-02T00:00:00Z');
    expect(parseTimes({ startAt }, NOW)).toEqual({
      startAt: first,
      rrule: null,
      timeZone: 'UTC',
      endsAt: null,
      first,
    });
    const rule = { startAt, rrule: 'rrule:freq=weekly;byday=mo', timeZone: 'Europe/Berlin' };
    expect(parseTimes(rule, NOW)).toMatchObject({
      rrule: 'FREQ=WEEKLY;BYDAY=MO',
      first: new Date('2020-01-06T00:00:00Z'),
    });
  });

  test.each<[string, object, TimesProblem]>([
    ['a zone that is none', { timeZone: 'Europe/Atlantis' }, 'TIME_ZONE_UNKNOWN'],
    ['an offset', { timeZone: '+01:00' }, 'TIME_ZONE_UNKNOWN'],
    ['a start in the past', { startAt: new Date(NOW.getTime() - 301_000) }, 'START_IN_PAST'],
    ['a start in another life', { startAt: new Date('2026-01-01T00:00:00Z') }, 'START_TOO_FAR'],
    ['no frequency', { rrule: 'INTERVAL=2' }, 'RRULE_INVALID'],
    ['a part that is none', { rrule: 'FREQ=DAILY;BYEASTER=1' }, 'RRULE_INVALID'],
    ['a part twice', { rrule: 'FREQ=DAILY;FREQ=DAILY' }, 'RRULE_INVALID'],
    ['a value that is none', { rrule: 'FREQ=DAILY;BYHOUR=24' }, 'RRULE_INVALID'],
    ['no interval', { rrule: 'FREQ=DAILY;INTERVAL=0' }, 'RRULE_INVALID'],
    ['a count and an end', { rrule: 'FREQ=DAILY;COUNT=2;UNTIL=20300101' }, 'RRULE_INVALID'],
    ['a day that is none', { rrule: 'FREQ=DAILY;UNTIL=20301399' }, 'RRULE_INVALID'],
    ['more than a rule', { rrule: 'FREQ=DAILY\nEXDATE:20200102T000000Z' }, 'RRULE_INVALID'],
    ['weeks in a month', { rrule: 'FREQ=MONTHLY;BYWEEKNO=20' }, 'RRULE_INVALID'],
    ['more counts than can be counted', { rrule: 'FREQ=DAILY;BYMONTH=2;BYMONTHDAY=29;COUNT=1000' }, 'RRULE_INVALID'],
    ['every minute', { rrule: 'FREQ=MINUTELY' }, 'TOO_OFTEN'],
    ['every 299 seconds', { rrule: 'FREQ=SECONDLY;INTERVAL=299' }, 'TOO_OFTEN'],
    ['two minutes of a day', { rrule: 'FREQ=YEARLY;BYHOUR=9;BYMINUTE=0,4' }, 'TOO_OFTEN'],
    ['two minutes around midnight', { rrule: 'FREQ=DAILY;BYHOUR=0,23;BYMINUTE=1,58' }, 'TOO_OFTEN'],
    ['30 February', { rrule: 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30' }, 'NEVER_OCCURS'],
    ['30 February, by the minute', { rrule: 'FREQ=MINUTELY;INTERVAL=5;BYMONTH=2;BYMONTHDAY=30' }, 'NEVER_OCCURS'],
    ['an end before the start', { rrule: 'FREQ=DAILY;UNTIL=20190101T000000Z' }, 'NEVER_OCCURS'],
  ])('with %s are refused', (_, over, problem) => {
    expect(parseTimes({ startAt, ...over }, NOW)).toBe(problem);
  });

  test('every five minutes are taken', () => {
    expect(parseTimes({ startAt, rrule: 'FREQ=SECONDLY;INTERVAL=300' }, NOW)).toMatchObject({ timeZone: 'UTC' });
  });
});
