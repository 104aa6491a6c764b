import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { newApiKey, parseApiKey } from './api-key.ts';

describe('an API key', () => {
  test('says what it is, and is found by a part of it that is no secret', () => {
    const { text, prefix, hash } = newApiKey();
    expect(text).toMatch(/^pk_live_[0-9A-Za-z]{10}_[0-9A-Za-z]{49}$/);
    expect(text.startsWith(prefix)).toBe(true);
    expect(prefix).toHaveLength(18);
    expect(hash).toBe(createHash('sha256').update(text).digest('base64url'));
    expect(parseApiKey(text)).toEqual({ prefix, hash });
  });

  test('is unlike any other', () => {
    const keys = Array.from({ length: 200 }, () => newApiKey());
    expect(new Set(keys.map(({ prefix }) => prefix)).size).toBe(200);
    expect(new Set(keys.map(({ text }) => text.slice(19))).size).toBe(200);
  });

  test('with one character changed is none', () => {
    const { text } = newApiKey();
    for (let at = 0; at < text.length; at++) {
      const other = text[at] === 'x' ? 'y' : 'x';
      expect(parseApiKey(text.slice(0, at) + other + text.slice(at + 1)), `at ${at}`).toBeUndefined();
    }
  });

  test.each([
    '',
    'pk_live_',
    'pk_live_0123456789_',
    `${newApiKey().text}0`,
    ` ${newApiKey().text}`,
    `${newApiKey().text}\n`,
  ])('is not %j', (text) => {
    expect(parseApiKey(text)).toBeUndefined();
  });
});
