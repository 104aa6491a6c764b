import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { asService } from '@paygraph/identity';
import type { SubgraphTransport } from '@paygraph/subgraph';

const RETRY_DELAY_MS = 200;
const ACTOR = asService('chaos', { requestId: 'req_chaos' });

const OPEN = 'mutation ($inputs: [_OpenAccountInput!]!) { _openAccounts(inputs: $inputs) { id open } }';
const MUTATIONS = {
  post: 'mutation ($inputs: [_EntryInput!]!) { answers: _postEntries(entries: $inputs) { id refusal } }',
  hold: 'mutation ($inputs: [_HoldInput!]!) { answers: _placeHolds(holds: $inputs) { id refusal } }',
  capture: 'mutation ($inputs: [_CaptureInput!]!) { answers: _captureHolds(captures: $inputs) { id refusal } }',
  void: 'mutation ($inputs: [_VoidInput!]!) { answers: _voidHolds(voids: $inputs) { id refusal } }',
} as const;

const PROVIDER_ID = 'acc_chaos_provider';
const WALLET_IDS = Array.from({ length: 20 }, (_, index) => `wal_chaos_${index}`);

interface Input extends Readonly<Record<string, unknown>> {
  readonly id: string;
}

/** What a client was told about an id, the first time it was told anything. */
export interface Acknowledged {
  readonly id: string;
  readonly refusal: string | null;
}

export async function openWallets(transport: SubgraphTransport): Promise<void> {
  const shape = { name: 'Chaos', currency: 'USD' };
  const inputs = [
    { ...shape, id: PROVIDER_ID, code: '1100' },
    ...WALLET_IDS.map((id) => ({ ...shape, id, code: '2000', ownerId: 'usr_chaos' })),
  ];
  const { errors } = await transport.execute({ query: OPEN, variables: { inputs }, actor: ACTOR });
  if (errors) throw new Error(JSON.stringify(errors));
}

export interface Clients {
  readonly acknowledged: ReadonlyMap<string, Acknowledged>;
  /** How often something was asked for again because no answer came. */
  readonly retries: () => number;
  /** Answers that contradict an earlier one. */
  readonly contradictions: readonly string[];
  /** Lets every client come to the end of what it is at, and resolves when all have. */
  stop(): Promise<void>;
}

/**
 * Clients that move money, hold it, and capture or void what they hold, as fast as they are answered. When no
 * answer comes they ask again under the same id until one does, as the platform's own services do.
 */
export function startClients(transport: SubgraphTransport, count: number): Clients {
  const acknowledged = new Map<string, Acknowledged>();
  const contradictions: string[] = [];
  let [retries, stopped] = [0, false];

  const ask = async (kind: keyof typeof MUTATIONS, input: Input): Promise<string | null> => {
    for (;;) {
      const request = { query: MUTATIONS[kind], variables: { inputs: [input] }, actor: ACTOR };
      const { data, errors } = await transport.execute(request);
      const answer = (data?.answers as Acknowledged[] | undefined)?.[0];
      if (!errors && answer) {
        const earlier = acknowledged.get(input.id);
        if (earlier && earlier.refusal !== answer.refusal)
          contradictions.push(`${input.id} was ${earlier.refusal ?? 'done'}, and is ${answer.refusal ?? 'done'}`);
        acknowledged.set(input.id, answer);
        return answer.refusal;
      }
      if (errors?.[0]?.extensions?.retryable === false) throw new Error(`${input.id}: ${errors[0].message}`);
      retries += 1;
      await sleep(RETRY_DELAY_MS);
    }
  };
  const client = async () => {
    while (!stopped) {
      const amount = { amount: `${1 + randomBelow(50)}.00`, currency: 'USD' };
      const [id, requested] = [`txn_${randomUUID()}`, { description: 'Chaos' }];
      if (randomBelow(3) > 0) {
        const entry = { ...requested, id, transfers: [{ ...randomPair(), amount }] };
        await ask('post', entry);
        // Now and then somebody asks once more for what was answered.
        if (randomBelow(5) === 0) await ask('post', entry);
      } else if ((await ask('hold', { ...requested, id, transfer: { ...randomPair(), amount } })) === null) {
        const end = { ...requested, id: `${id}_end`, holdId: id };
        await (randomBelow(2) === 0 ? ask('void', end) : ask('capture', { ...end, final: true }));
      }
    }
  };
  const running = Promise.all(Array.from({ length: count }, client));
  return {
    acknowledged,
    contradictions,
    retries: () => retries,
    async stop() {
      stopped = true;
      await running;
    },
  };
}

const randomBelow = (end: number) => Math.floor(Math.random() * end);

function randomPair() {
  const [credit, other] = [randomBelow(WALLET_IDS.length), 1 + randomBelow(WALLET_IDS.length - 1)];
  const wallet = (index: number) => WALLET_IDS[index % WALLET_IDS.length];
  const debitAccountId = randomBelow(2) === 0 ? PROVIDER_ID : wallet(credit + other);
  return { debitAccountId, creditAccountId: wallet(credit) };
}
