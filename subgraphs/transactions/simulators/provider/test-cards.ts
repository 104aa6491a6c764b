/** What a test card does. Without anything, every charge succeeds and nothing happens afterwards. */
export interface CardScript {
  /** The decline code, in Stripe's words; after the challenge when there is one. */
  readonly decline?: string;
  /** The cardholder must prove who they are first. */
  readonly challenge?: true;
  readonly dispute?: {
    readonly reason: string;
    /** A question of the bank: no money is taken unless it escalates. */
    readonly inquiry?: true;
    /** Once unless said otherwise. */
    readonly times?: number;
  };
  /** Refunds of other cards succeed at once and stay so. */
  readonly refund?: 'SUCCEEDS_LATER' | 'FAILS_LATER';
}

const succeeds: CardScript = {};
const declined = (decline: string): CardScript => ({ decline });
const challenged = (decline?: string): CardScript => ({ challenge: true, decline });
const disputed = (reason: string, more: Partial<CardScript['dispute']> = {}): CardScript => ({
  dispute: { reason, ...more },
});

/**
 * The test cards of https://docs.stripe.com/testing (read November 2026), with default account settings: of the
 * risk checks only the highest risk blocks. What a payment without a screen cannot have (captcha, PIN) is passed.
 */
const TEST_CARDS: Readonly<Record<string, CardScript>> = {
  // By brand.
  '4242424242424242': succeeds,
  '4000056655665556': succeeds,
  '5555555555554444': succeeds,
  '2223003122003222': succeeds,
  '5200828282828210': succeeds,
  '5105105105105100': succeeds,
  '378282246310005': succeeds,
  '371449635398431': succeeds,
  '6011111111111117': succeeds,
  '6011000990139424': succeeds,
  '6011981111111113': succeeds,
  '3056930009020004': succeeds,
  '36227206271667': succeeds,
  '6555900000604105': succeeds,
  '3566002020360505': succeeds,
  '6200000000000005': succeeds,
  '6200000000000047': succeeds,
  '6205500000000000004': succeeds,
  '4000002500001001': succeeds,
  '5555552500001001': succeeds,
  '4000050360000001': succeeds,
  '5555050360000080': succeeds,
  // By country.
  '4000000320000021': succeeds,
  '4000000760000002': succeeds,
  '4000001240000000': succeeds,
  '4000001520000001': succeeds,
  '4000001700000003': succeeds,
  '4000001880000005': succeeds,
  '4000002180000000': succeeds,
  '4000004840008001': succeeds,
  '5062210000000009': succeeds,
  '4000005910000000': succeeds,
  '4000006000000066': succeeds,
  '4000006040000068': succeeds,
  '4000008580000003': succeeds,
  '4000007840000001': succeeds,
  '5200007840000022': succeeds,
  '4000000400000008': succeeds,
  '4000000560000004': succeeds,
  '4000001000000000': succeeds,
  '4000001120000005': succeeds,
  '4000001910000009': succeeds,
  '4000001960000008': succeeds,
  '4000002030000002': succeeds,
  '4000002080000001': succeeds,
  '4000002330000009': succeeds,
  '4000002460000001': succeeds,
  '4000002500000003': succeeds,
  '4000002760000016': succeeds,
  '4000002920000005': succeeds,
  '4000003000000030': succeeds,
  '4000003480000005': succeeds,
  '4000003720000005': succeeds,
  '4000003800000008': succeeds,
  '4000004280000005': succeeds,
  '4000004380000004': succeeds,
  '4000004400000000': succeeds,
  '4000004420000006': succeeds,
  '4000004700000007': succeeds,
  '4000005280000002': succeeds,
  '4000005780000007': succeeds,
  '4000006160000005': succeeds,
  '4000006200000007': succeeds,
  '4000006420000001': succeeds,
  '4000006820000007': succeeds,
  '4000007050000006': succeeds,
  '4000007030000001': succeeds,
  '4000007240000007': succeeds,
  '4000007520000008': succeeds,
  '4000007560000009': succeeds,
  '4000008260000000': succeeds,
  '4000058260000005': succeeds,
  '5555558265554449': succeeds,
  '4000000360000006': succeeds,
  '4000001560000002': succeeds,
  '4000003440000004': succeeds,
  '4000003560000008': succeeds,
  '4000003920000003': succeeds,
  '3530111333300000': succeeds,
  '4000004580000002': succeeds,
  '4000005540000008': succeeds,
  '4000007020000003': succeeds,
  '4000001580000008': succeeds,
  '4000007640000003': succeeds,
  '4000057640000008': succeeds,
  // Of health savings and flexible spending accounts.
  '4000051230000072': succeeds,
  '5200828282828897': succeeds,
  // Declines. 0341 can be stored and fails when it is charged.
  '4000000000000002': declined('generic_decline'),
  '4000000000009995': declined('insufficient_funds'),
  '4000000000009987': declined('lost_card'),
  '4000000000009979': declined('stolen_card'),
  '4000000000000069': declined('expired_card'),
  '4000000000000127': declined('incorrect_cvc'),
  '4000000000000119': declined('processing_error'),
  '4242424242424241': declined('incorrect_number'),
  '4000000000006975': declined('card_velocity_exceeded'),
  '4000000000000341': declined('generic_decline'),
  // Fraud prevention: always blocked, highest risk; the others are marked and pass.
  '4100000000000019': declined('fraudulent'),
  '4000000000004954': declined('fraudulent'),
  '4000000000009235': succeeds,
  '4000008400000407': succeeds,
  '4000008400000159': succeeds,
  '4000008400001017': succeeds,
  '4000008405600003': succeeds,
  '4000000000000101': succeeds,
  '4000000000000036': succeeds,
  '4000058400307872': succeeds,
  '4000058400306072': succeeds,
  '4000000000000028': succeeds,
  '4000000000000010': succeeds,
  '4000000000000044': succeeds,
  // Disputes. 5423 is an early fraud warning: nothing is disputed yet.
  '4000000000000259': disputed('fraudulent'),
  '4000000000002685': disputed('product_not_received'),
  '4000000000001976': disputed('product_not_received', { inquiry: true }),
  '4000000000005423': succeeds,
  '4000000404000079': disputed('fraudulent', { times: 2 }),
  '4000000404000038': disputed('fraudulent'),
  '4000008400000779': disputed('noncompliant'),
  '5105008400000002': disputed('noncompliant'),
  '4000000001000043': disputed('fraudulent'),
  // Dispute prevention, which nobody is enrolled in.
  '4000000404004816': disputed('fraudulent'),
  '4000000404005649': disputed('fraudulent'),
  '5105000300000018': disputed('fraudulent'),
  // Refunds.
  '4000000000007726': { refund: 'SUCCEEDS_LATER' },
  '4000000000005126': { refund: 'FAILS_LATER' },
  // Straight to the available balance.
  '4000000000000077': succeeds,
  '4000003720000278': succeeds,
  // 3D Secure. The cardholder is always there: what only spares an absent one is challenged.
  '4000002500003155': challenged(),
  '4000002760003184': challenged(),
  '4000003800000446': challenged(),
  '4000008260003178': challenged('insufficient_funds'),
  '4000000000003220': challenged(),
  '4000008400000027': challenged(),
  '4000008400001629': challenged('generic_decline'),
  '4000008400001280': declined('generic_decline'),
  '4000000000003055': succeeds,
  '4000000000003097': succeeds,
  '4000000032200000': succeeds,
  '4000582600000094': challenged(),
  '4000582600000045': challenged(),
  '4000582600000102': challenged(),
  '4000582600000110': challenged(),
  // Captcha, and PINs.
  '4000000000001208': succeeds,
  '4000000000003725': succeeds,
  '4001007020000002': succeeds,
  '4000008260000075': succeeds,
  '4001000360000005': succeeds,
  '4000002760000008': succeeds,
};

export const TEST_CARD_NUMBERS: readonly string[] = Object.keys(TEST_CARDS);

/** What a charge to this card leads to. A card that is no test card is declined: nobody's real card is charged here. */
export function scriptOf(
  card: { readonly number: string; readonly expiryMonth: number; readonly expiryYear: number },
  now: Date,
): CardScript {
  if (!Number.isInteger(card.expiryMonth) || card.expiryMonth < 1 || card.expiryMonth > 12)
    return declined('invalid_expiry_month');
  // A card is good until the end of its month.
  if (Date.UTC(card.expiryYear, card.expiryMonth) <= now.getTime()) return declined('expired_card');
  if (Object.hasOwn(TEST_CARDS, card.number)) return TEST_CARDS[card.number] ?? succeeds;
  return declined(passesLuhn(card.number) ? 'test_mode_live_card' : 'incorrect_number');
}

/** The check digit of ISO/IEC 7812-1, annex B. */
function passesLuhn(digits: string): boolean {
  const weighted = [...digits].reverse().map((digit, index) => Number(digit) * (index % 2 === 1 ? 2 : 1));
  return weighted.reduce((total, value) => total + (value > 9 ? value - 9 : value), 0) % 10 === 0;
}
