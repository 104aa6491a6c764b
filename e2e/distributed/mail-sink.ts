import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';

/** Stands in for Mailpit: takes every mail over SMTP and keeps what it was told. */
export interface MailSink extends AsyncDisposable {
  readonly url: string;
  received(): string;
}

export async function openMailSink(): Promise<MailSink> {
  let received = '';
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket.on('error', () => {}).on('close', () => sockets.delete(socket)));
    let inMessage = false;
    socket.write('220 sink\r\n');
    socket.on('data', (chunk) => {
      received += chunk;
      if (inMessage) {
        if (!received.endsWith('\r\n.\r\n')) return;
        inMessage = false;
        socket.write('250 accepted\r\n');
        return;
      }
      for (const line of chunk.toString().split('\r\n').filter(Boolean)) {
        inMessage = line === 'DATA';
        socket.write(inMessage ? '354 go on\r\n' : '250 ok\r\n');
      }
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received: () => received,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
