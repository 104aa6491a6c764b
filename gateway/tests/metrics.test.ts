import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type OpenDoor, openDoor } from './open-door.ts';

let door: OpenDoor;
beforeAll(async () => {
  door = await openDoor();
});
afterAll(() => door.close());

const ask = (query: string) =>
  fetch(`${door.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  });
/** The value of a metric as Prometheus would read it; 0 while it has none. */
const read = async (sample: string): Promise<number> => {
  const text = await (await fetch(`${door.url}/metrics`)).text();
  const line = text.split('\n').find((each) => each.startsWith(`${sample} `));
  return Number(line?.slice(sample.length) ?? 0);
};
/** By how much each grows while something happens. */
const growth = async (samples: readonly string[], happen: () => Promise<unknown>) => {
  const before = await Promise.all(samples.map(read));
  await happen();
  const after = await Promise.all(samples.map(read));
  return after.map((value, index) => value - (before[index] ?? 0));
};

describe('metrics of the gateway', () => {
  test('count operations by their kind and by how they ended, and every fetch for them', async () => {
    const samples = [
      'paygraph_operation_duration_seconds_count{kind="query",outcome="ok"}',
      'paygraph_operation_duration_seconds_count{kind="query",outcome="INTERNAL"}',
      'paygraph_operation_duration_seconds_count{kind="mutation",outcome="ok"}',
      'paygraph_subgraph_fetch_duration_seconds_count{subgraph="clocks",outcome="answered"}',
      'paygraph_subgraph_fetch_duration_seconds_count{subgraph="faces",outcome="answered"}',
    ];
    const grown = await growth(samples, async () => {
      await ask('{ clock { id face } }');
      await ask('{ clock { broken } }');
      await ask('mutation { wind(input: { idempotencyKey: "k" }) }');
    });
    expect(grown).toEqual([1, 1, 1, 3, 2]);
  });

  test('count what is refused by its code', async () => {
    const samples = ['paygraph_operations_refused_total{code="BAD_USER_INPUT"}', 'paygraph_operations_in_flight'];
    expect(await growth(samples, () => ask('{ nothing }'))).toEqual([1, 0]);
  });

  test('count who subscribes, until they leave, and the streams they share', async () => {
    const samples = ['paygraph_subscribers', 'paygraph_subscription_streams{kind="upstream"}'];
    const leaving = new AbortController();
    const listen = () =>
      fetch(`${door.url}/graphql?query=${encodeURIComponent('subscription { ticks { id } }')}`, {
        headers: { accept: 'text/event-stream' },
        signal: leaving.signal,
      });
    expect(await growth(samples, () => Promise.all([listen(), listen()]))).toEqual([2, 1]);
    leaving.abort();
    await expect.poll(() => Promise.all(samples.map(read))).toEqual([0, 0]);
  });

  test('tell about the process, with the delay of its event loop', async () => {
    const text = await (await fetch(`${door.url}/metrics`)).text();
    expect(text).not.toMatch(/usr_|ses_|req_/);
    expect(text).toContain('# TYPE paygraph_operations_in_flight gauge');
  });

  test('are for the scraper with the token once there is one', async () => {
    const token = 'a'.repeat(32);
    const guarded = await openDoor({ METRICS_TOKEN: token });
    const scrape = (headers: Record<string, string>) => fetch(`${guarded.url}/metrics`, { headers });
    expect((await scrape({})).status).toBe(404);
    expect((await scrape({ authorization: `Bearer ${token}` })).status).toBe(200);
    await guarded.close();
  });
});
