import type { Actor } from '@paygraph/identity';
import { ANONYMOUS, type MountedSubgraph, mountSubgraph, person, SERVICE, testDatabase } from '@paygraph/testing';
import fastify from 'fastify';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { WIPED } from './mail.ts';
import { oneTimePasswordMail } from './mail-content.ts';
import { type LeasedMail, queueMails, queueSecretMails, wipeSecrets } from './mail-store.ts';
import { sendDue } from './mail-worker.ts';
import { mailboxRoutes } from './mailbox.ts';
import { putRecipient } from './recipient-store.ts';
import { notifications } from './subgraph.ts';

const START = new Date('2026-03-01T12:00:00Z');
const EXPIRY = new Date('2026-03-01T12:05:00Z');
const CODE = '042137';
const password = { code: CODE, summary: 'a transfer of 6,000.00 USD', expiresAt: EXPIRY };

test('the mail says what it confirms and until when, and has its code in the text only', () => {
  const mail = oneTimePasswordMail({ ...password, summary: 'a transfer to <b>Bob</b>' });
  expect(mail.subject).toBe('Confirm a transfer to <b>Bob</b>');
  expect(mail.text.split('\n')).toContain(CODE);
  expect(mail.text).toContain('It works once, until 12:05 UTC.');
  expect(mail.text).toMatch(/give it to nobody/);
  expect(mail.html).toContain(`<strong>${CODE}</strong>`);
  expect(mail.html).toContain('a transfer to &lt;b&gt;Bob&lt;/b&gt;');
});

describe('the worker', () => {
  let database: Awaited<ReturnType<typeof testDatabase>>;
  let sent: LeasedMail[];
  beforeAll(async () => {
    database = await testDatabase({ migrationsFolder: notifications.migrationsFolder, name: 'secret_mails' });
    await putRecipient(database, { userId: 'usr_ada', email: 'ada@example.com', name: 'Ada' });
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    sent = [];
    await database.query('truncate mails');
    await queue('mail_1');
  });

  const queue = (id: string) =>
    queueSecretMails(
      database,
      [{ id, userId: 'usr_ada', sourceEventId: `txn_${id}`, secretUntil: EXPIRY, ...oneTimePasswordMail(password) }],
      START,
    );
  const work = (now: Date, showSecrets = false) =>
    sendDue({
      database,
      transport: {
        async send(mail) {
          sent.push(mail);
        },
        close() {},
      },
      showSecrets,
      now: () => now,
      onError() {},
    });
  const everything = async () =>
    (await database.query<{ row: string }>('select mails::text row from mails')).rows.map(({ row }) => row).join();

  test('destroys the text of a secret once it was sent', async () => {
    expect(await everything()).toContain(CODE);
    await work(START);
    expect(sent[0]?.text).toContain(CODE);
    expect(await everything()).not.toContain(CODE);
    const { rows } = await database.query('select status, text, html, secret_until from mails');
    expect(rows).toEqual([{ status: 'SENT', text: WIPED, html: WIPED, secret_until: null }]);
  });

  test('leaves it until its time is over where the development mailbox shows it', async () => {
    await work(START, true);
    expect(await everything()).toContain(CODE);
    expect(await wipeSecrets(database, new Date(EXPIRY.getTime() - 1), 10)).toBe(0);
    expect(await wipeSecrets(database, EXPIRY, 10)).toBe(1);
    expect(await wipeSecrets(database, EXPIRY, 10)).toBe(0);
    expect(await everything()).not.toContain(CODE);
    expect((await database.query('select status from mails')).rows).toEqual([{ status: 'SENT' }]);
  });

  test('never sends one whose time is over, and destroys that too', async () => {
    expect(await work(EXPIRY)).toBe(0);
    expect(await wipeSecrets(database, EXPIRY, 10)).toBe(1);
    expect((await database.query('select status, text from mails')).rows).toEqual([{ status: 'DEAD', text: WIPED }]);
    expect(await work(EXPIRY)).toBe(0);
  });

  test('destroys no more than it is asked to at a time', async () => {
    await Promise.all(['mail_2', 'mail_3'].map(queue));
    expect(await wipeSecrets(database, EXPIRY, 2)).toBe(2);
    expect(await wipeSecrets(database, EXPIRY, 2)).toBe(1);
  });

  test('sends secrets before anything else', async () => {
    for (let index = 0; index < 50; index++) {
      await queueMails(database, [
        {
          id: `mail_receipt_${index}`,
          userId: 'usr_ada',
          kind: 'receipt',
          subject: 'Receipt',
          text: '',
          html: '',
          sourceEventId: `evt_${index}`,
          createdAt: new Date(START.getTime() - 1_000),
        },
      ]);
    }
    expect(await work(START)).toBe(50);
    expect(sent[0]?.id).toBe('mail_1');
  });
});

describe('sending one-time passwords', () => {
  const SEND = 'mutation ($inputs: [_OneTimePasswordInput!]!) { _sendOneTimePasswords(inputs: $inputs) }';
  let subgraph: MountedSubgraph;
  beforeAll(async () => {
    subgraph = await mountSubgraph(notifications);
    await putRecipient(subgraph.database, { userId: 'usr_ada', email: 'ada@example.com', name: 'Ada' });
  });
  afterAll(async () => {
    expect(subgraph.faults).toEqual([]);
    await subgraph[Symbol.asyncDispose]();
  });
  const input = (over: Record<string, unknown> = {}) => ({
    id: 'txn_1',
    userId: 'usr_ada',
    code: CODE,
    summary: 'a transfer of 6,000.00 USD',
    expiresAt: new Date(Date.now() + 60_000).toISOString(),
    ...over,
  });
  const send = (actor: Actor, ...inputs: unknown[]) => subgraph.execute(actor, SEND, { inputs });
  const mails = async () =>
    (await subgraph.database.query<{ id: string; status: string }>('select id, status from mails order by number'))
      .rows;

  test('writes one mail for each id, and the mailbox shows its code', async () => {
    const results = await Promise.all([send(SERVICE, input()), send(SERVICE, input(), input({ code: '999999' }))]);
    expect(results.map(({ data }) => data)).toEqual(Array(2).fill({ _sendOneTimePasswords: true }));
    await expect.poll(mails).toMatchObject([{ status: 'SENT' }]);
    await using app = fastify();
    mailboxRoutes(subgraph.database, 'https://pay.example')(app);
    const [mail] = await mails();
    expect((await app.inject(`/mailbox/${mail?.id}`)).body).toMatch(/\n(042137|999999)\n/);
    expect((await app.inject('/mailbox')).body).toContain('Confirm a transfer of 6,000.00 USD');
  });

  test('tells nobody else: no event has the code', async () => {
    await send(SERVICE, input({ id: 'txn_2' }));
    await expect.poll(mails).toHaveLength(2);
    const { rows } = await subgraph.database.query('select from outbox');
    expect(rows).toEqual([]);
    expect(subgraph.events).toEqual([]);
  });

  test('is for the platform only', async () => {
    for (const actor of [person('usr_ada'), person('usr_operator', 'OPERATOR'), ANONYMOUS]) {
      expect((await send(actor, input({ id: 'txn_3' }))).errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
    }
  });

  test.each([[''], ['two\nlines'], ['x'.repeat(201)]])('with the summary %j writes nothing', async (summary) => {
    const before = await mails();
    const { errors } = await send(SERVICE, input({ id: 'txn_4' }), input({ id: 'txn_5', summary }));
    expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
    expect(await mails()).toHaveLength(before.length);
  });
});
