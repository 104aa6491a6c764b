import { createHash } from 'node:crypto';
import { type Money, type MoneyInput, type MoneyProblem, parseAmount } from '@paygraph/money';

const KEY_CHARACTERS_MAX = 255;
const DESCRIPTION_CHARACTERS_MAX = 500;
const METADATA_BYTES_MAX = 4_096;

export type RequestProblem =
  | MoneyProblem
  | 'IDEMPOTENCY_KEY_INVALID'
  | 'DESCRIPTION_TOO_LONG'
  | 'METADATA_INVALID'
  | 'SAME_WALLET';

export interface DepositInput {
  readonly walletId: string;
  readonly amount: MoneyInput;
  readonly paymentMethodId: string;
  readonly description?: string | null;
  readonly idempotencyKey: string;
}

export interface TransferInput {
  readonly fromWalletId: string;
  readonly toWalletId: string;
  readonly amount: MoneyInput;
  readonly description?: string | null;
  readonly metadata?: unknown;
  readonly idempotencyKey: string;
}

/** A request to move money that makes sense by itself; whether it can be done is another question. */
export interface MoneyRequest {
  readonly mutation: 'deposit' | 'transfer';
  readonly key: string;
  /** Equal for calls with the same input, in whatever way it was written. */
  readonly inputHash: string;
  readonly amount: Money;
  readonly sourceWalletId: string | null;
  readonly destinationWalletId: string;
  readonly paymentMethodId: string | null;
  readonly description: string | null;
  readonly metadata: unknown;
}

export function parseDeposit(input: DepositInput): MoneyRequest | RequestProblem {
  const { walletId, paymentMethodId } = input;
  return parseRequest('deposit', input, {
    sourceWalletId: null,
    destinationWalletId: walletId,
    paymentMethodId,
    metadata: null,
  });
}

export function parseTransfer(input: TransferInput): MoneyRequest | RequestProblem {
  const { fromWalletId, toWalletId, metadata = null } = input;
  if (fromWalletId === toWalletId) return 'SAME_WALLET';
  return parseRequest('transfer', input, {
    sourceWalletId: fromWalletId,
    destinationWalletId: toWalletId,
    paymentMethodId: null,
    metadata,
  });
}

function parseRequest(
  mutation: MoneyRequest['mutation'],
  input: { readonly amount: MoneyInput; readonly description?: string | null; readonly idempotencyKey: string },
  parties: Pick<MoneyRequest, 'sourceWalletId' | 'destinationWalletId' | 'paymentMethodId' | 'metadata'>,
): MoneyRequest | RequestProblem {
  const key = input.idempotencyKey;
  if (key === '' || key.length > KEY_CHARACTERS_MAX) return 'IDEMPOTENCY_KEY_INVALID';
  const description = input.description?.trim() || null;
  if ((description?.length ?? 0) > DESCRIPTION_CHARACTERS_MAX) return 'DESCRIPTION_TOO_LONG';
  if (!isMetadata(parties.metadata)) return 'METADATA_INVALID';
  const amount = parseAmount(input.amount);
  if (typeof amount === 'string') return amount;
  const content = { ...parties, description, currency: amount.currency, minor: amount.minor.toString() };
  const inputHash = createHash('sha256').update(canonicalJson(content)).digest('base64url');
  return { mutation, key, inputHash, amount, description, ...parties };
}

function isMetadata(value: unknown): boolean {
  if (value === null) return true;
  const isObject = typeof value === 'object' && !Array.isArray(value);
  return isObject && Buffer.byteLength(JSON.stringify(value)) <= METADATA_BYTES_MAX;
}

/** JSON with object keys in order: the same content gives the same text. */
function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}
