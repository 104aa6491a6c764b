/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
/** What an account must keep to. */
export type AccountConstraint =
  /** Like NO_DEBIT_BALANCE, except for a credit line of a fixed amount. */
  | 'FLOOR'
  /** Anything. */
  | 'NONE'
  /** Posted and pending credits never exceed posted debits. */
  | 'NO_CREDIT_BALANCE'
  /** Posted and pending debits never exceed posted credits. */
  | 'NO_DEBIT_BALANCE';

/** The side on which an account grows. */
export type AccountSide =
  /** Grows by credits: what the platform owes, such as customers' money. */
  | 'CREDIT'
  /** Grows by debits: what the platform owns or is owed. */
  | 'DEBIT';

/** Where an alert is on its way from raised to settled. */
export type AlertStatus =
  /** Somebody has taken charge of it. */
  | 'ACKNOWLEDGED'
  /** Nobody has looked at it yet. */
  | 'OPEN'
  /** It is settled. */
  | 'RESOLVED';

/** Who may have done something. */
export type AuditActorKind =
  /** Somebody who had not said who they are. */
  | 'ANONYMOUS'
  /** A part of the platform. */
  | 'SERVICE'
  /** A person who was signed in. */
  | 'USER';

/** Either an IBAN, or a US routing number with an account number. */
export type BankAccountInput = {
  /** 4 to 17 digits, with a routing number. */
  accountNumber?: string | null | undefined;
  /** At most 100 characters, for people. */
  bankName?: string | null | undefined;
  /** 1 to 100 characters. */
  holder: string;
  /** ISO 13616, spaces ignored. */
  iban?: string | null | undefined;
  /** ABA routing number, 9 digits. */
  routingNumber?: string | null | undefined;
};

/** A circuit breaker of a provider. */
export type BreakerState =
  /** Calls go through. */
  | 'CLOSED'
  /** One call at a time tries whether it is back. */
  | 'HALF_OPEN'
  /** No call goes through. */
  | 'OPEN';

/** When a payment is taken. */
export type CaptureMode =
  /** At once. */
  | 'AUTOMATIC'
  /** When the merchant says so, within 7 days. */
  | 'MANUAL';

/** Checked, sealed and forgotten; the cvc is not even stored. */
export type CardInput = {
  /** ISO 3166 alpha-2. */
  country?: string | null | undefined;
  /** 3 or 4 digits. */
  cvc: string;
  /** 1 to 12. */
  expiryMonth: number;
  /** Four digits. */
  expiryYear: number;
  /** 1 to 100 characters. */
  holder: string;
  /** 12 to 19 digits that pass the Luhn check; spaces are ignored. */
  number: string;
};

/** What is chained by hashes. */
export type ChainName =
  /** The audit trail. */
  | 'AUDIT'
  /** Journal entries with their postings. */
  | 'JOURNAL';

/** An offer that is taken up. */
export type ConvertInput = {
  /** A wallet of the caller, in the currency that is sold. The fee comes on top of the amount. */
  fromWalletId: string;
  /** 1 to 255 characters, of the caller's choice: the same key never moves money twice. */
  idempotencyKey: string;
  /** The one-time password, when an earlier call with this key was asked for one. */
  otp?: string | null | undefined;
  /** One of quoteConversion, of the caller and not expired. */
  quoteId: string;
  /** A wallet of the caller, in the currency that is bought. */
  toWalletId: string;
};

/** A key to make. */
export type CreateApiKeyInput = {
  /** In the future, at most five years from now. Good until it is revoked when left out. */
  expiresAt?: string | null | undefined;
  /** What its owner calls it, 1 to 100 characters. */
  name: string;
  /** What it may be used for, such as payments:read; at least one, and none that the caller does not have. */
  scopes: Array<string>;
};

/** A wallet to be opened. */
export type CreateWalletInput = {
  /** An active ISO 4217 currency. */
  currency: string;
  /** 1 to 100 characters. */
  name: string;
  /** What it is for. */
  type?: WalletType | null | undefined;
};

/** Money from a card into a wallet. */
export type DepositInput = {
  /** In the wallet’s currency. */
  amount: MoneyInput;
  /** At most 500 characters. */
  description?: string | null | undefined;
  /** 1 to 255 characters, of the caller's choice: the same key never moves money twice. */
  idempotencyKey: string;
  /** The one-time password, when an earlier call with this key was asked for one. */
  otp?: string | null | undefined;
  /** A card of the caller. */
  paymentMethodId: string;
  /** A wallet of the caller. */
  walletId: string;
};

/** An objection to a payment. */
export type DisputeInput = {
  /** All that was not refunded, when left out. */
  amount?: MoneyInput | null | undefined;
  /** At most 500 characters; the merchant sees it. */
  description?: string | null | undefined;
  /** 1 to 255 characters, of the caller's choice: the same key never disputes twice. */
  idempotencyKey: string;
  /** Why. */
  reason: DisputeReason;
  /** A payment of the caller, made from a wallet at most 120 days ago. */
  transactionId: string;
};

/** For whom a dispute is decided. */
export type DisputeOutcome =
  /** For who paid. */
  | 'LOST'
  /** For the merchant. */
  | 'WON';

/** Why somebody disputes a payment, in the terms of card schemes. */
export type DisputeReason =
  /** A refund was promised and has not come. */
  | 'CREDIT_NOT_PROCESSED'
  /** It was paid twice. */
  | 'DUPLICATE'
  /** It was not they who paid. */
  | 'FRAUDULENT'
  /** None of the others. */
  | 'GENERAL'
  /** The merchant broke the rules of the card scheme. */
  | 'NONCOMPLIANT'
  /** What was paid for has not come. */
  | 'PRODUCT_NOT_RECEIVED'
  /** What was paid for is not as described, or damaged. */
  | 'PRODUCT_UNACCEPTABLE'
  /** It was charged after they had canceled. */
  | 'SUBSCRIPTION_CANCELED'
  /** They do not know what it is. */
  | 'UNRECOGNIZED';

/** Where a dispute stands. */
export type DisputeStatus =
  /** The bank of a card asks; no money is taken unless it becomes OPEN. */
  | 'INQUIRY'
  /** Decided for who paid, who has the money. */
  | 'LOST'
  /** The money was taken from the merchant, who may say something. */
  | 'OPEN'
  /** The merchant has said something. */
  | 'UNDER_REVIEW'
  /** Decided for the merchant, who has the money. */
  | 'WON';

/** Which way money went. */
export type EntryDirection =
  /** Money came in. */
  | 'CREDIT'
  /** Money went out. */
  | 'DEBIT';

/** What an entry did. */
export type EntryKind =
  /** Moved money that was set aside. */
  | 'CAPTURE'
  /** Let go of money that was set aside, because its time was over. */
  | 'EXPIRE'
  /** Set money aside. */
  | 'HOLD'
  /** Moved money. */
  | 'POST'
  /** Moved money back: the opposite of an earlier entry. */
  | 'REVERSE'
  /** Let go of money that was set aside, because somebody asked. */
  | 'VOID';

/** A fee as it is to be. */
export type FeeInput = {
  /** 0 to 10,000. */
  basisPoints: number;
  /** From zero up; its currency is that of the movements. */
  fixed: MoneyInput;
  /** Which movements. */
  type: TransactionType;
  /** Those to this wallet only, whose fee goes before everybody's. */
  walletId?: string | null | undefined;
};

/** How far we know who somebody really is (know your customer). */
export type KycStatus =
  /** Nothing was submitted. */
  | 'NONE'
  /** Waiting for an operator. */
  | 'PENDING'
  /** An operator refused what they submitted. */
  | 'REJECTED'
  /** An operator confirmed their identity. */
  | 'VERIFIED';

/** What somebody who has an account knows. */
export type LogInInput = {
  /** As given at sign-up, in any case. */
  email: string;
  /** As given at sign-up. */
  password: string;
};

/** An amount of one currency. At most 10^15 minor units. */
export type MoneyInput = {
  /** At most as many decimals as the currency has. */
  amount: string;
  /** ISO 4217. */
  currency: string;
};

/** A payment to a merchant, from a wallet or with a payment method: one of the two. */
export type PayInput = {
  /** In the currency of the merchant’s wallet. */
  amount: MoneyInput;
  /** Whether the money is taken at once, or set aside for the merchant to capture. */
  capture?: CaptureMode | null | undefined;
  /** At most 500 characters. */
  description?: string | null | undefined;
  /** A wallet of the caller, of the same currency. */
  fromWalletId?: string | null | undefined;
  /** 1 to 255 characters, of the caller's choice: the same key never moves money twice. */
  idempotencyKey: string;
  /** A wallet of type MERCHANT. */
  merchantWalletId: string;
  /** A JSON object of at most 4 kB, kept and given back as it is. */
  metadata?: unknown;
  /** The one-time password, when an earlier call with this key was asked for one. */
  otp?: string | null | undefined;
  /** A card of the caller. */
  paymentMethodId?: string | null | undefined;
  /** Where goods go, ISO 3166-1 alpha-2; kept in the metadata. */
  shippingCountry?: string | null | undefined;
};

/** Unclaimed money to be given to its owner. */
export type PayOutUnclaimedInput = {
  /** One of unclaimedFunds. */
  id: string;
  /** 1 to 255 characters, of the caller's choice: the same key never pays twice. */
  idempotencyKey: string;
  /** An active wallet of its owner, in its currency. */
  walletId: string;
};

/** Exactly one of the two. */
export type PaymentMethodInput = {
  /** A bank account. */
  bankAccount?: BankAccountInput | null | undefined;
  /** A card. */
  card?: CardInput | null | undefined;
};

/** What money can come from or go to. */
export type PaymentMethodKind =
  /** An account at a bank. */
  | 'BANK_ACCOUNT'
  /** A card that is charged. */
  | 'CREDIT_CARD'
  /** A card that takes from an account at once. */
  | 'DEBIT_CARD';

/** Payments out of one wallet: either lines or a file with them. */
export type PayoutBatchInput = {
  /**
   * A CSV file (RFC 4180, UTF-8) of 1 to 10,000 lines under a header with the names of its columns, in any order:
   * to_wallet_id and amount, and if wanted currency, description and reference.
   */
  file?: string | null | undefined;
  /** A wallet of the caller. */
  fromWalletId: string;
  /** 1 to 255 characters, of the caller's choice: the same key never pays twice. */
  idempotencyKey: string;
  /** 1 to 10,000. */
  lines?: Array<PayoutLineInput> | null | undefined;
};

/** Whether anything of a batch is still open. */
export type PayoutBatchStatus =
  /** Every line was paid or has failed. */
  | 'COMPLETED'
  /** Some lines are neither paid nor failed. */
  | 'PROCESSING';

/** One payment of a batch. */
export type PayoutLineInput = {
  /** In the currency of the wallet that pays. */
  amount: MoneyInput;
  /** At most 500 characters; who is paid sees it. */
  description?: string | null | undefined;
  /** At most 100 characters, such as the number of an invoice; who is paid does not see it. */
  reference?: string | null | undefined;
  /** Any other wallet of the same currency. */
  toWalletId: string;
};

/** Where a line of a batch stands. */
export type PayoutLineStatus =
  /** It will not be paid; see failure. */
  | 'FAILED'
  /** It waits for an operator. */
  | 'IN_REVIEW'
  /** It has not begun. */
  | 'PENDING'
  /** It is on its way. */
  | 'PROCESSING'
  /** It was paid. */
  | 'SUCCEEDED';

/** Whether a provider can be counted on. */
export type ProviderHealth =
  /** It is tried again after an outage, or leaves more than one call in twenty unanswered. */
  | 'DEGRADED'
  /** It is not asked for now. */
  | 'DOWN'
  /** It answers. */
  | 'UP';

/** Money back to where it came from. */
export type RefundInput = {
  /** All that is left, when left out. */
  amount?: MoneyInput | null | undefined;
  /** 1 to 255 characters, of the caller's choice: the same key never moves money twice. */
  idempotencyKey: string;
  /** Why. */
  reason: RefundReason;
  /** A payment, deposit or transfer that succeeded. */
  transactionId: string;
};

/** Why money goes back. */
export type RefundReason =
  /** It was paid twice. */
  | 'DUPLICATE'
  /** It was not the customer who paid. */
  | 'FRAUDULENT'
  /** The customer wants it back. */
  | 'REQUESTED_BY_CUSTOMER';

/** What an operator decides. */
export type ReviewDecision =
  /** It goes on. */
  | 'APPROVE'
  /** It ends; money that was held is let go of. */
  | 'REJECT';

/** What screening decided about a transaction, by its score. */
export type RiskDecision =
  /** Below 50 points: it may go ahead. */
  | 'ALLOW'
  /** 100 points or more: it fails, and moves no money. */
  | 'BLOCK'
  /** 50 to 74 points: whoever started it is asked for a one-time password. */
  | 'CHALLENGE'
  /** 75 to 99 points: it waits for an operator. */
  | 'REVIEW';

/** How risky a transaction is, by its score. */
export type RiskLevel =
  /** 100 points or more. */
  | 'CRITICAL'
  /** 50 to 99 points. */
  | 'HIGH'
  /** Below 25 points. */
  | 'LOW'
  /** 25 to 49 points. */
  | 'MEDIUM';

/** What a person may do beyond their own things. */
export type Role =
  /** An operator who also changes roles. */
  | 'ADMIN'
  /** Is paid. */
  | 'MERCHANT'
  /** Sees everybody's things and handles cases. */
  | 'OPERATOR'
  /** Holds wallets and pays. */
  | 'USER';

/** A transfer to be made later. */
export type ScheduleInput = {
  /**
   * A rule of RFC 5545 without RRULE: in front, such as FREQ=MONTHLY;BYMONTHDAY=1. COUNT is at most 1,000; every five
   * minutes is the most often. It goes by the clock on the wall of timeZone: a time that the clocks skip occurs later by as
   * much as they skip, and a time that they have twice occurs the first time.
   */
  rrule?: string | null | undefined;
  /** At most five minutes ago and five years ahead. It occurs itself when there is no rule, or when it matches the rule. */
  startAt: string;
  /** The IANA time zone the rule is about, such as Europe/London. */
  timeZone?: string | null | undefined;
  /** What moves each time; its idempotencyKey is that of the schedule, and its otp means nothing here. */
  transfer: TransferInput;
};

/** Whether anything of a schedule is to come. */
export type ScheduleStatus =
  /** Its next occurrence is nextRunAt. */
  | 'ACTIVE'
  /** It was ended: by its owner, by an operator, or because ten occurrences in a row have failed. */
  | 'CANCELED'
  /** Its last occurrence has come. */
  | 'COMPLETED';

/** How urgent an alert is, from the least to the most. */
export type Severity =
  /** Something was stopped, or must be, at once. */
  | 'CRITICAL'
  /** A person should decide today. */
  | 'HIGH'
  /** For the record. */
  | 'INFO'
  /** Worth a look. */
  | 'WARNING';

/** Who opens an account. */
export type SignUpInput = {
  /** At most 254 characters; upper and lower case count as the same. */
  email: string;
  /** 1 to 100 characters. */
  name: string;
  /** 8 to 128 characters; any of them. Neither a common password nor the e-mail address. */
  password: string;
};

/** How a statement is written. */
export type StatementFormat =
  /** ISO 20022 bank-to-customer statement, camt.053.001.08. */
  | 'CAMT_053'
  /** Comma-separated values by RFC 4180, a line for each posting. */
  | 'CSV';

/** How long a bucket of statistics is, in UTC. */
export type TimeBucket =
  /** A day. */
  | 'DAY'
  /** An hour. */
  | 'HOUR'
  /** A calendar month. */
  | 'MONTH'
  /** A week from Monday on. */
  | 'WEEK';

/** From inclusive, to exclusive. */
export type TimeRange = {
  /** Inclusive. */
  from: string;
  /** Exclusive. */
  to: string;
};

/** All that are given must hold. */
export type TransactionFilter = {
  /** ISO 4217. */
  currency?: string | null | undefined;
  /** Inclusive. Needs currency. */
  maxAmount?: string | null | undefined;
  /** Inclusive. Needs currency. */
  minAmount?: string | null | undefined;
  /** By creation. */
  range?: TimeRange | null | undefined;
  /** Part of the description, or a whole id. At most 100 characters. */
  search?: string | null | undefined;
  /** Any of these. */
  statuses?: Array<TransactionStatus> | null | undefined;
  /** Any of these. */
  types?: Array<TransactionType> | null | undefined;
  /** Takes part as initiator or as owner of either wallet. */
  userId?: string | null | undefined;
  /** From or to this wallet. */
  walletId?: string | null | undefined;
};

/** Where a transaction stands. */
export type TransactionStatus =
  /** Funds are held, not taken. */
  | 'AUTHORIZED'
  /** Called off before money moved. */
  | 'CANCELED'
  /** Recorded; nothing has moved. */
  | 'CREATED'
  /** Who paid objects; see disputes. */
  | 'DISPUTED'
  /** Ended without moving money; see failure. */
  | 'FAILED'
  /** Waits for an operator. */
  | 'IN_REVIEW'
  /** Part of it went back. */
  | 'PARTIALLY_REFUNDED'
  /** An outside party has been asked and has not answered for good. */
  | 'PROCESSING'
  /** All of it went back. */
  | 'REFUNDED'
  /** Waits for the person who started it; see nextAction. */
  | 'REQUIRES_ACTION'
  /** The money has moved. */
  | 'SUCCEEDED';

/** How money moves. */
export type TransactionType =
  /**
   * Taken from a merchant over a dispute. SUCCEEDED once it is taken; REFUNDED when the merchant won the dispute and has it
   * again. Who paid gets it when the merchant lost.
   */
  | 'CHARGEBACK'
  /** From one currency to another. */
  | 'CONVERSION'
  /** From a card into a wallet. */
  | 'DEPOSIT'
  /** To a merchant. */
  | 'PAYMENT'
  /** One line of a batch of payments. */
  | 'PAYOUT'
  /** Back to where a payment came from. */
  | 'REFUND'
  /** From one wallet to another. */
  | 'TRANSFER'
  /** From a wallet to a bank account. */
  | 'WITHDRAWAL';

/** Money from one wallet to another. */
export type TransferInput = {
  /** In the currency of both wallets. */
  amount: MoneyInput;
  /** At most 500 characters. */
  description?: string | null | undefined;
  /** A wallet of the caller. */
  fromWalletId: string;
  /** 1 to 255 characters, of the caller's choice: the same key never moves money twice. */
  idempotencyKey: string;
  /** A JSON object of at most 4 kB, kept and given back as it is. */
  metadata?: unknown;
  /** The one-time password, when an earlier call with this key was asked for one. */
  otp?: string | null | undefined;
  /** Any other wallet of the same currency. */
  toWalletId: string;
};

/** Why money could not reach whom it belongs to. */
export type UnclaimedReason =
  /** A card was charged, that could not be booked, and the card took no refund. */
  | 'CARD_REFUSED_REFUND'
  /** A dispute was decided, and the wallet of who it was decided for is closed. */
  | 'DISPUTE_DECIDED'
  /** It was taken from a wallet, could not be given on, and the wallet is closed. */
  | 'NOT_BOOKED'
  /** A bank or an issuer sent it back, and the wallet it came from is closed. */
  | 'RETURNED';

/** Where unclaimed money stands. */
export type UnclaimedStatus =
  /** It waits for its owner to be found. */
  | 'OPEN'
  /** Its owner has it. */
  | 'PAID'
  /** It is on its way to a wallet. */
  | 'PAYING';

/** Whether somebody may sign in. */
export type UserStatus =
  /** May sign in. */
  | 'ACTIVE'
  /** Their personal data is gone; the account only stands for what it did. */
  | 'ERASED'
  /** Barred by an operator; may not sign in. */
  | 'SUSPENDED';

/** Limits to change: null removes one, one that is left out stays. Each is more than zero, in the wallet's currency. */
export type WalletLimitsInput = {
  /** In one day of UTC. */
  daily?: MoneyInput | null | undefined;
  /** In one month of UTC. */
  monthly?: MoneyInput | null | undefined;
  /** In one transaction. */
  perTransaction?: MoneyInput | null | undefined;
};

/** Whether money may move. */
export type WalletStatus =
  /** Money may come and go. */
  | 'ACTIVE'
  /** For good. */
  | 'CLOSED'
  /** Nothing moves until it is unfrozen. */
  | 'FROZEN';

/** What a wallet is for. */
export type WalletType =
  /** Takes payments. */
  | 'MERCHANT'
  /** A person’s own money. */
  | 'PERSONAL'
  /** Receives from and returns to other wallets and payment methods of its owner only. */
  | 'SAVINGS';

/** Money from a wallet to a bank account. */
export type WithdrawInput = {
  /** In the wallet’s currency. The fee comes on top. */
  amount: MoneyInput;
  /** At most 500 characters. */
  description?: string | null | undefined;
  /** 1 to 255 characters, of the caller's choice: the same key never moves money twice. */
  idempotencyKey: string;
  /** The one-time password, when an earlier call with this key was asked for one. */
  otp?: string | null | undefined;
  /** A bank account of the caller. */
  paymentMethodId: string;
  /** A wallet of the caller. */
  walletId: string;
};

export type MoneyFragment = { amount: string, currency: string };

export type UserFragment = { id: string, email: string, name: string, role: Role, status: UserStatus, kycStatus: KycStatus, createdAt: string };

export type SessionFragment = { id: string, accessToken: string | null, refreshToken: string | null, expiresAt: string, current: boolean, ip: string | null, userAgent: string | null };

export type ApiKeyFragment = { id: string, name: string, prefix: string, scopes: Array<string>, createdAt: string, expiresAt: string | null, lastUsedAt: string | null, revokedAt: string | null };

export type WalletFragment = { id: string, name: string, type: WalletType, status: WalletStatus, currency: string, createdAt: string, limits: { perTransaction: MoneyFragment | null, daily: MoneyFragment | null, monthly: MoneyFragment | null }, balance: { posted: MoneyFragment, pending: MoneyFragment, available: MoneyFragment } };

export type PaymentMethodFragment = { id: string, kind: PaymentMethodKind, brand: string | null, bankName: string | null, last4: string, expires: string | null, createdAt: string };

export type FeeFragment = { type: TransactionType, walletId: string | null, basisPoints: number, fixed: MoneyFragment };

export type TransactionFragment = { id: string, type: TransactionType, status: TransactionStatus, captureMode: CaptureMode, description: string | null, metadata: unknown, provider: string | null, providerReference: string | null, createdAt: string, settledAt: string | null, amount: MoneyFragment, fee: MoneyFragment, capturedAmount: MoneyFragment, refundedAmount: MoneyFragment, nextAction: { kind: string, challengeId: string | null, expiresAt: string | null, deliveredTo: string | null } | null, initiator: { id: string } | null, source: { id: string } | null, destination: { id: string } | null, paymentMethod: { id: string } | null, failure: { code: string, declineCode: string | null, message: string, retryAdvice: string | null } | null };

export type DisputeFragment = { id: string, reason: DisputeReason, status: DisputeStatus, description: string | null, evidenceAwaited: boolean, evidenceDueAt: string, provider: string | null, openedAt: string, resolvedAt: string | null, transaction: { id: string }, chargeback: { id: string } | null, amount: MoneyFragment, fee: MoneyFragment | null, owed: MoneyFragment | null, evidence: Array<{ text: string, submittedAt: string, sentAt: string | null }> };

export type EntryFragment = { direction: EntryDirection, description: string, postedAt: string, amount: MoneyFragment, balanceAfter: MoneyFragment, transaction: { id: string } | null };

export type AccountFragment = { id: string, code: string, name: string, currency: string, normalSide: AccountSide, constraint: AccountConstraint, version: number, createdAt: string, balance: { posted: MoneyFragment, pending: MoneyFragment, available: MoneyFragment } };

export type JournalEntryFragment = { id: string, kind: EntryKind, description: string, effectiveAt: string, recordedAt: string, transaction: { id: string } | null, transfers: Array<{ amount: MoneyFragment, debitAccount: { id: string, code: string }, creditAccount: { id: string, code: string } }> };

export type RiskAssessmentFragment = { id: string, score: number, level: RiskLevel, decision: RiskDecision, rulesVersion: number, assessedAt: string, reasons: Array<{ code: string, points: number, message: string }> };

export type AlertFragment = { id: string, severity: Severity, status: AlertStatus, title: string, detail: string, createdAt: string, acknowledgedAt: string | null, resolvedAt: string | null, assessment: RiskAssessmentFragment | null, transaction: { id: string } | null, user: { id: string } | null, assignee: { id: string } | null };

export type UserErrorFragment = { code: string, message: string, field: Array<string> | null };

export type NotificationFragment = { id: string, kind: string, title: string, body: string, readAt: string | null, createdAt: string, transaction: { id: string } | null };

export type AuditEventFragment = { id: string, source: string, action: string, subject: string, requestId: string, ip: string | null, before: unknown, after: unknown, occurredAt: string, actor: { kind: AuditActorKind, id: string | null } };

export type PayoutBatchFragment = { id: string, status: PayoutBatchStatus, total: number, succeeded: number, failed: number, pending: number, inReview: number, createdAt: string, completedAt: string | null, source: { id: string }, amount: MoneyFragment, succeededAmount: MoneyFragment, failedAmount: MoneyFragment };

export type PayoutLineFragment = { number: number, status: PayoutLineStatus, toWalletId: string, description: string | null, reference: string | null, amount: MoneyFragment, transaction: { id: string } | null, failure: { code: string, declineCode: string | null, message: string, retryAdvice: string | null } | null };

export type TransactionStatsBucketFragment = { start: string, currency: string, count: number, succeeded: number, failed: number, canceled: number, successRate: number | null, settlementP50Ms: number | null, settlementP95Ms: number | null, settlementP99Ms: number | null, volume: MoneyFragment };

export type ScheduledTransferFragment = { id: string, status: ScheduleStatus, toWalletId: string, description: string | null, metadata: unknown, startAt: string, rrule: string | null, timeZone: string, nextRunAt: string | null, lastRunAt: string | null, failures: number, createdAt: string, source: { id: string }, amount: MoneyFragment };

export type ScheduledRunFragment = { occursAt: string, transaction: { id: string, status: TransactionStatus } | null, failure: { code: string, declineCode: string | null, message: string, retryAdvice: string | null } | null };

export type UnclaimedFundsFragment = { id: string, reason: UnclaimedReason, status: UnclaimedStatus, createdAt: string, paidOutAt: string | null, owner: { id: string }, amount: { amount: string, currency: string }, transaction: { id: string }, paidOutTo: { id: string } | null, paidOutBy: { id: string } | null };

export type MerchantDebtFragment = { changedAt: string, wallet: { id: string }, owner: { id: string }, owed: { amount: string, currency: string }, collected: { amount: string, currency: string } };

export type AlertQueryVariables = Exact<{
  id: string;
}>;


export type AlertQuery = { alert: AlertFragment | null };

export type AlertsQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
  status?: AlertStatus | null | undefined;
  minSeverity?: Severity | null | undefined;
}>;


export type AlertsQuery = { alerts: { edges: Array<{ node: AlertFragment }>, pageInfo: { endCursor: string | null, hasNextPage: boolean } } };

export type AcknowledgeAlertMutationVariables = Exact<{
  id: string;
}>;


export type AcknowledgeAlertMutation = { acknowledgeAlert: { alert: AlertFragment | null, userErrors: Array<UserErrorFragment> } };

export type AlertRaisedSubscriptionVariables = Exact<{
  minSeverity?: Severity | null | undefined;
  after?: string | null | undefined;
}>;


export type AlertRaisedSubscription = { alertRaised: { cursor: string, occurredAt: string, alert: AlertFragment } };

export type AccountQueryVariables = Exact<{
  id: string;
}>;


export type AccountQuery = { account: AccountFragment | null };

export type AccountsQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
  code?: string | null | undefined;
  currency?: string | null | undefined;
}>;


export type AccountsQuery = { accounts: { edges: Array<{ node: AccountFragment }>, pageInfo: { endCursor: string | null, hasNextPage: boolean } } };

export type JournalEntryQueryVariables = Exact<{
  id: string;
}>;


export type JournalEntryQuery = { journalEntry: JournalEntryFragment | null };

export type JournalQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
  accountId?: string | null | undefined;
  transactionId?: string | null | undefined;
  range?: TimeRange | null | undefined;
}>;


export type JournalQuery = { journal: { edges: Array<{ node: JournalEntryFragment }>, pageInfo: { endCursor: string | null, hasNextPage: boolean } } };

export type TrialBalanceQueryVariables = Exact<{
  at?: string | null | undefined;
}>;


export type TrialBalanceQuery = { trialBalance: { at: string, balanced: boolean, lines: Array<{ currency: string, debits: string, credits: string, balanced: boolean }> } };

export type VerifyChainQueryVariables = Exact<{
  chain?: ChainName;
  from?: string | null | undefined;
  to?: string | null | undefined;
  first?: number | null | undefined;
  after?: number | null | undefined;
}>;


export type VerifyChainQuery = { verifyChain: { valid: boolean, blocks: number, entries: number, firstBadEntryId: string | null, hasMore: boolean, lastBlock: { number: number, hash: string, sealedAt: string } | null } };

export type AuditTrailQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
  actorId?: string | null | undefined;
  subject?: string | null | undefined;
  action?: string | null | undefined;
  range?: TimeRange | null | undefined;
}>;


export type AuditTrailQuery = { auditTrail: { edges: Array<{ node: AuditEventFragment }>, pageInfo: { endCursor: string | null, hasNextPage: boolean } } };

export type AuditRecordedSubscriptionVariables = Exact<{
  after?: string | null | undefined;
}>;


export type AuditRecordedSubscription = { auditRecorded: { cursor: string, occurredAt: string, event: AuditEventFragment } };

export type NotificationsQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
  unreadOnly?: boolean | null | undefined;
}>;


export type NotificationsQuery = { notifications: { edges: Array<{ node: NotificationFragment }>, pageInfo: { endCursor: string | null, hasNextPage: boolean } } };

export type UnreadNotificationsQueryVariables = Exact<{ [key: string]: never; }>;


export type UnreadNotificationsQuery = { me: { unreadNotifications: number } | null };

export type MarkNotificationsReadMutationVariables = Exact<{
  ids: Array<string>;
}>;


export type MarkNotificationsReadMutation = { markNotificationsRead: number };

export type NotificationReceivedSubscriptionVariables = Exact<{
  after?: string | null | undefined;
}>;


export type NotificationReceivedSubscription = { notificationReceived: { cursor: string, occurredAt: string, notification: NotificationFragment } };

export type TransactionQueryVariables = Exact<{
  id: string;
}>;


export type TransactionQuery = { transaction: TransactionFragment | null };

export type TransactionsQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
  filter?: TransactionFilter | null | undefined;
}>;


export type TransactionsQuery = { transactions: { edges: Array<{ node: TransactionFragment }>, pageInfo: { endCursor: string | null, hasNextPage: boolean } } };

export type DepositMutationVariables = Exact<{
  input: DepositInput;
}>;


export type DepositMutation = { deposit: { transaction: TransactionFragment | null, userErrors: Array<UserErrorFragment> } };

export type TransferMutationVariables = Exact<{
  input: TransferInput;
}>;


export type TransferMutation = { transfer: { transaction: TransactionFragment | null, userErrors: Array<UserErrorFragment> } };

export type TransactionUpdatedSubscriptionVariables = Exact<{
  walletId?: string | null | undefined;
  userId?: string | null | undefined;
  types?: Array<TransactionType> | null | undefined;
  statuses?: Array<TransactionStatus> | null | undefined;
  after?: string | null | undefined;
}>;


export type TransactionUpdatedSubscription = { transactionUpdated: { cursor: string, occurredAt: string, previousStatus: TransactionStatus | null, transaction: TransactionFragment } };

export type PaymentProvidersQueryVariables = Exact<{ [key: string]: never; }>;


export type PaymentProvidersQuery = { paymentProviders: Array<{ name: string, methods: Array<string>, currencies: Array<string> | null, health: ProviderHealth, breaker: BreakerState, since: string, successRate: number | null, latencyP50Ms: number | null, latencyP95Ms: number | null, inFlight: number }> };

export type FeesQueryVariables = Exact<{ [key: string]: never; }>;


export type FeesQuery = { fees: Array<FeeFragment> };

export type WorkerQueuesQueryVariables = Exact<{ [key: string]: never; }>;


export type WorkerQueuesQuery = { workerQueues: Array<{ name: string, depth: number, oldestAgeSeconds: number, deadLetters: number }> };

export type DeadTransactionsQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type DeadTransactionsQuery = { deadTransactions: { edges: Array<{ node: TransactionFragment }>, pageInfo: { endCursor: string | null, hasNextPage: boolean } } };

export type WithdrawMutationVariables = Exact<{
  input: WithdrawInput;
}>;


export type WithdrawMutation = { withdraw: { transaction: TransactionFragment | null, userErrors: Array<UserErrorFragment> } };

export type TransferBatchMutationVariables = Exact<{
  inputs: Array<TransferInput>;
}>;


export type TransferBatchMutation = { transferBatch: Array<{ transaction: TransactionFragment | null, userErrors: Array<UserErrorFragment> }> };

export type PayMutationVariables = Exact<{
  input: PayInput;
}>;


export type PayMutation = { pay: { transaction: TransactionFragment | null, userErrors: Array<UserErrorFragment> } };

export type CapturePaymentMutationVariables = Exact<{
  id: string;
  amount?: MoneyInput | null | undefined;
  idempotencyKey: string;
}>;


export type CapturePaymentMutation = { capturePayment: { transaction: TransactionFragment | null, userErrors: Array<UserErrorFragment> } };

export type VoidPaymentMutationVariables = Exact<{
  id: string;
  idempotencyKey: string;
}>;


export type VoidPaymentMutation = { voidPayment: { transaction: TransactionFragment | null, userErrors: Array<UserErrorFragment> } };

export type RefundMutationVariables = Exact<{
  input: RefundInput;
}>;


export type RefundMutation = { refund: { transaction: TransactionFragment | null, userErrors: Array<UserErrorFragment> } };

export type ConfirmTransactionMutationVariables = Exact<{
  id: string;
  code: string;
}>;


export type ConfirmTransactionMutation = { confirmTransaction: { transaction: TransactionFragment | null, userErrors: Array<UserErrorFragment> } };

export type CancelTransactionMutationVariables = Exact<{
  id: string;
}>;


export type CancelTransactionMutation = { cancelTransaction: { transaction: TransactionFragment | null, userErrors: Array<UserErrorFragment> } };

export type ReviewTransactionMutationVariables = Exact<{
  id: string;
  decision: ReviewDecision;
  note: string;
}>;


export type ReviewTransactionMutation = { reviewTransaction: { transaction: TransactionFragment | null, userErrors: Array<UserErrorFragment> } };

export type RetryTransactionMutationVariables = Exact<{
  id: string;
}>;


export type RetryTransactionMutation = { retryTransaction: { transaction: TransactionFragment | null, userErrors: Array<UserErrorFragment> } };

export type SetFeeMutationVariables = Exact<{
  input: FeeInput;
}>;


export type SetFeeMutation = { setFee: { fee: FeeFragment | null, userErrors: Array<UserErrorFragment> } };

export type SubmitPayoutsMutationVariables = Exact<{
  input: PayoutBatchInput;
}>;


export type SubmitPayoutsMutation = { submitPayouts: { batch: PayoutBatchFragment | null, userErrors: Array<UserErrorFragment> } };

export type TransactionOriginQueryVariables = Exact<{
  id: string;
}>;


export type TransactionOriginQuery = { transaction: { payoutBatch: PayoutBatchFragment | null, schedule: ScheduledTransferFragment | null } | null };

export type PayoutBatchQueryVariables = Exact<{
  id: string;
}>;


export type PayoutBatchQuery = { payoutBatch: PayoutBatchFragment | null };

export type PayoutLinesQueryVariables = Exact<{
  id: string;
  first?: number | null | undefined;
  after?: string | null | undefined;
  statuses?: Array<PayoutLineStatus> | null | undefined;
}>;


export type PayoutLinesQuery = { payoutBatch: { lines: { edges: Array<{ node: PayoutLineFragment }>, pageInfo: { endCursor: string | null, hasNextPage: boolean } } } | null };

export type PayoutProgressSubscriptionVariables = Exact<{
  batchId: string;
}>;


export type PayoutProgressSubscription = { payoutProgress: PayoutBatchFragment };

export type QuoteConversionQueryVariables = Exact<{
  from: string;
  to: string;
  amount: string;
}>;


export type QuoteConversionQuery = { quoteConversion: { id: string, rate: string, midRate: string, spreadBasisPoints: number, source: string, rateAt: string, expiresAt: string, from: MoneyFragment, to: MoneyFragment, fee: MoneyFragment } };

export type ConvertMutationVariables = Exact<{
  input: ConvertInput;
}>;


export type ConvertMutation = { convert: { transaction: (
      { conversion: { quoteId: string, rate: string, midRate: string, spreadBasisPoints: number, source: string, rateAt: string, from: MoneyFragment, to: MoneyFragment } | null }
      & TransactionFragment
    ) | null, userErrors: Array<UserErrorFragment> } };

export type TransactionStatsQueryVariables = Exact<{
  range: TimeRange;
  bucket: TimeBucket;
  currency?: string | null | undefined;
}>;


export type TransactionStatsQuery = { transactionStats: { totals: Array<TransactionStatsBucketFragment>, buckets: Array<TransactionStatsBucketFragment> } };

export type DisputeQueryVariables = Exact<{
  id: string;
}>;


export type DisputeQuery = { dispute: DisputeFragment | null };

export type DisputesQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
  status?: DisputeStatus | null | undefined;
}>;


export type DisputesQuery = { disputes: { edges: Array<{ node: DisputeFragment }>, pageInfo: { endCursor: string | null, hasNextPage: boolean } } };

export type OpenDisputeMutationVariables = Exact<{
  input: DisputeInput;
}>;


export type OpenDisputeMutation = { openDispute: { dispute: DisputeFragment | null, userErrors: Array<UserErrorFragment> } };

export type SubmitDisputeEvidenceMutationVariables = Exact<{
  id: string;
  evidence: string;
}>;


export type SubmitDisputeEvidenceMutation = { submitDisputeEvidence: { dispute: DisputeFragment | null, userErrors: Array<UserErrorFragment> } };

export type ResolveDisputeMutationVariables = Exact<{
  id: string;
  outcome: DisputeOutcome;
  note?: string | null | undefined;
}>;


export type ResolveDisputeMutation = { resolveDispute: { dispute: DisputeFragment | null, userErrors: Array<UserErrorFragment> } };

export type ScheduleTransferMutationVariables = Exact<{
  input: ScheduleInput;
}>;


export type ScheduleTransferMutation = { scheduleTransfer: { schedule: ScheduledTransferFragment | null, userErrors: Array<UserErrorFragment> } };

export type CancelScheduleMutationVariables = Exact<{
  id: string;
}>;


export type CancelScheduleMutation = { cancelSchedule: { schedule: ScheduledTransferFragment | null, userErrors: Array<UserErrorFragment> } };

export type ScheduleQueryVariables = Exact<{
  id: string;
}>;


export type ScheduleQuery = { schedule: ScheduledTransferFragment | null };

export type SchedulesQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type SchedulesQuery = { schedules: { edges: Array<{ node: ScheduledTransferFragment }>, pageInfo: { endCursor: string | null, hasNextPage: boolean } } };

export type ScheduledRunsQueryVariables = Exact<{
  id: string;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type ScheduledRunsQuery = { schedule: { runs: { edges: Array<{ node: ScheduledRunFragment }>, pageInfo: { endCursor: string | null, hasNextPage: boolean } } } | null };

export type UnclaimedFundsQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
  status?: UnclaimedStatus | null | undefined;
}>;


export type UnclaimedFundsQuery = { unclaimedFunds: { edges: Array<{ node: UnclaimedFundsFragment }>, pageInfo: { endCursor: string | null, hasNextPage: boolean } } };

export type PayOutUnclaimedMutationVariables = Exact<{
  input: PayOutUnclaimedInput;
}>;


export type PayOutUnclaimedMutation = { payOutUnclaimed: { unclaimed: UnclaimedFundsFragment | null, userErrors: Array<UserErrorFragment> } };

export type MerchantDebtsQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type MerchantDebtsQuery = { merchantDebts: { edges: Array<{ node: MerchantDebtFragment }>, pageInfo: { endCursor: string | null, hasNextPage: boolean } } };

export type WalletDebtQueryVariables = Exact<{
  id: string;
}>;


export type WalletDebtQuery = { wallet: { debt: MerchantDebtFragment | null } | null };

export type MeQueryVariables = Exact<{ [key: string]: never; }>;


export type MeQuery = { me: UserFragment | null };

export type SessionsQueryVariables = Exact<{ [key: string]: never; }>;


export type SessionsQuery = { me: { sessions: Array<SessionFragment> } | null };

export type UserQueryVariables = Exact<{
  id: string;
}>;


export type UserQuery = { user: UserFragment | null };

export type UsersQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
  search?: string | null | undefined;
  role?: Role | null | undefined;
  status?: UserStatus | null | undefined;
}>;


export type UsersQuery = { users: { edges: Array<{ node: UserFragment }>, pageInfo: { endCursor: string | null, hasNextPage: boolean } } };

export type SignUpMutationVariables = Exact<{
  input: SignUpInput;
}>;


export type SignUpMutation = { signUp: { session: SessionFragment | null, user: UserFragment | null, userErrors: Array<UserErrorFragment> } };

export type LogInMutationVariables = Exact<{
  input: LogInInput;
}>;


export type LogInMutation = { logIn: { session: SessionFragment | null, user: UserFragment | null, userErrors: Array<UserErrorFragment> } };

export type RefreshSessionMutationVariables = Exact<{
  refreshToken: string;
}>;


export type RefreshSessionMutation = { refreshSession: { session: SessionFragment | null, user: UserFragment | null, userErrors: Array<UserErrorFragment> } };

export type LogOutMutationVariables = Exact<{ [key: string]: never; }>;


export type LogOutMutation = { logOut: boolean };

export type ApiKeysQueryVariables = Exact<{ [key: string]: never; }>;


export type ApiKeysQuery = { me: { apiKeys: Array<ApiKeyFragment> } | null };

export type CreateApiKeyMutationVariables = Exact<{
  input: CreateApiKeyInput;
}>;


export type CreateApiKeyMutation = { createApiKey: { secret: string | null, apiKey: ApiKeyFragment | null, userErrors: Array<UserErrorFragment> } };

export type RevokeApiKeyMutationVariables = Exact<{
  id: string;
}>;


export type RevokeApiKeyMutation = { revokeApiKey: { apiKey: ApiKeyFragment | null, userErrors: Array<UserErrorFragment> } };

export type WalletQueryVariables = Exact<{
  id: string;
}>;


export type WalletQuery = { wallet: WalletFragment | null };

export type WalletsQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
  ownerId?: string | null | undefined;
  status?: WalletStatus | null | undefined;
  currency?: string | null | undefined;
}>;


export type WalletsQuery = { wallets: { edges: Array<{ node: WalletFragment }>, pageInfo: { endCursor: string | null, hasNextPage: boolean } } };

export type WalletEntriesQueryVariables = Exact<{
  id: string;
  first?: number | null | undefined;
  after?: string | null | undefined;
  range?: TimeRange | null | undefined;
}>;


export type WalletEntriesQuery = { wallet: { entries: { edges: Array<{ node: EntryFragment }>, pageInfo: { endCursor: string | null, hasNextPage: boolean } } } | null };

export type WalletStatementQueryVariables = Exact<{
  id: string;
  range: TimeRange;
  format: StatementFormat;
}>;


export type WalletStatementQuery = { wallet: { statement: { url: string, format: StatementFormat, expiresAt: string } } | null };

export type PaymentMethodsQueryVariables = Exact<{ [key: string]: never; }>;


export type PaymentMethodsQuery = { me: { paymentMethods: Array<PaymentMethodFragment> } | null };

export type CreateWalletMutationVariables = Exact<{
  input: CreateWalletInput;
}>;


export type CreateWalletMutation = { createWallet: { wallet: WalletFragment | null, userErrors: Array<UserErrorFragment> } };

export type RenameWalletMutationVariables = Exact<{
  id: string;
  name: string;
}>;


export type RenameWalletMutation = { renameWallet: { wallet: WalletFragment | null, userErrors: Array<UserErrorFragment> } };

export type FreezeWalletMutationVariables = Exact<{
  id: string;
  reason: string;
}>;


export type FreezeWalletMutation = { freezeWallet: { wallet: WalletFragment | null, userErrors: Array<UserErrorFragment> } };

export type UnfreezeWalletMutationVariables = Exact<{
  id: string;
}>;


export type UnfreezeWalletMutation = { unfreezeWallet: { wallet: WalletFragment | null, userErrors: Array<UserErrorFragment> } };

export type SetWalletLimitsMutationVariables = Exact<{
  id: string;
  input: WalletLimitsInput;
}>;


export type SetWalletLimitsMutation = { setWalletLimits: { wallet: WalletFragment | null, userErrors: Array<UserErrorFragment> } };

export type CloseWalletMutationVariables = Exact<{
  id: string;
}>;


export type CloseWalletMutation = { closeWallet: { wallet: WalletFragment | null, userErrors: Array<UserErrorFragment> } };

export type AddPaymentMethodMutationVariables = Exact<{
  input: PaymentMethodInput;
}>;


export type AddPaymentMethodMutation = { addPaymentMethod: { paymentMethod: PaymentMethodFragment | null, userErrors: Array<UserErrorFragment> } };

export type RemovePaymentMethodMutationVariables = Exact<{
  id: string;
}>;


export type RemovePaymentMethodMutation = { removePaymentMethod: { paymentMethod: PaymentMethodFragment | null, userErrors: Array<UserErrorFragment> } };
