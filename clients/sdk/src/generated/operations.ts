import type { CallOptions, SubscribeOptions } from '../options.ts';
import type { Pages } from '../pages.ts';
import type { Filled, Unkeyed } from '../unwrapped.ts';
import type { AccountFragment, AccountQueryVariables, AccountsQueryVariables, AcknowledgeAlertMutationVariables, AlertFragment, AlertQueryVariables, AlertRaisedSubscription, AlertRaisedSubscriptionVariables, AlertsQueryVariables, ApiKeyFragment, ApiKeysQuery, AuditEventFragment, AuditRecordedSubscription, AuditRecordedSubscriptionVariables, AuditTrailQueryVariables, CancelScheduleMutationVariables, CancelTransactionMutationVariables, CapturePaymentMutationVariables, CloseWalletMutationVariables, ConfirmTransactionMutationVariables, ConvertInput, ConvertMutation, CreateApiKeyInput, CreateApiKeyMutation, CreateWalletInput, DeadTransactionsQueryVariables, DepositInput, DisputeFragment, DisputeInput, DisputeQueryVariables, DisputesQueryVariables, EntryFragment, FeeFragment, FeeInput, FeesQuery, FreezeWalletMutationVariables, JournalEntryFragment, JournalEntryQueryVariables, JournalQueryVariables, LogInInput, LogInMutation, LogOutMutation, MarkNotificationsReadMutation, MarkNotificationsReadMutationVariables, MerchantDebtFragment, MerchantDebtsQueryVariables, NotificationFragment, NotificationReceivedSubscription, NotificationReceivedSubscriptionVariables, NotificationsQueryVariables, PayInput, PayOutUnclaimedInput, PaymentMethodFragment, PaymentMethodInput, PaymentMethodsQuery, PaymentProvidersQuery, PayoutBatchFragment, PayoutBatchInput, PayoutBatchQueryVariables, PayoutLineFragment, PayoutLinesQueryVariables, PayoutProgressSubscription, PayoutProgressSubscriptionVariables, QuoteConversionQuery, QuoteConversionQueryVariables, RefreshSessionMutation, RefreshSessionMutationVariables, RefundInput, RemovePaymentMethodMutationVariables, RenameWalletMutationVariables, ResolveDisputeMutationVariables, RetryTransactionMutationVariables, ReviewTransactionMutationVariables, RevokeApiKeyMutationVariables, ScheduleInput, ScheduleQueryVariables, ScheduledRunFragment, ScheduledRunsQueryVariables, ScheduledTransferFragment, SchedulesQueryVariables, SessionsQuery, SetWalletLimitsMutationVariables, SignUpInput, SignUpMutation, SubmitDisputeEvidenceMutationVariables, TransactionFragment, TransactionOriginQuery, TransactionOriginQueryVariables, TransactionQueryVariables, TransactionStatsQuery, TransactionStatsQueryVariables, TransactionUpdatedSubscription, TransactionUpdatedSubscriptionVariables, TransactionsQueryVariables, TransferBatchMutationVariables, TransferInput, TrialBalanceQuery, TrialBalanceQueryVariables, UnclaimedFundsFragment, UnclaimedFundsQueryVariables, UnfreezeWalletMutationVariables, UnreadNotificationsQuery, UserFragment, UserQueryVariables, UsersQueryVariables, VerifyChainQuery, VerifyChainQueryVariables, VoidPaymentMutationVariables, WalletDebtQueryVariables, WalletEntriesQueryVariables, WalletFragment, WalletQueryVariables, WalletStatementQuery, WalletStatementQueryVariables, WalletsQueryVariables, WithdrawInput, WorkerQueuesQuery } from './types.ts';
const documents = {
  account: `query account($id: ID!) {
  account(id: $id) {
    ...Account
  }
}
fragment Account on Account {
  id
  code
  name
  currency
  normalSide
  constraint
  balance {
    posted {
      ...Money
    }
    pending {
      ...Money
    }
    available {
      ...Money
    }
  }
  version
  createdAt
}
fragment Money on Money {
  amount
  currency
}`,
  accounts: `query accounts($first: Int, $after: String, $code: String, $currency: CurrencyCode) {
  accounts(first: $first, after: $after, code: $code, currency: $currency) {
    edges {
      node {
        ...Account
      }
    }
    pageInfo {
      endCursor
      hasNextPage
    }
  }
}
fragment Account on Account {
  id
  code
  name
  currency
  normalSide
  constraint
  balance {
    posted {
      ...Money
    }
    pending {
      ...Money
    }
    available {
      ...Money
    }
  }
  version
  createdAt
}
fragment Money on Money {
  amount
  currency
}`,
  acknowledgeAlert: `mutation acknowledgeAlert($id: ID!) {
  acknowledgeAlert(id: $id) {
    alert {
      ...Alert
    }
    userErrors {
      ...UserError
    }
  }
}
fragment Alert on Alert {
  id
  severity
  status
  title
  detail
  assessment {
    ...RiskAssessment
  }
  transaction {
    id
  }
  user {
    id
  }
  assignee {
    id
  }
  createdAt
  acknowledgedAt
  resolvedAt
}
fragment RiskAssessment on RiskAssessment {
  id
  score
  level
  decision
  reasons {
    code
    points
    message
  }
  rulesVersion
  assessedAt
}
fragment UserError on UserError {
  code
  message
  field
}`,
  addPaymentMethod: `mutation addPaymentMethod($input: PaymentMethodInput!) {
  addPaymentMethod(input: $input) {
    paymentMethod {
      ...PaymentMethod
    }
    userErrors {
      ...UserError
    }
  }
}
fragment PaymentMethod on PaymentMethod {
  id
  kind
  brand
  bankName
  last4
  expires
  createdAt
}
fragment UserError on UserError {
  code
  message
  field
}`,
  alert: `query alert($id: ID!) {
  alert(id: $id) {
    ...Alert
  }
}
fragment Alert on Alert {
  id
  severity
  status
  title
  detail
  assessment {
    ...RiskAssessment
  }
  transaction {
    id
  }
  user {
    id
  }
  assignee {
    id
  }
  createdAt
  acknowledgedAt
  resolvedAt
}
fragment RiskAssessment on RiskAssessment {
  id
  score
  level
  decision
  reasons {
    code
    points
    message
  }
  rulesVersion
  assessedAt
}`,
  alertRaised: `subscription alertRaised($minSeverity: Severity, $after: EventCursor) {
  alertRaised(minSeverity: $minSeverity, after: $after) {
    cursor
    occurredAt
    alert {
      ...Alert
    }
  }
}
fragment Alert on Alert {
  id
  severity
  status
  title
  detail
  assessment {
    ...RiskAssessment
  }
  transaction {
    id
  }
  user {
    id
  }
  assignee {
    id
  }
  createdAt
  acknowledgedAt
  resolvedAt
}
fragment RiskAssessment on RiskAssessment {
  id
  score
  level
  decision
  reasons {
    code
    points
    message
  }
  rulesVersion
  assessedAt
}`,
  alerts: `query alerts($first: Int, $after: String, $status: AlertStatus, $minSeverity: Severity) {
  alerts(first: $first, after: $after, status: $status, minSeverity: $minSeverity) {
    edges {
      node {
        ...Alert
      }
    }
    pageInfo {
      endCursor
      hasNextPage
    }
  }
}
fragment Alert on Alert {
  id
  severity
  status
  title
  detail
  assessment {
    ...RiskAssessment
  }
  transaction {
    id
  }
  user {
    id
  }
  assignee {
    id
  }
  createdAt
  acknowledgedAt
  resolvedAt
}
fragment RiskAssessment on RiskAssessment {
  id
  score
  level
  decision
  reasons {
    code
    points
    message
  }
  rulesVersion
  assessedAt
}`,
  apiKeys: `query apiKeys {
  me {
    apiKeys {
      ...ApiKey
    }
  }
}
fragment ApiKey on ApiKey {
  id
  name
  prefix
  scopes
  createdAt
  expiresAt
  lastUsedAt
  revokedAt
}`,
  auditRecorded: `subscription auditRecorded($after: EventCursor) {
  auditRecorded(after: $after) {
    cursor
    occurredAt
    event {
      ...AuditEvent
    }
  }
}
fragment AuditEvent on AuditEvent {
  id
  source
  action
  subject
  actor {
    kind
    id
  }
  requestId
  ip
  before
  after
  occurredAt
}`,
  auditTrail: `query auditTrail($first: Int, $after: String, $actorId: ID, $subject: String, $action: String, $range: TimeRange) {
  auditTrail(
    first: $first
    after: $after
    actorId: $actorId
    subject: $subject
    action: $action
    range: $range
  ) {
    edges {
      node {
        ...AuditEvent
      }
    }
    pageInfo {
      endCursor
      hasNextPage
    }
  }
}
fragment AuditEvent on AuditEvent {
  id
  source
  action
  subject
  actor {
    kind
    id
  }
  requestId
  ip
  before
  after
  occurredAt
}`,
  cancelSchedule: `mutation cancelSchedule($id: ID!) {
  cancelSchedule(id: $id) {
    schedule {
      ...ScheduledTransfer
    }
    userErrors {
      ...UserError
    }
  }
}
fragment ScheduledTransfer on ScheduledTransfer {
  id
  status
  source {
    id
  }
  toWalletId
  amount {
    ...Money
  }
  description
  metadata
  startAt
  rrule
  timeZone
  nextRunAt
  lastRunAt
  failures
  createdAt
}
fragment Money on Money {
  amount
  currency
}
fragment UserError on UserError {
  code
  message
  field
}`,
  cancelTransaction: `mutation cancelTransaction($id: ID!) {
  cancelTransaction(id: $id) {
    transaction {
      ...Transaction
    }
    userErrors {
      ...UserError
    }
  }
}
fragment Transaction on Transaction {
  id
  type
  status
  amount {
    ...Money
  }
  fee {
    ...Money
  }
  capturedAmount {
    ...Money
  }
  refundedAmount {
    ...Money
  }
  captureMode
  nextAction {
    kind
    challengeId
    expiresAt
    deliveredTo
  }
  description
  metadata
  initiator {
    id
  }
  source {
    id
  }
  destination {
    id
  }
  paymentMethod {
    id
  }
  provider
  providerReference
  failure {
    code
    declineCode
    message
    retryAdvice
  }
  createdAt
  settledAt
}
fragment Money on Money {
  amount
  currency
}
fragment UserError on UserError {
  code
  message
  field
}`,
  capturePayment: `mutation capturePayment($id: ID!, $amount: MoneyInput, $idempotencyKey: String!) {
  capturePayment(id: $id, amount: $amount, idempotencyKey: $idempotencyKey) {
    transaction {
      ...Transaction
    }
    userErrors {
      ...UserError
    }
  }
}
fragment Transaction on Transaction {
  id
  type
  status
  amount {
    ...Money
  }
  fee {
    ...Money
  }
  capturedAmount {
    ...Money
  }
  refundedAmount {
    ...Money
  }
  captureMode
  nextAction {
    kind
    challengeId
    expiresAt
    deliveredTo
  }
  description
  metadata
  initiator {
    id
  }
  source {
    id
  }
  destination {
    id
  }
  paymentMethod {
    id
  }
  provider
  providerReference
  failure {
    code
    declineCode
    message
    retryAdvice
  }
  createdAt
  settledAt
}
fragment Money on Money {
  amount
  currency
}
fragment UserError on UserError {
  code
  message
  field
}`,
  closeWallet: `mutation closeWallet($id: ID!) {
  closeWallet(id: $id) {
    wallet {
      ...Wallet
    }
    userErrors {
      ...UserError
    }
  }
}
fragment Wallet on Wallet {
  id
  name
  type
  status
  currency
  limits {
    perTransaction {
      ...Money
    }
    daily {
      ...Money
    }
    monthly {
      ...Money
    }
  }
  balance {
    posted {
      ...Money
    }
    pending {
      ...Money
    }
    available {
      ...Money
    }
  }
  createdAt
}
fragment Money on Money {
  amount
  currency
}
fragment UserError on UserError {
  code
  message
  field
}`,
  confirmTransaction: `mutation confirmTransaction($id: ID!, $code: String!) {
  confirmTransaction(id: $id, code: $code) {
    transaction {
      ...Transaction
    }
    userErrors {
      ...UserError
    }
  }
}
fragment Transaction on Transaction {
  id
  type
  status
  amount {
    ...Money
  }
  fee {
    ...Money
  }
  capturedAmount {
    ...Money
  }
  refundedAmount {
    ...Money
  }
  captureMode
  nextAction {
    kind
    challengeId
    expiresAt
    deliveredTo
  }
  description
  metadata
  initiator {
    id
  }
  source {
    id
  }
  destination {
    id
  }
  paymentMethod {
    id
  }
  provider
  providerReference
  failure {
    code
    declineCode
    message
    retryAdvice
  }
  createdAt
  settledAt
}
fragment Money on Money {
  amount
  currency
}
fragment UserError on UserError {
  code
  message
  field
}`,
  convert: `mutation convert($input: ConvertInput!) {
  convert(input: $input) {
    transaction {
      ...Transaction
      conversion {
        quoteId
        from {
          ...Money
        }
        to {
          ...Money
        }
        rate
        midRate
        spreadBasisPoints
        source
        rateAt
      }
    }
    userErrors {
      ...UserError
    }
  }
}
fragment Transaction on Transaction {
  id
  type
  status
  amount {
    ...Money
  }
  fee {
    ...Money
  }
  capturedAmount {
    ...Money
  }
  refundedAmount {
    ...Money
  }
  captureMode
  nextAction {
    kind
    challengeId
    expiresAt
    deliveredTo
  }
  description
  metadata
  initiator {
    id
  }
  source {
    id
  }
  destination {
    id
  }
  paymentMethod {
    id
  }
  provider
  providerReference
  failure {
    code
    declineCode
    message
    retryAdvice
  }
  createdAt
  settledAt
}
fragment Money on Money {
  amount
  currency
}
fragment UserError on UserError {
  code
  message
  field
}`,
  createApiKey: `mutation createApiKey($input: CreateApiKeyInput!) {
  createApiKey(input: $input) {
    apiKey {
      ...ApiKey
    }
    secret
    userErrors {
      ...UserError
    }
  }
}
fragment ApiKey on ApiKey {
  id
  name
  prefix
  scopes
  createdAt
  expiresAt
  lastUsedAt
  revokedAt
}
fragment UserError on UserError {
  code
  message
  field
}`,
  createWallet: `mutation createWallet($input: CreateWalletInput!) {
  createWallet(input: $input) {
    wallet {
      ...Wallet
    }
    userErrors {
      ...UserError
    }
  }
}
fragment Wallet on Wallet {
  id
  name
  type
  status
  currency
  limits {
    perTransaction {
      ...Money
    }
    daily {
      ...Money
    }
    monthly {
      ...Money
    }
  }
  balance {
    posted {
      ...Money
    }
    pending {
      ...Money
    }
    available {
      ...Money
    }
  }
  createdAt
}
fragment Money on Money {
  amount
  currency
}
fragment UserError on UserError {
  code
  message
  field
}`,
  deadTransactions: `query deadTransactions($first: Int, $after: String) {
  deadTransactions(first: $first, after: $after) {
    edges {
      node {
        ...Transaction
      }
    }
    pageInfo {
      endCursor
      hasNextPage
    }
  }
}
fragment Transaction on Transaction {
  id
  type
  status
  amount {
    ...Money
  }
  fee {
    ...Money
  }
  capturedAmount {
    ...Money
  }
  refundedAmount {
    ...Money
  }
  captureMode
  nextAction {
    kind
    challengeId
    expiresAt
    deliveredTo
  }
  description
  metadata
  initiator {
    id
  }
  source {
    id
  }
  destination {
    id
  }
  paymentMethod {
    id
  }
  provider
  providerReference
  failure {
    code
    declineCode
    message
    retryAdvice
  }
  createdAt
  settledAt
}
fragment Money on Money {
  amount
  currency
}`,
  deposit: `mutation deposit($input: DepositInput!) {
  deposit(input: $input) {
    transaction {
      ...Transaction
    }
    userErrors {
      ...UserError
    }
  }
}
fragment Transaction on Transaction {
  id
  type
  status
  amount {
    ...Money
  }
  fee {
    ...Money
  }
  capturedAmount {
    ...Money
  }
  refundedAmount {
    ...Money
  }
  captureMode
  nextAction {
    kind
    challengeId
    expiresAt
    deliveredTo
  }
  description
  metadata
  initiator {
    id
  }
  source {
    id
  }
  destination {
    id
  }
  paymentMethod {
    id
  }
  provider
  providerReference
  failure {
    code
    declineCode
    message
    retryAdvice
  }
  createdAt
  settledAt
}
fragment Money on Money {
  amount
  currency
}
fragment UserError on UserError {
  code
  message
  field
}`,
  dispute: `query dispute($id: ID!) {
  dispute(id: $id) {
    ...Dispute
  }
}
fragment Dispute on Dispute {
  id
  transaction {
    id
  }
  chargeback {
    id
  }
  reason
  amount {
    ...Money
  }
  fee {
    ...Money
  }
  owed {
    ...Money
  }
  status
  description
  evidence {
    text
    submittedAt
    sentAt
  }
  evidenceAwaited
  evidenceDueAt
  provider
  openedAt
  resolvedAt
}
fragment Money on Money {
  amount
  currency
}`,
  disputes: `query disputes($first: Int, $after: String, $status: DisputeStatus) {
  disputes(first: $first, after: $after, status: $status) {
    edges {
      node {
        ...Dispute
      }
    }
    pageInfo {
      endCursor
      hasNextPage
    }
  }
}
fragment Dispute on Dispute {
  id
  transaction {
    id
  }
  chargeback {
    id
  }
  reason
  amount {
    ...Money
  }
  fee {
    ...Money
  }
  owed {
    ...Money
  }
  status
  description
  evidence {
    text
    submittedAt
    sentAt
  }
  evidenceAwaited
  evidenceDueAt
  provider
  openedAt
  resolvedAt
}
fragment Money on Money {
  amount
  currency
}`,
  fees: `query fees {
  fees {
    ...Fee
  }
}
fragment Fee on Fee {
  type
  walletId
  fixed {
    ...Money
  }
  basisPoints
}
fragment Money on Money {
  amount
  currency
}`,
  freezeWallet: `mutation freezeWallet($id: ID!, $reason: String!) {
  freezeWallet(id: $id, reason: $reason) {
    wallet {
      ...Wallet
    }
    userErrors {
      ...UserError
    }
  }
}
fragment Wallet on Wallet {
  id
  name
  type
  status
  currency
  limits {
    perTransaction {
      ...Money
    }
    daily {
      ...Money
    }
    monthly {
      ...Money
    }
  }
  balance {
    posted {
      ...Money
    }
    pending {
      ...Money
    }
    available {
      ...Money
    }
  }
  createdAt
}
fragment Money on Money {
  amount
  currency
}
fragment UserError on UserError {
  code
  message
  field
}`,
  journal: `query journal($first: Int, $after: String, $accountId: ID, $transactionId: ID, $range: TimeRange) {
  journal(
    first: $first
    after: $after
    accountId: $accountId
    transactionId: $transactionId
    range: $range
  ) {
    edges {
      node {
        ...JournalEntry
      }
    }
    pageInfo {
      endCursor
      hasNextPage
    }
  }
}
fragment JournalEntry on JournalEntry {
  id
  kind
  description
  effectiveAt
  recordedAt
  transaction {
    id
  }
  transfers {
    amount {
      ...Money
    }
    debitAccount {
      id
      code
    }
    creditAccount {
      id
      code
    }
  }
}
fragment Money on Money {
  amount
  currency
}`,
  journalEntry: `query journalEntry($id: ID!) {
  journalEntry(id: $id) {
    ...JournalEntry
  }
}
fragment JournalEntry on JournalEntry {
  id
  kind
  description
  effectiveAt
  recordedAt
  transaction {
    id
  }
  transfers {
    amount {
      ...Money
    }
    debitAccount {
      id
      code
    }
    creditAccount {
      id
      code
    }
  }
}
fragment Money on Money {
  amount
  currency
}`,
  logIn: `mutation logIn($input: LogInInput!) {
  logIn(input: $input) {
    session {
      ...Session
    }
    user {
      ...User
    }
    userErrors {
      ...UserError
    }
  }
}
fragment Session on Session {
  id
  accessToken
  refreshToken
  expiresAt
  current
  ip
  userAgent
}
fragment User on User {
  id
  email
  name
  role
  status
  kycStatus
  createdAt
}
fragment UserError on UserError {
  code
  message
  field
}`,
  logOut: `mutation logOut {
  logOut
}`,
  markNotificationsRead: `mutation markNotificationsRead($ids: [ID!]!) {
  markNotificationsRead(ids: $ids)
}`,
  me: `query me {
  me {
    ...User
  }
}
fragment User on User {
  id
  email
  name
  role
  status
  kycStatus
  createdAt
}`,
  merchantDebts: `query merchantDebts($first: Int, $after: String) {
  merchantDebts(first: $first, after: $after) {
    edges {
      node {
        ...MerchantDebt
      }
    }
    pageInfo {
      endCursor
      hasNextPage
    }
  }
}
fragment MerchantDebt on MerchantDebt {
  wallet {
    id
  }
  owner {
    id
  }
  owed {
    amount
    currency
  }
  collected {
    amount
    currency
  }
  changedAt
}`,
  notificationReceived: `subscription notificationReceived($after: EventCursor) {
  notificationReceived(after: $after) {
    cursor
    occurredAt
    notification {
      ...Notification
    }
  }
}
fragment Notification on Notification {
  id
  kind
  title
  body
  transaction {
    id
  }
  readAt
  createdAt
}`,
  notifications: `query notifications($first: Int, $after: String, $unreadOnly: Boolean) {
  notifications(first: $first, after: $after, unreadOnly: $unreadOnly) {
    edges {
      node {
        ...Notification
      }
    }
    pageInfo {
      endCursor
      hasNextPage
    }
  }
}
fragment Notification on Notification {
  id
  kind
  title
  body
  transaction {
    id
  }
  readAt
  createdAt
}`,
  openDispute: `mutation openDispute($input: DisputeInput!) {
  openDispute(input: $input) {
    dispute {
      ...Dispute
    }
    userErrors {
      ...UserError
    }
  }
}
fragment Dispute on Dispute {
  id
  transaction {
    id
  }
  chargeback {
    id
  }
  reason
  amount {
    ...Money
  }
  fee {
    ...Money
  }
  owed {
    ...Money
  }
  status
  description
  evidence {
    text
    submittedAt
    sentAt
  }
  evidenceAwaited
  evidenceDueAt
  provider
  openedAt
  resolvedAt
}
fragment Money on Money {
  amount
  currency
}
fragment UserError on UserError {
  code
  message
  field
}`,
  pay: `mutation pay($input: PayInput!) {
  pay(input: $input) {
    transaction {
      ...Transaction
    }
    userErrors {
      ...UserError
    }
  }
}
fragment Transaction on Transaction {
  id
  type
  status
  amount {
    ...Money
  }
  fee {
    ...Money
  }
  capturedAmount {
    ...Money
  }
  refundedAmount {
    ...Money
  }
  captureMode
  nextAction {
    kind
    challengeId
    expiresAt
    deliveredTo
  }
  description
  metadata
  initiator {
    id
  }
  source {
    id
  }
  destination {
    id
  }
  paymentMethod {
    id
  }
  provider
  providerReference
  failure {
    code
    declineCode
    message
    retryAdvice
  }
  createdAt
  settledAt
}
fragment Money on Money {
  amount
  currency
}
fragment UserError on UserError {
  code
  message
  field
}`,
  paymentMethods: `query paymentMethods {
  me {
    paymentMethods {
      ...PaymentMethod
    }
  }
}
fragment PaymentMethod on PaymentMethod {
  id
  kind
  brand
  bankName
  last4
  expires
  createdAt
}`,
  paymentProviders: `query paymentProviders {
  paymentProviders {
    name
    methods
    currencies
    health
    breaker
    since
    successRate
    latencyP50Ms
    latencyP95Ms
    inFlight
  }
}`,
  payoutBatch: `query payoutBatch($id: ID!) {
  payoutBatch(id: $id) {
    ...PayoutBatch
  }
}
fragment PayoutBatch on PayoutBatch {
  id
  status
  source {
    id
  }
  total
  succeeded
  failed
  pending
  inReview
  amount {
    ...Money
  }
  succeededAmount {
    ...Money
  }
  failedAmount {
    ...Money
  }
  createdAt
  completedAt
}
fragment Money on Money {
  amount
  currency
}`,
  payoutLines: `query payoutLines($id: ID!, $first: Int, $after: String, $statuses: [PayoutLineStatus!]) {
  payoutBatch(id: $id) {
    lines(first: $first, after: $after, statuses: $statuses) {
      edges {
        node {
          ...PayoutLine
        }
      }
      pageInfo {
        endCursor
        hasNextPage
      }
    }
  }
}
fragment PayoutLine on PayoutLine {
  number
  status
  toWalletId
  amount {
    ...Money
  }
  description
  reference
  transaction {
    id
  }
  failure {
    code
    declineCode
    message
    retryAdvice
  }
}
fragment Money on Money {
  amount
  currency
}`,
  payoutProgress: `subscription payoutProgress($batchId: ID!) {
  payoutProgress(batchId: $batchId) {
    ...PayoutBatch
  }
}
fragment PayoutBatch on PayoutBatch {
  id
  status
  source {
    id
  }
  total
  succeeded
  failed
  pending
  inReview
  amount {
    ...Money
  }
  succeededAmount {
    ...Money
  }
  failedAmount {
    ...Money
  }
  createdAt
  completedAt
}
fragment Money on Money {
  amount
  currency
}`,
  payOutUnclaimed: `mutation payOutUnclaimed($input: PayOutUnclaimedInput!) {
  payOutUnclaimed(input: $input) {
    unclaimed {
      ...UnclaimedFunds
    }
    userErrors {
      ...UserError
    }
  }
}
fragment UnclaimedFunds on UnclaimedFunds {
  id
  owner {
    id
  }
  amount {
    amount
    currency
  }
  reason
  transaction {
    id
  }
  status
  paidOutTo {
    id
  }
  paidOutBy {
    id
  }
  createdAt
  paidOutAt
}
fragment UserError on UserError {
  code
  message
  field
}`,
  quoteConversion: `query quoteConversion($from: CurrencyCode!, $to: CurrencyCode!, $amount: Decimal!) {
  quoteConversion(from: $from, to: $to, amount: $amount) {
    id
    from {
      ...Money
    }
    to {
      ...Money
    }
    rate
    midRate
    spreadBasisPoints
    fee {
      ...Money
    }
    source
    rateAt
    expiresAt
  }
}
fragment Money on Money {
  amount
  currency
}`,
  refreshSession: `mutation refreshSession($refreshToken: String!) {
  refreshSession(refreshToken: $refreshToken) {
    session {
      ...Session
    }
    user {
      ...User
    }
    userErrors {
      ...UserError
    }
  }
}
fragment Session on Session {
  id
  accessToken
  refreshToken
  expiresAt
  current
  ip
  userAgent
}
fragment User on User {
  id
  email
  name
  role
  status
  kycStatus
  createdAt
}
fragment UserError on UserError {
  code
  message
  field
}`,
  refund: `mutation refund($input: RefundInput!) {
  refund(input: $input) {
    transaction {
      ...Transaction
    }
    userErrors {
      ...UserError
    }
  }
}
fragment Transaction on Transaction {
  id
  type
  status
  amount {
    ...Money
  }
  fee {
    ...Money
  }
  capturedAmount {
    ...Money
  }
  refundedAmount {
    ...Money
  }
  captureMode
  nextAction {
    kind
    challengeId
    expiresAt
    deliveredTo
  }
  description
  metadata
  initiator {
    id
  }
  source {
    id
  }
  destination {
    id
  }
  paymentMethod {
    id
  }
  provider
  providerReference
  failure {
    code
    declineCode
    message
    retryAdvice
  }
  createdAt
  settledAt
}
fragment Money on Money {
  amount
  currency
}
fragment UserError on UserError {
  code
  message
  field
}`,
  removePaymentMethod: `mutation removePaymentMethod($id: ID!) {
  removePaymentMethod(id: $id) {
    paymentMethod {
      ...PaymentMethod
    }
    userErrors {
      ...UserError
    }
  }
}
fragment PaymentMethod on PaymentMethod {
  id
  kind
  brand
  bankName
  last4
  expires
  createdAt
}
fragment UserError on UserError {
  code
  message
  field
}`,
  renameWallet: `mutation renameWallet($id: ID!, $name: String!) {
  renameWallet(id: $id, name: $name) {
    wallet {
      ...Wallet
    }
    userErrors {
      ...UserError
    }
  }
}
fragment Wallet on Wallet {
  id
  name
  type
  status
  currency
  limits {
    perTransaction {
      ...Money
    }
    daily {
      ...Money
    }
    monthly {
      ...Money
    }
  }
  balance {
    posted {
      ...Money
    }
    pending {
      ...Money
    }
    available {
      ...Money
    }
  }
  createdAt
}
fragment Money on Money {
  amount
  currency
}
fragment UserError on UserError {
  code
  message
  field
}`,
  resolveDispute: `mutation resolveDispute($id: ID!, $outcome: DisputeOutcome!, $note: String) {
  resolveDispute(id: $id, outcome: $outcome, note: $note) {
    dispute {
      ...Dispute
    }
    userErrors {
      ...UserError
    }
  }
}
fragment Dispute on Dispute {
  id
  transaction {
    id
  }
  chargeback {
    id
  }
  reason
  amount {
    ...Money
  }
  fee {
    ...Money
  }
  owed {
    ...Money
  }
  status
  description
  evidence {
    text
    submittedAt
    sentAt
  }
  evidenceAwaited
  evidenceDueAt
  provider
  openedAt
  resolvedAt
}
fragment Money on Money {
  amount
  currency
}
fragment UserError on UserError {
  code
  message
  field
}`,
  retryTransaction: `mutation retryTransaction($id: ID!) {
  retryTransaction(id: $id) {
    transaction {
      ...Transaction
    }
    userErrors {
      ...UserError
    }
  }
}
fragment Transaction on Transaction {
  id
  type
  status
  amount {
    ...Money
  }
  fee {
    ...Money
  }
  capturedAmount {
    ...Money
  }
  refundedAmount {
    ...Money
  }
  captureMode
  nextAction {
    kind
    challengeId
    expiresAt
    deliveredTo
  }
  description
  metadata
  initiator {
    id
  }
  source {
    id
  }
  destination {
    id
  }
  paymentMethod {
    id
  }
  provider
  providerReference
  failure {
    code
    declineCode
    message
    retryAdvice
  }
  createdAt
  settledAt
}
fragment Money on Money {
  amount
  currency
}
fragment UserError on UserError {
  code
  message
  field
}`,
  reviewTransaction: `mutation reviewTransaction($id: ID!, $decision: ReviewDecision!, $note: String!) {
  reviewTransaction(id: $id, decision: $decision, note: $note) {
    transaction {
      ...Transaction
    }
    userErrors {
      ...UserError
    }
  }
}
fragment Transaction on Transaction {
  id
  type
  status
  amount {
    ...Money
  }
  fee {
    ...Money
  }
  capturedAmount {
    ...Money
  }
  refundedAmount {
    ...Money
  }
  captureMode
  nextAction {
    kind
    challengeId
    expiresAt
    deliveredTo
  }
  description
  metadata
  initiator {
    id
  }
  source {
    id
  }
  destination {
    id
  }
  paymentMethod {
    id
  }
  provider
  providerReference
  failure {
    code
    declineCode
    message
    retryAdvice
  }
  createdAt
  settledAt
}
fragment Money on Money {
  amount
  currency
}
fragment UserError on UserError {
  code
  message
  field
}`,
  revokeApiKey: `mutation revokeApiKey($id: ID!) {
  revokeApiKey(id: $id) {
    apiKey {
      ...ApiKey
    }
    userErrors {
      ...UserError
    }
  }
}
fragment ApiKey on ApiKey {
  id
  name
  prefix
  scopes
  createdAt
  expiresAt
  lastUsedAt
  revokedAt
}
fragment UserError on UserError {
  code
  message
  field
}`,
  schedule: `query schedule($id: ID!) {
  schedule(id: $id) {
    ...ScheduledTransfer
  }
}
fragment ScheduledTransfer on ScheduledTransfer {
  id
  status
  source {
    id
  }
  toWalletId
  amount {
    ...Money
  }
  description
  metadata
  startAt
  rrule
  timeZone
  nextRunAt
  lastRunAt
  failures
  createdAt
}
fragment Money on Money {
  amount
  currency
}`,
  scheduledRuns: `query scheduledRuns($id: ID!, $first: Int, $after: String) {
  schedule(id: $id) {
    runs(first: $first, after: $after) {
      edges {
        node {
          ...ScheduledRun
        }
      }
      pageInfo {
        endCursor
        hasNextPage
      }
    }
  }
}
fragment ScheduledRun on ScheduledRun {
  occursAt
  transaction {
    id
    status
  }
  failure {
    code
    declineCode
    message
    retryAdvice
  }
}`,
  schedules: `query schedules($first: Int, $after: String) {
  schedules(first: $first, after: $after) {
    edges {
      node {
        ...ScheduledTransfer
      }
    }
    pageInfo {
      endCursor
      hasNextPage
    }
  }
}
fragment ScheduledTransfer on ScheduledTransfer {
  id
  status
  source {
    id
  }
  toWalletId
  amount {
    ...Money
  }
  description
  metadata
  startAt
  rrule
  timeZone
  nextRunAt
  lastRunAt
  failures
  createdAt
}
fragment Money on Money {
  amount
  currency
}`,
  scheduleTransfer: `mutation scheduleTransfer($input: ScheduleInput!) {
  scheduleTransfer(input: $input) {
    schedule {
      ...ScheduledTransfer
    }
    userErrors {
      ...UserError
    }
  }
}
fragment ScheduledTransfer on ScheduledTransfer {
  id
  status
  source {
    id
  }
  toWalletId
  amount {
    ...Money
  }
  description
  metadata
  startAt
  rrule
  timeZone
  nextRunAt
  lastRunAt
  failures
  createdAt
}
fragment Money on Money {
  amount
  currency
}
fragment UserError on UserError {
  code
  message
  field
}`,
  sessions: `query sessions {
  me {
    sessions {
      ...Session
    }
  }
}
fragment Session on Session {
  id
  accessToken
  refreshToken
  expiresAt
  current
  ip
  userAgent
}`,
  setFee: `mutation setFee($input: FeeInput!) {
  setFee(input: $input) {
    fee {
      ...Fee
    }
    userErrors {
      ...UserError
    }
  }
}
fragment Fee on Fee {
  type
  walletId
  fixed {
    ...Money
  }
  basisPoints
}
fragment Money on Money {
  amount
  currency
}
fragment UserError on UserError {
  code
  message
  field
}`,
  setWalletLimits: `mutation setWalletLimits($id: ID!, $input: WalletLimitsInput!) {
  setWalletLimits(id: $id, input: $input) {
    wallet {
      ...Wallet
    }
    userErrors {
      ...UserError
    }
  }
}
fragment Wallet on Wallet {
  id
  name
  type
  status
  currency
  limits {
    perTransaction {
      ...Money
    }
    daily {
      ...Money
    }
    monthly {
      ...Money
    }
  }
  balance {
    posted {
      ...Money
    }
    pending {
      ...Money
    }
    available {
      ...Money
    }
  }
  createdAt
}
fragment Money on Money {
  amount
  currency
}
fragment UserError on UserError {
  code
  message
  field
}`,
  signUp: `mutation signUp($input: SignUpInput!) {
  signUp(input: $input) {
    session {
      ...Session
    }
    user {
      ...User
    }
    userErrors {
      ...UserError
    }
  }
}
fragment Session on Session {
  id
  accessToken
  refreshToken
  expiresAt
  current
  ip
  userAgent
}
fragment User on User {
  id
  email
  name
  role
  status
  kycStatus
  createdAt
}
fragment UserError on UserError {
  code
  message
  field
}`,
  submitDisputeEvidence: `mutation submitDisputeEvidence($id: ID!, $evidence: String!) {
  submitDisputeEvidence(id: $id, evidence: $evidence) {
    dispute {
      ...Dispute
    }
    userErrors {
      ...UserError
    }
  }
}
fragment Dispute on Dispute {
  id
  transaction {
    id
  }
  chargeback {
    id
  }
  reason
  amount {
    ...Money
  }
  fee {
    ...Money
  }
  owed {
    ...Money
  }
  status
  description
  evidence {
    text
    submittedAt
    sentAt
  }
  evidenceAwaited
  evidenceDueAt
  provider
  openedAt
  resolvedAt
}
fragment Money on Money {
  amount
  currency
}
fragment UserError on UserError {
  code
  message
  field
}`,
  submitPayouts: `mutation submitPayouts($input: PayoutBatchInput!) {
  submitPayouts(input: $input) {
    batch {
      ...PayoutBatch
    }
    userErrors {
      ...UserError
    }
  }
}
fragment PayoutBatch on PayoutBatch {
  id
  status
  source {
    id
  }
  total
  succeeded
  failed
  pending
  inReview
  amount {
    ...Money
  }
  succeededAmount {
    ...Money
  }
  failedAmount {
    ...Money
  }
  createdAt
  completedAt
}
fragment Money on Money {
  amount
  currency
}
fragment UserError on UserError {
  code
  message
  field
}`,
  transaction: `query transaction($id: ID!) {
  transaction(id: $id) {
    ...Transaction
  }
}
fragment Transaction on Transaction {
  id
  type
  status
  amount {
    ...Money
  }
  fee {
    ...Money
  }
  capturedAmount {
    ...Money
  }
  refundedAmount {
    ...Money
  }
  captureMode
  nextAction {
    kind
    challengeId
    expiresAt
    deliveredTo
  }
  description
  metadata
  initiator {
    id
  }
  source {
    id
  }
  destination {
    id
  }
  paymentMethod {
    id
  }
  provider
  providerReference
  failure {
    code
    declineCode
    message
    retryAdvice
  }
  createdAt
  settledAt
}
fragment Money on Money {
  amount
  currency
}`,
  transactionOrigin: `query transactionOrigin($id: ID!) {
  transaction(id: $id) {
    payoutBatch {
      ...PayoutBatch
    }
    schedule {
      ...ScheduledTransfer
    }
  }
}
fragment PayoutBatch on PayoutBatch {
  id
  status
  source {
    id
  }
  total
  succeeded
  failed
  pending
  inReview
  amount {
    ...Money
  }
  succeededAmount {
    ...Money
  }
  failedAmount {
    ...Money
  }
  createdAt
  completedAt
}
fragment Money on Money {
  amount
  currency
}
fragment ScheduledTransfer on ScheduledTransfer {
  id
  status
  source {
    id
  }
  toWalletId
  amount {
    ...Money
  }
  description
  metadata
  startAt
  rrule
  timeZone
  nextRunAt
  lastRunAt
  failures
  createdAt
}`,
  transactions: `query transactions($first: Int, $after: String, $filter: TransactionFilter) {
  transactions(first: $first, after: $after, filter: $filter) {
    edges {
      node {
        ...Transaction
      }
    }
    pageInfo {
      endCursor
      hasNextPage
    }
  }
}
fragment Transaction on Transaction {
  id
  type
  status
  amount {
    ...Money
  }
  fee {
    ...Money
  }
  capturedAmount {
    ...Money
  }
  refundedAmount {
    ...Money
  }
  captureMode
  nextAction {
    kind
    challengeId
    expiresAt
    deliveredTo
  }
  description
  metadata
  initiator {
    id
  }
  source {
    id
  }
  destination {
    id
  }
  paymentMethod {
    id
  }
  provider
  providerReference
  failure {
    code
    declineCode
    message
    retryAdvice
  }
  createdAt
  settledAt
}
fragment Money on Money {
  amount
  currency
}`,
  transactionStats: `query transactionStats($range: TimeRange!, $bucket: TimeBucket!, $currency: CurrencyCode) {
  transactionStats(range: $range, bucket: $bucket, currency: $currency) {
    totals {
      ...TransactionStatsBucket
    }
    buckets {
      ...TransactionStatsBucket
    }
  }
}
fragment TransactionStatsBucket on TransactionStatsBucket {
  start
  currency
  count
  succeeded
  failed
  canceled
  successRate
  volume {
    ...Money
  }
  settlementP50Ms
  settlementP95Ms
  settlementP99Ms
}
fragment Money on Money {
  amount
  currency
}`,
  transactionUpdated: `subscription transactionUpdated($walletId: ID, $userId: ID, $types: [TransactionType!], $statuses: [TransactionStatus!], $after: EventCursor) {
  transactionUpdated(
    walletId: $walletId
    userId: $userId
    types: $types
    statuses: $statuses
    after: $after
  ) {
    cursor
    occurredAt
    previousStatus
    transaction {
      ...Transaction
    }
  }
}
fragment Transaction on Transaction {
  id
  type
  status
  amount {
    ...Money
  }
  fee {
    ...Money
  }
  capturedAmount {
    ...Money
  }
  refundedAmount {
    ...Money
  }
  captureMode
  nextAction {
    kind
    challengeId
    expiresAt
    deliveredTo
  }
  description
  metadata
  initiator {
    id
  }
  source {
    id
  }
  destination {
    id
  }
  paymentMethod {
    id
  }
  provider
  providerReference
  failure {
    code
    declineCode
    message
    retryAdvice
  }
  createdAt
  settledAt
}
fragment Money on Money {
  amount
  currency
}`,
  transfer: `mutation transfer($input: TransferInput!) {
  transfer(input: $input) {
    transaction {
      ...Transaction
    }
    userErrors {
      ...UserError
    }
  }
}
fragment Transaction on Transaction {
  id
  type
  status
  amount {
    ...Money
  }
  fee {
    ...Money
  }
  capturedAmount {
    ...Money
  }
  refundedAmount {
    ...Money
  }
  captureMode
  nextAction {
    kind
    challengeId
    expiresAt
    deliveredTo
  }
  description
  metadata
  initiator {
    id
  }
  source {
    id
  }
  destination {
    id
  }
  paymentMethod {
    id
  }
  provider
  providerReference
  failure {
    code
    declineCode
    message
    retryAdvice
  }
  createdAt
  settledAt
}
fragment Money on Money {
  amount
  currency
}
fragment UserError on UserError {
  code
  message
  field
}`,
  transferBatch: `mutation transferBatch($inputs: [TransferInput!]!) {
  transferBatch(inputs: $inputs) {
    transaction {
      ...Transaction
    }
    userErrors {
      ...UserError
    }
  }
}
fragment Transaction on Transaction {
  id
  type
  status
  amount {
    ...Money
  }
  fee {
    ...Money
  }
  capturedAmount {
    ...Money
  }
  refundedAmount {
    ...Money
  }
  captureMode
  nextAction {
    kind
    challengeId
    expiresAt
    deliveredTo
  }
  description
  metadata
  initiator {
    id
  }
  source {
    id
  }
  destination {
    id
  }
  paymentMethod {
    id
  }
  provider
  providerReference
  failure {
    code
    declineCode
    message
    retryAdvice
  }
  createdAt
  settledAt
}
fragment Money on Money {
  amount
  currency
}
fragment UserError on UserError {
  code
  message
  field
}`,
  trialBalance: `query trialBalance($at: DateTime) {
  trialBalance(at: $at) {
    at
    balanced
    lines {
      currency
      debits
      credits
      balanced
    }
  }
}`,
  unclaimedFunds: `query unclaimedFunds($first: Int, $after: String, $status: UnclaimedStatus) {
  unclaimedFunds(first: $first, after: $after, status: $status) {
    edges {
      node {
        ...UnclaimedFunds
      }
    }
    pageInfo {
      endCursor
      hasNextPage
    }
  }
}
fragment UnclaimedFunds on UnclaimedFunds {
  id
  owner {
    id
  }
  amount {
    amount
    currency
  }
  reason
  transaction {
    id
  }
  status
  paidOutTo {
    id
  }
  paidOutBy {
    id
  }
  createdAt
  paidOutAt
}`,
  unfreezeWallet: `mutation unfreezeWallet($id: ID!) {
  unfreezeWallet(id: $id) {
    wallet {
      ...Wallet
    }
    userErrors {
      ...UserError
    }
  }
}
fragment Wallet on Wallet {
  id
  name
  type
  status
  currency
  limits {
    perTransaction {
      ...Money
    }
    daily {
      ...Money
    }
    monthly {
      ...Money
    }
  }
  balance {
    posted {
      ...Money
    }
    pending {
      ...Money
    }
    available {
      ...Money
    }
  }
  createdAt
}
fragment Money on Money {
  amount
  currency
}
fragment UserError on UserError {
  code
  message
  field
}`,
  unreadNotifications: `query unreadNotifications {
  me {
    unreadNotifications
  }
}`,
  user: `query user($id: ID!) {
  user(id: $id) {
    ...User
  }
}
fragment User on User {
  id
  email
  name
  role
  status
  kycStatus
  createdAt
}`,
  users: `query users($first: Int, $after: String, $search: String, $role: Role, $status: UserStatus) {
  users(
    first: $first
    after: $after
    search: $search
    role: $role
    status: $status
  ) {
    edges {
      node {
        ...User
      }
    }
    pageInfo {
      endCursor
      hasNextPage
    }
  }
}
fragment User on User {
  id
  email
  name
  role
  status
  kycStatus
  createdAt
}`,
  verifyChain: `query verifyChain($chain: ChainName! = JOURNAL, $from: ID, $to: ID, $first: Int, $after: Int) {
  verifyChain(chain: $chain, from: $from, to: $to, first: $first, after: $after) {
    valid
    blocks
    entries
    firstBadEntryId
    lastBlock {
      number
      hash
      sealedAt
    }
    hasMore
  }
}`,
  voidPayment: `mutation voidPayment($id: ID!, $idempotencyKey: String!) {
  voidPayment(id: $id, idempotencyKey: $idempotencyKey) {
    transaction {
      ...Transaction
    }
    userErrors {
      ...UserError
    }
  }
}
fragment Transaction on Transaction {
  id
  type
  status
  amount {
    ...Money
  }
  fee {
    ...Money
  }
  capturedAmount {
    ...Money
  }
  refundedAmount {
    ...Money
  }
  captureMode
  nextAction {
    kind
    challengeId
    expiresAt
    deliveredTo
  }
  description
  metadata
  initiator {
    id
  }
  source {
    id
  }
  destination {
    id
  }
  paymentMethod {
    id
  }
  provider
  providerReference
  failure {
    code
    declineCode
    message
    retryAdvice
  }
  createdAt
  settledAt
}
fragment Money on Money {
  amount
  currency
}
fragment UserError on UserError {
  code
  message
  field
}`,
  wallet: `query wallet($id: ID!) {
  wallet(id: $id) {
    ...Wallet
  }
}
fragment Wallet on Wallet {
  id
  name
  type
  status
  currency
  limits {
    perTransaction {
      ...Money
    }
    daily {
      ...Money
    }
    monthly {
      ...Money
    }
  }
  balance {
    posted {
      ...Money
    }
    pending {
      ...Money
    }
    available {
      ...Money
    }
  }
  createdAt
}
fragment Money on Money {
  amount
  currency
}`,
  walletDebt: `query walletDebt($id: ID!) {
  wallet(id: $id) {
    debt {
      ...MerchantDebt
    }
  }
}
fragment MerchantDebt on MerchantDebt {
  wallet {
    id
  }
  owner {
    id
  }
  owed {
    amount
    currency
  }
  collected {
    amount
    currency
  }
  changedAt
}`,
  walletEntries: `query walletEntries($id: ID!, $first: Int, $after: String, $range: TimeRange) {
  wallet(id: $id) {
    entries(first: $first, after: $after, range: $range) {
      edges {
        node {
          ...Entry
        }
      }
      pageInfo {
        endCursor
        hasNextPage
      }
    }
  }
}
fragment Entry on Entry {
  amount {
    ...Money
  }
  direction
  balanceAfter {
    ...Money
  }
  description
  postedAt
  transaction {
    id
  }
}
fragment Money on Money {
  amount
  currency
}`,
  wallets: `query wallets($first: Int, $after: String, $ownerId: ID, $status: WalletStatus, $currency: CurrencyCode) {
  wallets(
    first: $first
    after: $after
    ownerId: $ownerId
    status: $status
    currency: $currency
  ) {
    edges {
      node {
        ...Wallet
      }
    }
    pageInfo {
      endCursor
      hasNextPage
    }
  }
}
fragment Wallet on Wallet {
  id
  name
  type
  status
  currency
  limits {
    perTransaction {
      ...Money
    }
    daily {
      ...Money
    }
    monthly {
      ...Money
    }
  }
  balance {
    posted {
      ...Money
    }
    pending {
      ...Money
    }
    available {
      ...Money
    }
  }
  createdAt
}
fragment Money on Money {
  amount
  currency
}`,
  walletStatement: `query walletStatement($id: ID!, $range: TimeRange!, $format: StatementFormat!) {
  wallet(id: $id) {
    statement(range: $range, format: $format) {
      url
      format
      expiresAt
    }
  }
}`,
  withdraw: `mutation withdraw($input: WithdrawInput!) {
  withdraw(input: $input) {
    transaction {
      ...Transaction
    }
    userErrors {
      ...UserError
    }
  }
}
fragment Transaction on Transaction {
  id
  type
  status
  amount {
    ...Money
  }
  fee {
    ...Money
  }
  capturedAmount {
    ...Money
  }
  refundedAmount {
    ...Money
  }
  captureMode
  nextAction {
    kind
    challengeId
    expiresAt
    deliveredTo
  }
  description
  metadata
  initiator {
    id
  }
  source {
    id
  }
  destination {
    id
  }
  paymentMethod {
    id
  }
  provider
  providerReference
  failure {
    code
    declineCode
    message
    retryAdvice
  }
  createdAt
  settledAt
}
fragment Money on Money {
  amount
  currency
}
fragment UserError on UserError {
  code
  message
  field
}`,
  workerQueues: `query workerQueues {
  workerQueues {
    name
    depth
    oldestAgeSeconds
    deadLetters
  }
}`,
} as const;
/** Every operation of the API as a method. What all of them throw: see PaygraphError. */
export abstract class Operations {
  protected abstract send<Value>(document: string, variables: object, path: readonly string[], options?: CallOptions): Promise<Value>;
  protected abstract list<Node>(document: string, variables: object, path: readonly string[], options?: CallOptions): Pages<Node>;
  protected abstract follow<Event>(document: string, variables: object, path: readonly string[], options?: SubscribeOptions): AsyncIterableIterator<Event>;

  /** One account of the chart of accounts. Operators. */
  account(variables: AccountQueryVariables, options?: CallOptions): Promise<AccountFragment | null> {
    return this.send(documents.account, variables, ['account'], options);
  }

  /** The chart of accounts, newest first. Operators. */
  accounts(variables: AccountsQueryVariables = {}, options?: CallOptions): Pages<AccountFragment> {
    return this.list(documents.accounts, variables, ['accounts'], options);
  }

  /** Takes charge of an open alert, so that others need not look. Operators. */
  acknowledgeAlert(variables: AcknowledgeAlertMutationVariables, options?: CallOptions): Promise<AlertFragment> {
    return this.send(documents.acknowledgeAlert, variables, ['acknowledgeAlert', 'alert'], options);
  }

  /** Stores a card or bank account of the caller. At most 20 each. The number is sealed at once and never shown again. */
  addPaymentMethod(input: PaymentMethodInput, options?: CallOptions): Promise<PaymentMethodFragment> {
    return this.send(documents.addPaymentMethod, { input }, ['addPaymentMethod', 'paymentMethod'], options);
  }

  /** One alert; null when there is none of this id. Operators. */
  alert(variables: AlertQueryVariables, options?: CallOptions): Promise<AlertFragment | null> {
    return this.send(documents.alert, variables, ['alert'], options);
  }

  /** Alerts as they are raised. Operators. */
  alertRaised(variables: AlertRaisedSubscriptionVariables = {}, options?: SubscribeOptions): AsyncIterableIterator<AlertRaisedSubscription['alertRaised']> {
    return this.follow(documents.alertRaised, variables, ['alertRaised'], options);
  }

  /** Alerts, newest first. Operators. */
  alerts(variables: AlertsQueryVariables = {}, options?: CallOptions): Pages<AlertFragment> {
    return this.list(documents.alerts, variables, ['alerts'], options);
  }

  /** Keys of their programs that were not revoked, newest first, at most 100; never with the secret. Not for programs. */
  apiKeys(options?: CallOptions): Promise<NonNullable<ApiKeysQuery['me']>['apiKeys']> {
    return this.send(documents.apiKeys, {}, ['me', 'apiKeys'], options);
  }

  /** The audit trail as it grows, within about a second. Operators. */
  auditRecorded(variables: AuditRecordedSubscriptionVariables = {}, options?: SubscribeOptions): AsyncIterableIterator<AuditRecordedSubscription['auditRecorded']> {
    return this.follow(documents.auditRecorded, variables, ['auditRecorded'], options);
  }

  /** What was done to the platform, by whom and from where, newest first. Operators. */
  auditTrail(variables: AuditTrailQueryVariables = {}, options?: CallOptions): Pages<AuditEventFragment> {
    return this.list(documents.auditTrail, variables, ['auditTrail'], options);
  }

  /**
   * Ends a schedule: nothing further of it occurs, while transfers that have begun go on. Canceling it again changes
   * nothing. Its owner, and operators.
   */
  cancelSchedule(variables: CancelScheduleMutationVariables, options?: CallOptions): Promise<ScheduledTransferFragment> {
    return this.send(documents.cancelSchedule, variables, ['cancelSchedule', 'schedule'], options);
  }

  /** Calls off a transaction that waits for a one-time password or a review. Who started it, and operators. */
  cancelTransaction(variables: CancelTransactionMutationVariables, options?: CallOptions): Promise<TransactionFragment> {
    return this.send(documents.cancelTransaction, variables, ['cancelTransaction', 'transaction'], options);
  }

  /**
   * Takes an AUTHORIZED payment or a part of it; the rest stays authorized and can be captured as well. Its merchant and
   * operators.
   */
  capturePayment(variables: Unkeyed<CapturePaymentMutationVariables>, options?: CallOptions): Promise<TransactionFragment> {
    return this.send(documents.capturePayment, { ...variables, idempotencyKey: variables.idempotencyKey ?? crypto.randomUUID() }, ['capturePayment', 'transaction'], options);
  }

  /** Closes a wallet for good. Only at zero with nothing pending. */
  closeWallet(variables: CloseWalletMutationVariables, options?: CallOptions): Promise<WalletFragment> {
    return this.send(documents.closeWallet, variables, ['closeWallet', 'wallet'], options);
  }

  /**
   * Enters the one-time password of a transaction in REQUIRES_ACTION; the caller started it. A wrong one is the user
   * error CODE_WRONG; five of them, or five minutes, and the transaction has FAILED. Calling the mutation of the
   * transaction again with its key and `otp` does the same.
   */
  confirmTransaction(variables: ConfirmTransactionMutationVariables, options?: CallOptions): Promise<TransactionFragment> {
    return this.send(documents.confirmTransaction, variables, ['confirmTransaction', 'transaction'], options);
  }

  /**
   * Converts money between two wallets of the caller as it was offered, whatever rates have become since: once per offer.
   * An offer that was taken up keeps its rate, also while the conversion waits for a one-time password or a review.
   */
  convert(input: Unkeyed<ConvertInput>, options?: CallOptions): Promise<NonNullable<NonNullable<ConvertMutation['convert']>['transaction']>> {
    return this.send(documents.convert, { input: { ...input, idempotencyKey: input.idempotencyKey ?? crypto.randomUUID() } }, ['convert', 'transaction'], options);
  }

  /**
   * Makes a key for a program that acts in the caller's name. At most 20 at a time. Codes of userErrors: NAME_INVALID,
   * SCOPES_INVALID, SCOPE_NOT_ALLOWED, EXPIRY_INVALID, TOO_MANY_API_KEYS. People who gave their password in the last 15
   * minutes.
   */
  createApiKey(input: CreateApiKeyInput, options?: CallOptions): Promise<Filled<CreateApiKeyMutation['createApiKey']>> {
    return this.send(documents.createApiKey, { input }, ['createApiKey'], options);
  }

  /** Opens a wallet of the caller. At most 50 open wallets each. */
  createWallet(input: CreateWalletInput, options?: CallOptions): Promise<WalletFragment> {
    return this.send(documents.createWallet, { input }, ['createWallet', 'wallet'], options);
  }

  /** Transactions whose attempts are used up, longest dead first; see retryTransaction. Operators. */
  deadTransactions(variables: DeadTransactionsQueryVariables = {}, options?: CallOptions): Pages<TransactionFragment> {
    return this.list(documents.deadTransactions, variables, ['deadTransactions'], options);
  }

  /** Adds money from a card to a wallet of the caller. A declined card is a FAILED transaction, not an error. */
  deposit(input: Unkeyed<DepositInput>, options?: CallOptions): Promise<TransactionFragment> {
    return this.send(documents.deposit, { input: { ...input, idempotencyKey: input.idempotencyKey ?? crypto.randomUUID() } }, ['deposit', 'transaction'], options);
  }

  /** A dispute over a payment the caller made or got, or any for operators; null with NOT_FOUND otherwise. */
  dispute(variables: DisputeQueryVariables, options?: CallOptions): Promise<DisputeFragment | null> {
    return this.send(documents.dispute, variables, ['dispute'], options);
  }

  /** Disputes over payments the caller made or got, or everyone's for operators; newest first. */
  disputes(variables: DisputesQueryVariables = {}, options?: CallOptions): Pages<DisputeFragment> {
    return this.list(documents.disputes, variables, ['disputes'], options);
  }

  /** What movements of money cost. Operators. */
  fees(options?: CallOptions): Promise<FeesQuery['fees']> {
    return this.send(documents.fees, {}, ['fees'], options);
  }

  /** Stops all money in and out. The owner, for their own wallet, and operators. */
  freezeWallet(variables: FreezeWalletMutationVariables, options?: CallOptions): Promise<WalletFragment> {
    return this.send(documents.freezeWallet, variables, ['freezeWallet', 'wallet'], options);
  }

  /** The journal, newest first. Operators. */
  journal(variables: JournalQueryVariables = {}, options?: CallOptions): Pages<JournalEntryFragment> {
    return this.list(documents.journal, variables, ['journal'], options);
  }

  /** One journal entry. Operators. */
  journalEntry(variables: JournalEntryQueryVariables, options?: CallOptions): Promise<JournalEntryFragment | null> {
    return this.send(documents.journalEntry, variables, ['journalEntry'], options);
  }

  /** Opens a session. Code of userErrors: INVALID_CREDENTIALS, whatever the reason was. */
  logIn(input: LogInInput, options?: CallOptions): Promise<Filled<LogInMutation['logIn']>> {
    return this.send(documents.logIn, { input }, ['logIn'], options);
  }

  /** Ends the session of the access token in use. True, also when it had ended already. */
  logOut(options?: CallOptions): Promise<LogOutMutation['logOut']> {
    return this.send(documents.logOut, {}, ['logOut'], options);
  }

  /**
   * Marks notifications of the caller as read; the answer is how many of them became so. Ids that are unknown,
   * somebody else's or already read count for nothing. Signed-in users.
   */
  markNotificationsRead(variables: MarkNotificationsReadMutationVariables, options?: CallOptions): Promise<MarkNotificationsReadMutation['markNotificationsRead']> {
    return this.send(documents.markNotificationsRead, variables, ['markNotificationsRead'], options);
  }

  /** Who is asking; null for somebody who has not signed in. */
  me(options?: CallOptions): Promise<UserFragment | null> {
    return this.send(documents.me, {}, ['me'], options);
  }

  /** What merchants owe since their wallets could not pay for lost or open disputes. Operators. */
  merchantDebts(variables: MerchantDebtsQueryVariables = {}, options?: CallOptions): Pages<MerchantDebtFragment> {
    return this.list(documents.merchantDebts, variables, ['merchantDebts'], options);
  }

  /** The caller's own notifications as they are made. Signed-in users. */
  notificationReceived(variables: NotificationReceivedSubscriptionVariables = {}, options?: SubscribeOptions): AsyncIterableIterator<NotificationReceivedSubscription['notificationReceived']> {
    return this.follow(documents.notificationReceived, variables, ['notificationReceived'], options);
  }

  /** The caller's own notifications, newest first. Signed-in users. */
  notifications(variables: NotificationsQueryVariables = {}, options?: CallOptions): Pages<NotificationFragment> {
    return this.list(documents.notifications, variables, ['notifications'], options);
  }

  /**
   * Disputes a payment that was made from a wallet, within 120 days. The amount and a fee are taken from the merchant at once
   * and kept until an operator decides. Who paid, and operators. Whoever paid by card turns to its bank.
   */
  openDispute(input: Unkeyed<DisputeInput>, options?: CallOptions): Promise<DisputeFragment> {
    return this.send(documents.openDispute, { input: { ...input, idempotencyKey: input.idempotencyKey ?? crypto.randomUUID() } }, ['openDispute', 'dispute'], options);
  }

  /**
   * Pays a merchant from a wallet or a card of the caller. With capture MANUAL the money is only set aside, AUTHORIZED,
   * until the merchant captures or voids it; after 7 days it is let go of.
   */
  pay(input: Unkeyed<PayInput>, options?: CallOptions): Promise<TransactionFragment> {
    return this.send(documents.pay, { input: { ...input, idempotencyKey: input.idempotencyKey ?? crypto.randomUUID() } }, ['pay', 'transaction'], options);
  }

  /** The person themselves and operators. Newest first; at most 20. */
  paymentMethods(options?: CallOptions): Promise<NonNullable<PaymentMethodsQuery['me']>['paymentMethods']> {
    return this.send(documents.paymentMethods, {}, ['me', 'paymentMethods'], options);
  }

  /** Who moves money outside of the platform, and how they do. Operators. */
  paymentProviders(options?: CallOptions): Promise<PaymentProvidersQuery['paymentProviders']> {
    return this.send(documents.paymentProviders, {}, ['paymentProviders'], options);
  }

  /** A batch of payouts of the caller, or any for operators; null with NOT_FOUND otherwise. */
  payoutBatch(variables: PayoutBatchQueryVariables, options?: CallOptions): Promise<PayoutBatchFragment | null> {
    return this.send(documents.payoutBatch, variables, ['payoutBatch'], options);
  }

  /** Its lines, in the order they were given. */
  payoutLines(variables: PayoutLinesQueryVariables, options?: CallOptions): Pages<PayoutLineFragment> {
    return this.list(documents.payoutLines, variables, ['payoutBatch', 'lines'], options);
  }

  /**
   * A batch as it stands, then whenever some of its lines got further; it ends once the batch is COMPLETED. Who submitted
   * the batch, and operators.
   */
  payoutProgress(variables: PayoutProgressSubscriptionVariables, options?: SubscribeOptions): AsyncIterableIterator<PayoutProgressSubscription['payoutProgress']> {
    return this.follow(documents.payoutProgress, variables, ['payoutProgress'], options);
  }

  /**
   * Gives unclaimed money to its owner, into a wallet of theirs. Operators, of what is not theirs; the same key never pays
   * twice.
   */
  payOutUnclaimed(input: Unkeyed<PayOutUnclaimedInput>, options?: CallOptions): Promise<UnclaimedFundsFragment> {
    return this.send(documents.payOutUnclaimed, { input: { ...input, idempotencyKey: input.idempotencyKey ?? crypto.randomUUID() } }, ['payOutUnclaimed', 'unclaimed'], options);
  }

  /**
   * Offers to convert an amount, for a minute; take it up with convert. BAD_USER_INPUT for currencies without a rate and for
   * amounts that come to nothing; SUBGRAPH_UNAVAILABLE while there are no exchange rates of these days.
   */
  quoteConversion(variables: QuoteConversionQueryVariables, options?: CallOptions): Promise<QuoteConversionQuery['quoteConversion']> {
    return this.send(documents.quoteConversion, variables, ['quoteConversion'], options);
  }

  /**
   * Trades a refresh token for a new pair of tokens of the same session. Each refresh token works once: using one
   * again ends its session at once, since two parties hold it. Code of userErrors: SESSION_EXPIRED.
   */
  refreshSession(variables: RefreshSessionMutationVariables, options?: CallOptions): Promise<Filled<RefreshSessionMutation['refreshSession']>> {
    return this.send(documents.refreshSession, variables, ['refreshSession'], options);
  }

  /**
   * Sends money of a payment, deposit or transfer back to where it came from; repeated refunds never take more than was
   * captured. Whoever got the money and operators.
   */
  refund(input: Unkeyed<RefundInput>, options?: CallOptions): Promise<TransactionFragment> {
    return this.send(documents.refund, { input: { ...input, idempotencyKey: input.idempotencyKey ?? crypto.randomUUID() } }, ['refund', 'transaction'], options);
  }

  /** Removes a payment method of the caller and destroys its sealed number. */
  removePaymentMethod(variables: RemovePaymentMethodMutationVariables, options?: CallOptions): Promise<PaymentMethodFragment> {
    return this.send(documents.removePaymentMethod, variables, ['removePaymentMethod', 'paymentMethod'], options);
  }

  /** Gives a wallet of the caller, or for operators any wallet, another name. */
  renameWallet(variables: RenameWalletMutationVariables, options?: CallOptions): Promise<WalletFragment> {
    return this.send(documents.renameWallet, variables, ['renameWallet', 'wallet'], options);
  }

  /**
   * Decides about a dispute over a payment from a wallet; over cards their banks decide. Operators, about disputes that
   * are not theirs and that they have not opened: OWN_TRANSACTION otherwise.
   */
  resolveDispute(variables: ResolveDisputeMutationVariables, options?: CallOptions): Promise<DisputeFragment> {
    return this.send(documents.resolveDispute, variables, ['resolveDispute', 'dispute'], options);
  }

  /** Gives a dead transaction all its attempts again, from where it stopped. Operators. */
  retryTransaction(variables: RetryTransactionMutationVariables, options?: CallOptions): Promise<TransactionFragment> {
    return this.send(documents.retryTransaction, variables, ['retryTransaction', 'transaction'], options);
  }

  /** Decides about a transaction in IN_REVIEW. Operators, about transactions of others: OWN_TRANSACTION otherwise. */
  reviewTransaction(variables: ReviewTransactionMutationVariables, options?: CallOptions): Promise<TransactionFragment> {
    return this.send(documents.reviewTransaction, variables, ['reviewTransaction', 'transaction'], options);
  }

  /**
   * Ends a key at once, also for what is open with it; ending it again changes nothing. Its owner and operators. NOT_FOUND
   * when there is no such key.
   */
  revokeApiKey(variables: RevokeApiKeyMutationVariables, options?: CallOptions): Promise<ApiKeyFragment> {
    return this.send(documents.revokeApiKey, variables, ['revokeApiKey', 'apiKey'], options);
  }

  /** A scheduled transfer of the caller, or any for operators; null with NOT_FOUND otherwise. */
  schedule(variables: ScheduleQueryVariables, options?: CallOptions): Promise<ScheduledTransferFragment | null> {
    return this.send(documents.schedule, variables, ['schedule'], options);
  }

  /** Occurrences whose time has come, newest first. */
  scheduledRuns(variables: ScheduledRunsQueryVariables, options?: CallOptions): Pages<ScheduledRunFragment> {
    return this.list(documents.scheduledRuns, variables, ['schedule', 'runs'], options);
  }

  /** Scheduled transfers of the caller, or everyone's for operators; newest first. */
  schedules(variables: SchedulesQueryVariables = {}, options?: CallOptions): Pages<ScheduledTransferFragment> {
    return this.list(documents.schedules, variables, ['schedules'], options);
  }

  /**
   * Has a transfer made later: once, or again and again by a rule. Each occurrence is a transfer of its own with the risk
   * and the limits of its day; none is made twice, and those that were missed while the platform was down are made up for,
   * oldest first. Nobody is asked for a one-time password: what risk would challenge waits for an operator's review.
   */
  scheduleTransfer(input: ScheduleInput, options?: CallOptions): Promise<ScheduledTransferFragment> {
    return this.send(documents.scheduleTransfer, { input }, ['scheduleTransfer', 'schedule'], options);
  }

  /** Their live sessions, newest first, at most 100; never with tokens. */
  sessions(options?: CallOptions): Promise<NonNullable<SessionsQuery['me']>['sessions']> {
    return this.send(documents.sessions, {}, ['me', 'sessions'], options);
  }

  /** Sets what movements of a type cost from now on; transactions keep the terms they began with. Operators. */
  setFee(input: FeeInput, options?: CallOptions): Promise<FeeFragment> {
    return this.send(documents.setFee, { input }, ['setFee', 'fee'], options);
  }

  /**
   * Limits how much may leave a wallet. The owner, for their own wallet, and operators; a limit an operator set, the
   * owner may lower, and only operators raise or remove. What is left out of the input stays. Codes of userErrors:
   * LIMIT_INVALID, LIMIT_CURRENCY_MISMATCH, LIMIT_SET_BY_OPERATOR, WALLET_CLOSED.
   */
  setWalletLimits(variables: SetWalletLimitsMutationVariables, options?: CallOptions): Promise<WalletFragment> {
    return this.send(documents.setWalletLimits, variables, ['setWalletLimits', 'wallet'], options);
  }

  /**
   * Opens an account and a session for it. Codes of userErrors: EMAIL_INVALID, NAME_INVALID, PASSWORD_TOO_WEAK,
   * SIGN_UP_REFUSED.
   */
  signUp(input: SignUpInput, options?: CallOptions): Promise<Filled<SignUpMutation['signUp']>> {
    return this.send(documents.signUp, { input }, ['signUp'], options);
  }

  /**
   * What the merchant has to say, once, until evidenceDueAt; once more when the inquiry of a bank becomes a dispute. It is
   * passed on to the provider that decides about a card. The merchant and operators.
   */
  submitDisputeEvidence(variables: SubmitDisputeEvidenceMutationVariables, options?: CallOptions): Promise<DisputeFragment> {
    return this.send(documents.submitDisputeEvidence, variables, ['submitDisputeEvidence', 'dispute'], options);
  }

  /**
   * Pays many out of one wallet of the caller. When any line is malformed, userErrors name each by its number, the first
   * hundred of them, and nothing is written. Otherwise every line is a transaction of its own that settles or fails alone;
   * watch them with payoutProgress. Nobody is asked for a one-time password: a line that risk would challenge waits for an
   * operator's review.
   */
  submitPayouts(input: Unkeyed<PayoutBatchInput>, options?: CallOptions): Promise<PayoutBatchFragment> {
    return this.send(documents.submitPayouts, { input: { ...input, idempotencyKey: input.idempotencyKey ?? crypto.randomUUID() } }, ['submitPayouts', 'batch'], options);
  }

  /** A transaction the caller takes part in, or any for operators; null with NOT_FOUND otherwise. */
  transaction(variables: TransactionQueryVariables, options?: CallOptions): Promise<TransactionFragment | null> {
    return this.send(documents.transaction, variables, ['transaction'], options);
  }

  /** A transaction the caller takes part in, or any for operators; null with NOT_FOUND otherwise. */
  transactionOrigin(variables: TransactionOriginQueryVariables, options?: CallOptions): Promise<TransactionOriginQuery['transaction']> {
    return this.send(documents.transactionOrigin, variables, ['transaction'], options);
  }

  /** Transactions the caller takes part in, or everyone's for operators; newest first. */
  transactions(variables: TransactionsQueryVariables = {}, options?: CallOptions): Pages<TransactionFragment> {
    return this.list(documents.transactions, variables, ['transactions'], options);
  }

  /**
   * How much moved and how well, in buckets by the time transactions were recorded; a minute or less behind. At most 1,000
   * buckets. Operators.
   */
  transactionStats(variables: TransactionStatsQueryVariables, options?: CallOptions): Promise<TransactionStatsQuery['transactionStats']> {
    return this.send(documents.transactionStats, variables, ['transactionStats'], options);
  }

  /**
   * Every change of status, as it happens. People see transactions they take part in, operators all.
   * With `after`, first exactly what was missed since that cursor.
   */
  transactionUpdated(variables: TransactionUpdatedSubscriptionVariables = {}, options?: SubscribeOptions): AsyncIterableIterator<TransactionUpdatedSubscription['transactionUpdated']> {
    return this.follow(documents.transactionUpdated, variables, ['transactionUpdated'], options);
  }

  /** Moves money from a wallet of the caller to any wallet of the same currency. */
  transfer(input: Unkeyed<TransferInput>, options?: CallOptions): Promise<TransactionFragment> {
    return this.send(documents.transfer, { input: { ...input, idempotencyKey: input.idempotencyKey ?? crypto.randomUUID() } }, ['transfer', 'transaction'], options);
  }

  /** Many transfers at once, each on its own; the payloads are in the order of the inputs. */
  transferBatch(variables: TransferBatchMutationVariables, options?: CallOptions): Promise<TransactionFragment> {
    return this.send(documents.transferBatch, variables, ['transferBatch', 'transaction'], options);
  }

  /** Debits and credits of all accounts by currency: equal, or something is badly wrong. Operators. */
  trialBalance(variables: TrialBalanceQueryVariables = {}, options?: CallOptions): Promise<TrialBalanceQuery['trialBalance']> {
    return this.send(documents.trialBalance, variables, ['trialBalance'], options);
  }

  /** Money that belongs to somebody and could not reach them, newest first; see payOutUnclaimed. Operators. */
  unclaimedFunds(variables: UnclaimedFundsQueryVariables = {}, options?: CallOptions): Pages<UnclaimedFundsFragment> {
    return this.list(documents.unclaimedFunds, variables, ['unclaimedFunds'], options);
  }

  /** Lets money move again. A wallet an operator froze, only operators unfreeze. */
  unfreezeWallet(variables: UnfreezeWalletMutationVariables, options?: CallOptions): Promise<WalletFragment> {
    return this.send(documents.unfreezeWallet, variables, ['unfreezeWallet', 'wallet'], options);
  }

  /** How many notifications they have not read. The user and operators. */
  unreadNotifications(options?: CallOptions): Promise<NonNullable<UnreadNotificationsQuery['me']>['unreadNotifications']> {
    return this.send(documents.unreadNotifications, {}, ['me', 'unreadNotifications'], options);
  }

  /** A user. Themselves and operators; NOT_FOUND for anybody else, whether or not there is such a user. */
  user(variables: UserQueryVariables, options?: CallOptions): Promise<UserFragment | null> {
    return this.send(documents.user, variables, ['user'], options);
  }

  /** All users, newest first. Operators. */
  users(variables: UsersQueryVariables = {}, options?: CallOptions): Pages<UserFragment> {
    return this.list(documents.users, variables, ['users'], options);
  }

  /**
   * Computes a hash chain anew from the rows as they are now, and names the first entry that is not as it was sealed.
   * Goes on in further calls while there are more blocks; the command line does all at once. Operators.
   */
  verifyChain(variables: VerifyChainQueryVariables = {}, options?: CallOptions): Promise<VerifyChainQuery['verifyChain']> {
    return this.send(documents.verifyChain, variables, ['verifyChain'], options);
  }

  /**
   * Lets go of what is AUTHORIZED and not captured: CANCELED when nothing was captured, otherwise SUCCEEDED with what
   * was. Its merchant and operators.
   */
  voidPayment(variables: Unkeyed<VoidPaymentMutationVariables>, options?: CallOptions): Promise<TransactionFragment> {
    return this.send(documents.voidPayment, { ...variables, idempotencyKey: variables.idempotencyKey ?? crypto.randomUUID() }, ['voidPayment', 'transaction'], options);
  }

  /** A wallet of the caller, or anyone's for operators; null with NOT_FOUND otherwise. */
  wallet(variables: WalletQueryVariables, options?: CallOptions): Promise<WalletFragment | null> {
    return this.send(documents.wallet, variables, ['wallet'], options);
  }

  /** What its owner owes since it could not pay a dispute; null when nothing, and for anyone but its owner and operators. */
  walletDebt(variables: WalletDebtQueryVariables, options?: CallOptions): Promise<MerchantDebtFragment | null> {
    return this.send(documents.walletDebt, variables, ['wallet', 'debt'], options);
  }

  /** Lines of the wallet's statement, newest first. Its owner and operators. */
  walletEntries(variables: WalletEntriesQueryVariables, options?: CallOptions): Pages<EntryFragment> {
    return this.list(documents.walletEntries, variables, ['wallet', 'entries'], options);
  }

  /** Wallets of the caller, or everyone's for operators; newest first. */
  wallets(variables: WalletsQueryVariables = {}, options?: CallOptions): Pages<WalletFragment> {
    return this.list(documents.wallets, variables, ['wallets'], options);
  }

  /**
   * A file with every settled line of a range, oldest first, and the balances before and after. Its owner and
   * operators; whoever has the link may download it.
   */
  walletStatement(variables: WalletStatementQueryVariables, options?: CallOptions): Promise<NonNullable<WalletStatementQuery['wallet']>['statement']> {
    return this.send(documents.walletStatement, variables, ['wallet', 'statement'], options);
  }

  /**
   * Sends money from a wallet of the caller to a bank account of theirs. It is held at once; PROCESSING until the bank
   * has paid it out. Money that the bank sends back later makes it FAILED and is in the wallet again.
   */
  withdraw(input: Unkeyed<WithdrawInput>, options?: CallOptions): Promise<TransactionFragment> {
    return this.send(documents.withdraw, { input: { ...input, idempotencyKey: input.idempotencyKey ?? crypto.randomUUID() } }, ['withdraw', 'transaction'], options);
  }

  /** The workers of this service, how much waits for them and for how long. Operators. */
  workerQueues(options?: CallOptions): Promise<WorkerQueuesQuery['workerQueues']> {
    return this.send(documents.workerQueues, {}, ['workerQueues'], options);
  }
}