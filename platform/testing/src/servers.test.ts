import { once } from 'node:events';
import { connect } from 'node:net';
import { expect, test } from 'vitest';
import { freePort } from './free-port.ts';
import { testRedisUrl } from './servers.ts';

const redisUrl = await testRedisUrl();

test.skipIf(!redisUrl)('the Redis of this run answers', async () => {
  const { hostname, port } = new URL(redisUrl ?? '');
  const socket = connect(Number(port), hostname);
  try {
    socket.write('PING\r\n');
    const [answer] = await once(socket, 'data');
    expect(String(answer)).toBe('+PONG\r\n');
  } finally {
    socket.destroy();
  }
});

test('a free port is one nobody answers on', async () => {
  const socket = connect(await freePort(), '127.0.0.1');
  await expect(once(socket, 'connect')).rejects.toThrow('ECONNREFUSED');
});
