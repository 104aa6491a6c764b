import { expect, test } from 'vitest';
import { isStorable } from './storable.ts';

const nested = (depth: number): unknown => (depth === 0 ? 1 : [nested(depth - 1)]);

test.each([
  [
    'an entry',
    { id: 'txn_1', description: 'Zoë’s 🎂', metadata: { a: [1, null, { b: 'c' }] }, effectiveAt: new Date(0) },
  ],
  ['text that only looks escaped', { description: '\\u0000 \\ud800' }],
  ['an id of 255 characters', { transactionId: 'x'.repeat(255) }],
  ['a long description', { description: 'x'.repeat(10_000) }],
])('%s can be stored', (_, input) => expect(isStorable(input)).toBe(true));

test.each([
  ['a NUL', { description: 'a\0b' }],
  ['a NUL in metadata', { metadata: { a: [{ b: '\0' }] } }],
  ['a NUL in a key of metadata', { metadata: { '\0': 1 } }],
  ['half a character', { metadata: '\ud83c' }],
  ['an id of 256 characters', { holdId: 'x'.repeat(256) }],
  ['metadata without end', { metadata: nested(100) }],
])('%s cannot', (_, input) => expect(isStorable(input)).toBe(false));
