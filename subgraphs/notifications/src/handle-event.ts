import { appendToOutbox, type TypedEvent } from '@paygraph/events';
import { asService, newId } from '@paygraph/identity';
import type { Tx } from '@paygraph/postgres';
import type { NotificationsDeps } from './deps.ts';
import { type ConsumedType, notificationCreated } from './events.ts';
import type { MailText } from './mail.ts';
import { hasReceipt, receiptMail, signUpRepeatedMail } from './mail-content.ts';
import { hasMailSince, queueMail } from './mail-store.ts';
import { insertNotifications } from './notification-store.ts';
import { putRecipient } from './recipient-store.ts';
import { noticesOf, type ToldType } from './transaction-notices.ts';

type Deps = Pick<NotificationsDeps, 'now' | 'publicUrl'>;
type Consumed<Type extends ConsumedType> = TypedEvent<Type>;

/** Anybody can type anybody's address into the sign-up form: its owner gets no more than one mail in this time. */
const SIGN_UP_REPEATED_INTERVAL_MS = 60 * 60 * 1000;

/** Writes what an event gives rise to, all of it inside `tx`. Mails only wait here; the worker sends them. */
export async function handleEvent(deps: Deps, tx: Tx, event: Consumed<ConsumedType>): Promise<void> {
  switch (event.type) {
    case 'user.registered':
      return putRecipient(tx, event.data);
    case 'user.sign_up_repeated':
      return signUpRepeated(deps, tx, event);
    case 'transaction.succeeded':
      await notify(deps, tx, event);
      if (!hasReceipt(event.data)) return;
      return addMail(deps, tx, event.id, event.data.initiatorId, receiptMail(event.data, event.time));
    default:
      return notify(deps, tx, event);
  }
}

async function signUpRepeated(deps: Deps, tx: Tx, event: Consumed<'user.sign_up_repeated'>): Promise<void> {
  const { userId } = event.data;
  await putRecipient(tx, event.data);
  const since = new Date(deps.now().getTime() - SIGN_UP_REPEATED_INTERVAL_MS);
  if (await hasMailSince(tx, { userId, kind: 'sign_up_repeated', since })) return;
  await addMail(deps, tx, event.id, userId, signUpRepeatedMail(event.data, deps.publicUrl));
}

async function notify({ now }: Deps, tx: Tx, event: Consumed<ToldType>): Promise<void> {
  const { transactionId } = event.data;
  const rows = noticesOf(event).map((notice) => ({
    id: newId('ntf'),
    ...notice,
    transactionId,
    sourceEventId: event.id,
    createdAt: now(),
  }));
  const created = await insertNotifications(tx, rows);
  const actor = asService('notifications', {
    requestId: event.actor?.requestId ?? event.id,
    traceparent: event.traceparent,
  });
  await appendToOutbox(tx, actor, now(), created.map(notificationCreated));
}

async function addMail({ now }: Deps, tx: Tx, sourceEventId: string, userId: string, mail: MailText): Promise<void> {
  await queueMail(tx, {
    id: newId('mail'),
    userId,
    ...mail,
    sourceEventId,
    status: 'PENDING',
    nextAttemptAt: now(),
    createdAt: now(),
  });
}
