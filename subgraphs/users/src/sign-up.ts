import { type Actor, newId } from '@paygraph/identity';
import type { UsersDeps } from './deps.ts';
import { sessionStarted, signUpRepeated, userRegistered } from './events.ts';
import { granted, refused, startSession } from './open-session.ts';
import { isRefused, parseRegistration, type Registration } from './registration.ts';
import { insertUsers, type UserRow, usersByEmail } from './user-store.ts';

/** Opens an account and a session, unless the address is taken, of which only its owner hears. */
export async function signUp(deps: UsersDeps, actor: Actor, input: Registration) {
  const registration = parseRegistration(input);
  if (isRefused(registration)) return refused(...registration);
  const { email, name, password } = registration;
  // Before we know whether the address is taken: the time it takes must not tell.
  const passwordHash = await deps.hasher.hash(password);
  const now = deps.now();
  const user: UserRow = {
    id: newId('usr'),
    email,
    name,
    role: 'USER',
    status: 'ACTIVE',
    kycStatus: 'NONE',
    passwordHash,
    createdAt: now,
  };
  const opened = await deps.publisher.commit(actor, async (tx) => {
    const [inserted] = await insertUsers(tx, [user]);
    if (!inserted) {
      const owner = (await usersByEmail(tx, [email])).get(email);
      return { result: undefined, facts: owner ? [signUpRepeated(owner)] : [] };
    }
    const open = await startSession(tx, inserted, actor, now);
    return { result: open, facts: [userRegistered(inserted), sessionStarted(open.session)] };
  });
  return opened ? granted(deps, opened) : refused('SIGN_UP_REFUSED');
}
