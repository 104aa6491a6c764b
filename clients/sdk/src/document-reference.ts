/** Enough for every operation of a program; the one that was hashed first goes first. */
const REFERENCES_MAX = 1_000;

interface DocumentReference {
  readonly extensions: { readonly persistedQuery: { readonly version: 1; readonly sha256Hash: string } };
}

const references = new Map<string, DocumentReference>();

/** How a request names a document without sending it; undefined in a page without TLS, where browsers do not hash. */
export async function referenceTo(document: string): Promise<DocumentReference | undefined> {
  if (!globalThis.crypto?.subtle) return undefined;
  const known = references.get(document);
  if (known) return known;
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(document)));
  const sha256Hash = Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
  const reference: DocumentReference = { extensions: { persistedQuery: { version: 1, sha256Hash } } };
  if (references.size >= REFERENCES_MAX) references.delete(references.keys().next().value as string);
  references.set(document, reference);
  return reference;
}
