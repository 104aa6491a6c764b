import type { Settings } from '@paygraph/config';
import { codedError } from '@paygraph/subgraph';
import type { GraphQLError } from 'graphql';
import { hashOf, readTrustedDocuments, type TrustedDocuments } from './trusted-documents.ts';

/** What registered documents may take together, at two bytes for a character; the least recently used goes first. */
const BYTES_MAX = 16 * 2 ** 20;
const BYTES_PER_CHARACTER = 2;
const SHA256 = /^[0-9a-f]{64}$/;

/** The document a request means. */
interface MeantDocument {
  readonly text: string;
  /** Registers it under its hash, once it has turned out to be valid. */
  readonly keep?: () => void;
}

/** Finds documents that are named by their hash, and says which may run at all. */
export interface PersistedDocuments {
  find(request: {
    readonly query?: unknown;
    readonly extensions?: Record<string, unknown> | null;
  }): MeantDocument | GraphQLError;
}

export interface PersistedDocumentsOptions {
  readonly trusted: TrustedDocuments;
  /** Whether nothing else may run. */
  readonly only: boolean;
  readonly bytesMax?: number;
}

/**
 * Trusted documents are there from the start. Others, where they may run, are registered by whoever sends one with its
 * hash: automatic persisted queries, as Apollo's clients do them.
 */
export function persistedDocuments({
  trusted,
  only,
  bytesMax = BYTES_MAX,
}: PersistedDocumentsOptions): PersistedDocuments {
  const trustedTexts = new Set(trusted.values());
  const registered = registry(bytesMax);
  const named = (hash: string): MeantDocument | GraphQLError => {
    const text = trusted.get(hash) ?? (only ? undefined : registered.get(hash));
    if (text !== undefined) return { text };
    return only ? notTrusted() : codedError('PERSISTED_QUERY_NOT_FOUND', 'PersistedQueryNotFound');
  };
  const sent = (text: string): MeantDocument | GraphQLError =>
    only && !trustedTexts.has(text) ? notTrusted() : { text };
  return {
    find({ query, extensions }) {
      const reference = extensions?.persistedQuery;
      const isSent = typeof query === 'string' && query !== '';
      if (reference === undefined || reference === null)
        return isSent ? sent(query) : codedError('BAD_USER_INPUT', 'Missing query');
      const { version, sha256Hash: hash } = reference as { version?: unknown; sha256Hash?: unknown };
      if (version !== 1 || typeof hash !== 'string' || !SHA256.test(hash))
        return codedError('BAD_USER_INPUT', 'persistedQuery has version 1 and sha256Hash, in lower-case hex');
      if (!isSent) return named(hash);
      if (hashOf(query) !== hash) return codedError('BAD_USER_INPUT', 'sha256Hash is not the SHA-256 of query');
      const document = sent(query);
      return 'text' in document && !trusted.has(hash)
        ? { ...document, keep: () => registered.set(hash, query) }
        : document;
    },
  };
}

/** Documents as the settings want them. Throws when a manifest cannot be read. */
export async function openDocuments({ only, files }: Settings['trustedDocuments']): Promise<PersistedDocuments> {
  return persistedDocuments({ trusted: await readTrustedDocuments(files), only });
}

function notTrusted(): GraphQLError {
  return codedError('DOCUMENT_NOT_TRUSTED', 'Only documents that were registered beforehand may run here');
}

function registry(bytesMax: number) {
  const texts = new Map<string, string>();
  let bytes = 0;
  const forget = (hash: string) => {
    bytes -= (texts.get(hash)?.length ?? 0) * BYTES_PER_CHARACTER;
    texts.delete(hash);
  };
  return {
    get(hash: string): string | undefined {
      const text = texts.get(hash);
      if (text === undefined) return undefined;
      texts.delete(hash);
      texts.set(hash, text);
      return text;
    },
    set(hash: string, text: string): void {
      forget(hash);
      texts.set(hash, text);
      bytes += text.length * BYTES_PER_CHARACTER;
      for (const oldest of texts.keys()) {
        if (bytes <= bytesMax) return;
        forget(oldest);
      }
    },
  };
}
