import { maySee } from '@paygraph/identity';
import {
  codedError,
  connectionOf,
  notFound,
  parsePage,
  requireOperator,
  requireService,
  requireSession,
} from '@paygraph/subgraph';
import { createApiKey } from './api-keys/create-api-key.ts';
import { revokeApiKey } from './api-keys/revoke-api-key.ts';
import { verifyApiKeys } from './api-keys/verify-api-keys.ts';
import { startChallenges, verifyChallenge } from './challenges.ts';
import type { Context } from './context.ts';
import type { UsersDeps } from './deps.ts';
import type { Resolvers } from './generated/resolvers.ts';
import { logIn } from './log-in.ts';
import { logOut } from './log-out.ts';
import { provisionUsers } from './provision.ts';
import { refreshSession } from './refresh-session.ts';
import { signUp } from './sign-up.ts';
import { listUsers, type UserRow } from './user-store.ts';

const SEARCH_CHARACTERS_MAX = 100;
const SCREENING_SUBJECTS_MAX = 1_000;
const PROVISIONED_USERS_MAX = 100;
const CHALLENGES_MAX = 1_000;
const API_KEYS_VERIFIED_MAX = 1_000;

export function createResolvers(deps: UsersDeps): Resolvers {
  return {
    Query: {
      me: async (_, __, { actor, users }) =>
        actor.kind === 'user' ? ((await users.load(actor.userId)) ?? null) : null,
      user: (_, { id }, context) => visibleUser(id, context),
      async users(_, { search, role, status, ...args }, { actor }) {
        requireOperator(actor);
        const page = parseUserPage(args);
        const rows = await listUsers(deps.database, page, { search: parseSearch(search), role, status });
        return connectionOf(rows, page, ({ id }) => id);
      },
      async _screeningSubjects(_, { ids }, { actor, users }) {
        requireService(actor);
        atMost(SCREENING_SUBJECTS_MAX, ids, 'ids');
        const rows = (await users.loadMany(ids)).map((row) => {
          if (row instanceof Error) throw row;
          return row;
        });
        return rows
          .filter((row) => row !== undefined)
          .map(({ id, name, kycStatus, status }) => ({ id, name, kycVerified: kycStatus === 'VERIFIED', status }));
      },
      async _verifyApiKeys(_, { inputs }, { actor }) {
        requireService(actor);
        atMost(API_KEYS_VERIFIED_MAX, inputs, 'inputs');
        return (await verifyApiKeys(deps, inputs)).map((verified) => verified ?? null);
      },
    },
    Mutation: {
      signUp: (_, { input }, { actor }) => signUp(deps, actor, input),
      logIn: (_, { input }, { actor }) => logIn(deps, actor, input),
      refreshSession: (_, { refreshToken }, { actor }) => refreshSession(deps, actor, refreshToken),
      logOut: (_, __, { actor }) => logOut(deps, requireSession(actor)),
      createApiKey: (_, { input }, { actor }) => createApiKey(deps, requireSession(actor), input),
      revokeApiKey: (_, { id }, { actor }) => revokeApiKey(deps, requireSession(actor), id),
      async _provisionUsers(_, { inputs }, { actor }) {
        requireService(actor);
        atMost(PROVISIONED_USERS_MAX, inputs, 'inputs');
        return provisionUsers(deps, actor, inputs);
      },
      async _startChallenges(_, { inputs }, { actor }) {
        requireService(actor);
        atMost(CHALLENGES_MAX, inputs, 'inputs');
        const results = await startChallenges(deps, actor, inputs);
        return results.map((result) => (typeof result === 'string' ? { refusal: result } : { challenge: result }));
      },
      async _verifyChallenge(_, args, { actor }) {
        requireService(actor);
        return verifyChallenge(deps, actor, args);
      },
    },
    // Its fields ask nobody: whoever got hold of a User here may see all of it.
    User: {
      // The error is the value: graphql-jit loses the place in the list of one that rejects.
      __resolveReference: ({ id }, context) => visibleUser(id, context).catch((error) => error),
      sessions: ({ id }, _, { sessionsByUser }) => sessionsByUser.load(id),
      apiKeys: ({ id }, _, { apiKeysByUser }) => apiKeysByUser.load(id),
    },
    Session: {
      current: ({ id, accessToken }, _, { actor }) =>
        accessToken !== undefined || (actor.kind === 'user' && actor.sessionId === id),
    },
  };
}

async function visibleUser(id: string, { actor, users }: Context): Promise<UserRow> {
  const user = maySee(actor, id) ? await users.load(id) : undefined;
  if (!user) throw notFound('User');
  return user;
}

function parseSearch(search: string | null | undefined): string | undefined {
  if (search == null) return undefined;
  const text = search.trim();
  if (text.length >= 1 && text.length <= SEARCH_CHARACTERS_MAX && !/\p{Cc}/u.test(text)) return text;
  throw codedError('BAD_USER_INPUT', `search must have 1 to ${SEARCH_CHARACTERS_MAX} characters`, {
    argument: 'search',
  });
}

/** A page of a list ordered by the ids of users. */
function parseUserPage(args: { first?: number | null; after?: string | null }) {
  const page = parsePage(args);
  if (page.after !== undefined && !/^usr_[0-9a-z]{26}$/.test(page.after)) {
    throw codedError('BAD_USER_INPUT', 'after is not a cursor of this list', { argument: 'after' });
  }
  return page;
}

function atMost(max: number, list: readonly unknown[], argument: string): void {
  if (list.length > max) throw codedError('BAD_USER_INPUT', `${argument} has more than ${max} items`, { argument });
}
