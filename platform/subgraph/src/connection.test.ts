import { describe, expect, test } from 'vitest';
import { connectionOf, PAGE_SIZE_MAX, parseNumberedPage, parsePage } from './connection.ts';

const badInput = expect.objectContaining({ extensions: expect.objectContaining({ code: 'BAD_USER_INPUT' }) });
const cursorOf = (key: string) => connectionOf([key], { limit: 1, after: undefined }, (row) => row).pageInfo.endCursor;

describe('a page', () => {
  test('has 20 rows unless it is told otherwise', () => {
    expect(parsePage({})).toEqual({ limit: 20, after: undefined });
  });

  test.each([0, -1, PAGE_SIZE_MAX + 1])('cannot have %i rows', (first) => {
    expect(() => parsePage({ first })).toThrow(badInput);
  });

  test('begins after the cursor of a row', () => {
    expect(parsePage({ after: cursorOf('wal_1') })).toMatchObject({ after: 'wal_1' });
  });

  test.each(['', 'x', '7', 'YWZ0ZXI6Nw=='])('cannot begin after %j', (after) => {
    expect(() => parsePage({ after })).toThrow(badInput);
  });

  test('of a numbered list begins after a number only', () => {
    expect(parseNumberedPage({ after: cursorOf('7') })).toMatchObject({ after: '7' });
    expect(() => parseNumberedPage({ after: cursorOf('seven') })).toThrow(badInput);
    expect(() => parseNumberedPage({ after: cursorOf('9'.repeat(19)) })).toThrow(badInput);
  });
});

test('the row beyond the page tells that there is another page', () => {
  const page = { limit: 2, after: undefined };
  expect(connectionOf(['a', 'b', 'c'], page, (row) => row)).toMatchObject({
    edges: [{ node: 'a' }, { node: 'b' }],
    pageInfo: { hasNextPage: true, endCursor: cursorOf('b') },
  });
  expect(connectionOf(['a', 'b'], page, (row) => row).pageInfo.hasNextPage).toBe(false);
  expect(connectionOf([], page, (row: string) => row).pageInfo).toEqual({ hasNextPage: false, endCursor: null });
});
