import type { Fact } from '@paygraph/events';
import { type Actor, maySee, newId, type UserActor } from '@paygraph/identity';
import { formatMinor, isCurrency } from '@paygraph/money';
import type { WalletsDeps } from './deps.ts';
import type { Limit, Limits } from './limits.ts';
import type { Problem } from './problems.ts';
import { decide, type WalletChange, type WalletCommand, type WalletType } from './wallet.ts';
import {
  applyChange,
  countOpenWallets,
  insertWallet,
  lockWallet,
  type WalletRow,
  walletsById,
} from './wallet-store.ts';

const OPEN_WALLETS_MAX = 50;
const NAME_CHARACTERS_MAX = 100;

export function parseName(text: string): string | undefined {
  const name = text.trim();
  return name !== '' && name.length <= NAME_CHARACTERS_MAX ? name : undefined;
}

/** Opens a wallet: its account in the ledger first, so that no wallet is ever without one. */
export async function openWallet(
  deps: WalletsDeps,
  actor: UserActor,
  input: { currency: string; name: string; type: WalletType },
): Promise<WalletRow | Problem> {
  const { publisher, ledger, now } = deps;
  const name = parseName(input.name);
  if (!name) return 'NAME_INVALID';
  if (!isCurrency(input.currency)) return 'UNKNOWN_CURRENCY';
  const wallet = { ...input, name, id: newId('wal'), ownerId: actor.userId, createdAt: now() };
  // An account whose wallet was then refused stays empty and unknown to anyone.
  await ledger.open(actor, wallet);
  return publisher.commit<WalletRow | Problem>(actor, async (tx) => {
    if ((await countOpenWallets(tx, actor.userId)) >= OPEN_WALLETS_MAX)
      return { result: 'TOO_MANY_WALLETS', facts: [] };
    const row = await insertWallet(tx, wallet);
    return { result: row, facts: [factOf(row, { type: 'OPENED', name })] };
  });
}

/** Changes a wallet the actor may see; undefined when there is none. */
export async function changeWallet(
  { publisher, now }: Pick<WalletsDeps, 'publisher' | 'now'>,
  actor: Actor,
  id: string,
  command: WalletCommand,
): Promise<WalletRow | Problem | undefined> {
  return publisher.commit<WalletRow | Problem | undefined>(actor, async (tx) => {
    const wallet = await lockWallet(tx, id);
    if (!wallet || !maySee(actor, wallet.ownerId)) return { result: undefined, facts: [] };
    const change = decide(wallet, command);
    if (typeof change === 'string') return { result: change, facts: [] };
    if (!change) return { result: wallet, facts: [] };
    const row = await applyChange(tx, wallet, change, now());
    return { result: row, facts: [factOf(row, change)] };
  });
}

/**
 * Closes a wallet. The ledger decides whether it is empty and lets nothing in from then on; a crash before
 * the wallet itself is closed leaves one that no money can enter, and closing it again finishes the work.
 */
export async function closeWallet(
  deps: WalletsDeps,
  actor: Actor,
  id: string,
): Promise<WalletRow | Problem | undefined> {
  const wallet = (await walletsById(deps.database, [id])).get(id);
  if (!wallet || !maySee(actor, wallet.ownerId)) return undefined;
  const refused = decide(wallet, { type: 'CLOSE' });
  if (typeof refused === 'string') return refused;
  if (!(await deps.ledger.close(actor, id))) return 'WALLET_NOT_EMPTY';
  return changeWallet(deps, actor, id, { type: 'CLOSE' });
}

function factOf(wallet: WalletRow, change: WalletChange): Fact {
  const { id, ownerId, name, currency, type } = wallet;
  const data = { walletId: id, ownerId, name, currency, type };
  switch (change.type) {
    case 'OPENED':
      return { type: 'wallet.opened', subject: id, data };
    case 'RENAMED':
      return { type: 'wallet.renamed', subject: id, data };
    case 'FROZEN':
      return { type: 'wallet.frozen', subject: id, data: { ...data, reason: change.reason } };
    case 'UNFROZEN':
      return { type: 'wallet.unfrozen', subject: id, data };
    case 'LIMITS_CHANGED':
      return {
        type: 'wallet.limits_changed',
        subject: id,
        data: { ...data, limits: limitAmounts(change.limits, currency) },
      };
    case 'CLOSED':
      return { type: 'wallet.closed', subject: id, data };
  }
}

function limitAmounts({ perTransaction, daily, monthly }: Limits, currency: string) {
  const amount = (limit: Limit | undefined) =>
    limit ? { amount: formatMinor(BigInt(limit.max), currency), by: limit.by } : null;
  return { perTransaction: amount(perTransaction), daily: amount(daily), monthly: amount(monthly) };
}
