import { codedError } from './coded-error.ts';

const PAGE_SIZE_DEFAULT = 20;
export const PAGE_SIZE_MAX = 100;

/** A page of a list ordered by a unique key: `limit` rows beyond the key `after`. */
export interface Page {
  readonly limit: number;
  readonly after: string | undefined;
}

export interface Connection<Node> {
  readonly edges: { readonly cursor: string; readonly node: Node }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

const CURSOR_PREFIX = 'after:';
const CURSOR_CHARACTERS_MAX = 500;

/** Reads the arguments of a connection. Throws BAD_USER_INPUT on a size or cursor that is not ours. */
export function parsePage(args: { first?: number | null; after?: string | null }): Page {
  const limit = args.first ?? PAGE_SIZE_DEFAULT;
  if (limit < 1 || limit > PAGE_SIZE_MAX) {
    throw codedError('BAD_USER_INPUT', `first must be from 1 to ${PAGE_SIZE_MAX}`, { argument: 'first' });
  }
  return { limit, after: args.after == null ? undefined : parseCursor(args.after) };
}

const NUMBER = /^\d{1,18}$/;

/** The same for a list ordered by a number of the database, such as an identity column. */
export function parseNumberedPage(args: { first?: number | null; after?: string | null }): Page {
  const page = parsePage(args);
  if (page.after !== undefined && !NUMBER.test(page.after)) throw notACursor();
  return page;
}

/**
 * A page from rows in list order. Callers ask the store for `limit + 1` rows: the one too many says
 * that there is a next page.
 */
export function connectionOf<Row>(rows: readonly Row[], { limit }: Page, keyOf: (row: Row) => string): Connection<Row> {
  const edges = rows.slice(0, limit).map((node) => ({ cursor: formatCursor(keyOf(node)), node }));
  return { edges, pageInfo: { hasNextPage: rows.length > limit, endCursor: edges.at(-1)?.cursor ?? null } };
}

function formatCursor(key: string): string {
  return Buffer.from(CURSOR_PREFIX + key).toString('base64url');
}

function parseCursor(cursor: string): string {
  const text = cursor.length <= CURSOR_CHARACTERS_MAX ? Buffer.from(cursor, 'base64url').toString() : '';
  if (!text.startsWith(CURSOR_PREFIX) || formatCursor(text.slice(CURSOR_PREFIX.length)) !== cursor) {
    throw notACursor();
  }
  return text.slice(CURSOR_PREFIX.length);
}

function notACursor() {
  return codedError('BAD_USER_INPUT', 'after is not a cursor of this list', { argument: 'after' });
}
