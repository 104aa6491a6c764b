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
  | 'PAYMENT_SOURCE_AMBIGUOUS'
  | 'COUNTRY_INVALID'
  | 'SAME_WALLET';

export type RefundReason = 'DUPLICATE' | 'FRAUDULENT' | 'REQUESTED_BY_CUSTOMER';

interface KeyedInput {
  readonly idempotencyKey: string;
}

interface MovementInput extends KeyedInput {
  readonly amount: MoneyInput;
  readonly description?: string | null;
  readonly otp?: string | null;
}

export interface DepositInput extends MovementInput {
  readonly walletId: string;
  readonly paymentMethodId: string;
}

export interface WithdrawInput extends DepositInput {}

export interface TransferInput extends MovementInput {
  readonly fromWalletId: string;
  readonly toWalletId: string;
  readonly metadata?: unknown;
}

export interface PayInput extends MovementInput {
  readonly merchantWalletId: string;
  readonly fromWalletId?: string | null;
  readonly paymentMethodId?: string | null;
  readonly capture?: 'AUTOMATIC' | 'MANUAL' | null;
  readonly metadata?: unknown;
  readonly shippingCountry?: string | null;
}

export interface RefundInput extends KeyedInput {
  readonly transactionId: string;
  readonly amount?: MoneyInput | null;
  readonly reason: RefundReason;
}

/** What a key stands for, and what tells one use of it from another. */
export interface Keyed {
  readonly mutation: string;
  readonly key: string;
  /** Equal for calls with the same input, in whatever way it was written. */
  readonly inputHash: string;
}

interface Parties {
  readonly sourceWalletId: string | null;
  readonly destinationWalletId: string | null;
  readonly paymentMethodId: string | null;
}

/** A request to move money that makes sense by itself; whether it can be done is another question. */
export interface MoneyRequest extends Keyed, Parties {
  readonly type: 'DEPOSIT' | 'WITHDRAWAL' | 'TRANSFER' | 'PAYMENT' | 'PAYOUT';
  readonly amount: Money;
  readonly captureMode: 'AUTOMATIC' | 'MANUAL';
  readonly description: string | null;
  readonly metadata: unknown;
  readonly parentId: string | null;
  /** Answers a challenge of an earlier call with this key; no part of what the call is about. */
  readonly otp: string | null;
}

export interface RefundRequest extends Keyed {
  readonly transactionId: string;
  /** Null is all that is left. */
  readonly amount: Money | null;
  readonly reason: RefundReason;
}

export function parseDeposit(input: DepositInput): MoneyRequest | RequestProblem {
  const { walletId, paymentMethodId } = input;
  const parties = { sourceWalletId: null, destinationWalletId: walletId, paymentMethodId };
  return parseMovement({ mutation: 'deposit', type: 'DEPOSIT' }, input, parties);
}

export function parseWithdrawal(input: WithdrawInput): MoneyRequest | RequestProblem {
  const { walletId, paymentMethodId } = input;
  const parties = { sourceWalletId: walletId, destinationWalletId: null, paymentMethodId };
  return parseMovement({ mutation: 'withdraw', type: 'WITHDRAWAL' }, input, parties);
}

export function parseTransfer(input: TransferInput): MoneyRequest | RequestProblem {
  const { fromWalletId, toWalletId, metadata } = input;
  if (fromWalletId === toWalletId) return 'SAME_WALLET';
  const parties = { sourceWalletId: fromWalletId, destinationWalletId: toWalletId, paymentMethodId: null };
  return parseMovement({ mutation: 'transfer', type: 'TRANSFER' }, input, parties, { metadata });
}

export function parsePayment(input: PayInput): MoneyRequest | RequestProblem {
  const { merchantWalletId, fromWalletId, paymentMethodId, capture, metadata, shippingCountry } = input;
  if ((fromWalletId == null) === (paymentMethodId == null)) return 'PAYMENT_SOURCE_AMBIGUOUS';
  if (fromWalletId === merchantWalletId) return 'SAME_WALLET';
  if (shippingCountry != null && !/^[A-Z]{2}$/.test(shippingCountry)) return 'COUNTRY_INVALID';
  const parties = {
    sourceWalletId: fromWalletId ?? null,
    destinationWalletId: merchantWalletId,
    paymentMethodId: paymentMethodId ?? null,
  };
  const shipping = shippingCountry == null ? {} : { shippingCountry };
  return parseMovement({ mutation: 'pay', type: 'PAYMENT' }, input, parties, { metadata, capture, ...shipping });
}

export function parseRefund(input: RefundInput): RefundRequest | RequestProblem {
  const { transactionId, reason } = input;
  const amount = input.amount == null ? null : parseAmount(input.amount);
  if (typeof amount === 'string') return amount;
  const keyed = parseKeyed('refund', input.idempotencyKey, { transactionId, reason, amount: textOf(amount) });
  return typeof keyed === 'string' ? keyed : { ...keyed, transactionId, amount, reason };
}

function parseMovement(
  { mutation, type }: Pick<MoneyRequest, 'mutation' | 'type'>,
  input: MovementInput,
  parties: Parties,
  more: {
    readonly metadata?: unknown;
    readonly capture?: 'AUTOMATIC' | 'MANUAL' | null;
    readonly shippingCountry?: string;
  } = {},
): MoneyRequest | RequestProblem {
  const description = input.description?.trim() || null;
  if ((description?.length ?? 0) > DESCRIPTION_CHARACTERS_MAX) return 'DESCRIPTION_TOO_LONG';
  const { shippingCountry, capture } = more;
  const given = more.metadata ?? null;
  if (!isMetadata(given)) return 'METADATA_INVALID';
  const metadata = shippingCountry === undefined ? given : { ...(given as object | null), shippingCountry };
  const amount = parseAmount(input.amount);
  if (typeof amount === 'string') return amount;
  const captureMode = capture ?? 'AUTOMATIC';
  const content = { ...parties, description, metadata, amount: textOf(amount), captureMode };
  const keyed = parseKeyed(mutation, input.idempotencyKey, content);
  if (typeof keyed === 'string') return keyed;
  return {
    ...keyed,
    ...parties,
    type,
    amount,
    captureMode,
    description,
    metadata,
    parentId: null,
    otp: input.otp ?? null,
  };
}

/** A key of 1 to 255 characters, and a hash of what it stands for. */
export function parseKeyed(mutation: string, key: string, content: object): Keyed | 'IDEMPOTENCY_KEY_INVALID' {
  if (key === '' || key.length > KEY_CHARACTERS_MAX) return 'IDEMPOTENCY_KEY_INVALID';
  return { mutation, key, inputHash: createHash('sha256').update(canonicalJson(content)).digest('base64url') };
}

export function textOf(amount: Money | null): string | null {
  return amount && `${amount.currency} ${amount.minor}`;
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
