import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { type DemoUser, loadDemoUsers } from './demo-users.ts';
import type { SessionKeeper } from './session-keeper.ts';
import { SignInForm } from './sign-in-form.tsx';

/** Who is signed in, and the way in and out. */
export function SessionBar({ keeper }: { keeper: SessionKeeper }) {
  const state = useSyncExternalStore(keeper.onChange, keeper.state);
  const demoUsers = useDemoUsers();
  const bar = useRef<HTMLElement>(null);

  // The control that signed in or out may be gone now; the keyboard should not be sent back to the top.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the status is what makes the control go
  useEffect(() => {
    if (document.activeElement === document.body) bar.current?.querySelector<HTMLElement>('[data-next]')?.focus();
  }, [state.status]);

  const signedIn = state.status === 'signedIn';
  return (
    <header className="session-bar" ref={bar}>
      <h1>
        Paygraph <span>GraphiQL</span>
      </h1>
      <p className="identity" role="status">
        {signedIn ? (
          <>
            Signed in as <strong>{state.user.name}</strong>{' '}
            <span className="role">{state.user.role.toLowerCase()}</span>
          </>
        ) : (
          state.notice
        )}
      </p>
      {demoUsers && (!signedIn || demoUsers.length > 0) && (
        <SignInForm demoUsers={demoUsers} signedIn={signedIn} logIn={keeper.logIn} />
      )}
      {signedIn && (
        <button type="button" data-next onClick={() => void keeper.logOut()}>
          Sign out
        </button>
      )}
    </header>
  );
}

function useDemoUsers(): readonly DemoUser[] | undefined {
  const [users, setUsers] = useState<readonly DemoUser[]>();
  useEffect(() => {
    void loadDemoUsers().then(setUsers);
  }, []);
  return users;
}
