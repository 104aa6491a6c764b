import { isOperator, maySee } from '@paygraph/identity';
import { formatMoney } from '@paygraph/money';
import { connectionOf, notFound, parsePage, requireUser } from '@paygraph/subgraph';
import { addPaymentMethod, paymentMethodFact } from './add-payment-method.ts';
import { changeWallet, closeWallet, openWallet, parseName } from './change-wallet.ts';
import type { Context } from './context.ts';
import type { WalletsDeps } from './deps.ts';
import type { Resolvers } from './generated/resolvers.ts';
import { internalResolvers } from './internal-resolvers.ts';
import { type Limit, type Limits, parseLimits } from './limits.ts';
import { type PaymentMethodRow, removePaymentMethod } from './payment-method-store.ts';
import { type Problem, userError } from './problems.ts';
import { evolve, type Hand, type WalletState } from './wallet.ts';
import { listWallets, type WalletRow } from './wallet-store.ts';

const REASON_CHARACTERS_MAX = 500;

export function createResolvers(deps: WalletsDeps): Resolvers {
  const { database, publisher, now } = deps;
  const internal = internalResolvers(deps);
  return {
    Query: {
      wallet: (_, { id }, context) => visibleWallet(id, context),
      async wallets(_, { ownerId, status, currency, ...args }, { actor }) {
        const page = parsePage(args);
        const owner = isOperator(actor) ? ownerId : requireUser(actor).userId;
        return connectionOf(
          await listWallets(database, page, { ownerId: owner, status, currency }),
          page,
          ({ id }) => id,
        );
      },
      ...internal.Query,
    },
    Mutation: {
      async createWallet(_, { input }, { actor }) {
        return walletPayload(await openWallet(deps, requireUser(actor), { ...input, type: input.type ?? 'PERSONAL' }));
      },
      async renameWallet(_, { id, name: text }, { actor }) {
        requireUser(actor);
        const name = parseName(text);
        if (!name) return walletPayload('NAME_INVALID');
        return walletPayload(await changeWallet(deps, actor, id, { type: 'RENAME', name }));
      },
      async freezeWallet(_, { id, reason: text }, { actor }) {
        requireUser(actor);
        const reason = text.trim();
        if (reason === '' || reason.length > REASON_CHARACTERS_MAX) return walletPayload('REASON_INVALID');
        return walletPayload(await changeWallet(deps, actor, id, { type: 'FREEZE', reason, by: handOf(actor) }));
      },
      async unfreezeWallet(_, { id }, { actor }) {
        requireUser(actor);
        return walletPayload(await changeWallet(deps, actor, id, { type: 'UNFREEZE', by: handOf(actor) }));
      },
      async setWalletLimits(_, { id, input }, { actor }) {
        requireUser(actor);
        const wanted = parseLimits(input);
        if (typeof wanted === 'string') return walletPayload(wanted);
        return walletPayload(await changeWallet(deps, actor, id, { type: 'SET_LIMITS', wanted, by: handOf(actor) }));
      },
      async closeWallet(_, { id }, { actor }) {
        requireUser(actor);
        return walletPayload(await closeWallet(deps, actor, id));
      },
      async addPaymentMethod(_, { input }, { actor }) {
        const added = await addPaymentMethod(deps, requireUser(actor), input);
        return typeof added === 'string'
          ? { userErrors: [userError(added)] }
          : { paymentMethod: added, userErrors: [] };
      },
      async removePaymentMethod(_, { id }, { actor }) {
        const { userId } = requireUser(actor);
        const removed = await publisher.commit(actor, async (tx) => {
          const row = await removePaymentMethod(tx, id, userId, now());
          return { result: row, facts: row ? [paymentMethodFact('payment_method.removed', row)] : [] };
        });
        if (!removed) throw notFound('Payment method');
        return { paymentMethod: removed, userErrors: [] };
      },
      ...internal.Mutation,
    },
    Wallet: {
      __resolveReference: ({ id }, context) => visibleWallet(id, context),
      owner: ({ ownerId }) => ({ id: ownerId }),
      limits: ({ limits, currency }) => limitsView(limits, currency),
      async history({ id, currency }, _, { walletEvents }) {
        return (await walletEvents.load(id)).map(({ version, change, occurredAt }) => ({
          version,
          type: change.type,
          name: 'name' in change ? change.name : null,
          reason: 'reason' in change ? change.reason : null,
          limits: 'limits' in change ? limitsView(change.limits, currency) : null,
          occurredAt,
        }));
      },
      async asOf(wallet, { time }, { walletEvents }) {
        const past = (await walletEvents.load(wallet.id)).filter(({ occurredAt }) => occurredAt <= time);
        const state = past.reduce<WalletState | null>((before, { change }) => evolve(before, change), null);
        return state && { ...wallet, ...state };
      },
    },
    User: {
      __resolveReference: ({ id }) => ({ id }),
      async wallets({ id }, args, { actor, firstWallets }) {
        if (!maySee(actor, id)) throw notFound('User');
        const page = parsePage(args);
        const rows =
          page.after === undefined ? await firstWallets.load(id) : await listWallets(database, page, { ownerId: id });
        return connectionOf(rows.slice(0, page.limit + 1), page, (row) => row.id);
      },
      paymentMethods({ id }, _, { actor, paymentMethodsByOwner }) {
        if (!maySee(actor, id)) throw notFound('User');
        return paymentMethodsByOwner.load(id);
      },
    },
    PaymentMethod: {
      __resolveReference: ({ id }, context) => visiblePaymentMethod(id, context),
      expires: ({ expiryMonth, expiryYear }) =>
        expiryMonth && expiryYear ? `${expiryMonth.toString().padStart(2, '0')}/${expiryYear}` : null,
    },
  };
}

async function visibleWallet(id: string, { actor, wallets }: Context): Promise<WalletRow> {
  const wallet = await wallets.load(id);
  if (!wallet || !maySee(actor, wallet.ownerId)) throw notFound('Wallet');
  return wallet;
}

async function visiblePaymentMethod(id: string, { actor, paymentMethods }: Context): Promise<PaymentMethodRow> {
  const method = await paymentMethods.load(id);
  if (!method || !maySee(actor, method.ownerId)) throw notFound('Payment method');
  return method;
}

function handOf(actor: Context['actor']): Hand {
  return isOperator(actor) ? 'OPERATOR' : 'OWNER';
}

function limitsView({ perTransaction, daily, monthly }: Limits, currency: string) {
  const money = (limit: Limit | undefined) => (limit ? formatMoney({ currency, minor: BigInt(limit.max) }) : null);
  return { perTransaction: money(perTransaction), daily: money(daily), monthly: money(monthly) };
}

function walletPayload(outcome: WalletRow | Problem | undefined) {
  if (outcome === undefined) throw notFound('Wallet');
  return typeof outcome === 'string' ? { userErrors: [userError(outcome)] } : { wallet: outcome, userErrors: [] };
}
