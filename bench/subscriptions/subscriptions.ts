import type { ChildProcess } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { atLeast, atMost, type Benchmark, rounded } from '../benchmark.ts';
import { endChild, nextMessage, startChild } from '../gateway/gateway-process.ts';
import { type Followers, openFollowers } from './followers.ts';
import { deliverInProcess } from './in-process.ts';
import type { Command, PlatformReady, PlatformUsage } from './run-platform.ts';

const SOCKETS = 2_000;
const ROUNDS = 20;
/** The first ones are not measured: by then the code is compiled. */
const WARM_UP_ROUNDS = 5;
const PAUSE_MS = 50;
const DELIVERY_P99_MAX_MS = 150;
const DELIVERED_PER_S_MIN = 5_000;

interface Row {
  readonly way: string;
  readonly events: number;
  readonly delivered: number;
  readonly p50_ms: number;
  readonly p99_ms: number;
  readonly cpu_us: number;
  readonly rss_mb: number;
}

/**
 * 2,000 sockets of one process with the gateway and its subgraphs: one event fanned out to all of them, and an event of
 * their own for each, all at once. Every event is completed by fetches from two other subgraphs.
 */
export const subscriptions: Benchmark = async ({ duration_s, progress }) => {
  const everybody = Array.from({ length: SOCKETS }, (_, index) => `usr_${index}`);
  const one = everybody.map(() => 'usr_0');
  const rows = [
    await measure('one event to all', one, ['usr_0']),
    await measure('an event to each', everybody, everybody),
  ];
  for (const { way, delivered, p50_ms, p99_ms, cpu_us } of rows)
    progress(`${way}: ${delivered} delivered, p50 ${p50_ms} ms, p99 ${p99_ms} ms, ${cpu_us} µs of CPU each`);
  const { rate_per_s, cpu_us } = await deliverInProcess(duration_s);
  progress(`one subscription in process: ${rate_per_s} events/s, ${cpu_us} µs of CPU each`);
  const bars = [
    atMost('one event to 2,000 sockets, p99 in ms', rows[0]?.p99_ms ?? Number.NaN, DELIVERY_P99_MAX_MS),
    atLeast('one subscription in process, events/s', rate_per_s, DELIVERED_PER_S_MIN),
  ];
  const inProcess = { way: 'one subscription in process', rate_per_s, cpu_us };
  return { name: 'subscriptions', bars, detail: [...rows.map((row) => ({ ...row })), inProcess] };
};

/** `sockets` are the users they are of; in each round something happens to all of `userIds` at once. */
async function measure(way: string, sockets: readonly string[], userIds: readonly string[]): Promise<Row> {
  const platform = startChild(new URL('./run-platform.ts', import.meta.url).href);
  const tell = (command: Command) => platform.send(command);
  const usage = () => {
    tell({ kind: 'usage' });
    return nextMessage<PlatformUsage>(platform);
  };
  let followers: Followers | undefined;
  try {
    const users = [...new Set(sockets)];
    platform.send(users);
    const { url, tokens } = await nextMessage<PlatformReady>(platform);
    followers = await openFollowers(url, tokens, sockets);
    await untilListening(platform, users);
    const round = async (number: number) => {
      tell({ kind: 'pay', userIds });
      await followers?.told(number * sockets.length);
      await sleep(PAUSE_MS);
    };
    for (let number = 1; number <= WARM_UP_ROUNDS; number++) await round(number);
    const warm = followers.latencies_ms.length;
    const before = await usage();
    for (let number = 1; number <= ROUNDS; number++) await round(WARM_UP_ROUNDS + number);
    const after = await usage();
    const sorted = Float64Array.from(followers.latencies_ms.slice(warm)).sort();
    const percentile = (share: number) => rounded(sorted[Math.floor(sorted.length * share)] ?? Number.NaN);
    return {
      ...{ way, events: ROUNDS * userIds.length, delivered: sorted.length },
      ...{ p50_ms: percentile(0.5), p99_ms: percentile(0.99) },
      cpu_us: rounded((after.cpu_us - before.cpu_us) / sorted.length),
      rss_mb: rounded(after.rss_bytes / 2 ** 20),
    };
  } finally {
    await followers?.close();
    await endChild(platform);
  }
}

/** Until every upstream is open: those of one identity share theirs. */
async function untilListening(platform: ChildProcess, userIds: readonly string[]): Promise<void> {
  for (let count = 0; count < userIds.length; await sleep(PAUSE_MS)) {
    platform.send({ kind: 'listening', userIds } satisfies Command);
    count = await nextMessage<number>(platform);
  }
  // The last ones joined an upstream that was there.
  await sleep(10 * PAUSE_MS);
}
