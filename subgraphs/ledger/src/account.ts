import type { AccountConstraint, AccountSide } from './chart-of-accounts.ts';

/** The state of an account, in minor units. Posted totals only grow; pending ones come and go with holds. */
export interface AccountState {
  readonly id: string;
  readonly currency: string;
  readonly normalSide: AccountSide;
  readonly constraint: AccountConstraint;
  /** How far below zero a FLOOR account may go; 0 for all others. */
  readonly floorMinor: bigint;
  readonly debitsPosted: bigint;
  readonly creditsPosted: bigint;
  readonly debitsPending: bigint;
  readonly creditsPending: bigint;
  /** How often it was written to: gapless, so a missing time shows. */
  readonly version: bigint;
  readonly closed: boolean;
}

/** What a transfer does to both of its accounts. */
export type TransferKind =
  /** Moves the amount for good. */
  | 'POST'
  /** Sets it aside. */
  | 'HOLD'
  /** Moves what was set aside for good. */
  | 'CAPTURE'
  /** Lets go of what was set aside. */
  | 'RELEASE';

const EFFECTS = {
  POST: { posted: 1n, pending: 0n },
  HOLD: { posted: 0n, pending: 1n },
  CAPTURE: { posted: 1n, pending: -1n },
  RELEASE: { posted: 0n, pending: -1n },
} as const satisfies Record<TransferKind, { posted: bigint; pending: bigint }>;

/** The account after one side of a transfer. */
export function apply(account: AccountState, side: AccountSide, kind: TransferKind, minor: bigint): AccountState {
  const { posted, pending } = EFFECTS[kind];
  const version = account.version + 1n;
  return side === 'DEBIT'
    ? {
        ...account,
        debitsPosted: account.debitsPosted + posted * minor,
        debitsPending: account.debitsPending + pending * minor,
        version,
      }
    : {
        ...account,
        creditsPosted: account.creditsPosted + posted * minor,
        creditsPending: account.creditsPending + pending * minor,
        version,
      };
}

/** Whether an account keeps to its constraint. The table checks the same, whatever the code does. */
export function isWithinConstraint(account: AccountState): boolean {
  const { debitsPosted, creditsPosted, debitsPending, creditsPending, floorMinor } = account;
  switch (account.constraint) {
    case 'NONE':
      return true;
    case 'NO_DEBIT_BALANCE':
      return debitsPosted + debitsPending <= creditsPosted;
    case 'NO_CREDIT_BALANCE':
      return creditsPosted + creditsPending <= debitsPosted;
    case 'FLOOR':
      return debitsPosted + debitsPending <= creditsPosted + floorMinor;
  }
}

type Totals = Pick<AccountState, 'normalSide' | 'debitsPosted' | 'creditsPosted' | 'debitsPending' | 'creditsPending'>;

/** What is settled, on the normal side. */
export function postedBalance({ normalSide, debitsPosted, creditsPosted }: Totals): bigint {
  return normalSide === 'CREDIT' ? creditsPosted - debitsPosted : debitsPosted - creditsPosted;
}

/** What is set aside against it, on the normal side. */
export function pendingBalance({ normalSide, debitsPending, creditsPending }: Totals): bigint {
  return normalSide === 'CREDIT' ? debitsPending : creditsPending;
}
