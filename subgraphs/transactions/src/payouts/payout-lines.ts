import { AMOUNT_MINOR_MAX, type MoneyInput, parseAmount } from '@paygraph/money';
import { CsvError, parse } from 'csv-parse/sync';
import type { Problem } from '../problems.ts';
import { batchError, lineError, type PayoutError, type PayoutProblem } from './payout-problem.ts';

const LINES_MAX = 10_000;
const DESCRIPTION_CHARACTERS_MAX = 500;
const REFERENCE_CHARACTERS_MAX = 100;
/** Malformed lines that are named one by one. */
const ERRORS_MAX = 100;

const COLUMNS = ['to_wallet_id', 'amount', 'currency', 'description', 'reference'] as const;
const REQUIRED: readonly Column[] = ['to_wallet_id', 'amount'];
type Column = (typeof COLUMNS)[number];

export interface PayoutLineInput {
  readonly toWalletId: string;
  readonly amount: MoneyInput;
  readonly description?: string | null;
  readonly reference?: string | null;
}

export interface PayoutSource {
  readonly id: string;
  readonly currency: string;
}

/** A line that makes sense by itself; whether it can be paid is another question. */
export interface NewPayoutLine {
  readonly number: number;
  readonly toWalletId: string;
  readonly minor: bigint;
  readonly description: string | null;
  readonly reference: string | null;
}

/** A line as it was given, or why it cannot be read; and where that was. */
interface GivenLine {
  readonly input: PayoutLineInput | PayoutProblem;
  readonly place: string;
  readonly path: readonly string[];
}

/** The lines of a batch, or everything that is wrong with them. */
export function parsePayoutLines(
  given: { readonly lines?: readonly PayoutLineInput[] | null; readonly file?: string | null },
  source: PayoutSource,
): readonly NewPayoutLine[] | readonly PayoutError[] {
  const { lines, file } = given;
  if ((lines == null) === (file == null)) return [batchError('LINES_AMBIGUOUS', 'lines')];
  const field = file == null ? 'lines' : 'file';
  const read = file == null ? (lines ?? []).map(asGiven) : readFile(file, source.currency);
  if ('message' in read) return [read];
  if (read.length === 0) return [batchError('LINES_MISSING', field)];
  if (read.length > LINES_MAX) return [batchError('TOO_MANY_LINES', field)];

  const parsed: NewPayoutLine[] = [];
  const errors: PayoutError[] = [];
  for (const [index, { input, place, path }] of read.entries()) {
    const line = typeof input === 'string' ? ([input, null] as const) : parseLine(index + 1, input, source);
    if ('number' in line) parsed.push(line);
    else errors.push(lineError(line[0], place, [...path, ...(line[1] && field === 'lines' ? [line[1]] : [])]));
  }
  if (errors.length > ERRORS_MAX) {
    const more = batchError('MORE_LINES_MALFORMED', field, `${errors.length - ERRORS_MAX} more`);
    return [...errors.slice(0, ERRORS_MAX), more];
  }
  if (errors.length > 0) return errors;
  return totalOf(parsed) > AMOUNT_MINOR_MAX ? [batchError('BATCH_TOO_LARGE', field)] : parsed;
}

export function isRefused(lines: readonly NewPayoutLine[] | readonly PayoutError[]): lines is readonly PayoutError[] {
  return lines.some((line) => 'code' in line);
}

export function totalOf(lines: readonly NewPayoutLine[]): bigint {
  return lines.reduce((sum, { minor }) => sum + minor, 0n);
}

function parseLine(
  number: number,
  { toWalletId, amount, ...given }: PayoutLineInput,
  source: PayoutSource,
): NewPayoutLine | readonly [Problem | PayoutProblem, field: string] {
  const description = given.description?.trim() || null;
  const reference = given.reference?.trim() || null;
  if (toWalletId === '') return ['DESTINATION_MISSING', 'toWalletId'];
  if (toWalletId === source.id) return ['SAME_WALLET', 'toWalletId'];
  const money = parseAmount(amount);
  if (typeof money === 'string') return [money, 'amount'];
  if (money.currency !== source.currency) return ['CURRENCY_MISMATCH', 'amount'];
  if ((description?.length ?? 0) > DESCRIPTION_CHARACTERS_MAX) return ['DESCRIPTION_TOO_LONG', 'description'];
  if ((reference?.length ?? 0) > REFERENCE_CHARACTERS_MAX) return ['REFERENCE_TOO_LONG', 'reference'];
  return { number, toWalletId, minor: money.minor, description, reference };
}

function asGiven(input: PayoutLineInput, index: number): GivenLine {
  return { input, place: `Line ${index + 1}`, path: ['lines', String(index)] };
}

interface CsvRecord {
  readonly record: string[];
  /** `lines` of the file were read when it ended. */
  readonly info: { readonly lines: number };
}

function readFile(file: string, currency: string): readonly GivenLine[] | PayoutError {
  let records: readonly CsvRecord[];
  try {
    records = parse(file, {
      bom: true,
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
      // One record more than a batch may have shows that there are too many.
      to: LINES_MAX + 2,
    }) as unknown as CsvRecord[];
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return batchError('FILE_MALFORMED', 'file', error.message);
  }
  const header = (records[0]?.record ?? []).map((name) => name.toLowerCase());
  const problem = headerProblem(header);
  if (problem) return problem;
  return records.slice(1).map(({ record, info }, index) => ({
    input: record.length === header.length ? toInput(header, record, currency) : 'FIELDS_MISCOUNTED',
    place: `Line ${index + 1} (line ${info.lines} of the file)`,
    path: ['file'],
  }));
}

function headerProblem(header: readonly string[]): PayoutError | null {
  const unknown = header.find((name) => !(COLUMNS as readonly string[]).includes(name));
  if (unknown !== undefined) return batchError('COLUMN_UNKNOWN', 'file', `"${unknown.slice(0, 50)}"`);
  const repeated = header.find((name, index) => header.indexOf(name) !== index);
  if (repeated !== undefined) return batchError('COLUMN_REPEATED', 'file', repeated);
  const missing = REQUIRED.find((name) => !header.includes(name));
  return missing === undefined ? null : batchError('COLUMN_MISSING', 'file', missing);
}

function toInput(header: readonly string[], record: readonly string[], currency: string): PayoutLineInput {
  const fieldOf = (name: Column) => record[header.indexOf(name)] ?? '';
  return {
    toWalletId: fieldOf('to_wallet_id'),
    amount: { amount: fieldOf('amount'), currency: fieldOf('currency') || currency },
    description: fieldOf('description'),
    reference: fieldOf('reference'),
  };
}
