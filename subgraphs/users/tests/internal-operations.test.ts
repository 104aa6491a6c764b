import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type MountedUsers, mountUsers, PASSWORD, SERVICE } from './mounted-users.ts';

let users: MountedUsers;
beforeAll(async () => {
  users = await mountUsers();
});
afterAll(async () => {
  expect(users.faults).toEqual([]);
  await users[Symbol.asyncDispose]();
});

const PROVISION = 'mutation ($inputs: [_ProvisionUserInput!]!) { _provisionUsers(inputs: $inputs) { id created } }';
const SUBJECTS = 'query ($ids: [ID!]!) { _screeningSubjects(ids: $ids) { id name kycVerified status } }';

const merchant = {
  email: 'shop@example.org',
  password: PASSWORD,
  name: 'Shop',
  role: 'MERCHANT',
  kycStatus: 'VERIFIED',
};
const visitor = { email: 'visitor@example.org', password: PASSWORD, name: 'Visitor', role: 'USER', kycStatus: 'NONE' };
const provision = async (inputs: unknown[]) => {
  const { data, errors } = await users.execute(PROVISION, { inputs }, SERVICE);
  return { errors, results: data?._provisionUsers as { id: string; created: boolean }[] };
};

describe('provisioning users', () => {
  test('opens what is missing, and changes nothing that exists', async () => {
    const first = await provision([merchant]);
    expect(first.results).toMatchObject([{ created: true }]);

    const again = await provision([
      visitor,
      { ...merchant, email: 'SHOP@example.org', name: 'Renamed', role: 'ADMIN', password: 'something else' },
    ]);

    expect(again.results).toMatchObject([{ created: true }, { id: first.results[0]?.id, created: false }]);
    expect((await users.logIn('shop@example.org')).user).toMatchObject({
      name: 'Shop',
      role: 'MERCHANT',
      kycStatus: 'VERIFIED',
    });
    const registered = (await users.events()).filter(({ type }) => type === 'user.registered');
    expect(registered.map(({ subject }) => subject)).toEqual([first.results[0]?.id, again.results[0]?.id]);
  });

  test('by two processes at once opens each account once', async () => {
    const inputs = ['a', 'b', 'c'].map((name) => ({ ...visitor, email: `${name}@race.example.org` }));
    const [one, two] = await Promise.all([provision(inputs), provision(inputs.toReversed())]);
    expect(two.results.toReversed().map(({ id }) => id)).toEqual(one.results.map(({ id }) => id));
    expect([...one.results, ...two.results].filter(({ created }) => created)).toHaveLength(3);
  });

  test('is all or nothing when one cannot be', async () => {
    const { errors } = await provision([
      { ...visitor, email: 'fine@example.org' },
      { ...visitor, password: 'password' },
    ]);
    expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
    expect((await users.logIn('fine@example.org')).user).toBeNull();
  });

  test('has a limit', async () => {
    const { errors } = await provision(Array.from({ length: 101 }, () => visitor));
    expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT', argument: 'inputs' } }]);
  });
});

test('screening learns names and whether identities are confirmed, and leaves out ids it does not know', async () => {
  const { results } = await provision([merchant, visitor]);
  const [shopId, visitorId] = results.map(({ id }) => id);
  const { data } = await users.execute(
    SUBJECTS,
    { ids: [visitorId, 'usr_00000000000000000000000000', shopId] },
    SERVICE,
  );
  expect(data?._screeningSubjects).toEqual([
    { id: visitorId, name: 'Visitor', kycVerified: false, status: 'ACTIVE' },
    { id: shopId, name: 'Shop', kycVerified: true, status: 'ACTIVE' },
  ]);
});

test('internal operations are for the platform alone', async () => {
  const admin = await users.member('admin@example.org', 'ADMIN');
  for (const response of [
    await users.execute(PROVISION, { inputs: [visitor] }, admin.actor),
    await users.execute(SUBJECTS, { ids: [] }, admin.actor),
    await users.execute(SUBJECTS, { ids: [] }),
  ]) {
    expect(response.errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
  }
});
