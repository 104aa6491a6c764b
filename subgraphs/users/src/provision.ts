import { type Actor, newId, type Role } from '@paygraph/identity';
import { codedError } from '@paygraph/subgraph';
import type { UsersDeps } from './deps.ts';
import { userRegistered } from './events.ts';
import { isRefused, parseRegistration, type Registration } from './registration.ts';
import type { KycStatus } from './user.ts';
import { insertUsers, type UserRow, usersByEmail } from './user-store.ts';

export interface Provision extends Registration {
  readonly role: Role;
  readonly kycStatus: KycStatus;
}

export interface Provisioned {
  readonly id: string;
  readonly created: boolean;
}

/** Opens the accounts that do not exist yet, in the order of `inputs`. Throws BAD_USER_INPUT, and opens none, when one cannot be. */
export async function provisionUsers(
  deps: UsersDeps,
  actor: Actor,
  inputs: readonly Provision[],
): Promise<Provisioned[]> {
  const wanted = inputs.map((input) => {
    const registration = parseRegistration(input);
    if (isRefused(registration))
      throw codedError('BAD_USER_INPUT', `${input.email} cannot be provisioned: ${registration.join(', ')}`);
    return { ...input, ...registration };
  });
  const existing = await usersByEmail(
    deps.database,
    wanted.map(({ email }) => email),
  );
  const missing = [...new Map(wanted.map((each) => [each.email, each])).values()].filter(
    ({ email }) => !existing.has(email),
  );
  const now = deps.now();
  const candidates = await Promise.all(
    missing.map(async ({ email, name, role, kycStatus, password }): Promise<UserRow> => {
      const passwordHash = await deps.hasher.hash(password);
      return { id: newId('usr'), email, name, role, status: 'ACTIVE', kycStatus, passwordHash, createdAt: now };
    }),
  );
  const created = await deps.publisher.commit(actor, async (tx) => {
    const inserted = await insertUsers(tx, candidates);
    return { result: new Set(inserted.map(({ id }) => id)), facts: inserted.map(userRegistered) };
  });
  // Read again: an address may have been taken while we hashed.
  const users = await usersByEmail(
    deps.database,
    wanted.map(({ email }) => email),
  );
  return wanted.map(({ email }) => {
    const user = users.get(email);
    if (!user) throw new Error(`The account of ${email} is gone`);
    return { id: user.id, created: created.has(user.id) };
  });
}
