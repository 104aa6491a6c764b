import { expect, test } from 'vitest';
import { receiptMail, signUpRepeatedMail } from './mail-content.ts';

const deposit = {
  transactionId: 'txn_1',
  type: 'DEPOSIT',
  status: 'SUCCEEDED',
  previousStatus: 'PROCESSING',
  amount: '50.00',
  currency: 'EUR',
  initiatorId: 'usr_ada',
  sourceWalletId: null,
  sourceOwnerId: null,
  destinationWalletId: 'wal_ada',
  destinationOwnerId: 'usr_ada',
  description: null,
  failureCode: null,
  failureMessage: null,
} as const;

test('a receipt says what was done, when and under which number', () => {
  const mail = receiptMail(deposit, '2026-03-01T12:34:56.789Z');
  expect(mail.subject).toBe('Receipt: You deposited 50.00 EUR');
  expect(mail.text).toBe(
    'You deposited 50.00 EUR.\n\nAmount: 50.00 EUR\nDate: 2026-03-01 12:34 UTC\nTransaction: txn_1\n\nPaygraph',
  );
  expect(mail.html).toContain('<td>txn_1</td>');
});

test('a receipt shows a fee to whoever pays it, and of a payment what was captured', () => {
  const lines = (data: Partial<Parameters<typeof receiptMail>[0]>) =>
    receiptMail({ ...deposit, ...data }, '2026-03-01T12:34:56.789Z').text.split('\n');
  expect(lines({ fee: '0.35' })).toContain('Fee: 0.35 EUR');
  expect(lines({ fee: '0.00' }).join()).not.toContain('Fee');
  const payment = lines({ type: 'PAYMENT', fee: '0.35', capturedAmount: '20.00' });
  expect(payment).toContain('Amount: 20.00 EUR');
  expect(payment.join()).not.toContain('Fee');
});

test('a note that looks like HTML stays a note', () => {
  const mail = receiptMail({ ...deposit, description: '<img src=x onerror=alert(1)>' }, '2026-03-01T12:34:56.789Z');
  expect(mail.text).toContain('Note: <img src=x onerror=alert(1)>');
  expect(mail.html).toContain('&lt;img src=x onerror=alert(1)&gt;');
  expect(mail.html).not.toContain('<img');
});

test('a repeated sign-up is told to whom the address belongs', () => {
  const mail = signUpRepeatedMail(
    { userId: 'usr_ada', email: 'ada@example.com', name: 'Ada <b>' },
    'https://pay.example',
  );
  expect(mail.subject).toBe('You already have a Paygraph account');
  expect(mail.text).toContain('Hello Ada <b>,');
  expect(mail.html).toContain('Hello Ada &lt;b&gt;,');
  expect(mail.html).toContain('<a href="https://pay.example">');
});
