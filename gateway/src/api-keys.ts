import { groupCommit } from '@paygraph/batch';
import {
  type ApiKeyDigest,
  isScope,
  type Origin,
  parseApiKey,
  type Revocations,
  type Role,
  type Scope,
} from '@paygraph/identity';
import { callPeer, type SubgraphTransport } from '@paygraph/subgraph';

/** How long an answer about a key is believed. A key that is revoked is worth nothing at once all the same. */
const BELIEVED_MS = 30_000;
/** Keys that are remembered, the bad ones too; the one that was asked about longest ago goes first. */
const KEYS_MAX = 10_000;

const VERIFY = `query ($inputs: [_ApiKeyInput!]!) {
  _verifyApiKeys(inputs: $inputs) { id userId role scopes expiresAt }
}`;

/** What a good key says about whoever sends it. */
interface KeyClaims {
  readonly apiKeyId: string;
  readonly userId: string;
  readonly role: Role;
  readonly scopes: readonly Scope[];
  readonly expiresAt_s?: number;
}

/** Undefined for what is no good key. Throws when nobody could be asked, which says nothing about the key. */
export type VerifyApiKey = (text: string, origin: Origin) => Promise<KeyClaims | undefined>;

export interface ApiKeyDeps {
  /** Where keys are kept. */
  readonly users: SubgraphTransport;
  readonly revocations: Pick<Revocations, 'isRevoked' | 'onRevoked'>;
  readonly now: () => Date;
}

interface Answer {
  readonly claims: KeyClaims | undefined;
  readonly until_ms: number;
}

/**
 * Asks the users subgraph about keys: those that arrive together in one call, each again only after a while. What is no
 * key by its form is not asked about.
 */
export function apiKeyVerifier({ users, revocations, now }: ApiKeyDeps): VerifyApiKey {
  const answers = new Map<string, Answer>();
  const ask = groupCommit<{ digest: ApiKeyDigest; origin: Origin }, KeyClaims | undefined>(async (asked) => {
    const inputs = asked.map(({ digest }) => digest);
    const { origin } = asked[0] as { origin: Origin };
    const { _verifyApiKeys: found } = await callPeer<{ _verifyApiKeys: (Verified | null)[] }>(
      users,
      'gateway',
      origin,
      VERIFY,
      { inputs },
    );
    return found.map((key) => key ?? undefined).map((key) => key && claimsOf(key));
  });
  const remember = (hash: string, claims: KeyClaims | undefined) => {
    answers.delete(hash);
    const [oldest] = answers.keys();
    if (oldest !== undefined && answers.size >= KEYS_MAX) answers.delete(oldest);
    answers.set(hash, { claims, until_ms: now().getTime() + BELIEVED_MS });
  };
  return async (text, origin) => {
    const digest = parseApiKey(text);
    if (!digest) return undefined;
    const known = answers.get(digest.hash);
    const isFresh = known !== undefined && now().getTime() < known.until_ms;
    const claims = isFresh ? known.claims : await ask({ digest, origin });
    if (!isFresh) remember(digest.hash, claims);
    if (!claims) return undefined;
    const hasEnded = claims.expiresAt_s !== undefined && now().getTime() >= claims.expiresAt_s * 1000;
    return hasEnded || (await revocations.isRevoked(claims.apiKeyId)) ? undefined : claims;
  };
}

interface Verified {
  readonly id: string;
  readonly userId: string;
  readonly role: Role;
  readonly scopes: readonly string[];
  /** RFC 3339 over the network, a Date within the process. */
  readonly expiresAt: string | Date | null;
}

function claimsOf({ id, userId, role, scopes, expiresAt }: Verified): KeyClaims {
  return {
    apiKeyId: id,
    userId,
    role,
    scopes: scopes.filter(isScope),
    ...(expiresAt !== null && { expiresAt_s: new Date(expiresAt).getTime() / 1000 }),
  };
}
