import type { DomainEvent, EventActor } from '@paygraph/events';
import { newId } from '@paygraph/identity';
import type { EventData } from '@paygraph/schema/events';
import { type MountedSubgraph, mountSubgraph, person } from '@paygraph/testing';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { ledger } from '../src/subgraph.ts';

const operator = person('usr_operator', 'OPERATOR');
const TRAIL = `query ($first: Int, $after: String, $actorId: ID, $subject: String, $action: String, $range: TimeRange) {
  auditTrail(first: $first, after: $after, actorId: $actorId, subject: $subject, action: $action, range: $range) {
    edges { node { id source action subject actor { kind id } requestId ip before after occurredAt } }
    pageInfo { hasNextPage endCursor }
  }
}`;
const VERIFY = `query ($chain: ChainName!, $from: ID, $to: ID, $first: Int, $after: Int) {
  verifyChain(chain: $chain, from: $from, to: $to, first: $first, after: $after) {
    valid blocks entries firstBadEntryId lastBlock { number hash sealedAt } hasMore
  }
}`;
const RECORDED = 'subscription ($after: EventCursor) { auditRecorded(after: $after) { cursor event { id } } }';

interface Node {
  id: string;
  subject: string;
  before: unknown;
}
interface Verification {
  valid: boolean;
  entries: number;
  firstBadEntryId: string | null;
  lastBlock: { number: number } | null;
  hasMore: boolean;
}

let subgraph: MountedSubgraph;
beforeAll(async () => {
  subgraph = await mountSubgraph(ledger);
});
afterAll(() => subgraph[Symbol.asyncDispose]());

let seconds = 0;
const ada: EventActor = { kind: 'user', id: 'usr_ada', requestId: 'req_ada', ip: '203.0.113.7' };

function renamed(walletId: string, name: string, actor?: EventActor): DomainEvent {
  const data: EventData<'wallet.renamed'> = { walletId, ownerId: 'usr_ada', name, currency: 'USD', type: 'PERSONAL' };
  return {
    id: newId('evt'),
    type: 'wallet.renamed',
    source: 'wallets',
    subject: walletId,
    time: new Date(Date.UTC(2026, 2, 1, 12, 0, ++seconds)).toISOString(),
    data,
    actor,
    cursor: '',
  };
}
const publish = (...events: DomainEvent[]) => subgraph.bus.publish('wallets', events);
async function trail(variables: Record<string, unknown>) {
  const { auditTrail } = await subgraph.data<{
    auditTrail: { edges: { node: Node }[]; pageInfo: { hasNextPage: boolean; endCursor: string } };
  }>(operator, TRAIL, variables);
  return { nodes: auditTrail.edges.map(({ node }) => node), ...auditTrail.pageInfo };
}
async function verify(variables: Record<string, unknown> = {}) {
  const { verifyChain } = await subgraph.data<{ verifyChain: Verification }>(operator, VERIFY, {
    chain: 'AUDIT',
    ...variables,
  });
  return verifyChain;
}
const sealed = async (id: string) => {
  const { rows } = await subgraph.database.query('select 1 from chain_blocks where $1 = any(entry_ids)', [id]);
  expect(rows).toHaveLength(1);
};
const untilSealed = (id: string) => vi.waitFor(() => sealed(id), { timeout: 5_000, interval: 50 });

describe('the audit trail', () => {
  test('tells who did what to whom, when, from where, and how it was before', async () => {
    const [first, second] = [renamed('wal_1', 'Everyday', ada), renamed('wal_1', 'Holidays', ada)];
    await publish(first, second);
    const { nodes } = await trail({ subject: 'wal_1' });
    expect(nodes).toMatchObject([
      {
        id: second.id,
        source: 'wallets',
        action: 'wallet.renamed',
        subject: 'wal_1',
        actor: { kind: 'USER', id: 'usr_ada' },
        requestId: 'req_ada',
        ip: '203.0.113.7',
        before: { name: 'Everyday' },
        after: { name: 'Holidays' },
        occurredAt: second.time,
      },
      { id: first.id, before: null, after: { name: 'Everyday' } },
    ]);
  });

  test('records an event once, however often it is delivered', async () => {
    const event = renamed('wal_2', 'Everyday', ada);
    await publish(event, event);
    await publish(event);
    expect((await trail({ subject: 'wal_2' })).nodes).toHaveLength(1);
  });

  test('is read page by page, by actor, action and time', async () => {
    const bob: EventActor = { kind: 'user', id: 'usr_bob', requestId: 'req_bob' };
    const events = [1, 2, 3].map((serial) => renamed('wal_3', `Name ${serial}`, bob));
    await publish(...events);
    const first = await trail({ actorId: 'usr_bob', first: 2 });
    const second = await trail({ actorId: 'usr_bob', first: 2, after: first.endCursor });
    expect([...first.nodes, ...second.nodes].map(({ id }) => id)).toEqual(events.map(({ id }) => id).reverse());
    expect([first.hasNextPage, second.hasNextPage]).toEqual([true, false]);
    const middle = { from: events[1]?.time, to: events[2]?.time };
    expect((await trail({ action: 'wallet.renamed', range: middle })).nodes).toMatchObject([{ id: events[1]?.id }]);
    expect((await trail({ action: 'wallet.frozen' })).nodes).toEqual([]);
  });

  test('cannot be changed, and is for operators', async () => {
    await publish(renamed('wal_4', 'Everyday', ada));
    await expect(subgraph.database.query('delete from audit_events')).rejects.toThrow('immutable');
    const asked = await subgraph.execute(person('usr_ada'), TRAIL);
    expect(asked.errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
  });

  test('is watched as it grows, and after a cursor nothing is missed', async () => {
    const watch = async (after?: string) => {
      const stream = await subgraph.transport.subscribe({ actor: operator, query: RECORDED, variables: { after } });
      if (!(Symbol.asyncIterator in stream)) throw new Error(JSON.stringify(stream));
      return stream;
    };
    const next = async (stream: Awaited<ReturnType<typeof watch>>) => {
      const { value } = await stream.next();
      return value.data.auditRecorded as { cursor: string; event: { id: string } };
    };
    const live = await watch();
    const [first, second] = [renamed('wal_5', 'One', ada), renamed('wal_5', 'Two', ada)];
    await publish(first, second);
    let { cursor, event } = await next(live);
    // What was recorded just before may be told first: it is read once no older transaction of the server is open.
    while (![first.id, second.id].includes(event.id)) ({ cursor, event } = await next(live));
    expect(event.id).toBe(first.id);
    await live.return?.();
    const resumed = await watch(cursor);
    expect((await next(resumed)).event.id).toBe(second.id);
    await resumed.return?.();
  });
});

describe('its chain', () => {
  test('is sealed soon, and shows what was altered by hand', async () => {
    const [first, second] = [renamed('wal_6', 'One', ada), renamed('wal_6', 'Two', ada)];
    await publish(first);
    await untilSealed(first.id);
    await publish(second);
    await untilSealed(second.id);
    const before = await verify();
    expect(before).toMatchObject({ valid: true, firstBadEntryId: null, lastBlock: { hash: expect.any(String) } });
    expect(await verify({ from: second.id })).toMatchObject({ valid: true, blocks: 1, entries: 1 });

    await subgraph.database.query('alter table audit_events disable trigger audit_events_immutable');
    await subgraph.database.query(`update audit_events set actor_id = 'usr_eve' where id = $1`, [first.id]);
    expect(await verify()).toMatchObject({ valid: false, firstBadEntryId: first.id });
    await subgraph.database.query(`update audit_events set actor_id = 'usr_ada' where id = $1`, [first.id]);
    expect(await verify()).toMatchObject({ valid: true });
  });

  test('is verified in pages of blocks, each from where the last one ended', async () => {
    for (const event of [renamed('wal_7', 'One', ada), renamed('wal_7', 'Two', ada)]) {
      await publish(event);
      await untilSealed(event.id);
    }
    const whole = await verify();
    expect(whole.hasMore).toBe(false);
    const pages: Verification[] = [];
    for (let after = 0, page: Verification | undefined; page?.hasMore ?? true; after = page.lastBlock?.number ?? 0) {
      page = await verify({ first: 1, after });
      pages.push(page);
    }
    expect(pages).toHaveLength(whole.lastBlock?.number ?? 0);
    expect(pages.every(({ valid }) => valid)).toBe(true);
    expect(pages.reduce((sum, { entries }) => sum + entries, 0)).toBe(whole.entries);
    expect(pages.at(-1)?.lastBlock).toEqual(whole.lastBlock);
  });

  test.each([{ first: 0 }, { first: 101 }, { after: -1 }, { after: 1, from: 'txn_1' }])(
    'refuses %o',
    async (variables) => {
      const asked = await subgraph.execute(operator, VERIFY, { chain: 'AUDIT', ...variables });
      expect(asked.errors?.[0]?.extensions?.code).toBe('BAD_USER_INPUT');
    },
  );

  test('knows only entries that are there', async () => {
    const asked = await subgraph.execute(operator, VERIFY, { chain: 'JOURNAL', from: 'txn_unknown' });
    expect(asked.errors?.[0]?.extensions?.code).toBe('NOT_FOUND');
  });
});
