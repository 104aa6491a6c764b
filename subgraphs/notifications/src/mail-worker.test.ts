import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { testDatabase } from '@paygraph/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { ATTEMPTS_MAX } from './mail.ts';
import { type LeasedMail, queueMails } from './mail-store.ts';
import { type MailTransport, smtpTransport } from './mail-transport.ts';
import { sendDue } from './mail-worker.ts';
import { putRecipient } from './recipient-store.ts';
import { notifications } from './subgraph.ts';

let database: Awaited<ReturnType<typeof testDatabase>>;
beforeAll(async () => {
  database = await testDatabase({ migrationsFolder: notifications.migrationsFolder, name: 'mail_worker' });
  await putRecipient(database, { userId: 'usr_ada', email: 'ada@example.com', name: 'Ada' });
});
afterAll(() => database.close());

const START = new Date('2026-03-01T12:00:00Z');
const HOUR_MS = 60 * 60 * 1000;

async function queueOne(): Promise<void> {
  await queueMails(database, [
    {
      id: 'mail_1',
      userId: 'usr_ada',
      kind: 'receipt',
      subject: 'Receipt: You sent 1.00 USD',
      text: 'You sent 1.00 USD.',
      html: '<p>You sent 1.00 USD.</p>',
      sourceEventId: 'evt_1',
      createdAt: START,
    },
  ]);
}
beforeEach(async () => {
  await database.query('truncate mails');
  await queueOne();
});

const theMail = async () =>
  (
    await database.query<{ status: string; attempts: number; last_error: string | null }>(
      'select status, attempts, last_error from mails',
    )
  ).rows[0];

function transportOf(send: (mail: LeasedMail) => Promise<unknown>): MailTransport {
  return { send, close() {} };
}
const accepting = transportOf(async () => undefined);
const refusing = transportOf(() => Promise.reject(new Error('mailbox full')));
const workAt = (now: Date, transport: MailTransport) =>
  sendDue({ database, transport, showSecrets: false, now: () => now, onError() {} });

describe('a mail', () => {
  test('is sent once by workers that look at the same time', async () => {
    const tried = await Promise.all([workAt(START, accepting), workAt(START, accepting), workAt(START, accepting)]);
    expect(tried.toSorted()).toEqual([0, 0, 1]);
    expect(await theMail()).toMatchObject({ status: 'SENT', attempts: 1 });
    expect(await workAt(new Date(START.getTime() + HOUR_MS), accepting)).toBe(0);
  });

  test('that was refused waits before it is tried again', async () => {
    await workAt(START, refusing);
    expect(await theMail()).toEqual({ status: 'PENDING', attempts: 1, last_error: 'Error: mailbox full' });
    expect(await workAt(new Date(START.getTime() + 29_000), accepting)).toBe(0);
    expect(await workAt(new Date(START.getTime() + 30_000), accepting)).toBe(1);
    expect(await theMail()).toEqual({ status: 'SENT', attempts: 2, last_error: null });
  });

  test('that is always refused is given up', async () => {
    for (let attempt = 1; attempt <= ATTEMPTS_MAX + 2; attempt++) {
      await workAt(new Date(START.getTime() + attempt * HOUR_MS), refusing);
    }
    expect(await theMail()).toMatchObject({ status: 'DEAD', attempts: ATTEMPTS_MAX });
  });

  test('whose worker died is taken over when the lease has ended', async () => {
    const dying = Promise.withResolvers<unknown>();
    const slow = workAt(
      START,
      transportOf(() => dying.promise),
    );
    await expect.poll(theMail).toMatchObject({ attempts: 1 });
    expect(await workAt(new Date(START.getTime() + 59_000), accepting)).toBe(0);
    expect(await workAt(new Date(START.getTime() + 60_000), accepting)).toBe(1);
    dying.reject(new Error('too late'));
    await slow;
    expect(await theMail()).toMatchObject({ status: 'SENT', attempts: 2, last_error: null });
  });
});

/** Enough of an SMTP server to take one message. */
async function smtpServer() {
  let received = '';
  const server = createServer((socket: Socket) => {
    let inData = false;
    socket.write('220 test\r\n');
    socket.on('data', (chunk) => {
      received += chunk;
      if (inData) {
        if (!received.endsWith('\r\n.\r\n')) return;
        inData = false;
        socket.write('250 accepted\r\n');
        return;
      }
      for (const line of chunk.toString().split('\r\n').filter(Boolean)) {
        inData = line === 'DATA';
        socket.write(inData ? '354 go on\r\n' : '250 ok\r\n');
      }
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received: () => received,
    async [Symbol.asyncDispose]() {
      server.close();
      await once(server, 'close');
    },
  };
}

test('a mail goes out by SMTP', async () => {
  await using server = await smtpServer();
  const transport = smtpTransport(server.url, 'http://pay.example');
  await workAt(START, transport);
  transport.close();
  expect(await theMail()).toMatchObject({ status: 'SENT', last_error: null });
  expect(server.received()).toContain('RCPT TO:<ada@example.com>');
  expect(server.received()).toContain('From: Paygraph <no-reply@pay.example>');
  expect(server.received()).toContain('Subject: Receipt: You sent 1.00 USD');
});
