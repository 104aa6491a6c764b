import type { Peers } from './peers.ts';

/** Provider receivables, in the ledger's chart of accounts. */
const PROVIDER_RECEIVABLES = '1100';

/** Finds the account of what a processor owes us in a currency; it is opened when it is first needed. */
export function receivablesAccounts(
  peers: Pick<Peers, 'openAccount'>,
  processor: string,
): (currency: string) => Promise<string> {
  const opened = new Set<string>();
  return async (currency) => {
    const id = `acc_${processor}_${currency.toLowerCase()}`;
    if (!opened.has(id)) {
      await peers.openAccount({ id, code: PROVIDER_RECEIVABLES, name: `Receivable from ${processor}`, currency });
      opened.add(id);
    }
    return id;
  };
}
