import { expect, test } from 'vitest';
import { isMutation, isResumable } from './document.ts';

test.each([
  ['mutation { logOut }', true],
  ['fragment A on User { id } mutation M($id: ID! = "{") { closeWallet(id: $id) { wallet { id } } }', true],
  ['{ mutation }', false],
  ['query Q { me { id } } # mutation', false],
  ['"a mutation" query Q($mutation: ID) { wallet(id: "mutation") { id } }', false],
])('whether %s changes something', (document, changes) => {
  expect(isMutation(document)).toBe(changes);
});

test('a subscription with a cursor to start after can be resumed', () => {
  expect(isResumable('subscription ($after: EventCursor) { alertRaised(after: $after) { cursor } }')).toBe(true);
  expect(isResumable('subscription { alertRaised { cursor } }')).toBe(false);
});
