import { createGraphiQLFetcher, type Fetcher } from '@graphiql/toolkit';
import { createClient } from 'graphql-ws';
import type { SessionKeeper } from './session/session-keeper.ts';

/**
 * Queries and mutations over HTTP, subscriptions over `graphql-transport-ws`, both as whoever is signed in.
 * An `Authorization` header set in GraphiQL's header editor wins over theirs, for HTTP.
 */
export function createFetcher(url: URL, keeper: SessionKeeper): Fetcher {
  const authorized: typeof fetch = async (input, init) => {
    const headers = new Headers(init?.headers);
    const token = await keeper.accessToken();
    if (token && !headers.has('authorization')) headers.set('authorization', `Bearer ${token}`);
    return fetch(input, { ...init, headers });
  };

  let connection = connect();
  keeper.onChange(() => {
    if (connection.user === userOf(keeper)) return;
    // A socket belongs to whom it was opened by: what they were watching ends with their session.
    void connection.socket.dispose();
    connection = connect();
  });

  function connect() {
    const socket = createClient({
      url: socketUrl(url),
      // Asked again on every reconnection, so that a renewed token replaces the one that expired.
      connectionParams: async () => {
        const token = await keeper.accessToken();
        return token ? { authorization: `Bearer ${token}` } : {};
      },
    });
    const fetcher = createGraphiQLFetcher({ url: url.href, fetch: authorized, wsClient: socket });
    return { user: userOf(keeper), socket, fetcher };
  }

  return (params, options) => connection.fetcher(params, options);
}

function userOf(keeper: SessionKeeper) {
  const state = keeper.state();
  return state.status === 'signedIn' ? state.user : undefined;
}

function socketUrl(url: URL): string {
  const socket = new URL(url);
  socket.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  return socket.href;
}
