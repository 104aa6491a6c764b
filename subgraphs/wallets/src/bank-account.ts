/** An account at a bank: by IBAN, or by US routing and account number. */
export interface BankAccount {
  /** What identifies it: the IBAN, or `routing/account`. */
  readonly number: string;
  readonly last4: string;
  readonly holder: string;
  readonly bankName: string | null;
}

export interface BankAccountInput {
  readonly iban?: string | null;
  readonly routingNumber?: string | null;
  readonly accountNumber?: string | null;
  readonly holder: string;
  readonly bankName?: string | null;
}

export type BankAccountProblem = 'BANK_ACCOUNT_INVALID' | 'HOLDER_INVALID';

const TEXT_CHARACTERS_MAX = 100;

export function parseBankAccount(input: BankAccountInput): BankAccount | BankAccountProblem {
  const holder = input.holder.trim();
  const bankName = input.bankName?.trim() || null;
  if (holder === '' || holder.length > TEXT_CHARACTERS_MAX) return 'HOLDER_INVALID';
  if ((bankName?.length ?? 0) > TEXT_CHARACTERS_MAX) return 'BANK_ACCOUNT_INVALID';
  const number = parseIban(input) ?? parseRouting(input);
  return number ? { number, last4: number.slice(-4), holder, bankName } : 'BANK_ACCOUNT_INVALID';
}

/** The parts of a number as {@link parseBankAccount} made it. */
export function routingOf(number: string): { iban: string } | { routingNumber: string; accountNumber: string } {
  const [routingNumber = '', accountNumber] = number.split('/');
  return accountNumber === undefined ? { iban: number } : { routingNumber, accountNumber };
}

/** ISO 13616: 15 to 34 characters whose rearranged digits leave 1 when divided by 97. */
function parseIban({ iban, routingNumber, accountNumber }: BankAccountInput): string | undefined {
  if (!iban || routingNumber || accountNumber) return undefined;
  const text = iban.replaceAll(' ', '').toUpperCase();
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(text)) return undefined;
  const digits = [...text.slice(4), ...text.slice(0, 4)].map((character) => Number.parseInt(character, 36)).join('');
  return BigInt(digits) % 97n === 1n ? text : undefined;
}

/** ABA routing numbers carry a check digit with the weights 3, 7, 1. */
function parseRouting({ iban, routingNumber, accountNumber }: BankAccountInput): string | undefined {
  if (iban || !routingNumber || !accountNumber) return undefined;
  if (!/^\d{9}$/.test(routingNumber) || !/^\d{4,17}$/.test(accountNumber)) return undefined;
  const sum = [...routingNumber].reduce(
    (total, digit, index) => total + Number(digit) * ([3, 7, 1][index % 3] ?? 0),
    0,
  );
  return sum % 10 === 0 ? `${routingNumber}/${accountNumber}` : undefined;
}
