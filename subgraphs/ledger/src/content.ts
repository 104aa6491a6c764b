import { canonicalJson, type Operation, type Transfer } from './operation.ts';

/** A part of what an operation asks for. */
export type ContentField =
  | 'KIND'
  | 'TRANSFERS'
  | 'DEBIT_ACCOUNT_ID'
  | 'CREDIT_ACCOUNT_ID'
  | 'AMOUNT'
  | 'CURRENCY'
  | 'EXPIRES_AT'
  | 'HOLD_ID'
  | 'FINAL'
  | 'ENTRY_ID'
  | 'EFFECTIVE_AT'
  | 'TRANSACTION_ID'
  | 'DESCRIPTION'
  | 'METADATA';

/** Field by field; a field comes once for each transfer. Kept as JSON. */
export type Content = readonly (readonly [field: ContentField, value: string])[];

/** All that an operation asks for, in the order in which it is compared: what it moves before what it says. */
export function contentOf(operation: Operation): Content {
  const { kind, transactionId, description, metadata } = operation;
  return [
    ['KIND', kind],
    ...ownContent(operation),
    ['TRANSACTION_ID', transactionId ?? ''],
    ['DESCRIPTION', description],
    ['METADATA', canonicalJson(metadata)],
  ];
}

/** The first field in which contents differ; null when they are equal. */
export function firstDifference(one: Content, other: Content): ContentField | null {
  // Of different kinds or numbers of transfers, an earlier field differs than the first that is not in both.
  const at = one.findIndex(([field, value], index) => other[index]?.[0] !== field || other[index]?.[1] !== value);
  return one[at]?.[0] ?? null;
}

function ownContent(operation: Operation): Content {
  switch (operation.kind) {
    case 'POST':
      return [
        ['TRANSFERS', String(operation.transfers.length)],
        ...operation.transfers.flatMap(transferContent),
        ['EFFECTIVE_AT', operation.effectiveAt?.toISOString() ?? ''],
      ];
    case 'HOLD':
      return [...transferContent(operation.transfer), ['EXPIRES_AT', operation.expiresAt?.toISOString() ?? '']];
    case 'CAPTURE':
      return [
        ['HOLD_ID', operation.holdId],
        ['AMOUNT', operation.amount?.minor.toString() ?? 'all'],
        ['CURRENCY', operation.amount?.currency ?? ''],
        ['FINAL', String(operation.final)],
      ];
    case 'VOID':
    case 'EXPIRE':
      return [['HOLD_ID', operation.holdId]];
    case 'REVERSE':
      return [['ENTRY_ID', operation.entryId]];
  }
}

function transferContent({ debitAccountId, creditAccountId, minor, currency }: Transfer): Content {
  return [
    ['DEBIT_ACCOUNT_ID', debitAccountId],
    ['CREDIT_ACCOUNT_ID', creditAccountId],
    ['AMOUNT', minor.toString()],
    ['CURRENCY', currency],
  ];
}
