import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { addCard, createWallet, deposit, logInOperator, type Person, signUp } from './people.ts';
import { type PlatformProcess, startPlatform, temporaryFolder } from './platform.ts';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let platform: PlatformProcess;
let ada: Person;
let operator: Person;

beforeAll(async () => {
  folder = await temporaryFolder();
  platform = await startPlatform({ DATA_DIR: folder.at('data') });
  [ada, operator] = [await signUp(platform.url, 'Ada'), await logInOperator(platform.url)];
});
afterAll(async () => {
  await platform?.interrupt();
  await folder?.[Symbol.asyncDispose]();
});

interface AuditEvent {
  source: string;
  action: string;
  actor: { kind: string; id: string | null };
  requestId: string;
  ip: string | null;
}
const TRAIL = `query ($actorId: ID, $subject: String) {
  auditTrail(first: 100, actorId: $actorId, subject: $subject) { edges { node { source action actor { kind id } requestId ip } } }
}`;
async function trail(variables: Record<string, unknown>): Promise<AuditEvent[]> {
  const { auditTrail } = await operator.data<{ auditTrail: { edges: { node: AuditEvent }[] } }>(TRAIL, variables);
  return auditTrail.edges.map(({ node }) => node);
}
interface Verification {
  valid: boolean;
  blocks: number;
  entries: number;
}
const VERIFY = `{
  journal: verifyChain { valid blocks entries }
  audit: verifyChain(chain: AUDIT) { valid blocks entries }
}`;

describe('the audit trail of the platform', () => {
  test('tells what somebody did in every part of it, and from where', async () => {
    const wallet = await createWallet(ada);
    await deposit(ada, wallet, await addCard(ada), '100.00');
    await ada.data('mutation ($id: ID!) { renameWallet(id: $id, name: "Holidays") { wallet { id } } }', { id: wallet });

    await vi.waitFor(
      async () => {
        const sources = new Set((await trail({ actorId: ada.id })).map(({ source, action }) => `${source} ${action}`));
        expect(sources).toEqual(new Set([...sources, 'wallets wallet.renamed', 'transactions transaction.created']));
      },
      { timeout: 10_000, interval: 100 },
    );
    const [renamed] = await trail({ subject: wallet });
    expect(renamed).toMatchObject({ action: 'wallet.renamed', actor: { kind: 'USER', id: ada.id } });
    expect(renamed?.requestId).toMatch(/^req_/);
    expect(renamed?.ip).toMatch(/127\.0\.0\.1|::1/);
  });

  test('is chained like the journal', async () => {
    await vi.waitFor(
      async () => {
        const { journal, audit } = await operator.data<{ journal: Verification; audit: Verification }>(VERIFY);
        expect([journal.valid, audit.valid]).toEqual([true, true]);
        expect(Math.min(journal.entries, audit.entries)).toBeGreaterThan(0);
      },
      { timeout: 10_000, interval: 200 },
    );
  });

  test('is for operators', async () => {
    expect((await ada.ask(TRAIL)).errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
  });
});
