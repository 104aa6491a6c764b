import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

/** The documents of the SDK and the console, which codegen writes; `npm run check` keeps them true. */
const COMMITTED = fileURLToPath(new URL('../../../schema/generated/trusted-documents.json', import.meta.url));
const FORMAT = 'apollo-persisted-query-manifest';

/** Texts of documents by the SHA-256 of each, in hex. */
export type TrustedDocuments = ReadonlyMap<string, string>;

/** The committed documents and those of further manifests. Throws when one cannot be read, or is not what its name says. */
export async function readTrustedDocuments(files: readonly string[]): Promise<TrustedDocuments> {
  const manifests = await Promise.all([COMMITTED, ...files].map(async (file) => readManifest(file)));
  return new Map(manifests.flat());
}

async function readManifest(file: string): Promise<[hash: string, text: string][]> {
  const manifest: unknown = JSON.parse(await readFile(file, 'utf8'));
  const { format, version, operations } = manifest as Partial<Record<string, unknown>>;
  if (format !== FORMAT || version !== 1 || !Array.isArray(operations))
    throw new Error(`${file} is not a manifest of documents: its format is not ${FORMAT}, version 1`);
  return operations.map(({ id, body }: { id?: unknown; body?: unknown }) => {
    if (typeof body !== 'string' || id !== hashOf(body))
      throw new Error(`${file}: ${String(id)} is not the SHA-256 of its document`);
    return [id, body];
  });
}

export function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
