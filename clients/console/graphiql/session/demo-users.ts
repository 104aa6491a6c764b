import type { Role } from './session.ts';

export interface DemoUser {
  readonly label: string;
  readonly email: string;
  readonly password: string;
  readonly role: Role;
}

/** The accounts a demonstration offers to sign in with; none outside of one, or when the gateway does not say. */
export async function loadDemoUsers(): Promise<readonly DemoUser[]> {
  try {
    const response = await fetch('config.json', { headers: { accept: 'application/json' } });
    const config: { demo: boolean; users: readonly DemoUser[] } = await response.json();
    return config.demo ? config.users : [];
  } catch {
    return [];
  }
}
