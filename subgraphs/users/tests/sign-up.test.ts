import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type MountedUsers, mountUsers } from './mounted-users.ts';

let users: MountedUsers;
beforeAll(async () => {
  users = await mountUsers();
});
afterAll(async () => {
  expect(users.faults).toEqual([]);
  await users[Symbol.asyncDispose]();
});

describe('signing up', () => {
  test('opens an account and a session for it', async () => {
    const { user, session, userErrors } = await users.signUp(' Ada@Example.org ');
    expect(userErrors).toEqual([]);
    expect(user).toMatchObject({
      id: expect.stringMatching(/^usr_/),
      email: 'ada@example.org',
      name: 'Ada Lovelace',
      role: 'USER',
      status: 'ACTIVE',
      kycStatus: 'NONE',
      createdAt: '2026-03-01T12:00:00.000Z',
    });
    expect(session).toMatchObject({
      id: expect.stringMatching(/^ses_/),
      refreshToken: expect.stringMatching(/^[\w-]{43}$/),
      expiresAt: '2026-03-08T12:00:00.000Z',
      userAgent: 'Difference Engine/2',
      ip: '192.0.2.7',
      current: true,
    });
    const actor = await users.actorOf(session?.accessToken ?? '');
    expect(actor).toMatchObject({
      userId: user?.id,
      sessionId: session?.id,
      role: 'USER',
      authenticatedAt_s: users.clock.now.getTime() / 1000,
    });
    expect(await users.events()).toEqual([
      {
        type: 'user.registered',
        subject: user?.id,
        data: { userId: user?.id, email: 'ada@example.org', name: 'Ada Lovelace', role: 'USER' },
      },
      { type: 'session.started', subject: user?.id, data: { userId: user?.id, sessionId: session?.id } },
    ]);
  });

  test('keeps neither the password nor the refresh token in clear', async () => {
    const { session } = await users.signUp('secretive@example.org', { password: 'never in the clear' });
    const { rows } = await users.database.query<{ everything: string }>(
      `select (select jsonb_agg(u) from users u)::text || (select jsonb_agg(t) from refresh_tokens t)::text
              || (select jsonb_agg(o) from outbox o)::text as everything`,
    );
    expect(rows[0]?.everything).toContain('$argon2id$');
    expect(rows[0]?.everything).not.toContain('never in the clear');
    expect(rows[0]?.everything).not.toContain(session?.refreshToken);
  });

  test('with an address that is taken writes nothing, answers in the same shape, and tells the owner', async () => {
    const { user } = await users.signUp('grace@example.org');
    const before = await users.rowCounts();
    const eventsBefore = (await users.events()).length;

    const again = await users.signUp('GRACE@example.org', { name: 'Somebody Else' });

    expect(again).toEqual({
      user: null,
      session: null,
      userErrors: [
        {
          code: 'SIGN_UP_REFUSED',
          message: 'We could not open an account with these details. If the address is yours, see the mail we sent.',
          field: null,
        },
      ],
    });
    expect(await users.rowCounts()).toEqual(before);
    expect((await users.events()).slice(eventsBefore)).toEqual([
      {
        type: 'user.sign_up_repeated',
        subject: user?.id,
        data: { userId: user?.id, email: 'grace@example.org', name: 'Ada Lovelace' },
      },
    ]);
  });

  test('twice at the same moment opens one account', async () => {
    const attempts = await Promise.all([1, 2, 3, 4].map(() => users.signUp('race@example.org')));
    expect(attempts.filter(({ user }) => user)).toHaveLength(1);
    expect(attempts.filter(({ userErrors }) => userErrors[0]?.code === 'SIGN_UP_REFUSED')).toHaveLength(3);
  });

  test('tells everything that is wrong at once, and does nothing', async () => {
    const before = await users.rowCounts();
    const { user, session, userErrors } = await users.signUp('nowhere', { name: ' ', password: 'password123' });
    expect({ user, session }).toEqual({ user: null, session: null });
    expect(userErrors.map(({ code, field }) => [code, field?.at(-1)])).toEqual([
      ['EMAIL_INVALID', 'email'],
      ['NAME_INVALID', 'name'],
      ['PASSWORD_TOO_WEAK', 'password'],
    ]);
    expect(await users.rowCounts()).toEqual(before);
  });
});
