import addCard from './examples/add-card.graphql?raw';
import addCardVariables from './examples/add-card.variables.json?raw';
import createWallet from './examples/create-wallet.graphql?raw';
import createWalletVariables from './examples/create-wallet.variables.json?raw';
import deposit from './examples/deposit.graphql?raw';
import depositVariables from './examples/deposit.variables.json?raw';
import myWallets from './examples/my-wallets.graphql?raw';
import notifications from './examples/notifications.graphql?raw';
import openAlerts from './examples/open-alerts.graphql?raw';
import transactions from './examples/transactions.graphql?raw';
import transactionsVariables from './examples/transactions.variables.json?raw';
import transfer from './examples/transfer.graphql?raw';
import transferVariables from './examples/transfer.variables.json?raw';
import trialBalance from './examples/trial-balance.graphql?raw';
import watchTransactions from './examples/watch-transactions.graphql?raw';

/**
 * The tabs of a first visit, in the order a newcomer would try them.
 * The first has no variables: GraphiQL does not show those of the tab it opens with.
 */
export const EXAMPLES: { query: string; variables?: string }[] = [
  { query: myWallets },
  { query: createWallet, variables: createWalletVariables },
  { query: addCard, variables: addCardVariables },
  { query: deposit, variables: depositVariables },
  { query: transfer, variables: transferVariables },
  { query: watchTransactions },
  { query: transactions, variables: transactionsVariables },
  { query: notifications },
  { query: trialBalance },
  { query: openAlerts },
];
