import { type Client, clientOf } from './client.ts';

export const PASSWORD = 'a long enough password';
let serial = 0;

export interface Person extends Client {
  readonly id: string;
  readonly email: string;
  readonly refreshToken: string;
}

interface SessionPayload {
  user: { id: string } | null;
  session: { accessToken: string; refreshToken: string } | null;
  userErrors: { code: string }[];
}

const SESSION = '{ user { id } session { accessToken refreshToken } userErrors { code } }';

export const SIGN_UP = `mutation ($input: SignUpInput!) { result: signUp(input: $input) ${SESSION} }`;
export const LOG_IN = `mutation ($input: LogInInput!) { result: logIn(input: $input) ${SESSION} }`;

export const freshEmail = (name: string) => `${name}.${Date.now()}.${++serial}@example.test`;

export async function signUp(url: string, name: string): Promise<Person> {
  const email = freshEmail(name.toLowerCase().replaceAll(/\W/g, '.'));
  return enter(url, email, SIGN_UP, { email, password: PASSWORD, name });
}

export function logIn(url: string, email: string, password = PASSWORD): Promise<Person> {
  return enter(url, email, LOG_IN, { email, password });
}

/** The operator every demo platform has. */
export function logInOperator(url: string): Promise<Person> {
  return logIn(url, 'operator@paygraph.test', 'paygraph-demo');
}

async function enter(url: string, email: string, query: string, input: Record<string, unknown>): Promise<Person> {
  const { result } = await clientOf(url).data<{ result: SessionPayload }>(query, { input });
  const { user, session, userErrors } = result;
  if (!user || !session) throw new Error(JSON.stringify(userErrors));
  return { ...clientOf(url, session.accessToken), id: user.id, email, refreshToken: session.refreshToken };
}

export async function createWallet(person: Client, currency = 'USD'): Promise<string> {
  const { createWallet: created } = await person.data<{ createWallet: { wallet: { id: string } } }>(
    'mutation ($input: CreateWalletInput!) { createWallet(input: $input) { wallet { id } } }',
    { input: { currency, name: 'Daily' } },
  );
  return created.wallet.id;
}

export async function addCard(person: Client, number = '4242424242424242'): Promise<string> {
  const card = { number, expiryMonth: 12, expiryYear: new Date().getUTCFullYear() + 3, cvc: '123', holder: 'Holder' };
  const { addPaymentMethod } = await person.data<{ addPaymentMethod: { paymentMethod: { id: string } } }>(
    'mutation ($input: PaymentMethodInput!) { addPaymentMethod(input: $input) { paymentMethod { id } userErrors { code } } }',
    { input: { card } },
  );
  return addPaymentMethod.paymentMethod.id;
}

export interface Movement {
  readonly transaction: {
    readonly id: string;
    readonly status: string;
    readonly failure: { readonly code: string; readonly declineCode: string | null } | null;
  } | null;
  readonly userErrors: readonly { readonly code: string; readonly field: readonly string[] }[];
}

const MOVEMENT = '{ transaction { id status failure { code declineCode } } userErrors { code field } }';
export const DEPOSIT = `mutation ($input: DepositInput!) { result: deposit(input: $input) ${MOVEMENT} }`;
export const TRANSFER = `mutation ($input: TransferInput!) { result: transfer(input: $input) ${MOVEMENT} }`;

export const freshKey = () => `key-${Date.now()}-${++serial}`;
export const usd = (amount: string) => ({ amount, currency: 'USD' });

export async function deposit(
  person: Client,
  walletId: string,
  paymentMethodId: string,
  amount: string,
): Promise<Movement> {
  const input = { walletId, paymentMethodId, amount: usd(amount), idempotencyKey: freshKey() };
  return (await person.data<{ result: Movement }>(DEPOSIT, { input })).result;
}

export async function transfer(
  person: Client,
  fromWalletId: string,
  toWalletId: string,
  amount: string,
): Promise<Movement> {
  const input = { fromWalletId, toWalletId, amount: usd(amount), idempotencyKey: freshKey() };
  return (await person.data<{ result: Movement }>(TRANSFER, { input })).result;
}

export async function availableOf(person: Client, walletId: string): Promise<string> {
  const { wallet } = await person.data<{ wallet: { balance: { available: { amount: string } } } }>(
    'query ($id: ID!) { wallet(id: $id) { balance { available { amount } } } }',
    { id: walletId },
  );
  return wallet.balance.available.amount;
}

/** Everything of a wallet's statement, downloaded without a token through the front door at `url`. */
export async function downloadStatement(person: Client, url: string, walletId: string): Promise<string> {
  const { wallet } = await person.data<{ wallet: { statement: { url: string } } }>(
    `query ($id: ID!, $range: TimeRange!) { wallet(id: $id) { statement(range: $range, format: CSV) { url } } }`,
    { id: walletId, range: { from: '2020-01-01T00:00:00Z', to: '2100-01-01T00:00:00Z' } },
  );
  const link = new URL(wallet.statement.url);
  const response = await fetch(new URL(link.pathname, url));
  if (!response.ok) throw new Error(`${link.pathname}: ${response.status}`);
  return response.text();
}
