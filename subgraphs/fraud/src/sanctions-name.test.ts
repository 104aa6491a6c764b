import { expect, test } from 'vitest';
import { nameKey } from './sanctions-name.ts';

test('a name is the same in any order of its words', () => {
  expect(nameKey('DOE, John')).toBe(nameKey('John Doe'));
});

test('a name is the same without its accents', () => {
  expect(nameKey('José Núñez')).toBe(nameKey('NUNEZ, Jose'));
});

test('a name is the same in full-width letters', () => {
  expect(nameKey('Ｊｏｈｎ Ｄｏｅ')).toBe(nameKey('John Doe'));
});

test('punctuation parts words', () => {
  expect(nameKey('AL-EXAMPLE,  A. B.')).toBe('a al b example');
});

test('letters of other scripts are kept', () => {
  expect(nameKey('Пример, Иван')).toBe(nameKey('иван пример'));
});

test('one word more is another name', () => {
  expect(nameKey('John Doe')).not.toBe(nameKey('John James Doe'));
});

test('a name without letters is empty', () => {
  expect(nameKey(' -.- ')).toBe('');
});
