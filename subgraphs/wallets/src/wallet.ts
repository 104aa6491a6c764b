import { type Limits, type LimitsWanted, setLimits } from './limits.ts';

export type WalletType = 'PERSONAL' | 'MERCHANT' | 'SAVINGS';
export type WalletStatus = 'ACTIVE' | 'FROZEN' | 'CLOSED';

/** Who froze a wallet, or limited it, decides who may undo that. */
export type Hand = 'OWNER' | 'OPERATOR';

export type WalletChange =
  | { readonly type: 'OPENED'; readonly name: string }
  | { readonly type: 'RENAMED'; readonly name: string }
  | { readonly type: 'FROZEN'; readonly reason: string; readonly by: Hand }
  | { readonly type: 'UNFROZEN' }
  | { readonly type: 'LIMITS_CHANGED'; readonly limits: Limits }
  | { readonly type: 'CLOSED' };

/** What the history of a wallet adds up to. */
export interface WalletState {
  readonly name: string;
  readonly status: WalletStatus;
  readonly frozenBy: Hand | null;
  readonly limits: Limits;
  readonly version: number;
}

/** What somebody wants of a wallet that is open. */
export type WalletCommand =
  | { readonly type: 'RENAME'; readonly name: string }
  | { readonly type: 'FREEZE'; readonly reason: string; readonly by: Hand }
  | { readonly type: 'UNFREEZE'; readonly by: Hand }
  | { readonly type: 'SET_LIMITS'; readonly wanted: LimitsWanted; readonly by: Hand }
  | { readonly type: 'CLOSE' };

export type WalletProblem =
  | 'WALLET_CLOSED'
  | 'WALLET_FROZEN'
  | 'WALLET_NOT_FROZEN'
  | 'FROZEN_BY_OPERATOR'
  | 'LIMIT_CURRENCY_MISMATCH'
  | 'LIMIT_SET_BY_OPERATOR'
  | 'WALLET_NOT_EMPTY';

/** The change a command makes, or why it makes none; null when everything is as it is wanted already. */
export function decide(
  state: WalletState & { readonly currency: string },
  command: WalletCommand,
): WalletChange | WalletProblem | null {
  if (state.status === 'CLOSED') return 'WALLET_CLOSED';
  switch (command.type) {
    case 'RENAME':
      return { type: 'RENAMED', name: command.name };
    case 'FREEZE':
      // An operator may take over a freeze of the owner, so that the owner cannot lift it.
      if (state.status === 'FROZEN' && !(state.frozenBy === 'OWNER' && command.by === 'OPERATOR'))
        return 'WALLET_FROZEN';
      return { type: 'FROZEN', reason: command.reason, by: command.by };
    case 'UNFREEZE':
      if (state.status !== 'FROZEN') return 'WALLET_NOT_FROZEN';
      if (state.frozenBy === 'OPERATOR' && command.by === 'OWNER') return 'FROZEN_BY_OPERATOR';
      return { type: 'UNFROZEN' };
    case 'SET_LIMITS': {
      const limits = setLimits(state.limits, command.wanted, command.by, state.currency);
      return typeof limits === 'string' || limits === null ? limits : { type: 'LIMITS_CHANGED', limits };
    }
    case 'CLOSE':
      if (state.status === 'FROZEN') return 'WALLET_FROZEN';
      return { type: 'CLOSED' };
  }
}

/** The state after one more change; `null` is a wallet before it was opened. */
export function evolve(state: WalletState | null, change: WalletChange): WalletState {
  const version = (state?.version ?? 0) + 1;
  if (change.type === 'OPENED') return { name: change.name, status: 'ACTIVE', frozenBy: null, limits: {}, version };
  if (!state) throw new Error(`a wallet cannot be ${change.type} before it is OPENED`);
  switch (change.type) {
    case 'RENAMED':
      return { ...state, name: change.name, version };
    case 'FROZEN':
      return { ...state, status: 'FROZEN', frozenBy: change.by, version };
    case 'UNFROZEN':
      return { ...state, status: 'ACTIVE', frozenBy: null, version };
    case 'LIMITS_CHANGED':
      return { ...state, limits: change.limits, version };
    case 'CLOSED':
      return { ...state, status: 'CLOSED', version };
  }
}
