/** Where the bearer token of a request comes from. */
export interface Credential {
  /** The token to send; undefined for a visitor. */
  token(): Promise<string | undefined>;
  /** Another token, after the platform has refused this one; undefined when there is no other. */
  renewed(refused: string): Promise<string | undefined>;
}

export function fixedCredential(token: string | undefined): Credential {
  return { token: async () => token, renewed: async () => undefined };
}

export function tokenFunction(read: () => string | Promise<string>): Credential {
  return {
    token: async () => read(),
    async renewed(refused) {
      const token = await read();
      return token === refused ? undefined : token;
    },
  };
}
