import type { IncomingMessage } from 'node:http';

export interface OriginRules {
  readonly allowedOrigins: readonly string[];
  /** Where people reach us. */
  readonly publicUrl: string;
}

/**
 * Whether a page may open a socket: ours, wherever we are reached, and those of allowed origins. CORS does not ask for
 * sockets. Programs that are no browser send no origin, and could send any.
 */
export function isAllowedOrigin({ headers }: IncomingMessage, { allowedOrigins, publicUrl }: OriginRules): boolean {
  const { origin, host } = headers;
  if (origin === undefined) return true;
  if (!URL.canParse(origin)) return false;
  return new URL(origin).host === host || origin === new URL(publicUrl).origin || allowedOrigins.includes(origin);
}
