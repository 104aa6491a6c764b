import type { Operation, Transfer } from '../../subgraphs/ledger/src/operation.ts';

export const ACCOUNTS = 10_000;

/** Customers move money among themselves or to a few merchants; `hold` sets it aside first. */
export interface Workload {
  readonly name: string;
  /** How many accounts receive everything; null when every account does. */
  readonly receivers: number | null;
  readonly holds: boolean;
}

export const UNIFORM: Workload = { name: 'uniform', receivers: null, holds: false };
export const TEN_HOT: Workload = { name: '10 hot accounts', receivers: 10, holds: false };
export const ONE_HOT: Workload = { name: 'one hot account', receivers: 1, holds: false };
export const HOLDS: Workload = { name: 'holds and captures', receivers: null, holds: true };

export const accountId = (index: number) => `wal_bench_${String(index).padStart(8, '0')}`;

/** Ids in the order of time, as TypeIDs are. */
let serial = 0;
const nextId = () => `txn_bench_${Date.now().toString(36)}${String(++serial).padStart(9, '0')}`;

const randomBelow = (end: number) => Math.floor(Math.random() * end);

function randomTransfer({ receivers }: Workload): Transfer {
  const credit = randomBelow(receivers ?? ACCOUNTS);
  const debit = (credit + 1 + randomBelow(ACCOUNTS - 1)) % ACCOUNTS;
  return {
    debitAccountId: accountId(debit),
    creditAccountId: accountId(credit),
    currency: 'USD',
    minor: BigInt(1 + randomBelow(100)),
  };
}

/** What one caller asks for, one after the other: transfers, or a hold and its capture in turns. */
export function operationsOf(workload: Workload): () => Operation {
  let placed: string | undefined;
  return () => {
    const id = nextId();
    const requested = { id, transactionId: id, description: 'Benchmark', metadata: null };
    if (!workload.holds) {
      return { ...requested, kind: 'POST', effectiveAt: null, transfers: [randomTransfer(workload)] };
    }
    if (placed === undefined) {
      placed = id;
      return { ...requested, kind: 'HOLD', transfer: randomTransfer(workload), expiresAt: null };
    }
    const holdId = placed;
    placed = undefined;
    return { ...requested, kind: 'CAPTURE', holdId, amount: null, final: true };
  };
}
