import { createClient } from 'graphql-ws';

interface GraphQLResult<Data = Record<string, unknown>> {
  readonly status: number;
  readonly headers: Headers;
  readonly data: Data;
  readonly errors?: readonly {
    readonly message: string;
    readonly path?: readonly (string | number)[];
    readonly extensions: Record<string, unknown> & { readonly code: string };
  }[];
  readonly extensions?: Record<string, unknown>;
}

/** Somebody who talks to the platform over HTTP and WebSocket, as any client would. */
export interface Client {
  readonly token: string | undefined;
  /** The whole answer, whatever it is. */
  ask<Data = Record<string, unknown>>(
    query: string,
    variables?: Record<string, unknown>,
    headers?: Record<string, string>,
  ): Promise<GraphQLResult<Data>>;
  /** The data of what must succeed. */
  data<Data>(query: string, variables?: Record<string, unknown>): Promise<Data>;
  /** Collects events of a subscription until `stop`. Resolves once the socket is open. */
  subscribe<Data>(query: string, variables?: Record<string, unknown>): Promise<Subscribed<Data>>;
}

interface Subscribed<Data> {
  readonly events: Data[];
  readonly errors: unknown[];
  /** How the socket was closed; undefined while it is open. */
  closed(): { readonly code: number; readonly reason: string } | undefined;
  stop(): Promise<void>;
}

export function clientOf(url: string, token?: string): Client {
  const authorization = token === undefined ? undefined : `Bearer ${token}`;
  const ask: Client['ask'] = async <Data>(
    query: string,
    variables?: Record<string, unknown>,
    headers: Record<string, string> = {},
  ) => {
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(authorization && { authorization }), ...headers },
      body: JSON.stringify({ query, variables }),
    });
    const body = (await response.json()) as Omit<GraphQLResult<Data>, 'status' | 'headers'>;
    return { ...body, status: response.status, headers: response.headers };
  };
  return {
    token,
    ask,
    async data<Data>(query: string, variables?: Record<string, unknown>) {
      const { data, errors } = await ask<Data>(query, variables);
      if (errors) throw new Error(JSON.stringify(errors));
      return data;
    },
    async subscribe<Data>(query: string, variables?: Record<string, unknown>) {
      const events: Data[] = [];
      const errors: unknown[] = [];
      let closed: { code: number; reason: string } | undefined;
      let connected = () => {};
      const ready = new Promise<void>((resolve) => (connected = resolve));
      const socket = createClient({
        url: `${url.replace(/^http/, 'ws')}/graphql`,
        connectionParams: authorization ? { authorization } : undefined,
        retryAttempts: 0,
        on: {
          connected: () => connected(),
          closed: (event) => {
            const { code, reason } = event as CloseEvent;
            closed = { code, reason };
            connected();
          },
        },
      });
      socket.subscribe<Data>(
        { query, variables },
        {
          next: (result) => {
            if (result.data) events.push(result.data);
            if (result.errors) errors.push(...result.errors);
          },
          error: (error) => errors.push(...(Array.isArray(error) ? error : [error])),
          complete() {},
        },
      );
      await ready;
      // The subscription message follows the connection; a query over the same socket would overtake nothing.
      await new Promise((resolve) => setTimeout(resolve, SUBSCRIBED_AFTER_MS));
      return {
        events,
        errors,
        closed: () => closed,
        async stop() {
          await socket.dispose();
        },
      };
    },
  };
}

const SUBSCRIBED_AFTER_MS = 150;
