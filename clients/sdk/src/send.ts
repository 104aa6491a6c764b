import { dataOf } from './answer.ts';
import type { Credential } from './credential.ts';
import { idempotencyKeyOf, isMutation } from './document.ts';
import { AuthenticationError, PaygraphError } from './errors.ts';
import type { CallOptions } from './options.ts';
import { post } from './post.ts';
import { retryDelay_ms } from './retry.ts';
import { wait } from './wait.ts';

export interface SendDeps {
  readonly url: string;
  readonly credential: Credential;
  readonly attemptsMax: number;
  readonly timeout_ms: number;
}

export interface Operation {
  readonly query: string;
  readonly variables: object;
}

/**
 * The data of an operation, after as many attempts as it takes and is allowed. Every attempt sends the same body, so
 * also the same idempotency key. Throws {@link PaygraphError}, or the reason of the caller's signal.
 */
export async function send(deps: SendDeps, operation: Operation, options: CallOptions = {}): Promise<unknown> {
  const { signal, attemptsMax = deps.attemptsMax, timeoutMs = deps.timeout_ms } = options;
  const repeatable = !isMutation(operation.query) || idempotencyKeyOf(operation.variables) !== undefined;
  const body = JSON.stringify(operation);
  let token = await deps.credential.token();
  let renewed = false;
  for (let attempt = 1; ; ) {
    try {
      const { answer, retryAfterMs } = await post({ url: deps.url, token, body, timeout_ms: timeoutMs, signal });
      return dataOf(answer, retryAfterMs);
    } catch (error) {
      if (!(error instanceof PaygraphError)) throw error;
      if (error instanceof AuthenticationError && error.data === undefined && token !== undefined && !renewed) {
        const other = await deps.credential.renewed(token);
        if (other === undefined) throw error;
        token = other;
        renewed = true;
        continue;
      }
      const delay_ms =
        attempt < attemptsMax ? retryDelay_ms(error, { attempt, repeatable, random: Math.random() }) : undefined;
      if (delay_ms === undefined) throw error;
      await wait(delay_ms, signal);
      attempt += 1;
    }
  }
}
