import { dataOf } from './answer.ts';
import type { Credential } from './credential.ts';
import { idempotencyKeyOf, isMutation } from './document.ts';
import { referenceTo } from './document-reference.ts';
import { AuthenticationError, PaygraphError, UnknownDocumentError } from './errors.ts';
import type { CallOptions } from './options.ts';
import { post } from './post.ts';
import { retryDelay_ms } from './retry.ts';
import { wait } from './wait.ts';

export interface SendDeps {
  readonly url: string;
  readonly credential: Credential;
  readonly attemptsMax: number;
  readonly timeout_ms: number;
  readonly documents: 'text' | 'hash';
}

export interface Operation {
  readonly query: string;
  readonly variables: object;
}

/**
 * The data of an operation, after as many attempts as it takes and is allowed. Every attempt sends the same operation, so
 * also the same idempotency key; one whose document is named by a hash the platform does not know is sent once more, in full. Throws {@link PaygraphError}, or the reason of the caller's signal.
 */
export async function send(deps: SendDeps, operation: Operation, options: CallOptions = {}): Promise<unknown> {
  const { signal, attemptsMax = deps.attemptsMax, timeoutMs = deps.timeout_ms } = options;
  const repeatable = !isMutation(operation.query) || idempotencyKeyOf(operation.variables) !== undefined;
  const reference = deps.documents === 'hash' ? await referenceTo(operation.query) : undefined;
  let body = JSON.stringify(reference ? { ...reference, variables: operation.variables } : operation);
  let token = await deps.credential.token();
  let renewed = false;
  let introduced = false;
  for (let attempt = 1; ; ) {
    try {
      const { answer, retryAfterMs } = await post({ url: deps.url, token, body, timeout_ms: timeoutMs, signal });
      return dataOf(answer, retryAfterMs);
    } catch (error) {
      if (!(error instanceof PaygraphError)) throw error;
      if (reference && error instanceof UnknownDocumentError && !introduced) {
        body = JSON.stringify({ ...reference, ...operation });
        introduced = true;
        continue;
      }
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
