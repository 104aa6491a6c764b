import type { EventData, EventOf } from '@paygraph/schema/events';

type TransactionData = EventData<'transaction.succeeded'>;
type TransactionEnded = EventOf<'transaction.succeeded' | 'transaction.failed'>;

type NoticeKind = 'transaction.succeeded' | 'transaction.failed' | 'transaction.received';

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

/** What the initiator did, in one line: "You sent 12.50 USD". */
export function doneLine({ type, amount, currency }: TransactionData): string {
  return `${WORDS[type][0]} ${amount} ${currency}`;
}

/**
 * Whom to tell what about a transaction that ended. The other party hears only of money that arrived, and
 * nobody of a balance that is not theirs, or of what screening found.
 */
export function noticesOf({ type, data }: TransactionEnded): Notice[] {
  return type === 'transaction.succeeded' ? succeeded(data) : [failed(data)];
}

function succeeded(data: TransactionData): Notice[] {
  const { amount, currency, initiatorId, destinationOwnerId, description } = data;
  const body = description ? `Note: ${description}` : '';
  const done: Notice = { userId: initiatorId, kind: 'transaction.succeeded', title: doneLine(data), body };
  if (destinationOwnerId === null || destinationOwnerId === initiatorId) return [done];
  return [
    done,
    { userId: destinationOwnerId, kind: 'transaction.received', title: `You received ${amount} ${currency}`, body },
  ];
}

function failed({ type, amount, currency, initiatorId, failureCode, failureMessage }: TransactionData): Notice {
  // A block is never explained, whatever its message says.
  const reason = failureCode === 'BLOCKED' ? null : failureMessage;
  return {
    userId: initiatorId,
    kind: 'transaction.failed',
    title: `Your ${WORDS[type][1]} of ${amount} ${currency} failed`,
    body: reason ? `${reason}. ${NO_MONEY_MOVED}` : NO_MONEY_MOVED,
  };
}
