import { expect, test } from 'vitest';
import { eventually } from './eventually.ts';
import { openDoor, tick, tokenFor } from './open-door.ts';
import { connectTo } from './socket-client.ts';

const SOCKETS = 1_000;
const TIMEOUT_MS = 30_000;

test(
  'a thousand idle sockets cost one upstream, hear the one event there is, and leave with 1001',
  async () => {
    const door = await openDoor({ SOCKETS_PER_USER: '0', SOCKETS_PER_ADDRESS: '0', COST_BUCKET: '0' });
    const token = await tokenFor('ses_1');
    const clients = Array.from({ length: SOCKETS }, () => connectTo(door.url));
    await Promise.all(
      clients.map(async (client) => {
        await client.init(token);
        await client.subscribe('1');
        // Answered after what was sent before it has begun.
        await client.subscribe('2', '{ me }');
      }),
    );
    await eventually(() => {
      for (const { messages } of clients) expect(messages.at(-1)).toEqual({ type: 'complete', id: '2' });
    });
    expect(door.upstreams).toHaveLength(1);

    door.requests.length = 0;
    door.upstreams[0]?.queue.push(tick('7'));
    await eventually(() => {
      for (const { messages } of clients)
        expect(messages.at(-1)).toEqual({
          type: 'next',
          id: '1',
          payload: { data: { ticks: { id: '7', face: 'face 7' } } },
        });
    });
    expect(door.requests).toHaveLength(1);

    // Half of them leave, and nothing ends for the others.
    for (const { socket } of clients.slice(0, SOCKETS / 2)) socket.terminate();
    door.upstreams[0]?.queue.push(tick('8'));
    await eventually(() => {
      for (const { messages } of clients.slice(SOCKETS / 2))
        expect(messages.at(-1)).toMatchObject({ payload: { data: { ticks: { id: '8' } } } });
    });
    expect(door.released).not.toHaveBeenCalled();
    await door.close();
    expect(new Set(await Promise.all(clients.slice(SOCKETS / 2).map(({ closed }) => closed)))).toEqual(new Set([1001]));
    expect(door.released).toHaveBeenCalledTimes(1);
  },
  2 * TIMEOUT_MS,
);
