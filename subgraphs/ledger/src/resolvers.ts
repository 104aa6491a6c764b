import { isOperator, maySee } from '@paygraph/identity';
import { formatMinor, formatMoney, parseAmount } from '@paygraph/money';
import {
  codedError,
  connectionOf,
  notFound,
  parseNumberedPage,
  requireOperator,
  requireService,
} from '@paygraph/subgraph';
import { pendingBalance, postedBalance } from './account.ts';
import { type AccountRow, closeAccounts, listAccounts, type OpenAccount, openAccounts } from './account-store.ts';
import { auditResolvers } from './audit-resolvers.ts';
import { balanceOf } from './balance.ts';
import { heldAt } from './balance-store.ts';
import { chainResolvers } from './chain-resolvers.ts';
import { isAccountCode } from './chart-of-accounts.ts';
import type { Context } from './context.ts';
import type { LedgerDeps } from './deps.ts';
import type { _OpenAccountInput, Resolvers } from './generated/resolvers.ts';
import { listEntries, statementLines } from './journal-store.ts';
import type { Operation } from './operation.ts';
import { parseCapture, parseHold, parsePost, requested } from './parse-operation.ts';
import { isStorable } from './storable.ts';
import { currencyTotals } from './trial-balance-store.ts';

export function createResolvers(deps: LedgerDeps): Resolvers {
  const { database } = deps;
  const chain = chainResolvers(deps);
  const audit = auditResolvers(deps);

  /** Runs each operation on its own; they travel together through the group commit. */
  const run = async <Input extends { readonly id: string }>(
    { actor }: Context,
    inputs: readonly Input[],
    parse: (input: Input) => Operation | 'MALFORMED_AMOUNT',
  ) => {
    requireService(actor);
    return Promise.all(
      inputs.map(async (input) => {
        const operation = isStorable(input) ? parse(input) : 'MALFORMED_TEXT';
        const result = typeof operation === 'string' ? operation : await deps.post(operation);
        return { id: input.id, ...(typeof result === 'string' ? { refusal: result } : result) };
      }),
    );
  };

  return {
    ...chain,
    ...audit,
    Query: {
      ...chain.Query,
      ...audit.Query,
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
        const open = await openAccounts(database, inputs.map(parseAccount), deps.now());
        return inputs.map(({ id }, index) => ({ id, open: open[index] ?? false }));
      },
      async _closeAccounts(_, { ids }, { actor }) {
        requireService(actor);
        const closed = await closeAccounts(database, ids, deps.now());
        return ids.map((id, index) => ({ id, closed: closed[index] ?? false }));
      },
      _postEntries: (_, { entries }, context) => run(context, entries, parsePost),
      _placeHolds: (_, { holds }, context) => run(context, holds, parseHold),
      _captureHolds: (_, { captures }, context) => run(context, captures, parseCapture),
      _voidHolds: (_, { voids }, context) =>
        run(context, voids, (input) => ({ kind: 'VOID', ...requested(input), holdId: input.holdId })),
      _reverseEntries: (_, { reversals }, context) =>
        run(context, reversals, (input) => ({ kind: 'REVERSE', ...requested(input), entryId: input.entryId })),
    },
    Account: {
      __resolveReference: ({ id }, { actor, accounts }) =>
        isOperator(actor) ? accounts.load(id).then((row) => row ?? null) : null,
      balance: currentBalance,
      balanceAt: async ({ number, currency }, { time }) => balanceOf(currency, await heldAt(database, number, time)),
      version: ({ version }) => Number(version),
    },
    JournalEntry: {
      __resolveReference: ({ id }, { actor, entries }) =>
        isOperator(actor) ? entries.load(id).then((row) => row ?? null) : null,
      transaction: ({ transactionId }) => (transactionId ? { id: transactionId } : null),
      reverses: async ({ reverses }, _, { entries }) => (reverses ? ((await entries.load(reverses)) ?? null) : null),
      transfers: ({ number }, _, { postings }) => postings.load(number),
    },
    LedgerTransfer: {
      debitAccount: ({ debitAccountId }, _, { accounts }) => accounts.load(debitAccountId) as Promise<AccountRow>,
      creditAccount: ({ creditAccountId }, _, { accounts }) => accounts.load(creditAccountId) as Promise<AccountRow>,
      amount: formatMoney,
    },
    Entry: {
      amount: formatMoney,
      balanceAfter: ({ balanceAfter, currency }) => formatMoney({ minor: balanceAfter, currency }),
      description: async ({ entryNumber }, _, { entriesByNumber }) =>
        (await entriesByNumber.load(entryNumber))?.description ?? '',
      transaction: async ({ entryNumber }, _, { entriesByNumber }) => {
        const transactionId = (await entriesByNumber.load(entryNumber))?.transactionId;
        return transactionId ? { id: transactionId } : null;
      },
      postedAt: ({ recordedAt }) => recordedAt,
    },
    Wallet: {
      __resolveReference: ({ id }) => ({ id }),
      balance: async ({ id }, _, context) => currentBalance(await visibleWalletAccount(id, context)),
      async balanceAt({ id }, { time }, context) {
        const { number, currency } = await visibleWalletAccount(id, context);
        return balanceOf(currency, await heldAt(database, number, time));
      },
      async entries({ id }, { range, ...args }, context) {
        const account = await visibleWalletAccount(id, context);
        const page = parseNumberedPage(args);
        const lines = await statementLines(database, account, page, range);
        return connectionOf(lines, page, ({ version }) => version.toString());
      },
      async statement({ id }, { range, format }, context) {
        await visibleWalletAccount(id, context);
        if (range.from >= range.to) {
          throw codedError('BAD_USER_INPUT', 'A range ends after it begins', { argument: 'range' });
        }
        const { token, expiresAt } = deps.statementLinks.sign({ walletId: id, range, format }, deps.now());
        return { url: `${deps.publicUrl}/statements/${token}`, format, expiresAt };
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

function currentBalance(account: AccountRow) {
  return balanceOf(account.currency, { posted: postedBalance(account), pending: pendingBalance(account) });
}

async function visibleWalletAccount(id: string, { actor, accounts }: Context): Promise<AccountRow> {
  const account = await accounts.load(id);
  if (!account?.ownerId || !maySee(actor, account.ownerId)) throw notFound('Wallet');
  return account;
}

function parseAccount({ floor, ...input }: _OpenAccountInput): OpenAccount {
  const { code, ownerId = null } = input;
  if (!isAccountCode(code)) throw codedError('BAD_USER_INPUT', `The chart of accounts has no code ${code}`);
  const money = floor ? parseAmount(floor) : null;
  if (typeof money === 'string' || (money && (money.currency !== input.currency || code !== '2100'))) {
    throw codedError('BAD_USER_INPUT', 'A floor is an amount of the account’s currency, on a credit line');
  }
  return { ...input, code, ownerId, floorMinor: money?.minor ?? 0n };
}
