import { type FormEvent, useId, useState } from 'react';
import type { DemoUser } from './demo-users.ts';
import type { Credentials, SessionKeeper } from './session-keeper.ts';

const ANOTHER_ACCOUNT = 'another';

interface Props {
  readonly demoUsers: readonly DemoUser[];
  readonly signedIn: boolean;
  readonly logIn: SessionKeeper['logIn'];
}

/** Picks a demonstration account, or asks for an email and a password where there is none to pick. */
export function SignInForm({ demoUsers, signedIn, logIn }: Props) {
  const [choice, setChoice] = useState(demoUsers[0]?.email ?? ANOTHER_ACCOUNT);
  const [problem, setProblem] = useState<string>();
  const [busy, setBusy] = useState(false);
  const problemId = useId();
  const demoUser = demoUsers.find((user) => user.email === choice);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (busy) return;
    const form = event.currentTarget;
    setBusy(true);
    setProblem(undefined);
    const outcome = await logIn(demoUser ?? typedInto(form));
    setBusy(false);
    if (!outcome.ok) return setProblem(outcome.message);
    for (const field of form.querySelectorAll('input')) field.value = '';
  }

  return (
    <form onSubmit={submit} aria-label="Sign in" aria-describedby={problem && problemId} aria-busy={busy}>
      <p className="problem" id={problemId} role="alert">
        {problem}
      </p>
      {demoUsers.length > 0 && (
        <label>
          {signedIn ? 'Switch to' : 'Sign in as'}
          <select
            data-next={signedIn ? undefined : true}
            value={choice}
            onChange={(event) => setChoice(event.target.value)}
          >
            {demoUsers.map((user) => (
              <option key={user.email} value={user.email}>
                {user.label} · {user.role.toLowerCase()}
              </option>
            ))}
            <option value={ANOTHER_ACCOUNT}>Another account…</option>
          </select>
        </label>
      )}
      {!demoUser && <AccountFields />}
      <button type="submit" className={signedIn ? undefined : 'primary'} aria-disabled={busy}>
        {signedIn ? 'Switch' : 'Sign in'}
      </button>
    </form>
  );
}

function AccountFields() {
  return (
    <>
      <label>
        Email
        <input name="email" type="email" autoComplete="username" required data-next />
      </label>
      <label>
        Password
        <input name="password" type="password" autoComplete="current-password" required />
      </label>
    </>
  );
}

function typedInto(form: HTMLFormElement): Credentials {
  const fields = new FormData(form);
  return { email: String(fields.get('email')), password: String(fields.get('password')) };
}
