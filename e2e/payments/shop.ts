import { setTimeout as sleep } from 'node:timers/promises';
import { freshKey, logInOperator, type Person, signUp, usd } from '../platform/people.ts';
import { type PlatformProcess, startPlatform, temporaryFolder } from '../platform/platform.ts';

const MAIL_WITHIN_MS = 10_000;
const MAIL_POLL_MS = 50;

interface Seen {
  readonly id: string;
  readonly status: string;
  readonly capturedAmount: { readonly amount: string };
  readonly refundedAmount: { readonly amount: string };
  readonly failure: { readonly code: string; readonly declineCode: string | null } | null;
  readonly disputes: readonly { readonly status: string }[];
}

/** What a mutation answered: the transaction as it stood, or why there is none. */
export interface Answer {
  readonly transaction: Pick<Seen, 'id' | 'status' | 'failure'> | null;
  readonly codes: readonly string[];
}

const ANSWER = '{ transaction { id status failure { code declineCode } } userErrors { code } }';
const mutation = (type: string, name: string) =>
  `mutation ($input: ${type}!) { result: ${name}(input: $input) ${ANSWER} }`;
const BY_INPUT = {
  deposit: mutation('DepositInput', 'deposit'),
  withdraw: mutation('WithdrawInput', 'withdraw'),
  transfer: mutation('TransferInput', 'transfer'),
  pay: mutation('PayInput', 'pay'),
  refund: mutation('RefundInput', 'refund'),
} as const;
const BY_ID = {
  capturePayment: `mutation ($id: ID!, $amount: MoneyInput, $idempotencyKey: String!) {
    result: capturePayment(id: $id, amount: $amount, idempotencyKey: $idempotencyKey) ${ANSWER} }`,
  voidPayment: `mutation ($id: ID!, $idempotencyKey: String!) {
    result: voidPayment(id: $id, idempotencyKey: $idempotencyKey) ${ANSWER} }`,
  cancelTransaction: `mutation ($id: ID!) { result: cancelTransaction(id: $id) ${ANSWER} }`,
  confirmTransaction: `mutation ($id: ID!, $code: String!) { result: confirmTransaction(id: $id, code: $code) ${ANSWER} }`,
  reviewTransaction: `mutation ($id: ID!, $decision: ReviewDecision!, $note: String!) {
    result: reviewTransaction(id: $id, decision: $decision, note: $note) ${ANSWER} }`,
} as const;

/** `npm start`, somebody who pays, somebody who is paid, and an operator. */
export interface Shop extends AsyncDisposable {
  readonly platform: PlatformProcess;
  readonly operator: Person;
  readonly ada: Person;
  readonly merchant: Person;
  readonly till: string;
}

export async function openShop(): Promise<Shop> {
  await using opening = new AsyncDisposableStack();
  const folder = opening.use(await temporaryFolder());
  const platform = await startPlatform({ DATA_DIR: folder.at('data') });
  opening.defer(async () => {
    await platform.interrupt();
  });
  const [operator, ada, merchant] = await Promise.all([
    logInOperator(platform.url),
    signUp(platform.url, 'Ada'),
    signUp(platform.url, 'Shop'),
  ]);
  const till = await openWallet(merchant, { currency: 'USD', name: 'Till', type: 'MERCHANT' });
  const opened = opening.move();
  return { platform, operator, ada, merchant, till, [Symbol.asyncDispose]: () => opened.disposeAsync() };
}

async function openWallet(person: Person, input: object): Promise<string> {
  const { createWallet } = await person.data<{ createWallet: { wallet: { id: string } } }>(
    'mutation ($input: CreateWalletInput!) { createWallet(input: $input) { wallet { id } userErrors { code } } }',
    { input },
  );
  return createWallet.wallet.id;
}

export function addAccount(person: Person, iban = 'DE89370400440532013000'): Promise<string> {
  return addMethod(person, { bankAccount: { iban, holder: 'Holder' } });
}

export function addCard(person: Person, number = '4242424242424242'): Promise<string> {
  // American Express has four digits.
  const cvc = /^3[47]/.test(number) ? '1234' : '123';
  return addMethod(person, { card: { number, cvc, expiryMonth: 12, expiryYear: 2045, holder: 'Holder' } });
}

async function addMethod(person: Person, input: object): Promise<string> {
  const { addPaymentMethod } = await person.data<{ addPaymentMethod: { paymentMethod: { id: string } | null } }>(
    'mutation ($input: PaymentMethodInput!) { addPaymentMethod(input: $input) { paymentMethod { id } userErrors { code } } }',
    { input },
  );
  if (!addPaymentMethod.paymentMethod) throw new Error(JSON.stringify(addPaymentMethod));
  return addPaymentMethod.paymentMethod.id;
}

/** Moves money. A key of its own, and 1.00 USD, unless the input says otherwise. */
export function move(by: Person, name: keyof typeof BY_INPUT, input: object): Promise<Answer> {
  const amount = name === 'refund' ? {} : { amount: usd('1.00') };
  return answer(by, BY_INPUT[name], { input: { ...amount, idempotencyKey: freshKey(), ...input } });
}

/** Takes a transaction further. */
export function act(by: Person, name: keyof typeof BY_ID, variables: Record<string, unknown>): Promise<Answer> {
  return answer(by, BY_ID[name], { idempotencyKey: freshKey(), note: 'Seen', ...variables });
}

async function answer(by: Person, query: string, variables: Record<string, unknown>): Promise<Answer> {
  const { data, errors } = await by.ask<{
    result: { transaction: Answer['transaction']; userErrors: readonly { code: string }[] };
  }>(query, variables);
  if (errors) return { transaction: null, codes: errors.map(({ extensions }) => extensions.code) };
  return { transaction: data.result.transaction, codes: data.result.userErrors.map(({ code }) => code) };
}

export async function seen(by: Person, id: string): Promise<Seen> {
  const query = `query ($id: ID!) { transaction(id: $id) { id status capturedAmount { amount } refundedAmount { amount }
    failure { code declineCode } disputes { status } } }`;
  return (await by.data<{ transaction: Seen }>(query, { id })).transaction;
}

/** The one-time password that was mailed to somebody about a movement, as they would read it. */
export async function mailedCode(url: string, { email }: Person, about: string): Promise<string> {
  for (const deadline = Date.now() + MAIL_WITHIN_MS; Date.now() < deadline; await sleep(MAIL_POLL_MS)) {
    const list = await (await fetch(`${url}/mailbox`)).text();
    const row = list.split('<tr>').find((each) => each.includes(email) && each.includes(`Confirm ${about}`));
    const path = row?.match(/href="([^"]+)"/)?.[1];
    if (!path) continue;
    const mail = await (await fetch(`${url}${path}`)).text();
    const code = mail.match(/^\d{6}$/m)?.[0];
    if (code) return code;
  }
  throw new Error(`no code about ${about} was mailed to ${email}`);
}
