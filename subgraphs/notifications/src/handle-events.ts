import { appendToOutbox, type TypedEvent } from '@paygraph/events';
import { asService, newId } from '@paygraph/identity';
import type { Tx } from '@paygraph/postgres';
import { type BalanceType, balanceNoticesOf } from './balance-notices.ts';
import type { NotificationsDeps } from './deps.ts';
import { type DisputeType, disputeNoticesOf } from './dispute-notices.ts';
import { type ConsumedType, notificationCreated } from './events.ts';
import type { MailText } from './mail.ts';
import { hasReceipt, receiptMail, signUpRepeatedMail } from './mail-content.ts';
import { hasMailSince, type NewMail, queueMails } from './mail-store.ts';
import { insertNotifications, type NotificationRow } from './notification-store.ts';
import { putRecipient } from './recipient-store.ts';
import { type StandingOrderType, standingOrderNoticesOf } from './standing-order-notices.ts';
import { type Notice, noticesOf, type ToldType } from './transaction-notices.ts';

type Deps = Pick<NotificationsDeps, 'now' | 'publicUrl'>;
type Consumed<Type extends ConsumedType> = TypedEvent<Type>;
type Told = Consumed<ToldType | DisputeType | StandingOrderType | BalanceType>;

/** Anybody can type anybody's address into the sign-up form: its owner gets no more than one mail in this time. */
const SIGN_UP_REPEATED_INTERVAL_MS = 60 * 60 * 1000;

/** Writes what events give rise to, all of it inside `tx`. Mails only wait here; the worker sends them. */
export async function handleEvents(deps: Deps, tx: Tx, events: readonly Consumed<ConsumedType>[]): Promise<void> {
  const told: Told[] = [];
  for (const event of events) {
    if (event.type === 'user.registered') await putRecipient(tx, event.data);
    else if (event.type === 'user.sign_up_repeated') await signUpRepeated(deps, tx, event);
    else told.push(event);
  }
  if (told.length > 0) await tell(deps, tx, told);
}

async function signUpRepeated(deps: Deps, tx: Tx, event: Consumed<'user.sign_up_repeated'>): Promise<void> {
  const { userId } = event.data;
  await putRecipient(tx, event.data);
  const since = new Date(deps.now().getTime() - SIGN_UP_REPEATED_INTERVAL_MS);
  if (await hasMailSince(tx, { userId, kind: 'sign_up_repeated', since })) return;
  await queueMails(tx, [newMail(deps, event.id, userId, signUpRepeatedMail(event.data, deps.publicUrl))]);
}

async function tell(deps: Deps, tx: Tx, events: readonly Told[]): Promise<void> {
  const now = deps.now();
  const rows = events.flatMap((event) =>
    noticesOfAny(event).map((notice) => ({
      id: newId('ntf'),
      ...notice,
      transactionId: 'transactionId' in event.data ? event.data.transactionId : null,
      sourceEventId: event.id,
      createdAt: now,
    })),
  );
  const created = await insertNotifications(tx, rows);
  const byId = new Map(events.map((event) => [event.id, event]));
  const actorOf = ({ sourceEventId }: NotificationRow) => {
    const event = byId.get(sourceEventId);
    const requestId = event?.actor?.requestId ?? sourceEventId;
    return asService('notifications', { requestId, traceparent: event?.traceparent });
  };
  const facts = created.map((row) => ({ ...notificationCreated(row), by: actorOf(row) }));
  appendToOutbox(tx, asService('notifications', { requestId: newId('batch') }), now, facts);
  await queueMails(
    tx,
    events.flatMap((event) =>
      event.type === 'transaction.succeeded' && hasReceipt(event.data)
        ? [newMail(deps, event.id, event.data.initiatorId, receiptMail(event.data, event.time))]
        : [],
    ),
  );
}

function noticesOfAny(event: Told): Notice[] {
  switch (event.type) {
    case 'dispute.opened':
    case 'dispute.won':
    case 'dispute.lost':
      return disputeNoticesOf(event);
    case 'payout.completed':
    case 'schedule.run_refused':
    case 'schedule.canceled':
      return standingOrderNoticesOf(event);
    case 'unclaimed.recorded':
    case 'unclaimed.paid_out':
    case 'debt.collected':
      return balanceNoticesOf(event);
    default:
      return noticesOf(event);
  }
}

function newMail({ now }: Deps, sourceEventId: string, userId: string, mail: MailText): NewMail {
  return { id: newId('mail'), userId, ...mail, sourceEventId, createdAt: now() };
}
