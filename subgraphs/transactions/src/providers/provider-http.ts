import { z } from 'zod';

/** Who has not answered by then may still do what was asked: the outcome is unknown. */
const ANSWER_TIMEOUT_MS = 8_000;
const ANSWER_BYTES_MAX = 1024 * 1024;

/** Says of a 503 that the request was turned away before anything was done with it. */
export const NOT_PROCESSED_HEADER = 'x-not-processed';

/** Errors of a connection that was never made, so that nothing was sent. */
const NEVER_SENT = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
  // The handshake failed over the certificate.
  'CERT_HAS_EXPIRED',
  'CERT_NOT_YET_VALID',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'ERR_SSL_WRONG_VERSION_NUMBER',
]);

/** What a connector over HTTP is made of. */
export interface ConnectorOptions {
  readonly baseUrl: string;
  readonly webhookSecret: string;
  /** How long one request may take. */
  readonly timeout_ms?: number;
}

export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly path: string;
  readonly body?: unknown;
  readonly idempotencyKey?: string;
}

export type HttpAnswer =
  | { readonly kind: 'ANSWERED'; readonly status: number; readonly body: unknown }
  /** Certain: the provider did nothing with it. */
  | { readonly kind: 'NOT_TAKEN' }
  | { readonly kind: 'UNKNOWN' };

export type ProviderHttp = (request: HttpRequest) => Promise<HttpAnswer>;

/** Asks the provider at `baseUrl`, once, and sorts what can go wrong by whether the request may have arrived. */
export function providerHttp(baseUrl: string, timeout_ms = ANSWER_TIMEOUT_MS): ProviderHttp {
  return async ({ method, path, body, idempotencyKey }) => {
    try {
      const response = await fetch(new URL(path, baseUrl), {
        method,
        headers: {
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...(idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey }),
        },
        body: body === undefined ? null : JSON.stringify(body),
        redirect: 'error',
        signal: AbortSignal.timeout(timeout_ms),
      });
      const text = await readText(response);
      if (response.status === 429) return { kind: 'NOT_TAKEN' };
      if (response.status === 503 && response.headers.has(NOT_PROCESSED_HEADER)) return { kind: 'NOT_TAKEN' };
      if (response.status >= 500) return { kind: 'UNKNOWN' };
      return { kind: 'ANSWERED', status: response.status, body: JSON.parse(text) };
    } catch (error) {
      const { cause } = error as { cause?: { code?: string } };
      return { kind: NEVER_SENT.has(cause?.code ?? '') ? 'NOT_TAKEN' : 'UNKNOWN' };
    }
  };
}

async function readText({ body }: Response): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of body ?? []) {
    text += decoder.decode(chunk, { stream: true });
    if (text.length > ANSWER_BYTES_MAX) throw new Error('an answer longer than any a provider gives');
  }
  return text + decoder.decode();
}

/** A text that holds `shape` as JSON. */
export function jsonOf<Shape extends z.ZodType>(shape: Shape) {
  return z
    .string()
    .transform((text, context) => {
      try {
        return JSON.parse(text) as unknown;
      } catch {
        context.addIssue({ code: 'custom', message: 'is not JSON' });
        return z.NEVER;
      }
    })
    .pipe(shape);
}
