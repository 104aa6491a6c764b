import type { Database } from '@paygraph/postgres';
import type { ProviderName } from '../../src/providers/connector.ts';
import { signatureHeader, signWebhook } from '../../src/providers/webhook-signature.ts';
import type { Faults } from './faults.ts';
import { delayNotice, type Notice, noticeDelivered, noticeFailed, takeNotices } from './notice-store.ts';
import { startTicker } from './ticker.ts';

const DELIVERY_TIMEOUT_MS = 5_000;
/** Held back once by a fault, a notice goes out at its next turn. */
const HELD_MAX = 10_000;

interface SenderDeps {
  readonly name: ProviderName;
  readonly database: Database;
  readonly webhook: { readonly url: string; readonly secret: string };
  readonly bodyOf: (notice: Notice, now: Date) => unknown;
  readonly faults: Faults;
  readonly now: () => Date;
}

/** Sends webhooks until they are answered with 2xx, with growing pauses and a last attempt. */
export function startWebhookSender(deps: SenderDeps): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const held = new Set<string>();
  const send = async () => {
    const notices = await takeNotices(deps.database, deps.now());
    await Promise.all(notices.map((notice) => deliver(deps, notice, held, stopping.signal)));
  };
  const ticker = startTicker(send);
  return {
    stop() {
      stopping.abort();
      return ticker.stop();
    },
  };
}

async function deliver(deps: SenderDeps, notice: Notice, held: Set<string>, stopping: AbortSignal): Promise<void> {
  const { database, faults, now } = deps;
  const { copies, delay_ms } = faults.webhook();
  if (delay_ms > 0 && notice.attempts === 0 && !held.has(notice.id) && held.size < HELD_MAX) {
    held.add(notice.id);
    return delayNotice(database, notice, new Date(now().getTime() + delay_ms));
  }
  held.delete(notice.id);
  const answers = await Promise.all(Array.from({ length: copies }, () => post(deps, notice, stopping)));
  // What is lost on its way counts as sent: nobody is told.
  if (answers.every(Boolean)) await noticeDelivered(database, notice, now());
  else await noticeFailed(database, notice, now());
}

async function post(
  { name, webhook, bodyOf, now }: SenderDeps,
  notice: Notice,
  stopping: AbortSignal,
): Promise<boolean> {
  const body = JSON.stringify(bodyOf(notice, now()));
  try {
    const response = await fetch(webhook.url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        [signatureHeader(name)]: signWebhook(webhook.secret, body, now()),
      },
      body,
      redirect: 'error',
      signal: AbortSignal.any([stopping, AbortSignal.timeout(DELIVERY_TIMEOUT_MS)]),
    });
    await response.body?.cancel();
    return response.ok;
  } catch {
    return false;
  }
}
