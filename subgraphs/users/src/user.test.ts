import { describe, expect, test } from 'vitest';
import { parseEmail, parseName } from './user.ts';

describe('an e-mail address', () => {
  test('is kept trimmed and in lower case', () => {
    expect(parseEmail('  Ada.Lovelace+pay@Example.ORG ')).toBe('ada.lovelace+pay@example.org');
  });

  test.each([
    '',
    'ada',
    'ada@',
    '@example.org',
    'ada@localhost',
    'ada@@example.org',
    'a da@example.org',
    'ada@example..org',
    'ada@-example.org',
    'ada@example.org\0',
    // The third letter is Cyrillic.
    'ad\u0430@example.org',
  ])('is not %j', (text) => {
    expect(parseEmail(text)).toBeUndefined();
  });

  test('has at most 64 characters before the @ and 254 in all', () => {
    // 189 characters, so 254 with the 64 and the @.
    const domain = `${'d'.repeat(61)}.${'d'.repeat(61)}.${'d'.repeat(61)}.org`;
    expect(parseEmail(`${'a'.repeat(64)}@example.org`)).toBeDefined();
    expect(parseEmail(`${'a'.repeat(65)}@example.org`)).toBeUndefined();
    expect(parseEmail(`${'a'.repeat(64)}@${domain}`)).toBeDefined();
    expect(parseEmail(`${'a'.repeat(64)}@x${domain}`)).toBeUndefined();
  });

  test('takes no time to refuse, however long and odd', () => {
    const started = performance.now();
    expect(parseEmail(`a@${'a-'.repeat(100)}!`)).toBeUndefined();
    expect(parseEmail('a'.repeat(1_000_000))).toBeUndefined();
    expect(performance.now() - started).toBeLessThan(100);
  });
});

describe('a name', () => {
  test('is any text for people', () => {
    expect(parseName(' Ada Lovelace ')).toBe('Ada Lovelace');
    expect(parseName('李小龍')).toBe('李小龍');
  });

  test('has 1 to 100 characters', () => {
    expect(parseName('   ')).toBeUndefined();
    expect(parseName('😀'.repeat(100))).toBeDefined();
    expect(parseName('a'.repeat(101))).toBeUndefined();
  });

  test('neither breaks a line nor runs backwards', () => {
    expect(parseName('Ada\nLovelace')).toBeUndefined();
    expect(parseName('Ada\u202Eecalevol')).toBeUndefined();
  });
});
