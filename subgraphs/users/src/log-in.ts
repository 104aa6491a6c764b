import type { Actor } from '@paygraph/identity';
import type { UsersDeps } from './deps.ts';
import { sessionStarted } from './events.ts';
import { granted, refused, startSession } from './open-session.ts';
import { isOverlong } from './password.ts';
import { parseEmail } from './user.ts';
import { holdActiveUser, usersByEmail } from './user-store.ts';

/** Opens a session for whoever knows the password. One answer, after the same time, for every way not to. */
export async function logIn(
  deps: UsersDeps,
  actor: Actor,
  input: { readonly email: string; readonly password: string },
) {
  if (isOverlong(input.password)) return refused('INVALID_CREDENTIALS');
  // What is no address is looked up too, and found to be nobody's.
  const email = parseEmail(input.email) ?? '';
  const user = (await usersByEmail(deps.database, [email])).get(email);
  const matches = await deps.hasher.verify(input.password, user?.passwordHash);
  if (!user || !matches || user.status !== 'ACTIVE') return refused('INVALID_CREDENTIALS');

  const opened = await deps.publisher.commit(actor, async (tx) => {
    const held = await holdActiveUser(tx, user);
    if (!held) return { result: undefined, facts: [] };
    const open = await startSession(tx, held, actor, deps.now());
    return { result: open, facts: [sessionStarted(open.session)] };
  });
  return opened ? granted(deps, opened) : refused('INVALID_CREDENTIALS');
}
