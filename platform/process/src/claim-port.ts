import { once } from 'node:events';
import { createServer } from 'node:net';
import { StartupError } from '@paygraph/postgres';

/** Throws a StartupError when the port cannot be listened on: said before anything slow is started. */
export async function claimPort(host: string, port: number): Promise<void> {
  const probe = createServer();
  try {
    await once(probe.listen(port, host), 'listening');
  } catch (error) {
    throw new StartupError(reason(error, host, port));
  }
  probe.close();
  await once(probe, 'close');
}

function reason(error: unknown, host: string, port: number): string {
  switch ((error as NodeJS.ErrnoException).code) {
    case 'EADDRINUSE':
      return `Port ${port} is in use. Stop what listens there, or choose another: PORT=${port + 1} npm start`;
    case 'EACCES':
      return `Port ${port} needs more rights than this user has. Choose one above 1023 with PORT.`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return `HOST=${host} is not an address of this machine.`;
    default:
      return `Port ${port} of ${host} cannot be listened on: ${(error as Error).message}`;
  }
}
