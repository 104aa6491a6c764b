import { formatMoney, type Money, type MoneyProblem, parseAmount, parseMoney } from '@paygraph/money';
import { codedError, requireService } from '@paygraph/subgraph';
import { routingOf } from './bank-account.ts';
import { reserveLimits, settleLimits } from './count-limits.ts';
import type { WalletsDeps } from './deps.ts';
import type { _LimitKind, Resolvers } from './generated/resolvers.ts';
import { isLimited, type LimitKind } from './limits.ts';

const ITEMS_MAX = 1_000;

const LIMIT_KINDS = {
  perTransaction: 'PER_TRANSACTION',
  daily: 'DAILY',
  monthly: 'MONTHLY',
} as const satisfies Record<LimitKind, _LimitKind>;

/** What other subgraphs ask and have done. */
export function internalResolvers({ database, vault }: WalletsDeps) {
  return {
    Query: {
      async _movementWallets(_, { ids }, { actor, wallets }) {
        requireService(actor);
        atMost(ids, 'ids');
        return Promise.all(
          ids.map(async (id) => {
            const wallet = await wallets.load(id);
            return wallet ? { ...wallet, limited: isLimited(wallet.limits) } : null;
          }),
        );
      },
      async _paymentMethods(_, { ids }, { actor, paymentMethods }) {
        requireService(actor);
        atMost(ids, 'ids');
        return Promise.all(
          ids.map(async (id) => {
            const method = await paymentMethods.load(id);
            return method && !method.removedAt ? method : null;
          }),
        );
      },
      async _instrument(_, { id, ownerId }, { actor, paymentMethods }) {
        requireService(actor);
        const method = await paymentMethods.load(id);
        if (method?.ownerId !== ownerId || !method.sealed) return null;
        const { kind, holder, bankName, expiryMonth, expiryYear } = method;
        const number = vault.open(method.sealed, id);
        return expiryMonth && expiryYear
          ? { kind, card: { number, expiryMonth, expiryYear, holder } }
          : { kind, bankAccount: { ...routingOf(number), holder, bankName } };
      },
    },
    Mutation: {
      async _reserveLimits(_, { inputs }, { actor }) {
        requireService(actor);
        atMost(inputs, 'inputs');
        const requests = inputs.map((input) => ({ ...input, amount: moneyOf(parseAmount(input.amount)) }));
        const decided = await reserveLimits(database, requests);
        return requests.map(({ transactionId }) => {
          const exceeded = decided.get(transactionId);
          return exceeded === undefined ? null : { transactionId, exceeded: exceeded && LIMIT_KINDS[exceeded] };
        });
      },
      async _settleLimits(_, { inputs }, { actor }) {
        requireService(actor);
        atMost(inputs, 'inputs');
        const requests = inputs.map((input) => ({ ...input, kept: moneyOf(parseMoney(input.kept)) }));
        const settled = await settleLimits(database, requests);
        return requests.map(({ transactionId }) => {
          const kept = settled.get(transactionId);
          return kept ? { transactionId, kept: formatMoney(kept) } : null;
        });
      },
    },
  } satisfies Pick<Resolvers, 'Query' | 'Mutation'>;
}

/** A mistake of another subgraph: nothing of the call is done. */
function moneyOf(parsed: Money | MoneyProblem): Money {
  if (typeof parsed === 'string' || parsed.minor < 0n) {
    throw codedError('BAD_USER_INPUT', `This is not an amount: ${typeof parsed === 'string' ? parsed : 'negative'}`);
  }
  return parsed;
}

function atMost(list: readonly unknown[], argument: string): void {
  if (list.length > ITEMS_MAX) {
    throw codedError('BAD_USER_INPUT', `${argument} has more than ${ITEMS_MAX} items`, { argument });
  }
}
