import type { AccountState } from './account.ts';
import type { HoldState, PostedBatch } from './posting.ts';

const ACCOUNTS_MAX = 100_000;
const HOLDS_MAX = 100_000;

/**
 * What a process knows of accounts and holds from its own batches, so that they need not be read again while
 * nobody else changes them.
 */
export interface Memory {
  /** The books in which it is true; null while it may not be. */
  bookmark: string | null;
  /** Whether a batch is at it. */
  busy: boolean;
  readonly accounts: Map<string, AccountState>;
  /** What other tables call an account. */
  readonly numbers: Map<string, bigint>;
  readonly holds: Map<string, HoldState>;
}

export function newMemory(): Memory {
  return { bookmark: null, busy: false, accounts: new Map(), numbers: new Map(), holds: new Map() };
}

/** Lends a memory to one batch at a time; another one meanwhile has to read everything. */
export async function withMemory<Result>(shared: Memory, work: (memory: Memory) => Promise<Result>): Promise<Result> {
  const memory = shared.busy ? newMemory() : shared;
  memory.busy = true;
  try {
    return await work(memory);
  } finally {
    memory.busy = false;
  }
}

export function forget(memory: Memory): void {
  memory.bookmark = null;
  memory.accounts.clear();
  memory.numbers.clear();
  memory.holds.clear();
}

/** Takes in what a batch leaves, before it is known whether it is committed. What was changed last comes last. */
export function evolve(memory: Memory, { accounts, holds }: Pick<PostedBatch, 'accounts' | 'holds'>): void {
  for (const account of accounts) {
    memory.accounts.delete(account.id);
    memory.accounts.set(account.id, account);
  }
  for (const hold of holds) {
    memory.holds.delete(hold.id);
    memory.holds.set(hold.id, hold);
  }
}

/** It is committed: all of it is true in these books. What was changed longest ago is let go of. */
export function settle(memory: Memory, bookmark: string): void {
  for (const id of oldest(memory.accounts, ACCOUNTS_MAX)) {
    memory.accounts.delete(id);
    memory.numbers.delete(id);
  }
  for (const id of oldest(memory.holds, HOLDS_MAX)) memory.holds.delete(id);
  memory.bookmark = bookmark;
}

function oldest(map: ReadonlyMap<string, unknown>, keep: number): string[] {
  return map.size <= keep ? [] : [...map.keys().take(map.size - keep)];
}
