import { randomBytes } from 'node:crypto';
import type { Actor } from '@paygraph/identity';
import { codedError } from '@paygraph/subgraph';
import {
  ATTEMPTS_MAX,
  answerWithoutAttempt,
  CHALLENGE_MS,
  CHALLENGES_COUNTED_MS,
  type Challenge,
  type ChallengeRefusal,
  type ChallengeResult,
  maskEmail,
} from './challenge.ts';
import { challengeById, countAttempt, insertChallenges, markDelivered, renewUndelivered } from './challenge-store.ts';
import type { UsersDeps } from './deps.ts';
import { challengeFailed, challengePassed, challengeStarted } from './events.ts';
import { usersById } from './user-store.ts';

const SALT_BYTES = 32;
const SUMMARY = /^\P{Cc}{1,200}$/u;

export interface ChallengeRequest {
  readonly id: string;
  readonly userId: string;
  /** What it confirms, such as a transfer of 6,000.00 USD. */
  readonly summary: string;
}

export interface StartedChallenge {
  readonly id: string;
  readonly expiresAt: Date;
  readonly deliveredTo: string;
}

/**
 * Challenges users, each id once, and has their codes mailed; in the order of the requests. Of what is refused nothing
 * is written. When the codes could not be handed over it throws, and asking again sends the same ones.
 */
export async function startChallenges(
  deps: UsersDeps,
  actor: Actor,
  requests: readonly ChallengeRequest[],
): Promise<(StartedChallenge | ChallengeRefusal)[]> {
  const { database, publisher, codes, codeMails, now, challengesMax } = deps;
  if (!requests.every(({ summary }) => SUMMARY.test(summary))) {
    throw codedError('BAD_USER_INPUT', 'A summary has 1 to 200 characters, of one line');
  }
  const users = await usersById(database, [...new Set(requests.map(({ userId }) => userId))]);
  const wanted = new Map(
    requests.filter(({ userId }) => users.get(userId)?.status === 'ACTIVE').map((request) => [request.id, request]),
  );
  if (wanted.size === 0) return requests.map(() => 'NOBODY');
  const begunAt = now();
  const expiresAt = new Date(begunAt.getTime() + CHALLENGE_MS);
  const countedSince = new Date(begunAt.getTime() - CHALLENGES_COUNTED_MS);
  const challenges = await publisher.commit(actor, async (tx) => {
    const rows = [...wanted.values()].map(({ id, userId }) => ({ id, userId, salt: randomBytes(SALT_BYTES) }));
    const fresh = await insertChallenges(tx, rows, { begunAt, expiresAt, countedSince, countMax: challengesMax });
    const result = await renewUndelivered(tx, [...wanted.keys()], expiresAt);
    return { result, facts: fresh.map(challengeStarted) };
  });
  const theirs = ({ id, userId }: ChallengeRequest): Challenge | undefined => {
    const challenge = challenges.get(id);
    return challenge?.userId === userId ? challenge : undefined;
  };
  const undelivered = [...wanted.values()].flatMap((request) => {
    const challenge = theirs(request);
    return challenge && !challenge.deliveredAt ? [{ ...request, challenge }] : [];
  });
  if (undelivered.length > 0) {
    await codeMails.send(
      actor,
      undelivered.map(({ id, userId, summary, challenge }) => ({
        id,
        userId,
        summary,
        code: codes.codeOf(challenge),
        expiresAt: challenge.expiresAt,
      })),
    );
    await markDelivered(
      database,
      undelivered.map(({ id }) => id),
      now(),
    );
  }
  return requests.map((request) => {
    const email = users.get(request.userId)?.email;
    if (!email || !wanted.has(request.id)) return 'NOBODY';
    const challenge = theirs(request);
    if (!challenge) return challenges.has(request.id) ? 'NOBODY' : 'TOO_MANY';
    return { id: challenge.id, expiresAt: challenge.expiresAt, deliveredTo: maskEmail(email) };
  });
}

/** Tries a code. The attempt that was the last one and wrong is EXHAUSTED already. */
export async function verifyChallenge(
  { database, publisher, codes, now }: UsersDeps,
  actor: Actor,
  { id, userId, code }: { readonly id: string; readonly userId: string; readonly code: string },
): Promise<{ readonly result: ChallengeResult; readonly attemptsLeft: number }> {
  const challenge = await challengeById(database, id);
  if (challenge?.userId !== userId) return { result: 'NOT_FOUND', attemptsLeft: 0 };
  const right = codes.isRight(challenge, code);
  const at = now();
  const attempts = await publisher.commit(actor, async (tx) => {
    const counted = await countAttempt(tx, id, right, at);
    if (!counted) return { result: undefined, facts: [] };
    const attemptsLeft = ATTEMPTS_MAX - counted.attempts;
    return {
      result: counted.attempts,
      facts: [right ? challengePassed(challenge) : challengeFailed(challenge, attemptsLeft)],
    };
  });
  if (attempts !== undefined) {
    const attemptsLeft = ATTEMPTS_MAX - attempts;
    if (right) return { result: 'VERIFIED', attemptsLeft };
    return { result: attemptsLeft > 0 ? 'WRONG' : 'EXHAUSTED', attemptsLeft };
  }
  const latest = await challengeById(database, id);
  if (!latest) return { result: 'NOT_FOUND', attemptsLeft: 0 };
  return { result: answerWithoutAttempt(latest, right, at), attemptsLeft: ATTEMPTS_MAX - latest.attempts };
}
