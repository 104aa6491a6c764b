const TIMEOUT_MS = 5_000;

export interface Account {
  readonly email: string;
  readonly password: string;
}

/** The demo operator's log-in, which a platform for trying things out publishes. Throws when there is none. */
export async function operatorAccount(url: string, signal: AbortSignal): Promise<Account> {
  const response = await fetch(new URL('/graphiql/config.json', url), {
    signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
  });
  const { users = [] } = (response.ok ? await response.json() : {}) as { users?: (Account & { role: string })[] };
  const operator = users.find(({ role }) => role === 'OPERATOR');
  if (!operator) throw new Error(`The platform at ${url} has no demo users, and the story needs their operator`);
  return { email: operator.email, password: operator.password };
}
