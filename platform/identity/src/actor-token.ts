import { jwtVerify } from 'jose';
import { z } from 'zod';
import type { Actor } from './actor.ts';
import { hmacSigner } from './hmac.ts';
import { isScope } from './scopes.ts';

/** The header that carries a signed actor between processes. */
export const ACTOR_HEADER = 'x-paygraph-actor';

/** Long enough for a slow network and small clock differences, short enough that a leaked header is worthless. */
const ACTOR_TOKEN_SECONDS = 30;

const AUDIENCE = 'paygraph:subgraph';

const origin = {
  requestId: z.string(),
  traceparent: z.string().optional(),
  ip: z.string().optional(),
  userAgent: z.string().optional(),
};

const person = {
  kind: z.literal('user'),
  userId: z.string(),
  role: z.enum(['USER', 'MERCHANT', 'OPERATOR', 'ADMIN']),
  ...origin,
};

const actorSchema = z.union([
  z.object({ ...person, sessionId: z.string(), authenticatedAt_s: z.number(), expiresAt_s: z.number() }),
  z.object({
    ...person,
    apiKeyId: z.string(),
    // One that this process does not know yet allows nothing here.
    scopes: z.array(z.string()).transform((scopes) => scopes.filter(isScope)),
    expiresAt_s: z.number().optional(),
  }),
  z.object({ kind: z.literal('anonymous'), ...origin }),
  z.object({ kind: z.literal('service'), service: z.string(), ...origin }),
]);

const HEADER = Buffer.from('{"alg":"HS256"}').toString('base64url');

/** Calls of one request are signed once. Well within the life of a token. */
const REUSE_SECONDS = 10;

const signers = new WeakMap<Uint8Array, (text: string) => string>();
const tokens = new WeakMap<
  Actor,
  { readonly secret: Uint8Array; readonly token: string; readonly signedAt_s: number }
>();

/** Signs `actor` for a call to a subgraph. `secret` is shared by the gateway and all subgraphs, and does not change. */
export function signActor(secret: Uint8Array, actor: Actor): string {
  const now_s = Math.floor(Date.now() / 1000);
  const known = tokens.get(actor);
  if (known?.secret === secret && Math.abs(now_s - known.signedAt_s) < REUSE_SECONDS) return known.token;
  const sign = signers.get(secret) ?? hmacSigner(secret);
  signers.set(secret, sign);
  const claims = { actor, aud: AUDIENCE, iat: now_s, exp: now_s + ACTOR_TOKEN_SECONDS };
  const signed = `${HEADER}.${Buffer.from(JSON.stringify(claims)).toString('base64url')}`;
  // At once, where jose would go through WebCrypto and a thread.
  const token = `${signed}.${sign(signed)}`;
  tokens.set(actor, { secret, token, signedAt_s: now_s });
  return token;
}

/** The actor of a call, or undefined when the header is missing, forged or too old. */
export async function verifyActor(secret: Uint8Array, header: unknown): Promise<Actor | undefined> {
  if (typeof header !== 'string') return undefined;
  try {
    const { payload } = await jwtVerify(header, secret, {
      algorithms: ['HS256'],
      audience: AUDIENCE,
      clockTolerance: 5,
    });
    return actorSchema.parse(payload.actor);
  } catch {
    return undefined;
  }
}
