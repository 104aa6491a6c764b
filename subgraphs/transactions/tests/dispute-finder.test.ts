import { createLogger } from '@paygraph/telemetry';
import { expect, test } from 'vitest';
import type { PaymentDeps } from '../src/deps.ts';
import { findDisputes } from '../src/disputes/dispute-finder.ts';
import type { Connector, ListedDispute } from '../src/providers/connector.ts';
import { memoryDisputes } from './memory-disputes.ts';
import { memoryNotices } from './memory-notices.ts';
import { memoryTables } from './memory-tables.ts';

const BEGUN = Date.UTC(2026, 0, 15);
const HOUR_MS = 3_600_000;
const PAGE = 100;
/** More than are read at once, opened within an hour. */
const DISPUTES = 15_000;

test('a list that is longer than is read at once is read to its end, however close together its disputes were opened', async () => {
  const listed = Array.from(
    { length: DISPUTES },
    (_, index): ListedDispute => ({
      id: `dp_${index}`,
      reference: `txn_${index}`,
      openedAt: new Date(BEGUN + (index / DISPUTES) * HOUR_MS),
    }),
  );
  const disputesSince: Connector['disputesSince'] = async (since, after) => {
    const start = after === null ? listed.findIndex(({ openedAt }) => openedAt >= since) : Number(after.slice(3)) + 1;
    return { disputes: listed.slice(start, start + PAGE), more: start + PAGE < DISPUTES };
  };
  const tables = memoryTables();
  let now = new Date(BEGUN + HOUR_MS);
  const deps = {
    disputes: memoryDisputes(tables),
    notices: memoryNotices(tables),
    now: () => now,
    logger: createLogger('silent', 'transactions'),
    providers: { connector: () => ({ disputesSince }) },
  } as unknown as PaymentDeps;
  for (let round = 0; round < 3; round++) {
    await findDisputes(deps);
    now = new Date(now.getTime() + HOUR_MS);
  }
  const heard = new Set([...tables.notices.values()].map(({ reference }) => reference));
  expect(heard.size).toBe(DISPUTES);
});
