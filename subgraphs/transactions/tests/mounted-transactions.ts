import { groupCommit } from '@paygraph/batch';
import { memoryBus, startPublisher } from '@paygraph/events';
import { createLogger } from '@paygraph/telemetry';
import { testDatabase } from '@paygraph/testing';
import type { TransactionsDeps } from '../src/deps.ts';
import { recordIntents } from '../src/intent-store.ts';
import type { MovementWallet, Peers, Posting } from '../src/peers.ts';
import type { CardProcessor } from '../src/providers/card-processor.ts';
import { receivablesAccounts } from '../src/receivables.ts';
import type { ChargeOutcome } from '../src/saga.ts';
import { transactions } from '../src/subgraph.ts';
import { writeMoves } from '../src/transaction-store.ts';

/** Neighbours under the test's control, with books of their own to compare with. */
function neighbours() {
  const wallets = new Map<string, MovementWallet>();
  const posted = new Map<string, Posting>();
  const blocked = new Set<string>();
  const refusals = new Map<string, string>();
  /** Names of calls that fail as if the neighbour were gone, each once. */
  const outages: (keyof Peers)[] = [];
  const reach = (name: keyof Peers) => {
    const index = outages.indexOf(name);
    if (index === -1) return;
    outages.splice(index, 1);
    throw new Error(`${name} cannot be reached`);
  };
  const peers: Peers = {
    async wallet(id) {
      reach('wallet');
      return wallets.get(id) ?? null;
    },
    async ownsCard(id, ownerId) {
      return id === `pm_of_${ownerId}`;
    },
    async chargeableCard(id, ownerId) {
      reach('chargeableCard');
      return id === `pm_of_${ownerId}` ? { number: '4242424242424242', expiryMonth: 12, expiryYear: 2040 } : null;
    },
    async isBlocked(row) {
      reach('isBlocked');
      return blocked.has(row.destinationWalletId);
    },
    async openAccount() {},
    async post(posting) {
      const refusal = refusals.get(posting.creditAccountId) ?? null;
      if (refusal === null) posted.set(posting.transactionId, posting);
      // Gone after the work was done: the caller cannot know.
      reach('post');
      return refusal;
    },
  };
  return { peers, wallets, posted, blocked, refusals, outages };
}

/** A card processor that answers what the test says, and remembers what it took and gave back. */
function processor() {
  const charged = new Map<string, bigint>();
  const givenBack = new Set<string>();
  const answers: (ChargeOutcome | 'CHARGED_BUT_SILENT')[] = [];
  const cards: CardProcessor = {
    name: 'acme-cards',
    async charge({ reference, amount }) {
      const answer = answers.shift();
      if (answer === 'CHARGED_BUT_SILENT') {
        charged.set(reference, amount.minor);
        return { kind: 'UNKNOWN' };
      }
      if (answer) return answer;
      charged.set(reference, amount.minor);
      return { kind: 'SUCCEEDED', providerReference: `ch_${reference}` };
    },
    async giveBack(reference) {
      givenBack.add(reference);
    },
  };
  return { cards, charged, givenBack, answers };
}

/** The machinery of transactions on a real database, between neighbours under the test's control. */
export async function mountTransactions() {
  const database = await testDatabase({ migrationsFolder: transactions.migrationsFolder, name: 'transactions' });
  const bus = memoryBus();
  const clock = { offset_ms: 0 };
  const now = () => new Date(Date.now() + clock.offset_ms);
  const publisher = startPublisher({ database, bus, source: 'transactions', now, onError() {} });
  const around = neighbours();
  const acme = processor();
  const deps: TransactionsDeps = {
    database,
    publisher,
    now,
    logger: createLogger('silent', 'transactions'),
    peers: around.peers,
    cards: acme.cards,
    receivablesAccount: receivablesAccounts(around.peers, 'acme-cards'),
    record: groupCommit((intents) => recordIntents(publisher, intents, now())),
    move: groupCommit((moves) => writeMoves(publisher, moves, now())),
  };
  return {
    deps,
    database,
    ...around,
    ...acme,
    /** Turns the clock, so that leases run out. */
    wait(ms: number) {
      clock.offset_ms += ms;
    },
    async [Symbol.asyncDispose]() {
      await publisher.stop();
      await bus.close();
      await database.close();
    },
  };
}
