import { setTimeout as sleep } from 'node:timers/promises';
import { addCard, createWallet, deposit, type Person, signUp, usd } from '../../e2e/platform/people.ts';

const RETRY_DELAY_MS = 250;
const PEOPLE = 10;
const FUNDS = '900.00';
/** Between two things that somebody does. */
const PAUSE_MAX_MS = 60;

const ANSWER = '{ transaction { id status } userErrors { code } }';
const MUTATIONS = {
  transfer: `mutation ($input: TransferInput!) { answer: transfer(input: $input) ${ANSWER} }`,
  pay: `mutation ($input: PayInput!) { answer: pay(input: $input) ${ANSWER} }`,
  withdraw: `mutation ($input: WithdrawInput!) { answer: withdraw(input: $input) ${ANSWER} }`,
  refund: `mutation ($input: RefundInput!) { answer: refund(input: $input) ${ANSWER} }`,
  capture: `mutation ($id: ID!, $amount: MoneyInput, $key: String!) {
    answer: capturePayment(id: $id, amount: $amount, idempotencyKey: $key) ${ANSWER} }`,
  void: `mutation ($id: ID!, $key: String!) { answer: voidPayment(id: $id, idempotencyKey: $key) ${ANSWER} }`,
} as const;
/** Those that begin a transaction of their own. */
const BEGINNING = ['transfer', 'pay', 'withdraw', 'refund'];

/** What somebody was told under a key, the last time. */
interface Told {
  readonly mutation: keyof typeof MUTATIONS;
  readonly transactionId: string | null;
  readonly status: string | null;
}

interface Shopper {
  readonly person: Person;
  readonly walletId: string;
  readonly card: string;
  readonly account: string;
}

export interface Shoppers {
  readonly told: ReadonlyMap<string, Told>;
  readonly walletIds: readonly string[];
  /** How many transactions there are, by what was told. */
  begun(): number;
  readonly contradictions: readonly string[];
  /** How often something was asked for again, since no answer came. */
  retries(): number;
  /** Lets everybody come to the end of what they are at, and resolves when all have. */
  stop(): Promise<void>;
}

interface Answer {
  readonly transaction: { readonly id: string; readonly status: string } | null;
  readonly userErrors: readonly { readonly code: string }[];
}

/**
 * People with money who pay each other and a shop as fast as they are answered. When no answer comes they ask again
 * under the same key until one does, as the SDK does.
 */
export async function startShoppers(url: string): Promise<Shoppers> {
  const shop = await signUp(url, 'Shop');
  const till = await openTill(shop);
  const shoppers = await Promise.all(Array.from({ length: PEOPLE }, (_, number) => newShopper(url, number)));
  const told = new Map<string, Told>();
  const contradictions: string[] = [];
  let [serial, retries, stopped] = [0, 0, false];

  const ask = async (by: Person, mutation: keyof typeof MUTATIONS, key: string, variables: object): Promise<Answer> => {
    for (;;) {
      const answer = await by.ask<{ answer: Answer }>(MUTATIONS[mutation], { ...variables }).catch(() => undefined);
      if (answer && !answer.errors) {
        const { transaction } = answer.data.answer;
        const earlier = told.get(key);
        if (earlier?.transactionId && earlier.transactionId !== transaction?.id)
          contradictions.push(`${key} was ${earlier.transactionId}, and is ${transaction?.id}`);
        told.set(key, { mutation, transactionId: transaction?.id ?? null, status: transaction?.status ?? null });
        return answer.data.answer;
      }
      if (answer?.errors?.some(({ extensions }) => extensions.retryable === false))
        throw new Error(JSON.stringify(answer.errors));
      retries += 1;
      await sleep(RETRY_DELAY_MS);
    }
  };
  const freshKey = () => `chaos-${++serial}`;
  const begin = (by: Person, mutation: 'transfer' | 'pay' | 'withdraw' | 'refund', input: object) => {
    const idempotencyKey = freshKey();
    return ask(by, mutation, idempotencyKey, { input: { ...input, idempotencyKey } });
  };
  const finish = (mutation: 'capture' | 'void', id: string, amount?: object) => {
    const key = freshKey();
    return ask(shop, mutation, key, { id, amount, key });
  };

  const doOneThing = async ({ person, walletId, card, account }: Shopper) => {
    const amount = usd(`0.${10 + randomBelow(90)}`);
    const from = randomBelow(2) === 0 ? { paymentMethodId: card } : { fromWalletId: walletId };
    switch (randomBelow(5)) {
      case 0: {
        const other = shoppers[randomBelow(shoppers.length)]?.walletId;
        if (other === walletId) return;
        return void (await begin(person, 'transfer', { fromWalletId: walletId, toWalletId: other, amount }));
      }
      case 1:
        return void (await begin(person, 'withdraw', { walletId, paymentMethodId: account, amount }));
      case 2: {
        const { transaction } = await begin(person, 'pay', { ...from, merchantWalletId: till, amount });
        if (transaction?.status !== 'SUCCEEDED' || randomBelow(2) === 0) return;
        const part = randomBelow(2) === 0 ? null : usd('0.05');
        return void (await begin(shop, 'refund', {
          ...{ transactionId: transaction.id, amount: part, reason: 'REQUESTED_BY_CUSTOMER' },
        }));
      }
      default: {
        const input = { ...from, merchantWalletId: till, amount, capture: 'MANUAL' };
        const { transaction } = await begin(person, 'pay', input);
        if (transaction?.status !== 'AUTHORIZED') return;
        if (randomBelow(4) > 0) await finish('capture', transaction.id, randomBelow(2) === 0 ? undefined : usd('0.07'));
        if (randomBelow(2) === 0) await finish('void', transaction.id);
      }
    }
  };
  const running = Promise.all(
    shoppers.map(async (shopper) => {
      while (!stopped) {
        await doOneThing(shopper);
        await sleep(randomBelow(PAUSE_MAX_MS));
      }
    }),
  );
  return {
    told,
    contradictions,
    walletIds: [till, ...shoppers.map(({ walletId }) => walletId)],
    begun: () =>
      shoppers.length +
      [...told.values()].filter(({ mutation, transactionId }) => transactionId && BEGINNING.includes(mutation)).length,
    retries: () => retries,
    async stop() {
      stopped = true;
      await running;
    },
  };
}

async function newShopper(url: string, number: number): Promise<Shopper> {
  const person = await signUp(url, `Shopper ${number}`);
  const [walletId, card, account] = await Promise.all([createWallet(person), addCard(person), addAccount(person)]);
  const { transaction } = await deposit(person, walletId, card, FUNDS);
  if (transaction?.status !== 'SUCCEEDED') throw new Error(`a deposit is ${transaction?.status}`);
  return { person, walletId, card, account };
}

const randomBelow = (end: number) => Math.floor(Math.random() * end);

async function openTill(shop: Person): Promise<string> {
  const { createWallet: created } = await shop.data<{ createWallet: { wallet: { id: string } } }>(
    'mutation ($input: CreateWalletInput!) { createWallet(input: $input) { wallet { id } } }',
    { input: { currency: 'USD', name: 'Till', type: 'MERCHANT' } },
  );
  return created.wallet.id;
}

async function addAccount(person: Person): Promise<string> {
  const bankAccount = { iban: 'DE89370400440532013000', holder: 'Holder' };
  const { addPaymentMethod } = await person.data<{ addPaymentMethod: { paymentMethod: { id: string } } }>(
    'mutation ($input: PaymentMethodInput!) { addPaymentMethod(input: $input) { paymentMethod { id } userErrors { code } } }',
    { input: { bankAccount } },
  );
  return addPaymentMethod.paymentMethod.id;
}
