const CAUSES_MAX = 5;

/**
 * The five-character SQLSTATE of a failed query (`23505` unique violation, `40001` serialization failure…),
 * or undefined when the error is not PostgreSQL's. Drizzle wraps the server's error, so causes are followed.
 */
export const sqlState = (error: unknown): string | undefined => {
  let current = error;
  for (let depth = 0; depth < CAUSES_MAX && current instanceof Error; depth += 1) {
    // `severity` tells the server's errors apart from Node's, whose codes (`EPIPE`) can be as long.
    if ('severity' in current && 'code' in current && typeof current.code === 'string') return current.code;
    current = current.cause;
  }
  return undefined;
};
