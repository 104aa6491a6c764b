import { describe, expect, test } from 'vitest';
import { parseBankAccount } from './bank-account.ts';
import { type CardInput, parseCard } from './card.ts';

const now = new Date('2026-11-15T12:00:00Z');
const card = (over: Partial<CardInput> = {}) =>
  parseCard(
    { number: '4242 4242 4242 4242', expiryMonth: 12, expiryYear: 2030, cvc: '123', holder: 'A. Holder', ...over },
    now,
  );

describe('a card', () => {
  test('is read with its brand and without spaces', () => {
    expect(card()).toMatchObject({ number: '4242424242424242', brand: 'visa' });
    expect(card({ number: '5555555555554444' })).toMatchObject({ brand: 'mastercard' });
    expect(card({ number: '378282246310005', cvc: '1234' })).toMatchObject({ brand: 'amex' });
  });

  test('is good until the end of its month', () => {
    expect(card({ expiryMonth: 11, expiryYear: 2026 })).toMatchObject({ expiryMonth: 11 });
    expect(card({ expiryMonth: 10, expiryYear: 2026 })).toBe('CARD_EXPIRED');
  });

  test.each<[Partial<CardInput>, string]>([
    [{ number: '4242424242424241' }, 'CARD_NUMBER_INVALID'],
    [{ number: '4242' }, 'CARD_NUMBER_INVALID'],
    [{ number: '4242x4242' }, 'CARD_NUMBER_INVALID'],
    [{ expiryMonth: 13 }, 'CARD_EXPIRY_INVALID'],
    [{ expiryYear: 26 }, 'CARD_EXPIRY_INVALID'],
    [{ expiryYear: 2099 }, 'CARD_EXPIRY_INVALID'],
    [{ cvc: '12' }, 'CARD_CVC_INVALID'],
    [{ cvc: 'abc' }, 'CARD_CVC_INVALID'],
    [{ holder: ' ' }, 'HOLDER_INVALID'],
  ])('with %o is refused as %s', (over, problem) => {
    expect(card(over)).toBe(problem);
  });
});

describe('a bank account', () => {
  test('is read from an IBAN or from routing and account number', () => {
    expect(parseBankAccount({ iban: 'DE89 3704 0044 0532 0130 00', holder: 'A' })).toMatchObject({ last4: '3000' });
    expect(parseBankAccount({ routingNumber: '110000000', accountNumber: '000123456789', holder: 'A' })).toMatchObject({
      last4: '6789',
    });
  });

  test('with a wrong check digit, or with both or neither kind of number, is refused', () => {
    expect(parseBankAccount({ iban: 'DE88370400440532013000', holder: 'A' })).toBe('BANK_ACCOUNT_INVALID');
    expect(parseBankAccount({ routingNumber: '110000001', accountNumber: '000123456789', holder: 'A' })).toBe(
      'BANK_ACCOUNT_INVALID',
    );
    expect(parseBankAccount({ holder: 'A' })).toBe('BANK_ACCOUNT_INVALID');
    expect(
      parseBankAccount({
        iban: 'DE89370400440532013000',
        routingNumber: '110000000',
        accountNumber: '000123456789',
        holder: 'A',
      }),
    ).toBe('BANK_ACCOUNT_INVALID');
  });
});
