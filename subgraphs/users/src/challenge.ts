/** How long a one-time password is worth something. */
export const CHALLENGE_MS = 5 * 60 * 1000;
export const ATTEMPTS_MAX = 5;
/** The time over which the challenges of a user are counted. */
export const CHALLENGES_COUNTED_MS = 60 * 60 * 1000;

/** A question only one user can answer: the code that was mailed to them. */
export interface Challenge {
  /** The caller's, such as the id of the transaction to be confirmed. */
  readonly id: string;
  readonly userId: string;
  /** Random; the code is made of it. */
  readonly salt: Buffer;
  /** Codes that were tried, the right one too. */
  readonly attempts: number;
  readonly expiresAt: Date;
  readonly deliveredAt: Date | null;
  readonly passedAt: Date | null;
}

/** Why nothing was sent: no active user, or another one under this id; or as many as may be sent in an hour. */
export type ChallengeRefusal = 'NOBODY' | 'TOO_MANY';

export type ChallengeResult = 'VERIFIED' | 'WRONG' | 'EXPIRED' | 'EXHAUSTED' | 'NOT_FOUND';

/** What a code is answered that no longer counts as an attempt; `right` is whether it is the right one. */
export function answerWithoutAttempt(challenge: Challenge, right: boolean, now: Date): ChallengeResult {
  // The same right code again: whoever asked may have died before they could make use of the answer.
  if (challenge.passedAt) return right ? 'VERIFIED' : 'WRONG';
  if (challenge.attempts >= ATTEMPTS_MAX) return 'EXHAUSTED';
  if (challenge.expiresAt <= now) return 'EXPIRED';
  throw new Error(`an attempt at ${challenge.id} should have counted`);
}

/** An address its owner recognises and nobody else learns: a•••@example.com. */
export function maskEmail(email: string): string {
  const at = email.lastIndexOf('@');
  return `${at > 1 ? email.slice(0, 1) : ''}•••${email.slice(at)}`;
}
