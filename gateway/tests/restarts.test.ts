import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { remoteTransport } from '@paygraph/subgraph';
import { freePort } from '@paygraph/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { typeDefs } from './counting-subgraph.ts';
import { eventually } from './eventually.ts';
import { type OpenDoor, openDoor, tokenFor } from './open-door.ts';
import { connectTo } from './socket-client.ts';

const SECRET = 'a secret of the gateway and its subgraphs';
const COUNTS = 'subscription { counts { number square } }';

let folder: string;
let port: number;
let subgraph: ChildProcess;
let transport: ReturnType<typeof remoteTransport>;
let door: OpenDoor;

const start = async () => {
  subgraph = fork(new URL('./counting-subgraph.ts', import.meta.url), [join(folder, 'log'), String(port), SECRET]);
  await once(subgraph, 'message');
};
const kill = async () => {
  const exit = once(subgraph, 'exit');
  subgraph.kill('SIGKILL');
  await exit;
};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'paygraph-counts-'));
  await writeFile(join(folder, 'log'), '');
  port = await freePort();
  await start();
  transport = remoteTransport('counts', `http://127.0.0.1:${port}`, new TextEncoder().encode(SECRET));
  const square = ({ number }: { number: number }) => number ** 2;
  door = await openDoor(
    {},
    {
      counts: { typeDefs, resolvers: {}, transport },
      squares: {
        typeDefs: 'type Count @key(fields: "number") { number: Int! square: Int! }',
        resolvers: { Count: { __resolveReference: (reference: object) => reference, square } },
      },
    },
  );
});
afterAll(async () => {
  await door?.close();
  await transport?.close();
  await kill();
  await rm(folder, { recursive: true });
});

interface Counted {
  readonly payload?: { readonly data?: { readonly counts: { readonly number: number; readonly square: number } } };
}

const numberOf = ({ payload }: Counted) => payload?.data?.counts.number ?? Number.NaN;

/** Collects every number somebody is told, from when the platform knows that they listen. */
async function follow(session: string) {
  const client = connectTo(door.url);
  await client.init(await tokenFor(session));
  await client.send({ type: 'subscribe', id: '1', payload: { query: COUNTS } });
  await client.received(5);
  const numbers = () => (client.messages.slice(1) as Counted[]).map(numberOf);
  return { ...client, numbers, last: () => numberOf(client.messages.at(-1) as Counted) };
}

test('subscribers miss nothing and get nothing twice while a subgraph is killed and restarted under load', async () => {
  const sessions = Array.from({ length: 12 }, (_, index) => `ses_${index % 6}`);
  const clients = await Promise.all(sessions.map(follow));
  for (let round = 0; round < 3; round++) {
    await sleep(200);
    await kill();
    await sleep(100);
    await start();
    const before = clients.map(({ last }) => last());
    await eventually(() => {
      for (const [index, { last }] of clients.entries()) expect(last()).toBeGreaterThan((before[index] ?? 0) + 20);
    });
  }
  for (const { numbers, messages, socket } of clients) {
    const [first = 0, ...rest] = numbers();
    expect([first, ...rest]).toEqual(Array.from({ length: rest.length + 1 }, (_, index) => first + index));
    for (const { payload } of messages.slice(1) as Counted[])
      expect(payload?.data?.counts.square).toBe((payload?.data?.counts.number ?? 0) ** 2);
    expect(socket.readyState).toBe(socket.OPEN);
    socket.close();
  }
}, 90_000);
