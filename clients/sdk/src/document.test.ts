import { expect, test } from 'vitest';
import { idempotencyKeyOf, isMutation, isResumable } from './document.ts';

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

test.each<[string, Parameters<typeof idempotencyKeyOf>[0], string | undefined]>([
  ['a variable', { idempotencyKey: 'a' }, 'a'],
  ['a field of the input', { input: { idempotencyKey: 'b' } }, 'b'],
  ['a field of what is scheduled', { input: { transfer: { idempotencyKey: 'c' } } }, 'c'],
  ['one in each of many inputs', { inputs: [{ idempotencyKey: 'd' }, { idempotencyKey: 'e' }] }, 'd'],
  ['nothing, when one of many has none', { inputs: [{ idempotencyKey: 'd' }, {}] }, undefined],
  ['nothing', { input: {} }, undefined],
])('a mutation is safe to repeat under %s', (_, variables, key) => {
  expect(idempotencyKeyOf(variables)).toBe(key);
});
