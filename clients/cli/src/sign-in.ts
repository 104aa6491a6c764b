import { Paygraph } from '@paygraph/sdk';

const DEFAULT_URL = 'http://localhost:4000';

/** The platform in the name of whoever the environment names. Throws when it names nobody. */
export async function signIn(
  environment: Readonly<Record<string, string | undefined>>,
  { url = environment.PAYGRAPH_URL ?? DEFAULT_URL }: { readonly url?: string | undefined },
): Promise<Paygraph> {
  const { PAYGRAPH_TOKEN: token, PAYGRAPH_EMAIL: email, PAYGRAPH_PASSWORD: password } = environment;
  if (token) return new Paygraph({ url, token });
  if (!email || !password) throw new Error('Set PAYGRAPH_TOKEN, or PAYGRAPH_EMAIL and PAYGRAPH_PASSWORD');
  const visitor = new Paygraph({ url });
  return visitor.withSession((await visitor.logIn({ email, password })).session);
}
