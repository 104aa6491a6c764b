import { type Actor, parseApiKey } from '@paygraph/identity';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ANONYMOUS, type MountedUsers, mountUsers, SERVICE } from './mounted-users.ts';

type Member = Awaited<ReturnType<MountedUsers['member']>>;

let users: MountedUsers;
let ada: Member;
let operator: Member;
beforeAll(async () => {
  users = await mountUsers();
  ada = await users.member('ada@example.org');
  operator = await users.member('operator@example.org', 'OPERATOR');
});
afterAll(async () => {
  expect(users.faults).toEqual([]);
  await users[Symbol.asyncDispose]();
});

const KEY = 'id name prefix scopes createdAt expiresAt lastUsedAt revokedAt';
const CREATE = `mutation ($input: CreateApiKeyInput!) {
  createApiKey(input: $input) { apiKey { ${KEY} } secret userErrors { code field } }
}`;
const REVOKE = `mutation ($id: ID!) { revokeApiKey(id: $id) { apiKey { ${KEY} } userErrors { code } } }`;
const VERIFY = `query ($inputs: [_ApiKeyInput!]!) { _verifyApiKeys(inputs: $inputs) { id userId role scopes expiresAt } }`;

interface Created {
  readonly apiKey: { readonly id: string; readonly prefix: string; readonly lastUsedAt: string | null } | null;
  readonly secret: string | null;
  readonly userErrors: readonly { readonly code: string; readonly field: readonly string[] | null }[];
}
const create = async (member: Member, input: object = {}): Promise<Created> => {
  const { data, errors } = await users.execute(
    CREATE,
    { input: { name: 'Till', scopes: ['payments:read'], ...input } },
    member.actor,
  );
  if (errors) throw new Error(JSON.stringify(errors));
  return data?.createApiKey as Created;
};
const made = async (member: Member, input: object = {}) => {
  const { apiKey, secret, userErrors } = await create(member, input);
  if (!apiKey || !secret) throw new Error(JSON.stringify(userErrors));
  return { ...apiKey, secret };
};
const verify = async (...secrets: string[]) => {
  const inputs = secrets.map((secret) => parseApiKey(secret) ?? { prefix: secret, hash: secret });
  const { data, errors } = await users.execute(VERIFY, { inputs }, SERVICE);
  if (errors) throw new Error(JSON.stringify(errors));
  return data?._verifyApiKeys as ({ id: string; scopes: string[] } | null)[];
};
const revoke = (id: string, member: Member) => users.execute(REVOKE, { id }, member.actor);
const apiKeysOf = async (member: Member) => {
  const { data } = await users.execute(`{ me { apiKeys { ${KEY} } } }`, {}, member.actor);
  const { me } = data as { me: { apiKeys: Record<string, unknown>[] } };
  return me.apiKeys;
};
const keyEvents = async () => (await users.events()).filter(({ type }) => type.startsWith('api_key.'));

describe('making a key', () => {
  test('shows its secret once, and keeps only what it is recognised by', async () => {
    const expiresAt = '2027-01-01T00:00:00.000Z';
    const { apiKey, secret, userErrors } = await create(ada, { scopes: ['payments:read', 'wallets:read'], expiresAt });
    expect(userErrors).toEqual([]);
    const { prefix, hash } = parseApiKey(secret ?? '') ?? {};
    expect(apiKey).toEqual({
      id: expect.stringMatching(/^key_/),
      name: 'Till',
      prefix,
      scopes: ['payments:read', 'wallets:read'],
      createdAt: users.clock.now.toISOString(),
      expiresAt,
      lastUsedAt: null,
      revokedAt: null,
    });
    const { rows } = await users.database.query('select * from api_keys where id = $1', [apiKey?.id]);
    expect(rows).toMatchObject([{ hash, prefix }]);
    expect(JSON.stringify([rows, await users.events()])).not.toContain(secret);
    expect((await apiKeysOf(ada))[0]).toEqual(apiKey);
    expect((await keyEvents()).at(-1)).toEqual({
      type: 'api_key.created',
      subject: ada.user.id,
      data: {
        userId: ada.user.id,
        apiKeyId: apiKey?.id,
        name: 'Till',
        prefix,
        scopes: ['payments:read', 'wallets:read'],
        expiresAt,
      },
    });
  });

  test.each([
    [{ name: ' ' }, 'NAME_INVALID', 'name'],
    [{ name: 'x'.repeat(101) }, 'NAME_INVALID', 'name'],
    [{ scopes: [] }, 'SCOPES_INVALID', 'scopes'],
    [{ scopes: ['payments:read', 'payments:read'] }, 'SCOPES_INVALID', 'scopes'],
    [{ scopes: ['payments:everything'] }, 'SCOPES_INVALID', 'scopes'],
    [{ scopes: ['payments:read', 'toString'] }, 'SCOPES_INVALID', 'scopes'],
    [{ scopes: ['payments:read', 'ledger:read'] }, 'SCOPE_NOT_ALLOWED', 'scopes'],
    [{ expiresAt: '2026-03-01T12:00:00Z' }, 'EXPIRY_INVALID', 'expiresAt'],
    [{ expiresAt: '2099-01-01T00:00:00Z' }, 'EXPIRY_INVALID', 'expiresAt'],
  ])('with %o is refused as %s, and writes nothing', async (input, code, field) => {
    const before = [await apiKeysOf(ada), await keyEvents()];
    expect(await create(ada, input)).toEqual({
      apiKey: null,
      secret: null,
      userErrors: [{ code, field: ['input', field] }],
    });
    expect([await apiKeysOf(ada), await keyEvents()]).toEqual(before);
  });

  test('with several mistakes tells all of them', async () => {
    const { userErrors } = await create(ada, { name: '', scopes: ['x'], expiresAt: '2020-01-01T00:00:00Z' });
    expect(userErrors.map(({ code }) => code)).toEqual(['NAME_INVALID', 'SCOPES_INVALID', 'EXPIRY_INVALID']);
  });

  test('is for people who are there: neither for programs nor for nobody', async () => {
    const { sessionId: _, authenticatedAt_s: __, expiresAt_s: ___, ...person } = ada.actor;
    const program: Actor = { ...person, apiKeyId: 'key_1', scopes: ['payments:read'] };
    const input = { name: 'Till', scopes: ['payments:read'] };
    const callers: [Actor, string][] = [
      [program, 'FORBIDDEN'],
      [ANONYMOUS, 'UNAUTHENTICATED'],
    ];
    for (const [actor, code] of callers) {
      const { errors } = await users.execute(CREATE, { input }, actor);
      expect(errors).toMatchObject([{ extensions: { code } }]);
      const revoking = await users.execute(REVOKE, { id: 'key_1' }, actor);
      expect(revoking.errors).toMatchObject([{ extensions: { code } }]);
    }
  });

  test('goes by the role somebody has, not by that of their token', async () => {
    const was = { ...ada, actor: { ...ada.actor, role: 'OPERATOR' as const } };
    expect((await create(was, { scopes: ['audit:read'] })).userErrors).toMatchObject([{ code: 'SCOPE_NOT_ALLOWED' }]);
  });

  test('stops at twenty good ones, also when they are made at once', async () => {
    const grace = await users.member('grace@example.org');
    const [oldest] = [await made(grace, { expiresAt: '2026-03-01T12:00:01Z' })];
    const answers = await Promise.all(Array.from({ length: 25 }, () => create(grace)));
    expect(answers.filter(({ apiKey }) => apiKey)).toHaveLength(19);
    expect(answers.flatMap(({ userErrors }) => userErrors.map(({ code }) => code))).toEqual(
      Array.from({ length: 6 }, () => 'TOO_MANY_API_KEYS'),
    );
    // One that has ended makes room.
    const { now } = users.clock;
    users.clock.now = new Date(now.getTime() + 2_000);
    expect((await create(grace)).userErrors).toEqual([]);
    expect((await create(grace)).userErrors).toMatchObject([{ code: 'TOO_MANY_API_KEYS' }]);
    users.clock.now = now;
    expect((await apiKeysOf(grace)).at(-1)?.id).toBe(oldest?.id);
  });
});

describe('verifying keys', () => {
  test('says whose they are and what they are good for, in the order of the question', async () => {
    const [till, books] = [await made(ada), await made(operator, { scopes: ['ledger:read', 'users:read'] })];
    const unknown = { secret: till.secret.replace(/_[^_]*$/, '_x') };
    expect(await verify(books.secret, unknown.secret, till.secret, till.secret)).toEqual([
      {
        id: books.id,
        userId: operator.user.id,
        role: 'OPERATOR',
        scopes: ['ledger:read', 'users:read'],
        expiresAt: null,
      },
      null,
      expect.objectContaining({ id: till.id }),
      expect.objectContaining({ id: till.id, userId: ada.user.id, scopes: ['payments:read'] }),
    ]);
  });

  test('finds nothing good in the right beginning with another secret', async () => {
    const [mine, other] = [await made(ada), await made(ada)];
    const { prefix } = parseApiKey(mine.secret) ?? { prefix: '' };
    const { hash } = parseApiKey(other.secret) ?? { hash: '' };
    for (const wrong of [hash, '', `${hash}0`, 'ü'.repeat(43)]) {
      const { data } = await users.execute(VERIFY, { inputs: [{ prefix, hash: wrong }] }, SERVICE);
      expect(data).toEqual({ _verifyApiKeys: [null] });
    }
  });

  test('refuses a key from the moment it ends', async () => {
    const { secret } = await made(ada, { expiresAt: '2026-03-01T12:00:10Z' });
    const { now } = users.clock;
    users.clock.now = new Date('2026-03-01T12:00:09.999Z');
    expect(await verify(secret)).not.toEqual([null]);
    users.clock.now = new Date('2026-03-01T12:00:10Z');
    expect(await verify(secret)).toEqual([null]);
    users.clock.now = now;
  });

  test('refuses those of somebody who was suspended, and takes scopes away with the role', async () => {
    const bob = await users.member('bob@example.org', 'OPERATOR');
    const { secret } = await made(bob, { scopes: ['wallets:read', 'ledger:read'] });
    await users.database.query(`update users set role = 'USER' where id = $1`, [bob.user.id]);
    expect(await verify(secret)).toMatchObject([{ role: 'USER', scopes: ['wallets:read'] }]);
    await users.database.query(`update users set status = 'SUSPENDED' where id = $1`, [bob.user.id]);
    expect(await verify(secret)).toEqual([null]);
  });

  test('remembers when a key was used, once a minute', async () => {
    const { id, secret } = await made(ada);
    const lastUsedAt = async () => (await apiKeysOf(ada)).find((key) => key.id === id)?.lastUsedAt;
    const { now } = users.clock;
    await Promise.all([verify(secret), verify(secret)]);
    expect(await lastUsedAt()).toBe(now.toISOString());
    users.clock.now = new Date(now.getTime() + 59_000);
    await verify(secret);
    expect(await lastUsedAt()).toBe(now.toISOString());
    users.clock.now = new Date(now.getTime() + 60_000);
    await verify(secret);
    expect(await lastUsedAt()).toBe(users.clock.now.toISOString());
    users.clock.now = now;
  });

  test('is for the platform alone, a thousand at a time', async () => {
    const { errors } = await users.execute(VERIFY, { inputs: [] }, operator.actor);
    expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
    const inputs = Array.from({ length: 1_001 }, () => ({ prefix: 'x', hash: 'x' }));
    const tooMany = await users.execute(VERIFY, { inputs }, SERVICE);
    expect(tooMany.errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT', argument: 'inputs' } }]);
  });
});

describe('revoking a key', () => {
  test('ends it for good, tells whoever watches, and changes nothing the second time', async () => {
    const { id, prefix, secret } = await made(ada);
    const told: string[] = [];
    const stop = users.revocations.onRevoked((revokedId) => told.push(revokedId));
    const first = await revoke(id, ada);
    expect(first.data).toMatchObject({
      revokeApiKey: { apiKey: { id, revokedAt: users.clock.now.toISOString() }, userErrors: [] },
    });
    expect(await verify(secret)).toEqual([null]);
    expect(await users.revocations.isRevoked(id)).toBe(true);
    expect((await apiKeysOf(ada)).map((key) => key.id)).not.toContain(id);
    expect((await keyEvents()).at(-1)).toEqual({
      type: 'api_key.revoked',
      subject: ada.user.id,
      data: { userId: ada.user.id, apiKeyId: id, name: 'Till', prefix },
    });

    const events = await keyEvents();
    expect(await revoke(id, ada)).toEqual(first);
    expect(await keyEvents()).toEqual(events);
    // Again: whoever revoked it first may have stopped before telling.
    expect(told).toEqual([id, id]);
    stop();
  });

  test('is for its owner and operators; to others there is no such key', async () => {
    const { id, secret } = await made(ada);
    const eve = await users.member('eve@example.org');
    const foreign = await revoke(id, eve);
    expect(foreign.errors).toMatchObject([{ message: 'API key not found', extensions: { code: 'NOT_FOUND' } }]);
    expect(await revoke('key_00000000000000000000000000', eve)).toEqual(foreign);
    expect(await verify(secret)).not.toEqual([null]);
    expect((await revoke(id, operator)).errors).toBeUndefined();
    expect(await verify(secret)).toEqual([null]);
  });
});
