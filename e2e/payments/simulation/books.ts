import type { AccountState } from '../../../subgraphs/ledger/src/account.ts';
import { postedBalance } from '../../../subgraphs/ledger/src/account.ts';
import { CHART_OF_ACCOUNTS, isAccountCode } from '../../../subgraphs/ledger/src/chart-of-accounts.ts';
import { contentOf } from '../../../subgraphs/ledger/src/content.ts';
import type { Operation } from '../../../subgraphs/ledger/src/operation.ts';
import { type HoldState, type Outcome, post, type ReversibleEntry } from '../../../subgraphs/ledger/src/posting.ts';
import type { Peers } from '../../../subgraphs/transactions/src/peers.ts';
import type { Leg } from '../../../subgraphs/transactions/src/saga/booking.ts';
import type { PlatformAccount } from '../../../subgraphs/transactions/src/saga/platform-account.ts';

/** The ledger: the rules it really has, over maps instead of tables. */
export interface Books {
  readonly peers: Pick<Peers, 'available' | 'openAccount' | 'post' | 'hold' | 'capture' | 'voidHold'>;
  open(account: PlatformAccount): void;
  /** Puts money into a wallet out of nowhere, before anything else happens. */
  fund(walletId: string, minor: bigint): void;
  /** True when it is closed now: nothing was on it, and nothing pending. */
  close(id: string): boolean;
  accounts(): readonly AccountState[];
  holds(): readonly HoldState[];
  /** Ids that were used for something else than before: somebody’s bug. */
  readonly reused: readonly string[];
  balanceOf(id: string): bigint;
}

const idOf = (account: Leg['debit']) => (typeof account === 'string' ? account : account.id);
const transferOf = ({ debit, credit, currency, minor }: Leg) => ({
  debitAccountId: idOf(debit),
  creditAccountId: idOf(credit),
  currency,
  minor,
});

export function memoryLedger(now: () => Date): Books {
  const accounts = new Map<string, AccountState>();
  const holds = new Map<string, HoldState>();
  const entries = new Map<string, ReversibleEntry>();
  const outcomes = new Map<string, Outcome>();
  const reused: string[] = [];

  const run = (operation: Operation): string | null => {
    const posted = post({ accounts, holds, entries, outcomes }, [operation], now());
    for (const account of posted.accounts) accounts.set(account.id, account);
    for (const hold of posted.holds) holds.set(hold.id, hold);
    for (const [id, entry] of posted.reversible) entries.set(id, entry);
    for (const [id, decision] of posted.decided) {
      outcomes.set(id, { ...decision, content: contentOf(decision.operation) });
    }
    const result = posted.results[0] ?? null;
    if (result === null || typeof result === 'string') return result;
    reused.push(`${operation.id} (${result.differs})`);
    return result.refusal;
  };
  const open = ({ id, code, currency }: PlatformAccount) => {
    if (accounts.has(id) || !isAccountCode(code)) return;
    const { normalSide, constraint } = CHART_OF_ACCOUNTS[code];
    const totals = { debitsPosted: 0n, creditsPosted: 0n, debitsPending: 0n, creditsPending: 0n, version: 0n };
    accounts.set(id, { id, currency, normalSide, constraint, floorMinor: 0n, ...totals, closed: false });
  };
  return {
    peers: {
      async available(walletId) {
        const account = accounts.get(walletId);
        return account ? postedBalance(account) - account.debitsPending : 0n;
      },
      openAccount: async (account) => open(account),
      post: async ({ legs, ...entry }) =>
        run({ kind: 'POST', ...entry, metadata: null, effectiveAt: null, transfers: legs.map(transferOf) }),
      hold: async ({ leg, ...hold }) =>
        run({ kind: 'HOLD', ...hold, metadata: null, transfer: transferOf(leg), expiresAt: null }),
      capture: async ({ currency, minor, ...capture }) =>
        run({ kind: 'CAPTURE', ...capture, metadata: null, amount: { currency, minor } }),
      voidHold: async (release) => run({ kind: 'VOID', ...release, description: 'Released', metadata: null }),
    },
    open,
    fund(walletId, minor) {
      const currency = accounts.get(walletId)?.currency ?? '';
      const source = { id: `acc_opening_${currency.toLowerCase()}`, code: '1300', name: 'Opening', currency };
      open(source);
      const leg = { debit: source, credit: walletId, currency, minor };
      const entry = { transactionId: null, description: 'Opening', metadata: null, effectiveAt: null };
      run({ kind: 'POST', id: `opening:${walletId}`, ...entry, transfers: [transferOf(leg)] });
    },
    close(id) {
      const account = accounts.get(id);
      if (!account || postedBalance(account) !== 0n || account.debitsPending !== 0n || account.creditsPending !== 0n) {
        return false;
      }
      accounts.set(id, { ...account, closed: true });
      return true;
    },
    accounts: () => [...accounts.values()],
    holds: () => [...holds.values()],
    reused,
    balanceOf(id) {
      const account = accounts.get(id);
      return account ? postedBalance(account) : 0n;
    },
  };
}
