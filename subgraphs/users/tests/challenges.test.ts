import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { sweepChallenges } from '../src/challenge-sweeper.ts';
import { type MountedUsers, mountUsers, SERVICE } from './mounted-users.ts';

const START = `mutation ($inputs: [_ChallengeInput!]!) {
  _startChallenges(inputs: $inputs) { challenge { id expiresAt deliveredTo } refusal }
}`;
const VERIFY = `mutation ($id: ID!, $userId: ID!, $code: String!) {
  _verifyChallenge(id: $id, userId: $userId, code: $code) { result attemptsLeft }
}`;
const SUMMARY = 'a transfer of 6,000.00 USD';
const NOON = new Date('2026-03-01T12:00:00Z');
const MINUTE_MS = 60_000;

type Started = { id: string; expiresAt: string; deliveredTo: string };
type Input = { id: string; userId?: string; summary?: string };

let users: MountedUsers;
let ada: Awaited<ReturnType<MountedUsers['member']>>;
let bob: Awaited<ReturnType<MountedUsers['member']>>;
beforeAll(async () => {
  users = await mountUsers({ OTP_CHALLENGES_PER_USER: '0' });
  ada = await users.member('ada@example.org');
  bob = await users.member('bob@example.org');
});
afterAll(async () => {
  expect(users.faults.map(String)).toEqual(faults);
  await users[Symbol.asyncDispose]();
});
beforeEach(() => {
  users.clock.now = NOON;
  users.mail.reachable = true;
});

/** Faults the tests cause on purpose. */
const faults: string[] = [];
let number = 0;
const newId = () => `txn_${++number}`;
const later = (ms: number) => {
  users.clock.now = new Date(NOON.getTime() + ms);
};

async function startAt(mounted: MountedUsers, userId: string, inputs: Input[]): Promise<(Started | string)[]> {
  const variables = { inputs: inputs.map((input) => ({ userId, summary: SUMMARY, ...input })) };
  const { data, errors } = await mounted.execute(START, variables, SERVICE);
  if (errors) throw new Error(JSON.stringify(errors));
  const results = data?._startChallenges as { challenge: Started | null; refusal: string | null }[];
  return results.map(({ challenge, refusal }) => challenge ?? refusal ?? 'nothing');
}
const start = (...inputs: Input[]) => startAt(users, ada.user.id, inputs);
async function begin() {
  const id = newId();
  await start({ id });
  return { id, code: codeOf(id), wrong: codeOf(id) === '000000' ? '111111' : '000000' };
}
const codeOf = (id: string) => users.mail.codes.find((mail) => mail.id === id)?.code ?? '';
async function verify(id: string, code: string, userId = ada.user.id) {
  const { data, errors } = await users.execute(VERIFY, { id, userId, code }, SERVICE);
  if (errors) throw new Error(JSON.stringify(errors));
  return data?._verifyChallenge as { result: string; attemptsLeft: number };
}
const result = async (...args: Parameters<typeof verify>) => (await verify(...args)).result;
const eventsOf = async (id: string) =>
  (await users.events()).filter(({ data }) => (data as { challengeId?: string }).challengeId === id);

describe('a challenge', () => {
  test('sends a code to its user and says where it went', async () => {
    const id = newId();
    const expiresAt = '2026-03-01T12:05:00.000Z';
    expect(await start({ id })).toEqual([{ id, expiresAt, deliveredTo: 'a•••@example.org' }]);
    expect(users.mail.codes.at(-1)).toEqual({
      id,
      userId: ada.user.id,
      code: expect.stringMatching(/^\d{6}$/),
      summary: SUMMARY,
      expiresAt,
    });
  });

  test('begins once, however often it is asked for', async () => {
    const id = newId();
    const [first] = await start({ id });
    later(MINUTE_MS);
    const { calls } = users.mail;
    expect(await start({ id }, { id })).toEqual([first, first]);
    expect(users.mail.calls).toBe(calls);
    const other = newId();
    const many = await Promise.all(Array.from({ length: 20 }, () => start({ id: other }, { id })));
    expect(new Set(many.map((each) => JSON.stringify(each))).size).toBe(1);
    expect(users.mail.codes.filter((mail) => mail.id === other)).toHaveLength(1);
    expect(await eventsOf(other)).toHaveLength(1);
    expect(await result(other, codeOf(other))).toBe('VERIFIED');
  });

  test('whose code could not be sent is asked for again, and its time begins then', async () => {
    const id = newId();
    users.mail.reachable = false;
    await expect(start({ id })).rejects.toThrow('INTERNAL');
    faults.push('PeerError: down');
    users.mail.reachable = true;
    later(10 * MINUTE_MS);
    expect(await start({ id })).toMatchObject([{ expiresAt: '2026-03-01T12:15:00.000Z' }]);
    expect(await result(id, codeOf(id))).toBe('VERIFIED');
    expect((await eventsOf(id)).map(({ type }) => type)).toEqual(['user.challenge_started', 'user.challenge_passed']);
  });

  test('is not for somebody unknown or suspended, nor under the id of somebody else’s; its neighbours are', async () => {
    const carol = await users.member('carol@example.org');
    await users.database.query("update users set status = 'SUSPENDED' where id = $1", [carol.user.id]);
    const [taken, id] = [newId(), newId()];
    await start({ id: taken });
    const started = await start(
      { id: newId(), userId: 'usr_nobody' },
      { id: newId(), userId: carol.user.id },
      { id: taken, userId: bob.user.id },
      { id, userId: bob.user.id },
    );
    const his = expect.objectContaining({ id, deliveredTo: 'b•••@example.org' });
    expect(started).toEqual(['NOBODY', 'NOBODY', 'NOBODY', his]);
    expect(users.mail.codes.map(({ userId }) => userId)).not.toContain(carol.user.id);
  });

  test.each([[''], ['two\nlines'], ['x'.repeat(201)]])('with the summary %j is refused', async (summary) => {
    const { calls } = users.mail;
    await expect(start({ id: newId(), summary })).rejects.toThrow('BAD_USER_INPUT');
    expect(users.mail.calls).toBe(calls);
  });
});

describe('a code', () => {
  test('that is right is verified, and stays so for whoever asks again', async () => {
    const { id, code, wrong } = await begin();
    expect(await verify(id, code)).toEqual({ result: 'VERIFIED', attemptsLeft: 4 });
    later(60 * MINUTE_MS);
    expect(await verify(id, code)).toEqual({ result: 'VERIFIED', attemptsLeft: 4 });
    expect(await result(id, wrong)).toBe('WRONG');
    expect((await eventsOf(id)).map(({ type }) => type)).toEqual(['user.challenge_started', 'user.challenge_passed']);
  });

  test('may be wrong four times', async () => {
    const { id, code, wrong } = await begin();
    for (const attemptsLeft of [4, 3, 2, 1]) expect(await verify(id, wrong)).toEqual({ result: 'WRONG', attemptsLeft });
    expect(await verify(id, code)).toEqual({ result: 'VERIFIED', attemptsLeft: 0 });
    expect(await result(id, code)).toBe('VERIFIED');
  });

  test('does not help any more when five were wrong', async () => {
    const { id, code, wrong } = await begin();
    for (let attempt = 1; attempt < 5; attempt++) await verify(id, wrong);
    expect(await verify(id, wrong)).toEqual({ result: 'EXHAUSTED', attemptsLeft: 0 });
    expect(await verify(id, code)).toEqual({ result: 'EXHAUSTED', attemptsLeft: 0 });
    later(10 * MINUTE_MS);
    expect(await result(id, code)).toBe('EXHAUSTED');
    expect((await eventsOf(id)).map(({ data }) => (data as { attemptsLeft?: number }).attemptsLeft)).toEqual([
      undefined,
      4,
      3,
      2,
      1,
      0,
    ]);
  });

  test('counts at most five times when fifty are tried at once', async () => {
    const { id, code, wrong } = await begin();
    const guesses = await Promise.all(Array.from({ length: 50 }, () => result(id, wrong)));
    expect(guesses.filter((each) => each === 'WRONG')).toHaveLength(4);
    expect(guesses.filter((each) => each === 'EXHAUSTED')).toHaveLength(46);
    const { rows } = await users.database.query('select attempts from challenges where id = $1', [id]);
    expect(rows).toEqual([{ attempts: 5 }]);
    expect(await eventsOf(id)).toHaveLength(1 + 5);
    expect(await result(id, code)).toBe('EXHAUSTED');
  });

  test('that is right is verified for all who try it at once', async () => {
    const { id, code } = await begin();
    const answers = await Promise.all(Array.from({ length: 20 }, () => result(id, code)));
    expect(new Set(answers)).toEqual(new Set(['VERIFIED']));
    expect((await eventsOf(id)).filter(({ type }) => type === 'user.challenge_passed')).toHaveLength(1);
  });

  test('is good for five minutes and not a moment longer', async () => {
    const [inTime, tooLate] = [await begin(), await begin()];
    later(5 * MINUTE_MS - 1);
    expect(await result(inTime.id, inTime.code)).toBe('VERIFIED');
    later(5 * MINUTE_MS);
    expect(await verify(tooLate.id, tooLate.code)).toEqual({ result: 'EXPIRED', attemptsLeft: 5 });
    expect(await eventsOf(tooLate.id)).toHaveLength(1);
  });

  test('is for one challenge and one user', async () => {
    const [one, other] = [await begin(), await begin()];
    expect(await result(one.id, one.code, bob.user.id)).toBe('NOT_FOUND');
    expect(await result('txn_unknown', one.code)).toBe('NOT_FOUND');
    if (one.code !== other.code) expect(await result(other.id, one.code)).toBe('WRONG');
    expect(await verify(one.id, one.code)).toEqual({ result: 'VERIFIED', attemptsLeft: 4 });
  });

  test('is written nowhere: not beside the challenge, and in no event', async () => {
    const { id, code } = await begin();
    await verify(id, code);
    const { rows } = await users.database.query<{ row: string }>(
      `select challenges::text as row from challenges where id = $1
       union all select data::text from outbox where data->>'challengeId' = $1`,
      [id],
    );
    expect(rows).toHaveLength(3);
    for (const { row } of rows) expect(row.replaceAll(/\d\d:\d\d:\d\d(\.\d+)?/g, '')).not.toContain(code);
  });
});

describe('of one user', () => {
  const COUNT_MAX = 3;
  const HOUR_MS = 60 * MINUTE_MS;
  let limited: MountedUsers;
  beforeAll(async () => {
    limited = await mountUsers({ OTP_CHALLENGES_PER_USER: String(COUNT_MAX) });
  });
  afterAll(async () => {
    expect(limited.faults).toEqual([]);
    await limited[Symbol.asyncDispose]();
  });
  const somebody = async () => (await limited.member(`${newId()}@example.org`)).user.id;
  const at = (ms: number) => {
    limited.clock.now = new Date(NOON.getTime() + ms);
  };
  const asked = (userId: string, count: number) =>
    startAt(
      limited,
      userId,
      Array.from({ length: count }, () => ({ id: newId() })),
    );
  const written = async (userId: string) => {
    const { rows } = await limited.database.query<{ challenges: number; events: number }>(
      `select (select count(*)::int from challenges where user_id = $1) challenges,
              (select count(*)::int from outbox where subject = $1 and type = 'user.challenge_started') events`,
      [userId],
    );
    return rows[0];
  };

  test('no more challenges begin in an hour than may; of the others nothing is written, and nothing is sent', async () => {
    at(0);
    const [userId, neighbour] = [await somebody(), await somebody()];
    const sent = limited.mail.codes.length;
    const known = newId();
    const inputs = [known, newId(), newId(), newId(), newId()].map((id) => ({ id }));
    const results = await startAt(limited, userId, [...inputs, { id: newId(), userId: neighbour }]);
    expect(results.map((result) => (typeof result === 'string' ? result : 'STARTED'))).toEqual([
      ...Array.from({ length: COUNT_MAX }, () => 'STARTED'),
      ...['TOO_MANY', 'TOO_MANY', 'STARTED'],
    ]);
    expect(await written(userId)).toEqual({ challenges: COUNT_MAX, events: COUNT_MAX });
    expect(limited.mail.codes.length).toBe(sent + COUNT_MAX + 1);
    // What had begun is answered as ever.
    expect(await startAt(limited, userId, [{ id: known }])).toEqual([results[0]]);
  });

  test('those of an hour ago count no more', async () => {
    at(0);
    const userId = await somebody();
    await asked(userId, COUNT_MAX);
    at(HOUR_MS - 1);
    expect(await asked(userId, 1)).toEqual(['TOO_MANY']);
    at(HOUR_MS);
    expect(await asked(userId, 1)).toEqual([expect.objectContaining({ deliveredTo: expect.any(String) })]);
  });

  test('no more begin when many ask at once', async () => {
    at(0);
    const userId = await somebody();
    const results = (await Promise.all(Array.from({ length: 20 }, () => asked(userId, 2)))).flat();
    expect(results.filter((result) => result !== 'TOO_MANY')).toHaveLength(COUNT_MAX);
    expect(await written(userId)).toEqual({ challenges: COUNT_MAX, events: COUNT_MAX });
  });
});

test('challenges are forgotten a day after they were over', async () => {
  const { id, code } = await begin();
  const sweepAt = (ms: number) =>
    sweepChallenges({ database: users.database, now: () => new Date(NOON.getTime() + 5 * MINUTE_MS + ms) });
  await sweepAt(24 * 60 * MINUTE_MS);
  expect(await result(id, code)).toBe('VERIFIED');
  expect(await sweepAt(24 * 60 * MINUTE_MS + 1)).toBeGreaterThan(0);
  expect(await result(id, code)).toBe('NOT_FOUND');
});

test('challenges are for the platform alone, 1,000 at a time', async () => {
  const operator = await users.member('operator@example.org', 'OPERATOR');
  for (const response of [
    await users.execute(START, { inputs: [] }, operator.actor),
    await users.execute(VERIFY, { id: 'txn_1', userId: ada.user.id, code: '000000' }, operator.actor),
    await users.execute(START, { inputs: [] }),
  ]) {
    expect(response.errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
  }
  const many = Array.from({ length: 1_001 }, () => ({ id: newId() }));
  await expect(start(...many)).rejects.toThrow('BAD_USER_INPUT');
  expect((await start(...many.slice(1))).filter((each) => typeof each === 'string')).toEqual([]);
});
