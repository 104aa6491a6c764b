import { Pool } from 'undici';
import { addCard, createWallet, deposit, logInOperator, type Person, signUp } from '../../e2e/platform/people.ts';
import { startPlatform, temporaryFolder } from '../../e2e/platform/platform.ts';

const CUSTOMERS = 64;
const FUNDS = '900.00';
const CONNECTIONS_MAX = 256;

const TRANSFER =
  'mutation ($input: TransferInput!) { transfer(input: $input) { transaction { id status } userErrors { code } } }';
const TRANSFER_BATCH =
  'mutation ($inputs: [TransferInput!]!) { transferBatch(inputs: $inputs) { transaction { id status } userErrors { code } } }';

interface Payload {
  readonly transaction: { readonly status: string } | null;
  readonly userErrors: readonly { readonly code: string }[];
}

/** A platform with customers who pay each other; every call rejects when money did not move. */
export interface Customers {
  transfer(caller: number): Promise<void>;
  transferBatch(caller: number, count: number): Promise<void>;
  /** Throws when the books do not balance. */
  checkBooks(): Promise<void>;
  close(): Promise<void>;
}

export async function openShop(environment: Readonly<Record<string, string>>): Promise<Customers> {
  await using opening = new AsyncDisposableStack();
  const folder = opening.use(await temporaryFolder());
  const platform = await startPlatform({ DATA_DIR: folder.at('data'), LOG_LEVEL: 'error', ...environment });
  opening.defer(async () => {
    await platform.interrupt();
  });
  const operator = await logInOperator(platform.url);
  const customers: { readonly person: Person; readonly walletId: string }[] = [];
  for (let number = 0; number < CUSTOMERS; number++) {
    const person = await signUp(platform.url, `Customer ${number}`);
    const walletId = await createWallet(person);
    const { transaction } = await deposit(person, walletId, await addCard(person), FUNDS);
    if (transaction?.status !== 'SUCCEEDED') throw new Error(`a deposit is ${transaction?.status}`);
    customers.push({ person, walletId });
  }
  const pool = new Pool(platform.url, { connections: CONNECTIONS_MAX, pipelining: 1 });
  opening.defer(() => pool.close());
  let serial = 0;

  const inputOf = (from: number) => {
    const to = (from + 1 + (serial % (CUSTOMERS - 1))) % CUSTOMERS;
    const amount = { amount: '0.01', currency: 'USD' };
    const [fromWalletId, toWalletId] = [customers[from]?.walletId, customers[to]?.walletId];
    return { fromWalletId, toWalletId, amount, idempotencyKey: `bench-${++serial}` };
  };
  const ask = async (from: number, body: object): Promise<Record<string, unknown>> => {
    const token = customers[from]?.person.token;
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
    const answer = await pool.request({ method: 'POST', path: '/graphql', headers, body: JSON.stringify(body) });
    const { data, errors } = (await answer.body.json()) as { data?: Record<string, unknown>; errors?: unknown };
    if (errors || !data) throw new Error(JSON.stringify(errors));
    return data;
  };
  const mustHaveMoved = ({ transaction, userErrors }: Payload) => {
    if (transaction?.status !== 'SUCCEEDED') throw new Error(JSON.stringify({ transaction, userErrors }));
  };
  const opened = opening.move();
  return {
    async transfer(caller) {
      const from = caller % CUSTOMERS;
      const data = await ask(from, { query: TRANSFER, variables: { input: inputOf(from) } });
      mustHaveMoved(data.transfer as Payload);
    },
    async transferBatch(caller, count) {
      const from = caller % CUSTOMERS;
      const inputs = Array.from({ length: count }, () => inputOf(from));
      const data = await ask(from, { query: TRANSFER_BATCH, variables: { inputs } });
      for (const payload of data.transferBatch as Payload[]) mustHaveMoved(payload);
    },
    async checkBooks() {
      const books = await operator.data<{ trialBalance: { balanced: boolean } }>('{ trialBalance { balanced } }');
      if (!books.trialBalance.balanced) throw new Error('the books do not balance');
    },
    close: () => opened.disposeAsync(),
  };
}
