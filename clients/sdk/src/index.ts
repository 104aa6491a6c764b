export {
  AuthenticationError,
  BadRequestError,
  BadResponseError,
  ConnectionError,
  ForbiddenError,
  IdempotencyInProgressError,
  InternalError,
  NotFoundError,
  PaygraphError,
  RateLimitedError,
  SchemaChangedError,
  SlowConsumerError,
  TimeoutError,
  TooExpensiveError,
  TooManySubscriptionsError,
  UnavailableError,
  UntrustedDocumentError,
  type UserError,
  UserErrors,
} from './errors.ts';
/** Inputs, enums, and what each operation takes and answers with, under their generated names. */
export type * from './generated/types.ts';
export type {
  AccountFragment as Account,
  AlertFragment as Alert,
  ApiKeyFragment as ApiKey,
  EntryFragment as Entry,
  JournalEntryFragment as JournalEntry,
  MoneyFragment as Money,
  NotificationFragment as Notification,
  PaymentMethodFragment as PaymentMethod,
  RiskAssessmentFragment as RiskAssessment,
  SessionFragment as Session,
  TransactionFragment as Transaction,
  UserFragment as User,
  WalletFragment as Wallet,
} from './generated/types.ts';
export type { CallOptions, Identification, PaygraphOptions, SubscribeOptions } from './options.ts';
export type { Page, Pages } from './pages.ts';
export { Paygraph } from './paygraph.ts';
export type { SessionTokens } from './session-credential.ts';
