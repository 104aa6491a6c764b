/** Reasons of ISO 20022 (external code set ExternalStatusReason1Code) for Stripe's codes of failed payouts. */
const CODES: Readonly<Record<string, string>> = {
  AC03: 'no_account',
  AC04: 'account_closed',
  AG01: 'debit_not_authorized',
  AM02: 'weekly_limit_exceeded',
  AM03: 'invalid_currency',
  AM04: 'insufficient_funds',
  FR01: 'fraudulent',
};

/** What the bank's reason means, in Stripe's words. */
export function reasonOf(isoCode: string | null): string {
  return CODES[isoCode ?? ''] ?? 'could_not_process';
}

/** The bank's reason for it; MS03 is "reason not specified". */
export function isoReasonOf(code: string): string {
  return Object.entries(CODES).find(([, name]) => name === code)?.[0] ?? 'MS03';
}
