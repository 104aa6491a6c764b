interface Refusal {
  /** Adyen's number for the reason: https://docs.adyen.com/development-resources/refusal-reasons/ */
  readonly refusalReasonCode?: string;
  /** What the issuer said itself, beginning with its ISO 8583 response code. */
  readonly refusalReasonRaw?: string;
}

/** Stripe's decline codes for Adyen's refusal reasons; where one stands for several, the issuer's own code decides. */
const BY_ISSUER_CODE: Readonly<Record<string, string>> = {
  '41': 'lost_card',
  '43': 'stolen_card',
  '65': 'card_velocity_exceeded',
};
const BY_REASON: Readonly<Record<string, string>> = {
  '2': 'generic_decline',
  '4': 'processing_error',
  '5': 'pickup_card',
  '6': 'expired_card',
  '8': 'incorrect_number',
  '9': 'issuer_not_available',
  '12': 'insufficient_funds',
  '20': 'fraudulent',
  '22': 'fraudulent',
  '23': 'transaction_not_allowed',
  '24': 'incorrect_cvc',
  '27': 'do_not_honor',
  '28': 'card_velocity_exceeded',
  '31': 'fraudulent',
  '38': 'authentication_required',
};

export function declineCodeOf({ refusalReasonCode, refusalReasonRaw }: Refusal): string {
  const issuerCode = /^(\d{2}) /.exec(refusalReasonRaw ?? '')?.[1] ?? '';
  return BY_ISSUER_CODE[issuerCode] ?? BY_REASON[refusalReasonCode ?? ''] ?? 'generic_decline';
}

/** A decline code as Nova Cards puts it. What it has no reason for is its plain refusal, with the code in words. */
export function refusalOf(declineCode: string): { refusalReasonCode: string; refusalReasonRaw: string } {
  const issuerCode = Object.entries(BY_ISSUER_CODE).find(([, code]) => code === declineCode)?.[0];
  const reason = Object.entries(BY_REASON).find(([, code]) => code === declineCode)?.[0];
  return {
    refusalReasonCode: reason ?? (issuerCode ? '5' : '2'),
    refusalReasonRaw: `${issuerCode ?? '05'} : ${declineCode}`,
  };
}
