/**
 * What each test card does, as Stripe documents its own (https://docs.stripe.com/testing).
 * Null is a success; otherwise the decline code.
 */
const TEST_CARDS: Readonly<Record<string, string | null>> = {
  '4242424242424242': null,
  '4000056655665556': null,
  '5555555555554444': null,
  '2223003122003222': null,
  '5200828282828210': null,
  '5105105105105100': null,
  '378282246310005': null,
  '371449635398431': null,
  '6011111111111117': null,
  '6011000990139424': null,
  '3056930009020004': null,
  '36227206271667': null,
  '3566002020360505': null,
  '6200000000000005': null,
  '4000000000000002': 'generic_decline',
  '4000000000009995': 'insufficient_funds',
  '4000000000000119': 'processing_error',
};

/** The decline code of a charge to this card, or null. A card that is no test card is declined: nobody's real card is charged here. */
export function declineCodeOf(number: string): string | null {
  return Object.hasOwn(TEST_CARDS, number) ? (TEST_CARDS[number] ?? null) : 'test_mode_live_card';
}
