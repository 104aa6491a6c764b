import type { Failure } from '../failure.ts';

/** Decline codes that say nothing about the card: the same card may well succeed later. */
const PROCESSING = new Set([
  'processing_error',
  'issuer_not_available',
  'reenter_transaction',
  'try_again_later',
  // Of the provider rather than the bank: it will not do what was asked.
  'resource_missing',
  'canceled',
  'unexpected_state',
  'amount_too_large',
  'charge_disputed',
  'unsupported',
  'invalid_request',
]);

/** Why no money moved, from the code of a card's issuer: https://docs.stripe.com/declines/codes. */
export function cardFailure(declineCode: string): Failure {
  return { code: PROCESSING.has(declineCode) ? 'PROCESSING_ERROR' : 'CARD_DECLINED', declineCode };
}

/** Why no money reached an account: https://docs.stripe.com/api/payouts/failures. */
export function bankFailure(declineCode: string): Failure {
  return { code: PROCESSING.has(declineCode) ? 'PROCESSING_ERROR' : 'BANK_DECLINED', declineCode };
}

/** The transfer was sent and came back. */
export function returnFailure(declineCode: string): Failure {
  return { code: 'RETURNED', declineCode };
}
