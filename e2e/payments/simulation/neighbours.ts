import type { MovementWallet, Peers, RiskDecision } from '../../../subgraphs/transactions/src/peers.ts';
import type { Instrument } from '../../../subgraphs/transactions/src/providers/connector.ts';
import { ATTEMPTS_MAX, answerWithoutAttempt, CHALLENGE_MS } from '../../../subgraphs/users/src/challenge.ts';
import { exceededLimit, type Limits, monthOf, utcDay } from '../../../subgraphs/wallets/src/limits.ts';
import type { Random } from './random.ts';

export const CODE = '123456';

/** What counts of a movement against the limits of a wallet. */
interface Reservation {
  readonly walletId: string;
  readonly day: string;
  readonly minor: bigint;
  readonly kept: bigint;
  readonly exceeded: string | null;
}

interface Challenge {
  readonly userId: string;
  readonly expiresAt: Date;
  readonly attempts: number;
  readonly passedAt: Date | null;
}

/** Wallets, users and fraud as transactions knows them: what was decided about an id stays so, whoever asks again. */
export interface Neighbours {
  readonly peers: Pick<
    Peers,
    | 'wallet'
    | 'paymentMethod'
    | 'instrument'
    | 'assess'
    | 'reserveLimits'
    | 'settleLimits'
    | 'startChallenge'
    | 'verifyChallenge'
  >;
  readonly wallets: Map<string, MovementWallet>;
  readonly limits: Map<string, Limits>;
  readonly reservations: ReadonlyMap<string, Reservation>;
  /** Methods of payment that their owners took out. */
  readonly removed: Set<string>;
}

/** The method of payment `4242424242424242 of usr_1`: its number and its owner. */
export const methodId = (number: string, ownerId: string) => `${number} of ${ownerId}`;

export function memoryNeighbours(now: () => Date, random: Random): Neighbours {
  const wallets = new Map<string, MovementWallet>();
  const limits = new Map<string, Limits>();
  const reservations = new Map<string, Reservation>();
  const challenges = new Map<string, Challenge>();
  const decisions = new Map<string, RiskDecision>();
  const removed = new Set<string>();

  const methodOf = (id: string) => {
    const [number = '', ownerId = ''] = id.split(' of ');
    return removed.has(id) ? null : { id, ownerId, number, isBank: !/^\d{14,19}$/.test(number) };
  };
  const countedOn = (walletId: string, fits: (day: string) => boolean) =>
    [...reservations.values()]
      .filter((each) => each.walletId === walletId && fits(each.day))
      .reduce((sum, { kept }) => sum + kept, 0n);

  return {
    wallets,
    limits,
    reservations,
    removed,
    peers: {
      wallet: async (id) => wallets.get(id) ?? null,
      async paymentMethod(id) {
        const method = methodOf(id);
        return method && { id, ownerId: method.ownerId, kind: method.isBank ? 'BANK_ACCOUNT' : 'CREDIT_CARD' };
      },
      async instrument(id, ownerId): Promise<Instrument | null> {
        const method = methodOf(id);
        if (method?.ownerId !== ownerId) return null;
        if (!method.isBank) return { kind: 'CARD', number: method.number, expiryMonth: 12, expiryYear: 2040 };
        return { kind: 'BANK_ACCOUNT', holder: 'Ada', iban: method.number, routingNumber: null, accountNumber: null };
      },
      async assess({ id }) {
        const dice = random.next();
        const decision = dice < 0.03 ? 'BLOCK' : dice < 0.13 ? 'CHALLENGE' : dice < 0.22 ? 'REVIEW' : 'ALLOW';
        if (!decisions.has(id)) decisions.set(id, decision);
        return decisions.get(id) ?? decision;
      },
      async reserveLimits({ transactionId, walletId, amount: { minor }, at }) {
        const known = reservations.get(transactionId);
        if (known) return known.exceeded;
        const day = utcDay(at);
        const inDay = countedOn(walletId, (each) => each === day);
        const inMonth = countedOn(walletId, (each) => monthOf(each) === monthOf(day));
        const exceeded = exceededLimit(limits.get(walletId) ?? {}, { inDay, inMonth }, minor);
        reservations.set(transactionId, { walletId, day, minor, kept: exceeded ? 0n : minor, exceeded });
        return exceeded;
      },
      async settleLimits({ transactionId, kept: { minor } }) {
        const known = reservations.get(transactionId);
        if (!known) return;
        const most = known.exceeded ? 0n : known.minor;
        reservations.set(transactionId, { ...known, kept: minor < most ? minor : most });
      },
      async startChallenge({ id, userId }) {
        const expiresAt = new Date(now().getTime() + CHALLENGE_MS);
        const known = challenges.get(id) ?? { userId, expiresAt, attempts: 0, passedAt: null };
        challenges.set(id, known);
        return { expiresAt: known.expiresAt, deliveredTo: 'a•••@example.com' };
      },
      async verifyChallenge({ id, userId, code }) {
        const challenge = challenges.get(id);
        if (challenge?.userId !== userId) return { result: 'NOT_FOUND', attemptsLeft: 0 };
        const right = code === CODE;
        const { attempts, passedAt, expiresAt } = challenge;
        if (passedAt !== null || attempts >= ATTEMPTS_MAX || expiresAt <= now()) {
          const salted = { ...challenge, id, salt: Buffer.alloc(0), deliveredAt: null };
          return { result: answerWithoutAttempt(salted, right, now()), attemptsLeft: ATTEMPTS_MAX - attempts };
        }
        challenges.set(id, { ...challenge, attempts: attempts + 1, passedAt: right ? now() : null });
        const attemptsLeft = ATTEMPTS_MAX - attempts - 1;
        return { result: right ? 'VERIFIED' : attemptsLeft > 0 ? 'WRONG' : 'EXHAUSTED', attemptsLeft };
      },
    },
  };
}
