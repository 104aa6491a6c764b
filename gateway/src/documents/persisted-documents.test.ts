import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GraphQLError } from 'graphql';
import { describe, expect, onTestFinished, test } from 'vitest';
import { persistedDocuments } from './persisted-documents.ts';
import { readTrustedDocuments } from './trusted-documents.ts';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const TRUSTED = '{ trusted }';
const trusted = new Map([[sha256(TRUSTED), TRUSTED]]);
const named = (sha256Hash: unknown, version: unknown = 1) => ({ persistedQuery: { version, sha256Hash } });
const codeOf = (found: object) => (found instanceof GraphQLError ? found.extensions.code : found);

describe('a document', () => {
  const documents = () => persistedDocuments({ trusted, only: false });

  test('is sent as it is, or named by the hash of one that is trusted', () => {
    expect(documents().find({ query: '{ any }' })).toEqual({ text: '{ any }' });
    expect(documents().find({ query: '{ any }', extensions: { persistedQuery: null } })).toEqual({ text: '{ any }' });
    for (const query of [undefined, null, ''])
      expect(documents().find({ query, extensions: named(sha256(TRUSTED)) })).toEqual({ text: TRUSTED });
  });

  test('that was sent with its hash is known by it, as soon as it is kept', () => {
    const { find } = documents();
    const extensions = named(sha256('{ any }'));
    expect(codeOf(find({ extensions }))).toBe('PERSISTED_QUERY_NOT_FOUND');
    const sent = find({ query: '{ any }', extensions });
    // Not before: it may turn out to be no document at all.
    expect(codeOf(find({ extensions }))).toBe('PERSISTED_QUERY_NOT_FOUND');
    if ('keep' in sent) sent.keep?.();
    expect(find({ extensions })).toEqual({ text: '{ any }' });
  });

  test.each<[string, unknown, Record<string, unknown> | undefined]>([
    ['is missing', undefined, undefined],
    ['is empty', '', undefined],
    ['is no text', 7, undefined],
    ['has another hash', '{ other }', named(sha256('{ any }'))],
    ['has a hash of another version', undefined, named(sha256(TRUSTED), 2)],
    ['has no hash', undefined, named(undefined)],
    ['has a hash in upper case', undefined, named(sha256(TRUSTED).toUpperCase())],
    ['has a hash that is too short', undefined, named('abc')],
    ['has a reference that is no object', undefined, { persistedQuery: 'hash' }],
  ])('is refused when it %s', (_what, query, extensions) => {
    expect(codeOf(documents().find({ query, extensions }))).toBe('BAD_USER_INPUT');
  });

  test('that nobody asks for any more makes room', () => {
    const { find } = persistedDocuments({ trusted, only: false, bytesMax: 2 * 3 * 20 });
    const texts = [1, 2, 3, 4].map((number) => `{ field_${number} }`.padEnd(20));
    const extensionsOf = (text: string) => named(sha256(text));
    const keep = (text: string) => {
      const sent = find({ query: text, extensions: extensionsOf(text) });
      if ('keep' in sent) sent.keep?.();
    };
    const [first = '', second = '', third = '', fourth = ''] = texts;
    for (const text of [first, second, third, third]) keep(text);
    expect(find({ extensions: extensionsOf(first) })).toEqual({ text: first });
    keep(fourth);
    expect(texts.map((text) => 'text' in find({ extensions: extensionsOf(text) }))).toEqual([true, false, true, true]);
    keep('x'.repeat(1_000));
    expect(texts.some((text) => 'text' in find({ extensions: extensionsOf(text) }))).toBe(false);
    expect(find({ extensions: named(sha256(TRUSTED)) })).toEqual({ text: TRUSTED });
  });
});

test('where only trusted documents run, no other does, and none is registered', () => {
  const { find } = persistedDocuments({ trusted, only: true });
  const extensions = named(sha256('{ any }'));
  for (const request of [
    { query: '{ any }' },
    { query: '{ any }', extensions },
    { extensions },
    { query: `${TRUSTED} ` },
  ])
    expect(codeOf(find(request))).toBe('DOCUMENT_NOT_TRUSTED');
  for (const request of [
    { query: TRUSTED },
    { query: TRUSTED, extensions: named(sha256(TRUSTED)) },
    { extensions: named(sha256(TRUSTED)) },
  ])
    expect(find(request)).toEqual({ text: TRUSTED });
});

describe('manifests of trusted documents', () => {
  const manifestOf = async (content: unknown) => {
    const folder = await mkdtemp(join(tmpdir(), 'manifest-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    const file = join(folder, 'manifest.json');
    await writeFile(file, typeof content === 'string' ? content : JSON.stringify(content));
    return file;
  };
  const format = 'apollo-persisted-query-manifest';

  test('hold what our own clients send, and what others are told to', async () => {
    const own = await readTrustedDocuments([]);
    expect([...own.values()].some((text) => text.startsWith('mutation transfer('))).toBe(true);
    expect([...own.values()].some((text) => text.includes('mutation LogIn('))).toBe(true);
    const operations = [{ id: sha256('{ me { id } }'), name: 'me', type: 'query', body: '{ me { id } }' }];
    const both = await readTrustedDocuments([await manifestOf({ format, version: 1, operations })]);
    expect(both.size).toBe(own.size + 1);
    expect(both.get(sha256('{ me { id } }'))).toBe('{ me { id } }');
  });

  test.each([
    ['is not there', undefined],
    ['is no JSON', '{'],
    ['is of another format', { format: 'relay', version: 1, operations: [] }],
    ['is of another version', { format, version: 2, operations: [] }],
    [
      'has a document under a hash that is not its own',
      { format, version: 1, operations: [{ id: 'abc', body: '{ a }' }] },
    ],
    ['has a hash without a document', { format, version: 1, operations: [{ id: sha256('{ a }') }] }],
  ])('are refused when one %s', async (_what, content) => {
    const file = content === undefined ? '/nowhere/manifest.json' : await manifestOf(content);
    await expect(readTrustedDocuments([file])).rejects.toThrow();
  });
});
