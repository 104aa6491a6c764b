import type { SubgraphName } from '@paygraph/config';
import { asService, newId, type UserActor } from '@paygraph/identity';
import type { SubgraphTransport } from '@paygraph/subgraph';
import { DEMO_USERS, type DemoUser } from './demo-users.ts';

type Transports = Readonly<Record<SubgraphName, SubgraphTransport>>;

/** Opens an account for each demo user who has none yet. Safe to repeat, also by several gateways at once. */
export async function provisionDemoUsers(users: SubgraphTransport): Promise<ReadonlyMap<string, string>> {
  const inputs = DEMO_USERS.map(({ label: _label, ...user }) => ({ ...user, kycStatus: 'VERIFIED' }));
  const { data, errors } = await users.execute({
    query: 'mutation ($inputs: [_ProvisionUserInput!]!) { _provisionUsers(inputs: $inputs) { id } }',
    variables: { inputs },
    actor: asService('demo', { requestId: newId('req') }),
  });
  if (errors?.[0]) throw new Error(`the demo users could not be set up: ${errors[0].message}`);
  const provisioned = (data as { _provisionUsers: { id: string }[] })._provisionUsers;
  return new Map(DEMO_USERS.map(({ email }, index) => [email, provisioned[index]?.id ?? '']));
}

/** Gives the demo users wallets, a card and a few movements. Safe to repeat: what is there already stays as it is. */
export async function seedDemo(transports: Transports): Promise<void> {
  const ids = await provisionDemoUsers(transports.users);
  const [user, merchant] = DEMO_USERS;
  const [asUser, asMerchant] = [actorOf(user, ids), actorOf(merchant, ids)];
  const dollars = await ensureWallet(transports, asUser, { name: 'Everyday', currency: 'USD', type: 'PERSONAL' });
  await ensureWallet(transports, asUser, { name: 'Travel', currency: 'EUR', type: 'PERSONAL' });
  const shop = await ensureWallet(transports, asMerchant, { name: 'Shop', currency: 'USD', type: 'MERCHANT' });
  const card = await ensureCard(transports, asUser);

  const deposit = {
    walletId: dollars,
    amount: usd('500.00'),
    paymentMethodId: card,
    description: 'First deposit',
    idempotencyKey: 'demo-deposit-1',
  };
  await run(
    transports.transactions,
    asUser,
    'mutation ($input: DepositInput!) { deposit(input: $input) { userErrors { message } } }',
    { input: deposit },
  );
  for (const [index, [amount, description]] of PURCHASES.entries()) {
    const payment = {
      fromWalletId: dollars,
      merchantWalletId: shop,
      amount: usd(amount),
      description,
      idempotencyKey: `demo-payment-${index + 1}`,
    };
    await run(
      transports.transactions,
      asUser,
      'mutation ($input: PayInput!) { pay(input: $input) { userErrors { message } } }',
      { input: payment },
    );
  }
}

const PURCHASES = [
  ['12.50', 'Breakfast for two'],
  ['89.90', 'Running shoes'],
  ['4.20', 'Coffee'],
] as const;

const TEST_CARD = {
  number: '4242424242424242',
  expiryMonth: 12,
  expiryYear: new Date().getUTCFullYear() + 4,
  cvc: '123',
  holder: 'Demo User',
};

function usd(amount: string) {
  return { amount, currency: 'USD' };
}

/** The demo user as if signed in; there is no session behind it. */
function actorOf({ email, role }: DemoUser, ids: ReadonlyMap<string, string>): UserActor {
  const now_s = Math.floor(Date.now() / 1000);
  return {
    kind: 'user',
    userId: ids.get(email) ?? '',
    role,
    sessionId: 'ses_demo',
    authenticatedAt_s: now_s,
    expiresAt_s: now_s + 60,
    requestId: newId('req'),
  };
}

async function ensureWallet(
  { wallets }: Transports,
  actor: UserActor,
  input: { name: string; currency: string; type: string },
): Promise<string> {
  const { wallets: existing } = await run<{ wallets: { edges: { node: { id: string; name: string } }[] } }>(
    wallets,
    actor,
    '{ wallets(first: 100) { edges { node { id name } } } }',
  );
  const found = existing.edges.find(({ node }) => node.name === input.name);
  if (found) return found.node.id;
  const { createWallet } = await run<{ createWallet: { wallet: { id: string } } }>(
    wallets,
    actor,
    'mutation ($input: CreateWalletInput!) { createWallet(input: $input) { wallet { id } } }',
    { input },
  );
  return createWallet.wallet.id;
}

async function ensureCard({ wallets }: Transports, actor: UserActor): Promise<string> {
  const representations = [{ __typename: 'User', id: actor.userId }];
  const { _entities } = await run<{ _entities: { paymentMethods: { id: string }[] }[] }>(
    wallets,
    actor,
    'query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on User { paymentMethods { id } } } }',
    { representations },
  );
  const found = _entities[0]?.paymentMethods[0];
  if (found) return found.id;
  const { addPaymentMethod } = await run<{ addPaymentMethod: { paymentMethod: { id: string } } }>(
    wallets,
    actor,
    'mutation ($input: PaymentMethodInput!) { addPaymentMethod(input: $input) { paymentMethod { id } } }',
    { input: { card: TEST_CARD } },
  );
  return addPaymentMethod.paymentMethod.id;
}

async function run<Data>(
  transport: SubgraphTransport,
  actor: UserActor,
  query: string,
  variables?: Record<string, unknown>,
): Promise<Data> {
  const { data, errors } = await transport.execute({ query, variables, actor });
  if (errors?.[0]) throw new Error(`the demo data could not be set up: ${errors[0].message}`);
  return data as Data;
}
