import { randomUUID } from 'node:crypto';
import { Paygraph, type Transaction } from '@paygraph/sdk';
import { expectSame, expectThat, Unmet } from './expectation.ts';
import type { Account } from './operator-account.ts';
import { type FeedEvent, operatorFeed } from './operator-feed.ts';
import type { Teller } from './teller.ts';
import { type Watch, watch } from './watch.ts';

/** Names and numbers the platform's own test data knows. */
const GOOD_CARD = '4242424242424242';
const DECLINED_CARD = '4000000000000002';
const BLOCKED_NAME = 'Blocked Demo Party';

export interface StoryDeps {
  readonly url: string;
  /** An operator's. */
  readonly account: Account;
  readonly tell: Teller;
}

interface Person {
  readonly name: string;
  readonly paygraph: Paygraph;
  readonly walletId: string;
}

/** Tells the whole story. Throws at the first thing that is not as it should be. */
export async function tellStory({ url, account, tell }: StoryDeps): Promise<void> {
  const visitor = new Paygraph({ url });
  await using resources = new AsyncDisposableStack();

  tell.chapter('The people');
  const operator = await tell.step(
    'The operator logs in',
    async () => visitor.withSession((await visitor.logIn(account)).session),
    () => account.email,
  );
  const feed = resources.use(watch(operatorFeed(operator)));
  const alerts = resources.use(watch(operator.alertRaised()));
  const ada = await arrive(visitor, 'Ada', tell);
  const grace = await arrive(visitor, 'Grace', tell);
  const inbox = resources.use(watch(grace.paygraph.notificationReceived()));

  tell.chapter('Money comes in');
  const card = await addCard(ada, GOOD_CARD, tell);
  const deposited = await moved(tell, feed, 'Ada deposits 250.00 USD', () =>
    ada.paygraph.deposit({
      walletId: ada.walletId,
      amount: usd('250.00'),
      paymentMethodId: card,
      description: 'Salary',
    }),
  );
  expectSame('The status of the deposit', deposited.status, 'SUCCEEDED');

  tell.chapter('Money moves');
  const order = {
    fromWalletId: ada.walletId,
    toWalletId: grace.walletId,
    amount: usd('75.00'),
    description: 'Dinner and a book',
    idempotencyKey: randomUUID(),
  };
  const started_ms = performance.now();
  const transferred = await moved(tell, feed, 'Ada sends Grace 75.00 USD', () => ada.paygraph.transfer(order));
  expectSame('The status of the transfer', transferred.status, 'SUCCEEDED');
  const told = await inbox.arrival(
    "Grace's notification",
    ({ notification }) => notification.transaction?.id === transferred.id,
  );
  tell.live('Grace is told', `“${told.event.notification.title}”`, told.at_ms - started_ms);
  const again = await tell.step(
    'Ada sends it again, same key',
    () => ada.paygraph.transfer(order),
    ({ id }) => `${id}, the same transaction`,
  );
  expectSame('The transaction of the second attempt', again.id, transferred.id);
  await balancesAre(tell, [
    [ada, '175.00'],
    [grace, '75.00'],
  ]);

  tell.chapter('Money that does not move');
  const badCard = await addCard(ada, DECLINED_CARD, tell);
  const declined = await moved(tell, feed, 'Ada deposits 50.00 USD with it', () =>
    ada.paygraph.deposit({ walletId: ada.walletId, amount: usd('50.00'), paymentMethodId: badCard }),
  );
  expectSame('The outcome', [declined.status, declined.failure?.code], ['FAILED', 'CARD_DECLINED']);

  const suspect = await arrive(visitor, BLOCKED_NAME, tell);
  const sent_ms = performance.now();
  const blocked = await moved(tell, feed, 'Ada sends them 1.00 USD', () =>
    ada.paygraph.transfer({ fromWalletId: ada.walletId, toWalletId: suspect.walletId, amount: usd('1.00') }),
  );
  expectSame('The outcome', [blocked.status, blocked.failure?.code], ['FAILED', 'BLOCKED']);
  const raised = await alerts.arrival('The alert', ({ alert }) => alert.transaction?.id === blocked.id);
  const { severity, title, assessment } = raised.event.alert;
  tell.live('The operator is alerted', `${severity}: ${title}, score ${assessment?.score}`, raised.at_ms - sent_ms);

  tell.chapter('The books');
  await balancesAre(tell, [
    [ada, '175.00'],
    [grace, '75.00'],
    [suspect, '0.00'],
  ]);
  const trial = await tell.step('The operator asks for a trial balance', () => operator.trialBalance());
  for (const { currency, debits, credits, balanced } of trial.lines) {
    tell.detail(`${currency}: debits ${debits}, credits ${credits}, ${balanced ? 'balanced' : 'NOT BALANCED'}`);
  }
  expectThat('The trial balance should balance', trial.balanced && trial.lines.every(({ balanced }) => balanced));
}

/** Signs somebody up under an address nobody has yet, and opens a wallet for them. */
async function arrive(visitor: Paygraph, name: string, tell: Teller): Promise<Person> {
  const email = `${name.toLowerCase().replaceAll(' ', '.')}.${Date.now().toString(36)}@demo.example`;
  const paygraph = await tell.step(
    `${name} signs up`,
    async () => visitor.withSession((await visitor.signUp({ name, email, password: randomUUID() })).session),
    () => email,
  );
  const wallet = await tell.step(
    `${name} opens a wallet`,
    () => paygraph.createWallet({ name: `${name}'s dollars`, currency: 'USD' }),
    ({ id }) => id,
  );
  return { name, paygraph, walletId: wallet.id };
}

async function addCard({ name, paygraph }: Person, number: string, tell: Teller): Promise<string> {
  const expiryYear = new Date().getUTCFullYear() + 4;
  const card = { holder: name, number, cvc: '123', expiryMonth: 12, expiryYear };
  const { id } = await tell.step(
    `${name} adds a card`,
    () => paygraph.addPaymentMethod({ card }),
    ({ brand, last4, expires }) => `${brand} •••• ${last4}, until ${expires}`,
  );
  return id;
}

/** Something that is to move money, and what the operator saw of it meanwhile. */
async function moved(
  tell: Teller,
  feed: Watch<FeedEvent>,
  what: string,
  move: () => Promise<Transaction>,
): Promise<Transaction> {
  const started_ms = performance.now();
  const transaction = await tell.step(what, move, outcome);
  const isOfIt = ({ transactionUpdated: { transaction: seen } }: FeedEvent) => seen.id === transaction.id;
  const { event, at_ms } = await feed.arrival(
    'The change of status',
    (each) => isOfIt(each) && each.transactionUpdated.transaction.status === transaction.status,
  );
  const { source, destination, risk, initiator } = event.transactionUpdated.transaction;
  const statuses = feed.arrivals
    .filter(({ event: each }) => isOfIt(each))
    .map(({ event: each }) => each.transactionUpdated.transaction.status);
  tell.live('The operator sees it live', statuses.join(' → '), at_ms - started_ms);
  tell.detail(
    [source, destination]
      .flatMap((wallet) => (wallet ? [`${wallet.name} ${wallet.balance.available.amount}`] : []))
      .join(' · '),
  );
  if (!risk) throw new Unmet('The operator should see the risk');
  if (!initiator) throw new Unmet('The operator should see who started it');
  tell.detail(
    `risk ${risk.score} ${risk.level} ${risk.decision} · unread notifications of ${initiator.name}: ${initiator.unreadNotifications}`,
  );
  return transaction;
}

function outcome({ status, failure }: Transaction): string {
  return failure ? `${status}, ${failure.code}: ${failure.message}` : status;
}

async function balancesAre(tell: Teller, expected: readonly (readonly [Person, string])[]): Promise<void> {
  for (const [{ name, paygraph, walletId }, amount] of expected) {
    const available = await tell.step(
      `${name} looks at the balance`,
      async () => (await paygraph.wallet({ id: walletId }))?.balance.available,
      (money) => `${money?.amount} ${money?.currency}`,
    );
    expectSame(`The balance of ${name}`, available?.amount, amount);
  }
}

function usd(amount: string) {
  return { amount, currency: 'USD' };
}
