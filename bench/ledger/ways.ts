import { groupCommit } from '@paygraph/batch';
import { type Database, inTransaction } from '@paygraph/postgres';
import { newMemory } from '../../subgraphs/ledger/src/memory.ts';
import type { Operation, Transfer } from '../../subgraphs/ledger/src/operation.ts';
import { postBatch } from '../../subgraphs/ledger/src/posting-store.ts';

/** A way to write operations. Rejects when one was not written. */
export interface Way {
  readonly name: string;
  readonly callers: number;
  write(operation: Operation): Promise<void>;
}

const CALLERS = 256;
const CLASSIC_CONNECTIONS = 16;

/** Ours, through the port that the resolvers post through. */
export function ours(database: Database): Way {
  const memory = newMemory();
  const post = groupCommit((operations: readonly Operation[]) => postBatch(database, operations, memory));
  return {
    name: 'ours',
    callers: CALLERS,
    async write(operation) {
      const refusal = await post(operation);
      if (refusal) throw new Error(`${operation.kind} ${operation.id} was refused: ${refusal}`);
    },
  };
}

const EFFECTS = {
  POST: { posted: 1, pending: 0 },
  HOLD: { posted: 0, pending: 1 },
  CAPTURE: { posted: 1, pending: -1 },
} as const;

/**
 * As most ledgers on PostgreSQL are written: a database transaction for each transfer, which locks both
 * accounts in order, changes them, and commits. As few round trips as that allows.
 */
export function classic(database: Database): Way {
  const holds = new Map<string, Transfer>();
  return {
    name: 'classic',
    callers: CLASSIC_CONNECTIONS,
    async write(operation) {
      const { kind, debitAccountId, creditAccountId, minor } = moved(holds, operation);
      const { posted, pending } = EFFECTS[kind];
      await inTransaction(database, async (tx) => {
        const { rows } = await tx.query<{ number: bigint; id: string; available: bigint }>(
          `select number, id, credits_posted - debits_posted - debits_pending available
             from accounts where id in ($1, $2) order by id for update`,
          [debitAccountId, creditAccountId],
        );
        const [debit, credit] = [debitAccountId, creditAccountId].map((id) => rows.find((row) => row.id === id));
        if (!debit || !credit || (kind !== 'CAPTURE' && debit.available < minor)) throw new Error('refused');
        await tx.query(
          `with entry as (
             insert into journal_entries (id, kind, transaction_id, description, hold_id, content_hash, effective_at, recorded_at)
             values ($1, $2, $1, 'Benchmark', $8, gen_random_uuid(), now(), now()) returning number
           ), debited as (
             update accounts set debits_posted = debits_posted + $5::bigint * $3::bigint, debits_pending = debits_pending + $6::bigint * $3, version = version + 1
              where number = $4 returning *
           ), credited as (
             update accounts set credits_posted = credits_posted + $5::bigint * $3::bigint, credits_pending = credits_pending + $6::bigint * $3, version = version + 1
              where number = $7 returning *
           )
           insert into postings (entry_number, leg, kind, minor, debit_account, debit_version, debit_posted, debit_pending,
                                 credit_account, credit_version, credit_posted, credit_pending, recorded_at)
           select e.number, 0, $2, $3, d.number, d.version, d.credits_posted - d.debits_posted, d.debits_pending,
                  c.number, c.version, c.credits_posted - c.debits_posted, c.debits_pending, now()
             from entry e, debited d, credited c`,
          [operation.id, kind, minor, debit.number, posted, pending, credit.number, holdIdOf(operation)],
        );
        if (kind === 'HOLD') {
          await tx.query(
            `insert into holds (id, debit_account_id, credit_account_id, currency, minor, remaining, status)
             values ($1, $2, $3, 'USD', $4, $4, 'OPEN')`,
            [operation.id, debitAccountId, creditAccountId, minor],
          );
        } else if (operation.kind === 'CAPTURE') {
          await tx.query(`update holds set remaining = 0, status = 'CAPTURED' where id = $1`, [operation.holdId]);
        }
      });
    },
  };
}

/** The ceiling: rows of the same shape in batches of the same size, and nothing is looked at. */
export function bare(database: Database): Way {
  const versions = new Map<string, bigint>();
  const holds = new Map<string, Transfer>();
  /** Accounts of their own, which no posting of the others has. */
  const number = (id: string) => 1_000_000_000n + BigInt(id.slice(-8));
  const next = (id: string) => {
    const version = (versions.get(id) ?? 0n) + 1n;
    versions.set(id, version);
    return version;
  };
  const writeBatch = async (operations: readonly Operation[]) => {
    const moves = operations.map((each) => moved(holds, each));
    const placed = operations.flatMap((each) => (each.kind === 'HOLD' ? [each] : []));
    await database.query(
      `with entries as (
         insert into journal_entries (id, kind, transaction_id, description, hold_id, content_hash, effective_at, recorded_at)
         select id, kind, id, 'Benchmark', hold_id, gen_random_uuid(), now(), now()
           from unnest($1::text[], $2::text[], $12::text[]) e (id, kind, hold_id)
         returning number, id
       ), placed as (
         insert into holds (id, debit_account_id, credit_account_id, currency, minor, remaining, status)
         select id, debit, credit, 'USD', minor, minor, 'OPEN'
           from unnest($8::text[], $9::text[], $10::text[], $11::bigint[]) h (id, debit, credit, minor)
       )
       insert into postings (entry_number, leg, kind, minor, debit_account, debit_version, debit_posted, debit_pending,
                             credit_account, credit_version, credit_posted, credit_pending, recorded_at)
       select e.number, 0, p.kind, minor, debit, debit_version, 0, 0, credit, credit_version, 0, 0, now()
         from unnest($1::text[], $2::text[], $3::bigint[], $4::bigint[], $5::bigint[], $6::bigint[], $7::bigint[])
              p (id, kind, minor, debit, debit_version, credit, credit_version)
         join entries e using (id)`,
      [
        operations.map(({ id }) => id),
        moves.map(({ kind }) => kind),
        moves.map(({ minor }) => minor),
        moves.map(({ debitAccountId }) => number(debitAccountId)),
        moves.map(({ debitAccountId }) => next(debitAccountId)),
        moves.map(({ creditAccountId }) => number(creditAccountId)),
        moves.map(({ creditAccountId }) => next(creditAccountId)),
        placed.map(({ id }) => id),
        placed.map(({ transfer }) => transfer.debitAccountId),
        placed.map(({ transfer }) => transfer.creditAccountId),
        placed.map(({ transfer }) => transfer.minor),
        operations.map(holdIdOf),
      ],
    );
    return operations.map(() => undefined);
  };
  return { name: 'bare inserts', callers: CALLERS, write: groupCommit(writeBatch) };
}

function holdIdOf(operation: Operation): string | null {
  return operation.kind === 'HOLD' ? operation.id : operation.kind === 'CAPTURE' ? operation.holdId : null;
}

/** What an operation of a workload moves; the transfer of a capture is that of its hold. */
function moved(holds: Map<string, Transfer>, operation: Operation): Transfer & { kind: keyof typeof EFFECTS } {
  if (operation.kind === 'HOLD') holds.set(operation.id, operation.transfer);
  const transfer =
    operation.kind === 'POST'
      ? operation.transfers[0]
      : holds.get(operation.kind === 'CAPTURE' ? operation.holdId : operation.id);
  if (!transfer || !(operation.kind in EFFECTS)) throw new Error(`${operation.kind} is in no workload`);
  return { ...transfer, kind: operation.kind as keyof typeof EFFECTS };
}
