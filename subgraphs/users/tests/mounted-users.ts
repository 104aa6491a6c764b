import { generateKeyPairSync } from 'node:crypto';
import { readSettings } from '@paygraph/config';
import { type DomainEvent, memoryBus, startPublisher } from '@paygraph/events';
import {
  type Actor,
  asService,
  memoryRevocations,
  type Role,
  type SessionActor,
  verifyAccessToken,
} from '@paygraph/identity';
import { localTransport, type Platform, type SubgraphTransport } from '@paygraph/subgraph';
import { createLogger } from '@paygraph/telemetry';
import { testDatabase, testServerUrl } from '@paygraph/testing';
import { createLocalJWKSet } from 'jose';
import { publicJwks, users } from '../src/subgraph.ts';

const jwtPrivateKey = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
const keys = createLocalJWKSet(await publicJwks(jwtPrivateKey, []));

export const PASSWORD = 'analytical engine';
export const ANONYMOUS: Actor = {
  kind: 'anonymous',
  requestId: 'req_1',
  ip: '192.0.2.7',
  userAgent: 'Difference Engine/2',
};
export const SERVICE: Actor = asService('fraud', { requestId: 'req_1' });

const SESSION_PAYLOAD = `{
  user { id email name role status kycStatus createdAt }
  session { id accessToken refreshToken expiresAt userAgent ip current }
  userErrors { code message field }
}`;

const SIGN_UP = `mutation ($input: SignUpInput!) { result: signUp(input: $input) ${SESSION_PAYLOAD} }`;
const LOG_IN = `mutation ($input: LogInInput!) { result: logIn(input: $input) ${SESSION_PAYLOAD} }`;
const REFRESH = `mutation ($refreshToken: String!) { result: refreshSession(refreshToken: $refreshToken) ${SESSION_PAYLOAD} }`;

export interface SessionPayload {
  user: { id: string; email: string; role: Role; [field: string]: unknown } | null;
  session: {
    id: string;
    accessToken: string;
    refreshToken: string;
    expiresAt: string;
    [field: string]: unknown;
  } | null;
  userErrors: { code: string; message: string; field: string[] | null }[];
}

interface MailedCode {
  readonly id: string;
  readonly userId: string;
  readonly code: string;
  readonly summary: string;
  readonly expiresAt: string;
}

/** Notifications, as far as users asks them: they remember the codes to mail, or cannot be reached. */
function mailPeer() {
  const mail = { codes: [] as MailedCode[], reachable: true, calls: 0 };
  const peer: SubgraphTransport = {
    async execute({ variables }) {
      mail.calls++;
      if (!mail.reachable) return { errors: [{ message: 'down', extensions: { code: 'SUBGRAPH_UNAVAILABLE' } }] };
      const known = new Set(mail.codes.map(({ id }) => id));
      const { inputs } = variables as { inputs: MailedCode[] };
      mail.codes.push(...inputs.filter(({ id }) => !known.has(id)));
      return { data: { _sendOneTimePasswords: true } };
    },
    subscribe: () => Promise.reject(new Error('nobody subscribes')),
    async close() {},
  };
  return Object.assign(mail, { peer });
}

/** Users on a database of their own, as the platform mounts them, with a clock that tests turn. */
export async function mountUsers(environment: Record<string, string> = {}) {
  await using opened = new AsyncDisposableStack();
  const database = opened.use(await testDatabase({ migrationsFolder: users.migrationsFolder, name: 'users' }));
  const bus = memoryBus();
  opened.defer(() => bus.close());
  const revocations = memoryRevocations();
  const faults: unknown[] = [];
  const mail = mailPeer();
  const clock = { now: new Date('2026-03-01T12:00:00Z') };
  const now = () => clock.now;
  const publisher = startPublisher({ database, bus, source: 'users', now, onError: (error) => faults.push(error) });
  opened.defer(() => publisher.stop());
  const platform: Platform = {
    settings: readSettings(environment),
    secrets: { jwtPrivateKey },
    databaseUrl: testServerUrl(),
    database,
    publisher,
    bus,
    revocations,
    now,
    logger: createLogger('silent', 'users'),
    peer(name) {
      if (name !== 'notifications') throw new Error(`users does not call ${name}`);
      return mail.peer;
    },
  };
  const running = await users.start(platform);
  const transport = await localTransport(users, running, (error) => faults.push(error));
  opened.defer(() => transport.close());

  const execute = (query: string, variables: Record<string, unknown> = {}, actor: Actor = ANONYMOUS) =>
    transport.execute({ query, variables, actor });
  const payload = async (query: string, variables: Record<string, unknown>): Promise<SessionPayload> => {
    const { data, errors } = await execute(query, variables);
    if (errors) throw new Error(JSON.stringify(errors));
    return data?.result as SessionPayload;
  };

  const mounted = {
    platform,
    running,
    transport,
    database,
    revocations,
    clock,
    mail,
    /** What went wrong that clients were not told about. */
    faults,
    execute,
    signUp: (email: string, input: { password?: string; name?: string } = {}) =>
      payload(SIGN_UP, { input: { email, password: PASSWORD, name: 'Ada Lovelace', ...input } }),
    logIn: (email: string, password = PASSWORD) => payload(LOG_IN, { input: { email, password } }),
    refresh: (refreshToken: string) => payload(REFRESH, { refreshToken }),
    /** The person behind an access token, as the gateway would make them. */
    async actorOf(accessToken: string): Promise<SessionActor> {
      const access = await verifyAccessToken(keys, accessToken, clock.now);
      if (!access) throw new Error('The access token is not good');
      return { kind: 'user', requestId: 'req_2', ...access };
    },
    async member(email: string, role: Role = 'USER') {
      const { user, session } = await mounted.signUp(email);
      if (!user || !session) throw new Error(`${email} could not sign up`);
      await database.query('update users set role = $1 where id = $2', [role, user.id]);
      return { user, session, actor: { ...(await mounted.actorOf(session.accessToken)), role } };
    },
    /** Everything in the outbox, oldest first. */
    async events(): Promise<Pick<DomainEvent, 'type' | 'subject' | 'data'>[]> {
      const { rows } = await database.query<Pick<DomainEvent, 'type' | 'subject' | 'data'>>(
        'select type, subject, data from outbox order by xid, seq',
      );
      return rows;
    },
    async rowCounts() {
      const { rows } = await database.query<Record<string, bigint>>(
        `select (select count(*) from users) users, (select count(*) from sessions) sessions,
                (select count(*) from refresh_tokens) refresh_tokens`,
      );
      return rows[0];
    },
    stop: () => running.stop(),
    [Symbol.asyncDispose]: () => disposer.disposeAsync(),
  };
  const disposer = opened.move();
  return mounted;
}

export type MountedUsers = Awaited<ReturnType<typeof mountUsers>>;
