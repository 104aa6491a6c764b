import { isDeepStrictEqual } from 'node:util';
import type { AccountState, TransferKind } from '../src/account.ts';
import type { ContentField } from '../src/content.ts';
import type { Operation, Transfer } from '../src/operation.ts';
import type { Refusal, Result } from '../src/posting.ts';

export type ModelAccount = Pick<
  AccountState,
  'id' | 'currency' | 'normalSide' | 'constraint' | 'floorMinor' | 'closed'
>;

interface Movement extends Transfer {
  readonly kind: TransferKind;
  readonly entryId: string;
  readonly at: Date;
  /** The hold it belongs to, if any. */
  readonly holdId: string | null;
}

type ModelTotals = Pick<
  AccountState,
  'debitsPosted' | 'creditsPosted' | 'debitsPending' | 'creditsPending' | 'version'
>;

/**
 * The ledger, as slow and as plain as can be: a list of movements, and every balance a sum over all of it.
 * It shares no code with the ledger; the tests hold the two against each other. All of it is data, so that
 * a copy is a `structuredClone`.
 */
export interface Model {
  readonly accounts: readonly ModelAccount[];
  movements: Movement[];
  readonly decided: Map<string, { readonly operation: Operation; readonly refusal: Refusal | null }>;
  readonly expired: Set<string>;
}

export function newModel(accounts: readonly ModelAccount[]): Model {
  return {
    accounts,
    movements: [],
    decided: new Map(),
    expired: new Set(),
  };
}

export function decide(model: Model, operation: Operation, now: Date): Result {
  const before = model.decided.get(operation.id);
  if (before) {
    const differs = firstDifference(before.operation, operation);
    return differs ? { refusal: 'ID_REUSED', differs } : before.refusal;
  }
  const movements = movementsOf(model, operation, now);
  const refusal = typeof movements === 'string' ? movements : move(model, movements);
  // Too early is no decision: the same expiry is asked for again when it is time.
  if (refusal !== 'HOLD_NOT_DUE') model.decided.set(operation.id, { operation, refusal });
  if (refusal === null && operation.kind === 'EXPIRE') model.expired.add(operation.holdId);
  return refusal;
}

/** Where they are compared, in this order: paths into an operation, and what differs when these do. */
const FIELDS: readonly (readonly [path: string, field: ContentField])[] = [
  ['kind', 'KIND'],
  ['transfers.length', 'TRANSFERS'],
  ...['transfer', 'transfers.0', 'transfers.1', 'transfers.2', 'transfers.3'].flatMap(
    (transfer) =>
      [
        [`${transfer}.debitAccountId`, 'DEBIT_ACCOUNT_ID'],
        [`${transfer}.creditAccountId`, 'CREDIT_ACCOUNT_ID'],
        [`${transfer}.minor`, 'AMOUNT'],
        [`${transfer}.currency`, 'CURRENCY'],
      ] as const,
  ),
  ['expiresAt', 'EXPIRES_AT'],
  ['holdId', 'HOLD_ID'],
  ['amount.minor', 'AMOUNT'],
  ['amount.currency', 'CURRENCY'],
  ['final', 'FINAL'],
  ['entryId', 'ENTRY_ID'],
  ['effectiveAt', 'EFFECTIVE_AT'],
  ['transactionId', 'TRANSACTION_ID'],
  ['description', 'DESCRIPTION'],
  ['metadata', 'METADATA'],
];

function firstDifference(one: Operation, other: Operation): ContentField | undefined {
  const at = (operation: unknown, path: string) =>
    path.split('.').reduce((part, key) => (part as Record<string, unknown> | null | undefined)?.[key], operation);
  return FIELDS.find(([path]) => !isDeepStrictEqual(at(one, path), at(other, path)))?.[1];
}

/** What an account's movements add up to, all of them or those until a moment. */
export function totalsOf(model: Model, accountId: string, until?: Date): ModelTotals {
  const movements = model.movements.filter(({ at }) => !until || at <= until);
  const sum = (side: 'debitAccountId' | 'creditAccountId', kinds: readonly TransferKind[]) =>
    movements
      .filter((each) => each[side] === accountId && kinds.includes(each.kind))
      .reduce((total, { minor }) => total + minor, 0n);
  const touches = ({ debitAccountId, creditAccountId }: Movement) =>
    debitAccountId === accountId || creditAccountId === accountId;
  const pending = (side: 'debitAccountId' | 'creditAccountId') =>
    sum(side, ['HOLD']) - sum(side, ['CAPTURE', 'RELEASE']);
  return {
    debitsPosted: sum('debitAccountId', ['POST', 'CAPTURE']),
    creditsPosted: sum('creditAccountId', ['POST', 'CAPTURE']),
    debitsPending: pending('debitAccountId'),
    creditsPending: pending('creditAccountId'),
    version: BigInt(movements.filter(touches).length),
  };
}

/** What is left of a hold: what was set aside less what was captured or let go of. */
export function remainingOf({ movements }: Model, holdId: string): bigint {
  return movements
    .filter((each) => each.holdId === holdId)
    .reduce((left, { kind, minor }) => (kind === 'HOLD' ? left + minor : left - minor), 0n);
}

function movementsOf(model: Model, operation: Operation, now: Date): Movement[] | Refusal {
  const movement = (kind: TransferKind, transfer: Transfer, holdId: string | null): Movement => {
    const { debitAccountId, creditAccountId, currency, minor } = transfer;
    return { kind, debitAccountId, creditAccountId, currency, minor, entryId: operation.id, at: now, holdId };
  };
  switch (operation.kind) {
    case 'POST':
      if (operation.transfers.length === 0) return 'NO_TRANSFERS';
      return operation.transfers.map((transfer) => movement('POST', transfer, null));
    case 'HOLD':
      if (operation.expiresAt && operation.expiresAt.getTime() <= now.getTime()) return 'EXPIRY_IN_THE_PAST';
      return [movement('HOLD', operation.transfer, operation.id)];
    case 'REVERSE': {
      const moved = model.movements.filter(
        ({ entryId, kind }) => entryId === operation.entryId && (kind === 'POST' || kind === 'CAPTURE'),
      );
      if (moved.length === 0) return 'ENTRY_NOT_FOUND';
      for (const { operation: earlier, refusal } of model.decided.values()) {
        const reversed = earlier.kind === 'REVERSE' && earlier.entryId === operation.entryId && refusal === null;
        if (reversed) return 'ALREADY_REVERSED';
      }
      return moved.map((each) => {
        const { debitAccountId, creditAccountId } = each;
        const back = { ...each, debitAccountId: creditAccountId, creditAccountId: debitAccountId };
        return movement('POST', back, null);
      });
    }
    default: {
      const placed = model.decided.get(operation.holdId);
      if (placed?.operation.kind !== 'HOLD' || placed.refusal) return 'HOLD_NOT_FOUND';
      const { transfer, expiresAt } = placed.operation;
      const left = remainingOf(model, operation.holdId);
      const isDue = expiresAt !== null && expiresAt.getTime() <= now.getTime();
      if (model.expired.has(operation.holdId)) return 'HOLD_EXPIRED';
      if (left === 0n) return 'HOLD_CLOSED';
      if (isDue && operation.kind !== 'EXPIRE') return 'HOLD_EXPIRED';
      if (!isDue && operation.kind === 'EXPIRE') return 'HOLD_NOT_DUE';
      const part = (kind: TransferKind, minor: bigint) => movement(kind, { ...transfer, minor }, operation.holdId);
      if (operation.kind !== 'CAPTURE') return [part('RELEASE', left)];
      const captured = operation.amount?.minor ?? left;
      if (operation.amount && operation.amount.currency !== transfer.currency) return 'CURRENCY_MISMATCH';
      if (captured <= 0n) return 'MALFORMED_AMOUNT';
      if (captured > left) return 'EXCEEDS_HOLD';
      const rest = left - captured;
      return operation.final && rest > 0n
        ? [part('CAPTURE', captured), part('RELEASE', rest)]
        : [part('CAPTURE', captured)];
    }
  }
}

/** Adds movements when every one is allowed and no account ends beyond its constraint. */
function move(model: Model, movements: readonly Movement[]): Refusal | null {
  for (const { debitAccountId, creditAccountId, currency, minor } of movements) {
    const pair = [debitAccountId, creditAccountId].map((id) => model.accounts.find((account) => account.id === id));
    if (pair.includes(undefined)) return 'ACCOUNT_NOT_FOUND';
    if (pair.some((account) => account?.closed)) return 'ACCOUNT_CLOSED';
    if (debitAccountId === creditAccountId) return 'SAME_ACCOUNT';
    if (minor <= 0n) return 'MALFORMED_AMOUNT';
    if (pair.some((account) => account?.currency !== currency)) return 'CURRENCY_MISMATCH';
  }
  const before = model.movements;
  model.movements = [...before, ...movements];
  const touched = model.accounts.filter(({ id }) =>
    movements.some(({ debitAccountId, creditAccountId }) => id === debitAccountId || id === creditAccountId),
  );
  if (touched.every((account) => holdsItsConstraint(model, account))) return null;
  model.movements = before;
  return 'INSUFFICIENT_FUNDS';
}

function holdsItsConstraint(model: Model, { id, constraint, floorMinor }: ModelAccount): boolean {
  const { debitsPosted, creditsPosted, debitsPending, creditsPending } = totalsOf(model, id);
  const spendable = creditsPosted - debitsPosted - debitsPending;
  if (constraint === 'NO_DEBIT_BALANCE') return spendable >= 0n;
  if (constraint === 'FLOOR') return spendable >= -floorMinor;
  if (constraint === 'NO_CREDIT_BALANCE') return debitsPosted - creditsPosted - creditsPending >= 0n;
  return true;
}
