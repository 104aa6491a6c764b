import type { EventData, EventOf } from '@paygraph/schema/events';
import type { BalanceType } from './balance-notices.ts';
import type { DisputeType } from './dispute-notices.ts';
import type { StandingOrderType } from './standing-order-notices.ts';

type TransactionData = EventData<'transaction.succeeded'>;

/** Changes of a transaction that somebody may have to be told of. */
export const TOLD_TYPES = [
  'transaction.requires_action',
  'transaction.in_review',
  'transaction.authorized',
  'transaction.succeeded',
  'transaction.failed',
  'transaction.canceled',
  'transaction.partially_refunded',
  'transaction.refunded',
  'transaction.disputed',
] as const;
export type ToldType = (typeof TOLD_TYPES)[number];

type NoticeKind =
  | Exclude<ToldType, 'transaction.partially_refunded'>
  | DisputeType
  | StandingOrderType
  | BalanceType
  | 'transaction.received'
  | 'transaction.dispute_closed';

/** Something to tell one user. */
export interface Notice {
  readonly userId: string;
  readonly kind: NoticeKind;
  readonly title: string;
  readonly body: string;
}

/** What the initiator did, and what it is called. */
const WORDS = {
  DEPOSIT: ['You deposited', 'deposit'],
  WITHDRAWAL: ['You withdrew', 'withdrawal'],
  TRANSFER: ['You sent', 'transfer'],
  PAYMENT: ['You paid', 'payment'],
  REFUND: ['You refunded', 'refund'],
  CONVERSION: ['You converted', 'conversion'],
  PAYOUT: ['You paid out', 'payout'],
  CHARGEBACK: ['You charged back', 'chargeback'],
} as const satisfies Record<TransactionData['type'], readonly [done: string, noun: string]>;

const NO_MONEY_MOVED = 'No money was moved.';

const MOVED: readonly unknown[] = ['SUCCEEDED', 'PARTIALLY_REFUNDED', 'REFUNDED', 'DISPUTED'];

/** Whether the money had moved before: then succeeding means that a refund or a dispute came to nothing. */
export function hadMoved({ previousStatus }: TransactionData): boolean {
  return MOVED.includes(previousStatus);
}

/** What moved: of a payment that was captured in parts, no more than that. */
export function movedAmount({ type, amount, capturedAmount, currency }: TransactionData): string {
  return `${(type === 'PAYMENT' && capturedAmount) || amount} ${currency}`;
}

/** What the initiator did, in one line: "You sent 12.50 USD". */
export function doneLine(data: TransactionData): string {
  return `${WORDS[data.type][0]} ${movedAmount(data)}`;
}

/**
 * Whom to tell what about a change of a transaction. The other party hears only of money that arrived or was set
 * aside for them, and nobody of a balance that is not theirs, or of what screening found.
 */
export function noticesOf({ type, data }: EventOf<ToldType>): Notice[] {
  // A batch has thousands of lines and one initiator, who is told when all of them are done.
  if (data.type === 'PAYOUT') {
    return type === 'transaction.succeeded'
      ? payee(data, 'transaction.received', `You received ${movedAmount(data)}`, noteOf(data))
      : [];
  }
  switch (type) {
    case 'transaction.requires_action':
      return [initiator(data, type, `Confirm your ${what(data)}`, 'Enter the code that was sent to you.')];
    case 'transaction.in_review':
      return [initiator(data, type, `Your ${what(data)} is being reviewed`, 'You need not do anything for now.')];
    case 'transaction.authorized':
      return payee(data, type, `A ${what(data)} to you was authorized`, 'Capture it to be paid.');
    case 'transaction.succeeded':
      return succeeded(data);
    case 'transaction.failed':
      return [failed(data), ...letDown(data, type)];
    case 'transaction.canceled':
      return [initiator(data, type, `Your ${what(data)} was canceled`, NO_MONEY_MOVED), ...letDown(data, type)];
    case 'transaction.partially_refunded':
    case 'transaction.refunded':
      return refunded(data);
    case 'transaction.disputed':
      return [disputed(data)];
  }
}

/** "transfer of 12.50 USD" */
function what({ type, amount, currency }: TransactionData): string {
  return `${WORDS[type][1]} of ${amount} ${currency}`;
}

function initiator({ initiatorId }: TransactionData, kind: NoticeKind, title: string, body: string): Notice {
  return { userId: initiatorId, kind, title, body };
}

/** Whoever is paid, when that is somebody else. */
function payee(data: TransactionData, kind: NoticeKind, title: string, body: string): Notice[] {
  const { destinationOwnerId, initiatorId } = data;
  return destinationOwnerId === null || destinationOwnerId === initiatorId
    ? []
    : [{ userId: destinationOwnerId, kind, title, body }];
}

function succeeded(data: TransactionData): Notice[] {
  const { type, previousStatus, initiatorId, sourceOwnerId } = data;
  if (previousStatus === 'DISPUTED') return disputeClosed(data);
  if (hadMoved(data)) return [];
  const amount = movedAmount(data);
  const body = noteOf(data);
  const done = initiator(data, 'transaction.succeeded', doneLine(data), body);
  const received = payee(data, 'transaction.received', `You received ${amount}`, body);
  switch (type) {
    case 'REFUND': {
      const taken = `${amount} paid to you was refunded`;
      return [
        done,
        ...(sourceOwnerId === null || sourceOwnerId === initiatorId
          ? []
          : [{ userId: sourceOwnerId, kind: 'transaction.refunded' as const, title: taken, body }]),
        ...payee(data, 'transaction.received', `You were refunded ${amount}`, body),
      ];
    }
    case 'CHARGEBACK':
      return [
        {
          userId: sourceOwnerId ?? initiatorId,
          kind: 'transaction.succeeded',
          title: `${amount} was charged back`,
          body: 'It is kept until the dispute is decided.',
        },
      ];
    default:
      return [done, ...received];
  }
}

function noteOf({ description }: TransactionData): string {
  return description ? `Note: ${description}` : '';
}

function failed(data: TransactionData): Notice {
  // A block is never explained, whatever its message says.
  const reason = data.failureCode === 'BLOCKED' ? null : data.failureMessage;
  const outcome = hadMoved(data) ? 'The money is back where it came from.' : NO_MONEY_MOVED;
  const body = reason ? `${reason}. ${outcome}` : outcome;
  return initiator(data, 'transaction.failed', `Your ${what(data)} failed`, body);
}

/** Whoever was told of money set aside for them also hears that it does not come. */
function letDown(data: TransactionData, kind: 'transaction.failed' | 'transaction.canceled'): Notice[] {
  if (data.previousStatus !== 'AUTHORIZED') return [];
  return payee(data, kind, `A ${what(data)} to you will not be made`, '');
}

/** The refund itself tells whose wallets it goes from and to; this tells who paid from outside and has no other way to hear. */
function refunded(data: TransactionData): Notice[] {
  const { status, previousStatus, initiatorId, sourceWalletId, destinationOwnerId, refundedAmount, currency } = data;
  if (previousStatus === 'DISPUTED' && status === 'PARTIALLY_REFUNDED') return disputeClosed(data);
  // Less went back than it seemed: the refund that failed has told so.
  if (previousStatus === 'REFUNDED') return [];
  if (sourceWalletId !== null || destinationOwnerId === initiatorId) return [];
  const whole = status === 'REFUNDED' ? `Your ${what(data)}` : `A part of your ${what(data)}`;
  const body = refundedAmount ? `${refundedAmount} ${currency} went back to where it came from.` : '';
  return [initiator(data, 'transaction.refunded', `${whole} was refunded`, body)];
}

const OBJECTION = 'Whoever paid objects to it.';

function disputed(data: TransactionData): Notice {
  const [told] = payee(data, 'transaction.disputed', `A ${what(data)} to you is disputed`, OBJECTION);
  return told ?? initiator(data, 'transaction.disputed', `Your ${what(data)} is disputed`, OBJECTION);
}

function disputeClosed(data: TransactionData): Notice[] {
  const kind = 'transaction.dispute_closed';
  const told = payee(data, kind, `The dispute over a ${what(data)} to you has ended`, 'The payment stands.');
  if (told.length > 0) return told;
  return [initiator(data, kind, `The dispute over your ${what(data)} has ended`, 'It stands.')];
}
