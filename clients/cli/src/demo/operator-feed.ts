import type { Paygraph } from '@paygraph/sdk';

/** One subscription over five services: transactions, wallets with the ledger's balances, fraud, users, notifications. */
const DOCUMENT = `
  subscription operatorFeed($after: EventCursor) {
    transactionUpdated(after: $after) {
      cursor
      previousStatus
      transaction {
        id
        status
        source { name balance { available { amount } } }
        destination { name balance { available { amount } } }
        risk { score level decision }
        initiator { name unreadNotifications }
        failure { code }
      }
    }
  }
`;

interface WalletView {
  readonly name: string;
  readonly balance: { readonly available: { readonly amount: string } };
}

export interface FeedEvent {
  readonly transactionUpdated: {
    readonly cursor: string;
    readonly previousStatus: string | null;
    readonly transaction: {
      readonly id: string;
      readonly status: string;
      readonly source: WalletView | null;
      readonly destination: WalletView | null;
      readonly risk: { readonly score: number; readonly level: string; readonly decision: string } | null;
      readonly initiator: { readonly name: string; readonly unreadNotifications: number } | null;
      readonly failure: { readonly code: string } | null;
    };
  };
}

export function operatorFeed(operator: Paygraph): AsyncIterableIterator<FeedEvent> {
  return operator.subscribe<FeedEvent>(DOCUMENT);
}
