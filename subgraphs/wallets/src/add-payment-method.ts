import type { Fact } from '@paygraph/events';
import { newId, type UserActor } from '@paygraph/identity';
import { type BankAccountInput, parseBankAccount } from './bank-account.ts';
import { type CardInput, parseCard } from './card.ts';
import type { WalletsDeps } from './deps.ts';
import { countPaymentMethods, insertPaymentMethod, type PaymentMethodRow } from './payment-method-store.ts';
import type { Problem } from './problems.ts';

const PAYMENT_METHODS_MAX = 20;

export interface PaymentMethodInput {
  readonly card?: CardInput | null;
  readonly bankAccount?: BankAccountInput | null;
}

/** The number in the clear, and all that is kept beside its seal. */
interface Described {
  readonly number: string;
  readonly shown: Pick<
    PaymentMethodRow,
    'kind' | 'brand' | 'last4' | 'expiryMonth' | 'expiryYear' | 'holder' | 'bankName'
  >;
}

export async function addPaymentMethod(
  { publisher, vault, now }: WalletsDeps,
  actor: UserActor,
  input: PaymentMethodInput,
): Promise<PaymentMethodRow | Problem> {
  const described = describe(input, now());
  if (typeof described === 'string') return described;
  const { number, shown } = described;
  const id = newId('pm');
  const row: PaymentMethodRow = {
    id,
    ownerId: actor.userId,
    ...shown,
    fingerprint: vault.fingerprint(number),
    sealed: vault.seal(number, id),
    createdAt: now(),
    removedAt: null,
  };
  return publisher.commit<PaymentMethodRow | Problem>(actor, async (tx) => {
    if ((await countPaymentMethods(tx, actor.userId)) >= PAYMENT_METHODS_MAX)
      return { result: 'TOO_MANY_PAYMENT_METHODS', facts: [] };
    await insertPaymentMethod(tx, row);
    return { result: row, facts: [paymentMethodFact('payment_method.added', row)] };
  });
}

export function paymentMethodFact(
  type: 'payment_method.added' | 'payment_method.removed',
  row: PaymentMethodRow,
): Fact {
  const { id, ownerId, kind, last4 } = row;
  return { type, subject: id, data: { paymentMethodId: id, ownerId, kind, last4 } };
}

function describe({ card, bankAccount }: PaymentMethodInput, now: Date): Described | Problem {
  if (card && !bankAccount) {
    const parsed = parseCard(card, now);
    if (typeof parsed === 'string') return parsed;
    const { number, ...rest } = parsed;
    return { number, shown: { ...rest, kind: 'CREDIT_CARD', last4: number.slice(-4), bankName: null } };
  }
  if (bankAccount && !card) {
    const parsed = parseBankAccount(bankAccount);
    if (typeof parsed === 'string') return parsed;
    const { number, ...rest } = parsed;
    return { number, shown: { ...rest, kind: 'BANK_ACCOUNT', brand: null, expiryMonth: null, expiryYear: null } };
  }
  return 'ONE_KIND_REQUIRED';
}
