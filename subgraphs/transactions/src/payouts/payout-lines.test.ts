import { describe, expect, test } from 'vitest';
import { parsePayoutLines } from './payout-lines.ts';

const source = { id: 'wal_payer', currency: 'USD' };
const fromFile = (file: string) => parsePayoutLines({ file }, source);
const line = (over: object = {}) => ({ toWalletId: 'wal_b', amount: { amount: '1.50', currency: 'USD' }, ...over });
const fromLines = (...lines: object[]) => parsePayoutLines({ lines: lines as ReturnType<typeof line>[] }, source);

describe('a file of payouts', () => {
  test('is read as RFC 4180 says, with its columns in any order', () => {
    const file =
      '\uFEFFAmount, to_wallet_id ,reference,description\r\n' +
      '12.34,wal_a,INV-1,"Rent, ""March""\nand April"\r\n\r\n0.01,wal_b,,\r\n';
    expect(fromFile(file)).toEqual([
      { number: 1, toWalletId: 'wal_a', minor: 1234n, description: 'Rent, "March"\nand April', reference: 'INV-1' },
      { number: 2, toWalletId: 'wal_b', minor: 1n, description: null, reference: null },
    ]);
  });

  test('is the same as its lines given one by one', () => {
    expect(fromFile('to_wallet_id,amount\nwal_b,1.50')).toEqual(fromLines(line()));
  });

  test('says of every malformed line which it is and where', () => {
    const file =
      'to_wallet_id,amount,currency\nwal_a,1.00,\nwal_a,1.001,\n,1,\nwal_a,1\nwal_payer,1,\nwal_a,1,EUR\nwal_a,-1,USD\n';
    const found = fromFile(file) as readonly { code: string; message: string; field: string[] }[];
    expect(found.map(({ code }) => code)).toEqual([
      'TOO_MANY_DECIMALS',
      'DESTINATION_MISSING',
      'FIELDS_MISCOUNTED',
      'SAME_WALLET',
      'CURRENCY_MISMATCH',
      'AMOUNT_NOT_POSITIVE',
    ]);
    expect(found[0]).toEqual({
      code: 'TOO_MANY_DECIMALS',
      message: 'Line 2 (line 3 of the file): The amount has more decimals than its currency',
      field: ['input', 'file'],
    });
  });

  test.each([
    ['', 'COLUMN_MISSING'],
    ['to_wallet_id,amount', 'LINES_MISSING'],
    ['wal_a,1.00\nwal_b,2.00', 'COLUMN_UNKNOWN'],
    ['to_wallet_id,description\nwal_a,x', 'COLUMN_MISSING'],
    ['to_wallet_id,amount,amount\nwal_a,1,1', 'COLUMN_REPEATED'],
    ['to_wallet_id,amount\nwal_a,"1.00', 'FILE_MALFORMED'],
    [`to_wallet_id,amount\n${'wal_a,1\n'.repeat(10_001)}`, 'TOO_MANY_LINES'],
  ])('like %.40j is refused as %s', (file, code) => {
    expect(fromFile(file)).toMatchObject([{ code, field: ['input', 'file'] }]);
  });

  test('names a hundred malformed lines, and says how many more there are', () => {
    const found = fromFile(`to_wallet_id,amount\n${'wal_a,zero\n'.repeat(10_000)}`);
    expect(found).toHaveLength(101);
    expect(found[100]).toMatchObject({ code: 'MORE_LINES_MALFORMED', message: expect.stringContaining('9900 more') });
  });
});

describe('lines of payouts', () => {
  test('are refused by the path of what is wrong', () => {
    expect(fromLines(line(), line({ reference: 'r'.repeat(101) }), line({ description: 'd'.repeat(501) }))).toEqual([
      expect.objectContaining({ code: 'REFERENCE_TOO_LONG', field: ['input', 'lines', '1', 'reference'] }),
      expect.objectContaining({ code: 'DESCRIPTION_TOO_LONG', field: ['input', 'lines', '2', 'description'] }),
    ]);
  });

  test('are given in one way, at least one of them, and come to what can be paid', () => {
    expect(parsePayoutLines({}, source)).toMatchObject([{ code: 'LINES_AMBIGUOUS' }]);
    expect(parsePayoutLines({ lines: [], file: '' }, source)).toMatchObject([{ code: 'LINES_AMBIGUOUS' }]);
    expect(fromLines()).toMatchObject([{ code: 'LINES_MISSING' }]);
    const huge = line({ amount: { amount: '10000000000000', currency: 'USD' } });
    expect(fromLines(huge, line())).toMatchObject([{ code: 'BATCH_TOO_LARGE' }]);
  });
});
