import type { CodegenConfig } from '@graphql-codegen/cli';
import { SUBGRAPH_NAMES, type SubgraphName } from '@paygraph/config';
import { VALUE_TYPES } from '@paygraph/schema/value-types';

const scalars = {
  Decimal: 'string',
  CurrencyCode: 'string',
  EventCursor: 'string',
  DateTime: { input: 'Date', output: 'Date' },
  JSON: 'unknown',
  ID: 'string',
};

const plain = { enumsAsTypes: true, useTypeImports: true, importExtension: '.ts' as const, skipTypename: true };

/** What resolvers of a type receive as its value: usually a row of the store. */
const mappers: Record<SubgraphName, Record<string, string>> = {
  users: {
    User: '../user-store.ts#UserRow',
    Session: '../open-session.ts#SessionView',
    ApiKey: '../api-keys/api-key-store.ts#ApiKeyRow',
  },
  wallets: {
    Wallet: '../wallet-store.ts#WalletRow',
    PaymentMethod: '../payment-method-store.ts#PaymentMethodRow',
    User: '@paygraph/subgraph#Reference',
  },
  transactions: {
    Transaction: '../transaction.ts#TransactionRow',
    Fee: '../fees/fee-book.ts#FeeRow',
    Dispute: '../disputes/dispute.ts#DisputeRow',
    MerchantDebt: '../debts/debt.ts#DebtRow',
    UnclaimedFunds: '../unclaimed/unclaimed.ts#UnclaimedRow',
    ConversionQuote: '../conversions/conversion-store.ts#QuoteRow',
    Conversion: '../conversions/conversion-store.ts#QuoteRow',
    TransactionEvent: '../transaction-event.ts#TransactionChange',
    PayoutBatch: '../payouts/payout-batch.ts#CountedBatch',
    PayoutLine: '../payouts/payout-batch.ts#PayoutLineRow',
    ScheduledTransfer: '../schedules/schedule.ts#Schedule',
    ScheduledRun: '../schedules/schedule.ts#ScheduleRun',
    Wallet: '@paygraph/subgraph#Reference',
    User: '@paygraph/subgraph#Reference',
    PaymentMethod: '@paygraph/subgraph#Reference',
  },
  fraud: {
    Alert: '../alert-store.ts#AlertRow',
    AlertEvent: '@paygraph/events#DomainEvent',
    RiskAssessment: '../assessment-store.ts#AssessmentRow',
    Transaction: '@paygraph/subgraph#Reference',
    User: '@paygraph/subgraph#Reference',
  },
  ledger: {
    Account: '../account-store.ts#AccountRow',
    JournalEntry: '../journal-store.ts#JournalEntryRow',
    LedgerTransfer: '../journal-store.ts#PostingRow',
    Entry: '../journal-store.ts#StatementLine',
    ChainBlock: '../chain.ts#Block',
    AuditEvent: '../audit-store.ts#AuditEventRow',
    AuditEventEnvelope: '../audit-store.ts#AuditEventRow',
    Wallet: '@paygraph/subgraph#Reference',
    Transaction: '@paygraph/subgraph#Reference',
  },
  notifications: {
    Notification: '../notification-store.ts#NotificationRow',
    NotificationEvent: '@paygraph/events#DomainEvent',
    Transaction: '@paygraph/subgraph#Reference',
    User: '@paygraph/subgraph#Reference',
  },
};

/** Resolver types of each subgraph, from its own contract. */
const resolvers: CodegenConfig['generates'] = Object.fromEntries(
  SUBGRAPH_NAMES.map((name) => [
    `subgraphs/${name}/src/generated/resolvers.ts`,
    {
      schema: [VALUE_TYPES, `subgraphs/${name}/schema.graphql`],
      plugins: ['typescript', 'typescript-resolvers'],
      config: {
        ...plain,
        scalars,
        federation: true,
        contextType: '../context.ts#Context',
        mappers: mappers[name],
      },
    },
  ]),
);

/** What the SDK answers with, and its methods, from the composed schema and its committed operations. */
const sdk: CodegenConfig['generates'] = {
  'clients/sdk/src/generated/types.ts': {
    schema: 'schema/api.graphql',
    documents: 'clients/sdk/operations/*.graphql',
    plugins: ['typescript-operations'],
    config: {
      ...plain,
      scalars: { ...scalars, DateTime: 'string' },
      inlineFragmentTypes: 'combine',
      arrayInputCoercion: false,
    },
  },
  'clients/sdk/src/generated/operations.ts': {
    schema: 'schema/api.graphql',
    documents: 'clients/sdk/operations/*.graphql',
    plugins: ['./clients/sdk/codegen-plugin.ts'],
  },
};

/** What clients of this repository send, for the gateway to know beforehand. */
const trustedDocuments: CodegenConfig['generates'] = {
  'schema/generated/trusted-documents.json': {
    schema: 'schema/api.graphql',
    documents: 'clients/sdk/operations/*.graphql',
    plugins: ['./clients/sdk/trusted-documents-plugin.ts'],
    config: { folders: ['clients/console/graphiql/examples', 'clients/console/graphiql/session'] },
  },
};

const config: CodegenConfig = { generates: { ...resolvers, ...sdk, ...trustedDocuments } };

export default config;
