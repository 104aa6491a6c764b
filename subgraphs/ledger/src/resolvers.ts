import { isOperator, maySee } from '@paygraph/identity';
import { formatMinor, formatMoney } from '@paygraph/money';
import {
  codedError,
  connectionOf,
  notFound,
  parseNumberedPage,
  requireOperator,
  requireService,
} from '@paygraph/subgraph';
import { type AccountRow, closeAccounts, listAccounts, openAccounts } from './account-store.ts';
import { balanceOf } from './balance.ts';
import { type AccountCode, isAccountCode } from './chart-of-accounts.ts';
import type { Context } from './context.ts';
import type { LedgerDeps } from './deps.ts';
import type { Resolvers } from './generated/resolvers.ts';
import { listEntries, statementLines } from './journal-store.ts';
import { parseEntry } from './parse-entry.ts';
import { currencyTotals } from './trial-balance-store.ts';

export function createResolvers(deps: LedgerDeps): Resolvers {
  const { database } = deps;
  return {
    Query: {
      async account(_, { id }, { actor, accounts }) {
        requireOperator(actor);
        return (await accounts.load(id)) ?? null;
      },
      async accounts(_, { code, currency, ...args }, { actor }) {
        requireOperator(actor);
        const page = parseNumberedPage(args);
        return connectionOf(await listAccounts(database, page, { code, currency }), page, ({ number }) =>
          number.toString(),
        );
      },
      async journalEntry(_, { id }, { actor, entries }) {
        requireOperator(actor);
        return (await entries.load(id)) ?? null;
      },
      async journal(_, { accountId, transactionId, range, ...args }, { actor }) {
        requireOperator(actor);
        const page = parseNumberedPage(args);
        const rows = await listEntries(database, page, { accountId, transactionId, range });
        return connectionOf(rows, page, ({ number }) => number.toString());
      },
      async trialBalance(_, { at }, { actor }) {
        requireOperator(actor);
        const lines = (await currencyTotals(database, at ?? null)).map(({ currency, debits, credits }) => ({
          currency,
          debits: formatMinor(debits, currency),
          credits: formatMinor(credits, currency),
          balanced: debits === credits,
        }));
        return { at: at ?? deps.now(), lines, balanced: lines.every(({ balanced }) => balanced) };
      },
    },
    Mutation: {
      async _openAccounts(_, { inputs }, { actor }) {
        requireService(actor);
        const unknown = inputs.find(({ code }) => !isAccountCode(code));
        if (unknown) throw codedError('BAD_USER_INPUT', `The chart of accounts has no code ${unknown.code}`);
        const requests = inputs.map((input) => ({
          ...input,
          code: input.code as AccountCode,
          ownerId: input.ownerId ?? null,
        }));
        const open = await openAccounts(database, requests, deps.now());
        return inputs.map(({ id }, index) => ({ id, open: open[index] ?? false }));
      },
      async _closeAccounts(_, { ids }, { actor }) {
        requireService(actor);
        const closed = await closeAccounts(database, ids, deps.now());
        return ids.map((id, index) => ({ id, closed: closed[index] ?? false }));
      },
      async _postEntries(_, { entries }, { actor }) {
        requireService(actor);
        return Promise.all(
          entries.map(async (input) => {
            const entry = parseEntry(input);
            return { id: input.id, refusal: typeof entry === 'string' ? entry : await deps.post(entry) };
          }),
        );
      },
    },
    Account: {
      __resolveReference: ({ id }, { actor, accounts }) =>
        isOperator(actor) ? accounts.load(id).then((row) => row ?? null) : null,
      balance: (account) => balanceOf(account, account.normalSide),
      version: (account) => Number(account.version),
    },
    JournalEntry: {
      __resolveReference: ({ id }, { actor, entries }) =>
        isOperator(actor) ? entries.load(id).then((row) => row ?? null) : null,
      transaction: ({ transactionId }) => (transactionId ? { id: transactionId } : null),
      transfers: ({ id }, _, { transfersByEntry }) => transfersByEntry.load(id),
    },
    LedgerTransfer: {
      debitAccount: ({ debitAccountId }, _, { accounts }) => accounts.load(debitAccountId) as Promise<AccountRow>,
      creditAccount: ({ creditAccountId }, _, { accounts }) => accounts.load(creditAccountId) as Promise<AccountRow>,
      amount: formatMoney,
    },
    Entry: {
      amount: formatMoney,
      balanceAfter: ({ balanceAfter, currency }) => formatMoney({ minor: balanceAfter, currency }),
      description: async ({ entryId }, _, { entries }) => (await entries.load(entryId))?.description ?? '',
      transaction: async ({ entryId }, _, { entries }) => {
        const transactionId = (await entries.load(entryId))?.transactionId;
        return transactionId ? { id: transactionId } : null;
      },
    },
    Wallet: {
      __resolveReference: ({ id }) => ({ id }),
      async balance({ id }, _, context) {
        const account = await visibleWalletAccount(id, context);
        return balanceOf(account, account.normalSide);
      },
      async entries({ id }, { range, ...args }, context) {
        const account = await visibleWalletAccount(id, context);
        const page = parseNumberedPage(args);
        return connectionOf(await statementLines(database, account.id, page, range), page, ({ version }) =>
          version.toString(),
        );
      },
    },
    Transaction: {
      __resolveReference: ({ id }) => ({ id }),
      journal({ id }, _, { actor, entriesByTransaction }) {
        requireOperator(actor);
        return entriesByTransaction.load(id);
      },
    },
  };
}

async function visibleWalletAccount(id: string, { actor, accounts }: Context): Promise<AccountRow> {
  const account = await accounts.load(id);
  if (!account?.ownerId || !maySee(actor, account.ownerId)) throw notFound('Wallet');
  return account;
}
