import { jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';
import type { Actor } from './actor.ts';

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

const actorSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('user'),
    userId: z.string(),
    role: z.enum(['USER', 'MERCHANT', 'OPERATOR', 'ADMIN']),
    sessionId: z.string(),
    authenticatedAt_s: z.number(),
    expiresAt_s: z.number(),
    ...origin,
  }),
  z.object({ kind: z.literal('anonymous'), ...origin }),
  z.object({ kind: z.literal('service'), service: z.string(), ...origin }),
]);

/** Signs `actor` for one call to a subgraph. `secret` is shared by the gateway and all subgraphs. */
export function signActor(secret: Uint8Array, actor: Actor): Promise<string> {
  return new SignJWT({ actor })
    .setProtectedHeader({ alg: 'HS256' })
    .setAudience(AUDIENCE)
    .setIssuedAt()
    .setExpirationTime(`${ACTOR_TOKEN_SECONDS}s`)
    .sign(secret);
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
