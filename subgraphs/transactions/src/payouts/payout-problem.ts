import { type Problem, userError } from '../problems.ts';

/** What is wrong with a batch as a whole. */
type BatchProblem =
  | 'LINES_AMBIGUOUS'
  | 'LINES_MISSING'
  | 'TOO_MANY_LINES'
  | 'BATCH_TOO_LARGE'
  | 'FILE_MALFORMED'
  | 'COLUMN_MISSING'
  | 'COLUMN_UNKNOWN'
  | 'COLUMN_REPEATED'
  | 'MORE_LINES_MALFORMED';

/** What is wrong with one of its lines. */
type LineProblem = 'FIELDS_MISCOUNTED' | 'DESTINATION_MISSING' | 'REFERENCE_TOO_LONG';

/** What people are told; `detail` says which column, or how many. */
const PAYOUT_PROBLEMS = {
  LINES_AMBIGUOUS: 'Give either lines or a file',
  LINES_MISSING: 'A batch has at least one line',
  TOO_MANY_LINES: 'A batch has at most 10,000 lines',
  BATCH_TOO_LARGE: 'The lines come to more than can be paid at once',
  FILE_MALFORMED: 'The file is no CSV',
  COLUMN_MISSING: 'The header lacks a column',
  COLUMN_UNKNOWN: 'The header has a column that means nothing here',
  COLUMN_REPEATED: 'The header has a column twice',
  MORE_LINES_MALFORMED: 'More lines are malformed than are shown',
  FIELDS_MISCOUNTED: 'It has more or fewer fields than the header',
  DESTINATION_MISSING: 'It names no wallet to pay',
  REFERENCE_TOO_LONG: 'A reference has at most 100 characters',
} as const satisfies Record<BatchProblem | LineProblem, string>;

export type PayoutProblem = keyof typeof PAYOUT_PROBLEMS;

/** Why a batch was turned away, in the form of the API. */
export interface PayoutError {
  readonly code: Problem | PayoutProblem;
  readonly message: string;
  readonly field: string[];
}

export function batchError(code: PayoutProblem, field: 'lines' | 'file', detail?: string): PayoutError {
  const message = PAYOUT_PROBLEMS[code];
  return { code, message: detail === undefined ? message : `${message}: ${detail}`, field: ['input', field] };
}

/** What is wrong with one line: `place` tells people where it is, `field` programs. */
export function lineError(code: Problem | PayoutProblem, place: string, field: readonly string[]): PayoutError {
  const message = code in PAYOUT_PROBLEMS ? PAYOUT_PROBLEMS[code as PayoutProblem] : userError(code as Problem).message;
  return { code, message: `${place}: ${message}`, field: ['input', ...field] };
}
