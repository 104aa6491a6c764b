/** What came of an operation. `code` is the GraphQL error's; absent when the gateway could not be reached. */
export type Reply<Data> =
  | { readonly ok: true; readonly data: Data }
  | { readonly ok: false; readonly message: string; readonly code?: string };

export type Execute = <Data>(document: string, variables: object, accessToken?: string) => Promise<Reply<Data>>;

/** Runs one operation over HTTP at `url`. Never throws: a network failure is a reply, too. */
export function executeAt(url: string): Execute {
  return async (document, variables, accessToken) => {
    try {
      const response = await fetch(url, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          accept: 'application/graphql-response+json, application/json;q=0.9',
          ...(accessToken && { authorization: `Bearer ${accessToken}` }),
        },
        body: JSON.stringify({ query: document, variables }),
      });
      const { data, errors } = await response.json();
      const error = errors?.[0];
      if (error) return { ok: false, message: error.message, code: error.extensions?.code ?? 'UNKNOWN' };
      return { ok: true, data };
    } catch {
      return { ok: false, message: 'The gateway cannot be reached. Try again in a moment.' };
    }
  };
}
