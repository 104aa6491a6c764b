import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { TransactionRow } from '../transaction.ts';
import type { FeeRow } from '../fees/fee-book.ts';
import type { DisputeRow } from '../disputes/dispute.ts';
import type { DebtRow } from '../debts/debt.ts';
import type { UnclaimedRow } from '../unclaimed/unclaimed.ts';
import type { QuoteRow } from '../conversions/conversion-store.ts';
import type { TransactionChange } from '../transaction-event.ts';
import type { CountedBatch, PayoutLineRow } from '../payouts/payout-batch.ts';
import type { Schedule, ScheduleRun } from '../schedules/schedule.ts';
import type { Reference } from '@paygraph/subgraph';
import type { Context } from '../context.ts';
export type Maybe<T> = T | null;
export type InputMaybe<T> = Maybe<T>;
export type Omit<T, K extends keyof T> = Pick<T, Exclude<keyof T, K>>;
export type RequireFields<T, K extends keyof T> = Omit<T, K> & { [P in K]-?: NonNullable<T[P]> };
/** All built-in and custom scalars, mapped to their actual values */
export type Scalars = {
  ID: { input: string; output: string; }
  String: { input: string; output: string; }
  Boolean: { input: boolean; output: boolean; }
  Int: { input: number; output: number; }
  Float: { input: number; output: number; }
  /** An ISO 4217 alphabetic code such as EUR. */
  CurrencyCode: { input: string; output: string; }
  /** A moment in UTC, RFC 3339, such as 2026-01-31T09:30:00.000Z. */
  DateTime: { input: Date; output: Date; }
  /** A decimal number as a string such as "12.34", with at most as many decimals as its currency has in ISO 4217. */
  Decimal: { input: string; output: string; }
  /** A place in a stream of events; opaque. Subscribe with the last one seen to miss nothing. */
  EventCursor: { input: string; output: string; }
  /** Any JSON value. */
  JSON: { input: unknown; output: unknown; }
  _FieldSet: { input: unknown; output: unknown; }
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

/** A conversion as it was offered. */
export type Conversion = {
  /** What was sold. */
  from: Money;
  /** The same without the spread. */
  midRate: Scalars['Decimal']['output'];
  /** The offer that was taken up. */
  quoteId: Scalars['ID']['output'];
  /** Units of `to` for one unit of `from`, with the spread; to ten digits, while amounts were computed from the exact one. */
  rate: Scalars['Decimal']['output'];
  /** The day the rates are of, at midnight UTC. */
  rateAt: Scalars['DateTime']['output'];
  /** Who published the rates. */
  source: Scalars['String']['output'];
  /** What the platform kept of the value, in hundredths of a percent. */
  spreadBasisPoints: Scalars['Int']['output'];
  /** What was bought. */
  to: Money;
};

/** An offer to convert money. Only who asked for it can take it up, once. */
export type ConversionQuote = {
  /** Until then it can be taken up. */
  expiresAt: Scalars['DateTime']['output'];
  /** What comes on top of `from`, as a fee for the service. */
  fee: Money;
  /** What is sold. */
  from: Money;
  /** Such as quo_01j…; names it in convert. */
  id: Scalars['ID']['output'];
  /** The same without the spread. */
  midRate: Scalars['Decimal']['output'];
  /** Units of `to` for one unit of `from`, with the spread; to ten digits, while amounts are computed from the exact one. */
  rate: Scalars['Decimal']['output'];
  /** The day the rates are of, at midnight UTC. */
  rateAt: Scalars['DateTime']['output'];
  /** Who published the rates. */
  source: Scalars['String']['output'];
  /** What the platform keeps of the value, in hundredths of a percent. */
  spreadBasisPoints: Scalars['Int']['output'];
  /**
   * What is bought: the exact value without the spread, rounded once, half to even, to the smallest unit of the currency;
   * never more than the value.
   */
  to: Money;
};

/** An offer that is taken up. */
export type ConvertInput = {
  /** A wallet of the caller, in the currency that is sold. The fee comes on top of the amount. */
  fromWalletId: Scalars['ID']['input'];
  /** 1 to 255 characters, of the caller's choice: the same key never moves money twice. */
  idempotencyKey: Scalars['String']['input'];
  /** The one-time password, when an earlier call with this key was asked for one. */
  otp?: InputMaybe<Scalars['String']['input']>;
  /** One of quoteConversion, of the caller and not expired. */
  quoteId: Scalars['ID']['input'];
  /** A wallet of the caller, in the currency that is bought. */
  toWalletId: Scalars['ID']['input'];
};

/** Money from a card into a wallet. */
export type DepositInput = {
  /** In the wallet’s currency. */
  amount: MoneyInput;
  /** At most 500 characters. */
  description?: InputMaybe<Scalars['String']['input']>;
  /** 1 to 255 characters, of the caller's choice: the same key never moves money twice. */
  idempotencyKey: Scalars['String']['input'];
  /** The one-time password, when an earlier call with this key was asked for one. */
  otp?: InputMaybe<Scalars['String']['input']>;
  /** A card of the caller. */
  paymentMethodId: Scalars['ID']['input'];
  /** A wallet of the caller. */
  walletId: Scalars['ID']['input'];
};

/** An objection of who paid. Seen by them, by the merchant and by operators. */
export type Dispute = {
  /** How much of the payment. */
  amount: Money;
  /** What took the money from the merchant; null while the bank of a card only asks. */
  chargeback?: Maybe<Transaction>;
  /** In the words of who opened it. */
  description?: Maybe<Scalars['String']['output']>;
  /** What the merchant has said, oldest first. The merchant and operators. */
  evidence: Array<DisputeEvidence>;
  /** Whether the merchant may say something. */
  evidenceAwaited: Scalars['Boolean']['output'];
  /** Until when. */
  evidenceDueAt: Scalars['DateTime']['output'];
  /**
   * What it costs the merchant; given back when the merchant wins. The merchant and operators. The fee of type CHARGEBACK,
   * or else 1,500 of the smallest unit of the currency.
   */
  fee?: Maybe<Money>;
  /** Such as dsp_01j… */
  id: Scalars['ID']['output'];
  /** When it was opened. */
  openedAt: Scalars['DateTime']['output'];
  /** What the merchant's wallet could not pay of amount and fee, and the merchant owes. The merchant and operators. */
  owed?: Maybe<Money>;
  /** Who decides, such as acme-cards; null when operators do. */
  provider?: Maybe<Scalars['String']['output']>;
  /** Why. */
  reason: DisputeReason;
  /** What the operator who decided it noted. Operators. */
  resolutionNote?: Maybe<Scalars['String']['output']>;
  /** When it was decided. */
  resolvedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Where it stands. */
  status: DisputeStatus;
  /** What is disputed. */
  transaction: Transaction;
};

export type DisputeConnection = {
  edges: Array<DisputeEdge>;
  pageInfo: PageInfo;
};

export type DisputeEdge = {
  cursor: Scalars['String']['output'];
  node: Dispute;
};

/** What a merchant said about a dispute. */
export type DisputeEvidence = {
  /** When whoever decides had it; null while it is on its way to a provider. */
  sentAt?: Maybe<Scalars['DateTime']['output']>;
  /** When it was submitted. */
  submittedAt: Scalars['DateTime']['output'];
  /** As it was submitted. */
  text: Scalars['String']['output'];
};

/** An objection to a payment. */
export type DisputeInput = {
  /** All that was not refunded, when left out. */
  amount?: InputMaybe<MoneyInput>;
  /** At most 500 characters; the merchant sees it. */
  description?: InputMaybe<Scalars['String']['input']>;
  /** 1 to 255 characters, of the caller's choice: the same key never disputes twice. */
  idempotencyKey: Scalars['String']['input'];
  /** Why. */
  reason: DisputeReason;
  /** A payment of the caller, made from a wallet at most 120 days ago. */
  transactionId: Scalars['ID']['input'];
};

/** For whom a dispute is decided. */
export type DisputeOutcome =
  /** For who paid. */
  | 'LOST'
  /** For the merchant. */
  | 'WON';

/** The outcome of opening, answering or deciding a dispute. */
export type DisputePayload = {
  /** The dispute; null when userErrors say why nothing was written. */
  dispute?: Maybe<Dispute>;
  /** Why nothing was written; empty when something was. */
  userErrors: Array<UserError>;
};

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

/** What movements of money of a type cost. */
export type Fee = {
  /** Hundredths of a percent of the amount. */
  basisPoints: Scalars['Int']['output'];
  /** A part that does not depend on the amount, once for each transaction. */
  fixed: Money;
  /** Which movements. */
  type: TransactionType;
  /** Those to this wallet only; null for everybody's. */
  walletId?: Maybe<Scalars['ID']['output']>;
};

/** A fee as it is to be. */
export type FeeInput = {
  /** 0 to 10,000. */
  basisPoints: Scalars['Int']['input'];
  /** From zero up; its currency is that of the movements. */
  fixed: MoneyInput;
  /** Which movements. */
  type: TransactionType;
  /** Those to this wallet only, whose fee goes before everybody's. */
  walletId?: InputMaybe<Scalars['ID']['input']>;
};

/** The outcome of setting a fee. */
export type FeePayload = {
  /** The fee; null when userErrors say why not. */
  fee?: Maybe<Fee>;
  /** FEE_INVALID; empty when it was set. */
  userErrors: Array<UserError>;
};

/** What a merchant owes since their wallet could not pay a dispute. It is taken from what comes into the wallet next. */
export type MerchantDebt = {
  /** When it grew or was paid last. */
  changedAt: Scalars['DateTime']['output'];
  /** How much was taken so far, of this and of earlier debts. */
  collected: Money;
  /** How much is owed now. */
  owed: Money;
  /** Who owes it. */
  owner: User;
  /** The wallet that could not pay. */
  wallet: Wallet;
};

export type MerchantDebtConnection = {
  edges: Array<MerchantDebtEdge>;
  pageInfo: PageInfo;
};

export type MerchantDebtEdge = {
  cursor: Scalars['String']['output'];
  node: MerchantDebt;
};

/** An amount of one currency. */
export type Money = {
  /** All decimals of the currency are written: 5 dollars are "5.00". */
  amount: Scalars['Decimal']['output'];
  /** ISO 4217. */
  currency: Scalars['CurrencyCode']['output'];
};

/** An amount of one currency. At most 10^15 minor units. */
export type MoneyInput = {
  /** At most as many decimals as the currency has. */
  amount: Scalars['Decimal']['input'];
  /** ISO 4217. */
  currency: Scalars['CurrencyCode']['input'];
};

export type Mutation = {
  /**
   * Ends a schedule: nothing further of it occurs, while transfers that have begun go on. Canceling it again changes
   * nothing. Its owner, and operators.
   */
  cancelSchedule: ScheduledTransferPayload;
  /** Calls off a transaction that waits for a one-time password or a review. Who started it, and operators. */
  cancelTransaction: TransactionPayload;
  /**
   * Takes an AUTHORIZED payment or a part of it; the rest stays authorized and can be captured as well. Its merchant and
   * operators.
   */
  capturePayment: TransactionPayload;
  /**
   * Enters the one-time password of a transaction in REQUIRES_ACTION; the caller started it. A wrong one is the user
   * error CODE_WRONG; five of them, or five minutes, and the transaction has FAILED. Calling the mutation of the
   * transaction again with its key and `otp` does the same.
   */
  confirmTransaction: TransactionPayload;
  /**
   * Converts money between two wallets of the caller as it was offered, whatever rates have become since: once per offer.
   * An offer that was taken up keeps its rate, also while the conversion waits for a one-time password or a review.
   */
  convert: TransactionPayload;
  /** Adds money from a card to a wallet of the caller. A declined card is a FAILED transaction, not an error. */
  deposit: TransactionPayload;
  /**
   * Disputes a payment that was made from a wallet, within 120 days. The amount and a fee are taken from the merchant at once
   * and kept until an operator decides. Who paid, and operators. Whoever paid by card turns to its bank.
   */
  openDispute: DisputePayload;
  /**
   * Pays a merchant from a wallet or a card of the caller. With capture MANUAL the money is only set aside, AUTHORIZED,
   * until the merchant captures or voids it; after 7 days it is let go of.
   */
  pay: TransactionPayload;
  /**
   * Gives unclaimed money to its owner, into a wallet of theirs. Operators, of what is not theirs; the same key never pays
   * twice.
   */
  payOutUnclaimed: UnclaimedPayload;
  /**
   * Sends money of a payment, deposit or transfer back to where it came from; repeated refunds never take more than was
   * captured. Whoever got the money and operators.
   */
  refund: TransactionPayload;
  /**
   * Decides about a dispute over a payment from a wallet; over cards their banks decide. Operators, about disputes that
   * are not theirs and that they have not opened: OWN_TRANSACTION otherwise.
   */
  resolveDispute: DisputePayload;
  /** Gives a dead transaction all its attempts again, from where it stopped. Operators. */
  retryTransaction: TransactionPayload;
  /** Decides about a transaction in IN_REVIEW. Operators, about transactions of others: OWN_TRANSACTION otherwise. */
  reviewTransaction: TransactionPayload;
  /**
   * Has a transfer made later: once, or again and again by a rule. Each occurrence is a transfer of its own with the risk
   * and the limits of its day; none is made twice, and those that were missed while the platform was down are made up for,
   * oldest first. Nobody is asked for a one-time password: what risk would challenge waits for an operator's review.
   */
  scheduleTransfer: ScheduledTransferPayload;
  /** Sets what movements of a type cost from now on; transactions keep the terms they began with. Operators. */
  setFee: FeePayload;
  /**
   * What the merchant has to say, once, until evidenceDueAt; once more when the inquiry of a bank becomes a dispute. It is
   * passed on to the provider that decides about a card. The merchant and operators.
   */
  submitDisputeEvidence: DisputePayload;
  /**
   * Pays many out of one wallet of the caller. When any line is malformed, userErrors name each by its number, the first
   * hundred of them, and nothing is written. Otherwise every line is a transaction of its own that settles or fails alone;
   * watch them with payoutProgress. Nobody is asked for a one-time password: a line that risk would challenge waits for an
   * operator's review.
   */
  submitPayouts: PayoutBatchPayload;
  /** Moves money from a wallet of the caller to any wallet of the same currency. */
  transfer: TransactionPayload;
  /** Many transfers at once, each on its own; the payloads are in the order of the inputs. */
  transferBatch: Array<TransactionPayload>;
  /**
   * Lets go of what is AUTHORIZED and not captured: CANCELED when nothing was captured, otherwise SUCCEEDED with what
   * was. Its merchant and operators.
   */
  voidPayment: TransactionPayload;
  /**
   * Sends money from a wallet of the caller to a bank account of theirs. It is held at once; PROCESSING until the bank
   * has paid it out. Money that the bank sends back later makes it FAILED and is in the wallet again.
   */
  withdraw: TransactionPayload;
};


export type MutationCancelScheduleArgs = {
  id: Scalars['ID']['input'];
};


export type MutationCancelTransactionArgs = {
  id: Scalars['ID']['input'];
};


export type MutationCapturePaymentArgs = {
  amount?: InputMaybe<MoneyInput>;
  id: Scalars['ID']['input'];
  idempotencyKey: Scalars['String']['input'];
};


export type MutationConfirmTransactionArgs = {
  code: Scalars['String']['input'];
  id: Scalars['ID']['input'];
};


export type MutationConvertArgs = {
  input: ConvertInput;
};


export type MutationDepositArgs = {
  input: DepositInput;
};


export type MutationOpenDisputeArgs = {
  input: DisputeInput;
};


export type MutationPayArgs = {
  input: PayInput;
};


export type MutationPayOutUnclaimedArgs = {
  input: PayOutUnclaimedInput;
};


export type MutationRefundArgs = {
  input: RefundInput;
};


export type MutationResolveDisputeArgs = {
  id: Scalars['ID']['input'];
  note?: InputMaybe<Scalars['String']['input']>;
  outcome: DisputeOutcome;
};


export type MutationRetryTransactionArgs = {
  id: Scalars['ID']['input'];
};


export type MutationReviewTransactionArgs = {
  decision: ReviewDecision;
  id: Scalars['ID']['input'];
  note: Scalars['String']['input'];
};


export type MutationScheduleTransferArgs = {
  input: ScheduleInput;
};


export type MutationSetFeeArgs = {
  input: FeeInput;
};


export type MutationSubmitDisputeEvidenceArgs = {
  evidence: Scalars['String']['input'];
  id: Scalars['ID']['input'];
};


export type MutationSubmitPayoutsArgs = {
  input: PayoutBatchInput;
};


export type MutationTransferArgs = {
  input: TransferInput;
};


export type MutationTransferBatchArgs = {
  inputs: Array<TransferInput>;
};


export type MutationVoidPaymentArgs = {
  id: Scalars['ID']['input'];
  idempotencyKey: Scalars['String']['input'];
};


export type MutationWithdrawArgs = {
  input: WithdrawInput;
};

/** What a transaction in REQUIRES_ACTION waits for. */
export type NextAction = {
  /** The transaction's own id. */
  challengeId?: Maybe<Scalars['ID']['output']>;
  /** Where it was sent, masked: a•••@example.com. */
  deliveredTo?: Maybe<Scalars['String']['output']>;
  /** Until when. */
  expiresAt?: Maybe<Scalars['DateTime']['output']>;
  /** OTP: a one-time password, see confirmTransaction. */
  kind: Scalars['String']['output'];
};

/** Where a page of a list ends. */
export type PageInfo = {
  /** Pass as after to read on; null when the page is empty. */
  endCursor?: Maybe<Scalars['String']['output']>;
  /** Whether reading on would find more. */
  hasNextPage: Scalars['Boolean']['output'];
};

/** A payment to a merchant, from a wallet or with a payment method: one of the two. */
export type PayInput = {
  /** In the currency of the merchant’s wallet. */
  amount: MoneyInput;
  /** Whether the money is taken at once, or set aside for the merchant to capture. */
  capture?: InputMaybe<CaptureMode>;
  /** At most 500 characters. */
  description?: InputMaybe<Scalars['String']['input']>;
  /** A wallet of the caller, of the same currency. */
  fromWalletId?: InputMaybe<Scalars['ID']['input']>;
  /** 1 to 255 characters, of the caller's choice: the same key never moves money twice. */
  idempotencyKey: Scalars['String']['input'];
  /** A wallet of type MERCHANT. */
  merchantWalletId: Scalars['ID']['input'];
  /** A JSON object of at most 4 kB, kept and given back as it is. */
  metadata?: InputMaybe<Scalars['JSON']['input']>;
  /** The one-time password, when an earlier call with this key was asked for one. */
  otp?: InputMaybe<Scalars['String']['input']>;
  /** A card of the caller. */
  paymentMethodId?: InputMaybe<Scalars['ID']['input']>;
  /** Where goods go, ISO 3166-1 alpha-2; kept in the metadata. */
  shippingCountry?: InputMaybe<Scalars['String']['input']>;
};

/** Unclaimed money to be given to its owner. */
export type PayOutUnclaimedInput = {
  /** One of unclaimedFunds. */
  id: Scalars['ID']['input'];
  /** 1 to 255 characters, of the caller's choice: the same key never pays twice. */
  idempotencyKey: Scalars['String']['input'];
  /** An active wallet of its owner, in its currency. */
  walletId: Scalars['ID']['input'];
};

export type PaymentMethod = {
  /** Names it in a deposit. */
  id: Scalars['ID']['output'];
};

/** A provider of card payments or bank transfers, as this process sees it. */
export type PaymentProvider = {
  /** Whether it is asked at all. */
  breaker: BreakerState;
  /** ISO 4217; null when it takes every one. */
  currencies?: Maybe<Array<Scalars['CurrencyCode']['output']>>;
  /** Whether it can be counted on. */
  health: ProviderHealth;
  /** Calls that are under way. */
  inFlight: Scalars['Int']['output'];
  /** Half of the recent calls were answered within this; null before the first. */
  latencyP50Ms?: Maybe<Scalars['Int']['output']>;
  /** 95 in 100 of the recent calls were answered within this; null before the first. */
  latencyP95Ms?: Maybe<Scalars['Int']['output']>;
  /** What it takes money from or pays it to: CARD, BANK_ACCOUNT. */
  methods: Array<Scalars['String']['output']>;
  /** Such as acme-cards. */
  name: Scalars['String']['output'];
  /** Since when the breaker is in this state. */
  since: Scalars['DateTime']['output'];
  /** The share of recent calls that got a clear answer, 0 to 1; null before the first. */
  successRate?: Maybe<Scalars['Float']['output']>;
};

/** Many payments out of one wallet. Seen by who submitted it and by operators. */
export type PayoutBatch = {
  /** What all lines come to, without fees. */
  amount: Money;
  /** When the last line was paid or had failed. */
  completedAt?: Maybe<Scalars['DateTime']['output']>;
  /** When it was submitted. */
  createdAt: Scalars['DateTime']['output'];
  /** Lines that will not be paid. */
  failed: Scalars['Int']['output'];
  /** What the failed lines come to, without fees. */
  failedAmount: Money;
  /** Such as pob_01j… */
  id: Scalars['ID']['output'];
  /** Of the pending lines, those that wait for an operator. */
  inReview: Scalars['Int']['output'];
  /** Its lines, in the order they were given. */
  lines: PayoutLineConnection;
  /** Lines of which neither is certain yet, those in review included. */
  pending: Scalars['Int']['output'];
  /** The wallet that pays. */
  source: Wallet;
  /** Whether anything of it is still open. */
  status: PayoutBatchStatus;
  /** Who submitted it, and in whose name every line is paid. */
  submittedBy: User;
  /** Lines that were paid. */
  succeeded: Scalars['Int']['output'];
  /** What the paid lines come to, without fees. */
  succeededAmount: Money;
  /** How many lines it has. */
  total: Scalars['Int']['output'];
};


/** Many payments out of one wallet. Seen by who submitted it and by operators. */
export type PayoutBatchLinesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  statuses?: InputMaybe<Array<PayoutLineStatus>>;
};

/** Payments out of one wallet: either lines or a file with them. */
export type PayoutBatchInput = {
  /**
   * A CSV file (RFC 4180, UTF-8) of 1 to 10,000 lines under a header with the names of its columns, in any order:
   * to_wallet_id and amount, and if wanted currency, description and reference.
   */
  file?: InputMaybe<Scalars['String']['input']>;
  /** A wallet of the caller. */
  fromWalletId: Scalars['ID']['input'];
  /** 1 to 255 characters, of the caller's choice: the same key never pays twice. */
  idempotencyKey: Scalars['String']['input'];
  /** 1 to 10,000. */
  lines?: InputMaybe<Array<PayoutLineInput>>;
};

/** The outcome of submitting payouts. */
export type PayoutBatchPayload = {
  /** The batch; null when userErrors say why nothing was written. */
  batch?: Maybe<PayoutBatch>;
  /** What is wrong with the batch, or with each malformed line; empty when it was submitted. */
  userErrors: Array<UserError>;
};

/** Whether anything of a batch is still open. */
export type PayoutBatchStatus =
  /** Every line was paid or has failed. */
  | 'COMPLETED'
  /** Some lines are neither paid nor failed. */
  | 'PROCESSING';

/** One payment of a batch. */
export type PayoutLine = {
  /** In the currency of the wallet that pays. */
  amount: Money;
  /** Seen by who is paid as well. */
  description?: Maybe<Scalars['String']['output']>;
  /** Why it was not paid. */
  failure?: Maybe<TransactionFailure>;
  /** From 1, in the order they were given; the header of a file does not count. */
  number: Scalars['Int']['output'];
  /** The payer's own name for the line, such as the number of an invoice. */
  reference?: Maybe<Scalars['String']['output']>;
  /** Where the line stands. */
  status: PayoutLineStatus;
  /** The wallet that is paid, as it was given. */
  toWalletId: Scalars['ID']['output'];
  /** The movement of money; null before it began, and for a line that was refused before it could. */
  transaction?: Maybe<Transaction>;
};

export type PayoutLineConnection = {
  edges: Array<PayoutLineEdge>;
  pageInfo: PageInfo;
};

export type PayoutLineEdge = {
  cursor: Scalars['String']['output'];
  node: PayoutLine;
};

/** One payment of a batch. */
export type PayoutLineInput = {
  /** In the currency of the wallet that pays. */
  amount: MoneyInput;
  /** At most 500 characters; who is paid sees it. */
  description?: InputMaybe<Scalars['String']['input']>;
  /** At most 100 characters, such as the number of an invoice; who is paid does not see it. */
  reference?: InputMaybe<Scalars['String']['input']>;
  /** Any other wallet of the same currency. */
  toWalletId: Scalars['ID']['input'];
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

export type Query = {
  /** Transactions whose attempts are used up, longest dead first; see retryTransaction. Operators. */
  deadTransactions: TransactionConnection;
  /** A dispute over a payment the caller made or got, or any for operators; null with NOT_FOUND otherwise. */
  dispute?: Maybe<Dispute>;
  /** Disputes over payments the caller made or got, or everyone's for operators; newest first. */
  disputes: DisputeConnection;
  /** What movements of money cost. Operators. */
  fees: Array<Fee>;
  /** What merchants owe since their wallets could not pay for lost or open disputes. Operators. */
  merchantDebts: MerchantDebtConnection;
  /** Who moves money outside of the platform, and how they do. Operators. */
  paymentProviders: Array<PaymentProvider>;
  /** A batch of payouts of the caller, or any for operators; null with NOT_FOUND otherwise. */
  payoutBatch?: Maybe<PayoutBatch>;
  /**
   * Offers to convert an amount, for a minute; take it up with convert. BAD_USER_INPUT for currencies without a rate and for
   * amounts that come to nothing; SUBGRAPH_UNAVAILABLE while there are no exchange rates of these days.
   */
  quoteConversion: ConversionQuote;
  /** A scheduled transfer of the caller, or any for operators; null with NOT_FOUND otherwise. */
  schedule?: Maybe<ScheduledTransfer>;
  /** Scheduled transfers of the caller, or everyone's for operators; newest first. */
  schedules: ScheduledTransferConnection;
  /** A transaction the caller takes part in, or any for operators; null with NOT_FOUND otherwise. */
  transaction?: Maybe<Transaction>;
  /**
   * How much moved and how well, in buckets by the time transactions were recorded; a minute or less behind. At most 1,000
   * buckets. Operators.
   */
  transactionStats: TransactionStats;
  /** Transactions the caller takes part in, or everyone's for operators; newest first. */
  transactions: TransactionConnection;
  /** Money that belongs to somebody and could not reach them, newest first; see payOutUnclaimed. Operators. */
  unclaimedFunds: UnclaimedFundsConnection;
  /** The workers of this service, how much waits for them and for how long. Operators. */
  workerQueues: Array<WorkerQueue>;
};


export type QueryDeadTransactionsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


export type QueryDisputeArgs = {
  id: Scalars['ID']['input'];
};


export type QueryDisputesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  status?: InputMaybe<DisputeStatus>;
};


export type QueryMerchantDebtsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


export type QueryPayoutBatchArgs = {
  id: Scalars['ID']['input'];
};


export type QueryQuoteConversionArgs = {
  amount: Scalars['Decimal']['input'];
  from: Scalars['CurrencyCode']['input'];
  to: Scalars['CurrencyCode']['input'];
};


export type QueryScheduleArgs = {
  id: Scalars['ID']['input'];
};


export type QuerySchedulesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


export type QueryTransactionArgs = {
  id: Scalars['ID']['input'];
};


export type QueryTransactionStatsArgs = {
  bucket: TimeBucket;
  currency?: InputMaybe<Scalars['CurrencyCode']['input']>;
  range: TimeRange;
};


export type QueryTransactionsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<TransactionFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


export type QueryUnclaimedFundsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  status?: InputMaybe<UnclaimedStatus>;
};

/** Money back to where it came from. */
export type RefundInput = {
  /** All that is left, when left out. */
  amount?: InputMaybe<MoneyInput>;
  /** 1 to 255 characters, of the caller's choice: the same key never moves money twice. */
  idempotencyKey: Scalars['String']['input'];
  /** Why. */
  reason: RefundReason;
  /** A payment, deposit or transfer that succeeded. */
  transactionId: Scalars['ID']['input'];
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

/** A transfer to be made later. */
export type ScheduleInput = {
  /**
   * A rule of RFC 5545 without RRULE: in front, such as FREQ=MONTHLY;BYMONTHDAY=1. COUNT is at most 1,000; every five
   * minutes is the most often. It goes by the clock on the wall of timeZone: a time that the clocks skip occurs later by as
   * much as they skip, and a time that they have twice occurs the first time.
   */
  rrule?: InputMaybe<Scalars['String']['input']>;
  /** At most five minutes ago and five years ahead. It occurs itself when there is no rule, or when it matches the rule. */
  startAt: Scalars['DateTime']['input'];
  /** The IANA time zone the rule is about, such as Europe/London. */
  timeZone?: InputMaybe<Scalars['String']['input']>;
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

/** An occurrence of a schedule. */
export type ScheduledRun = {
  /** Why it moved no money. */
  failure?: Maybe<TransactionFailure>;
  /** When it was to occur; after an outage it was made later. */
  occursAt: Scalars['DateTime']['output'];
  /** The transfer; null before it began, and for one that was refused before it could. */
  transaction?: Maybe<Transaction>;
};

export type ScheduledRunConnection = {
  edges: Array<ScheduledRunEdge>;
  pageInfo: PageInfo;
};

export type ScheduledRunEdge = {
  cursor: Scalars['String']['output'];
  node: ScheduledRun;
};

/** Transfers to be made later, once or by a rule. Seen by their owner and by operators. */
export type ScheduledTransfer = {
  /** What each transfer moves. */
  amount: Money;
  /** When it was scheduled. */
  createdAt: Scalars['DateTime']['output'];
  /** Of each transfer. */
  description?: Maybe<Scalars['String']['output']>;
  /** Occurrences that moved no money in the end. */
  failures: Scalars['Int']['output'];
  /** Such as sch_01j… */
  id: Scalars['ID']['output'];
  /** The last occurrence whose time has come. */
  lastRunAt?: Maybe<Scalars['DateTime']['output']>;
  /** Of each transfer. */
  metadata?: Maybe<Scalars['JSON']['output']>;
  /** The next occurrence; null when none is to come. */
  nextRunAt?: Maybe<Scalars['DateTime']['output']>;
  /** Who scheduled it, and in whose name every transfer is made. */
  owner: User;
  /** A rule of RFC 5545; null for a transfer that is made once. */
  rrule?: Maybe<Scalars['String']['output']>;
  /** Occurrences whose time has come, newest first. */
  runs: ScheduledRunConnection;
  /** The wallet that pays. */
  source: Wallet;
  /** Nothing occurs before. */
  startAt: Scalars['DateTime']['output'];
  /** Whether anything of it is to come. */
  status: ScheduleStatus;
  /** The IANA time zone the rule is about. */
  timeZone: Scalars['String']['output'];
  /** The wallet that is paid, as it was given. */
  toWalletId: Scalars['ID']['output'];
};


/** Transfers to be made later, once or by a rule. Seen by their owner and by operators. */
export type ScheduledTransferRunsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};

export type ScheduledTransferConnection = {
  edges: Array<ScheduledTransferEdge>;
  pageInfo: PageInfo;
};

export type ScheduledTransferEdge = {
  cursor: Scalars['String']['output'];
  node: ScheduledTransfer;
};

/** The outcome of scheduling a transfer, or of ending a schedule. */
export type ScheduledTransferPayload = {
  /** The schedule; null when userErrors say why nothing was written. */
  schedule?: Maybe<ScheduledTransfer>;
  /** Why nothing was written; empty when something was. */
  userErrors: Array<UserError>;
};

/** What can be watched as it happens. Every event carries a cursor to resume after. */
export type Subscription = {
  /**
   * A batch as it stands, then whenever some of its lines got further; it ends once the batch is COMPLETED. Who submitted
   * the batch, and operators.
   */
  payoutProgress: PayoutBatch;
  /**
   * Every change of status, as it happens. People see transactions they take part in, operators all.
   * With `after`, first exactly what was missed since that cursor.
   */
  transactionUpdated: TransactionEvent;
};


/** What can be watched as it happens. Every event carries a cursor to resume after. */
export type SubscriptionPayoutProgressArgs = {
  batchId: Scalars['ID']['input'];
};


/** What can be watched as it happens. Every event carries a cursor to resume after. */
export type SubscriptionTransactionUpdatedArgs = {
  after?: InputMaybe<Scalars['EventCursor']['input']>;
  statuses?: InputMaybe<Array<TransactionStatus>>;
  types?: InputMaybe<Array<TransactionType>>;
  userId?: InputMaybe<Scalars['ID']['input']>;
  walletId?: InputMaybe<Scalars['ID']['input']>;
};

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
  from: Scalars['DateTime']['input'];
  /** Exclusive. */
  to: Scalars['DateTime']['input'];
};

/** A movement of money. Seen by who started it, by the owner it takes from, by the owner it gave to once it succeeded, and by operators. */
export type Transaction = {
  /** More than zero. */
  amount: Money;
  /** Whether a payment is taken at once, or captured later by the merchant. */
  captureMode: CaptureMode;
  /** What was taken of the amount so far; less than it while a payment is captured in parts. */
  capturedAmount: Money;
  /** What was bought, for a CONVERSION; `amount` is what was sold. */
  conversion?: Maybe<Conversion>;
  /** When it was recorded. */
  createdAt: Scalars['DateTime']['output'];
  /** Seen by everybody who sees the transaction. */
  description?: Maybe<Scalars['String']['output']>;
  /** Where the money goes; null for anyone but its owner and operators. */
  destination?: Maybe<Wallet>;
  /** Objections to it that the caller may see, oldest first. */
  disputes: Array<Dispute>;
  /** Why it failed. */
  failure?: Maybe<TransactionFailure>;
  /**
   * What the platform takes for it: on top of the amount for who sends money, out of it for a merchant who is paid and
   * for a deposit.
   */
  fee: Money;
  id: Scalars['ID']['output'];
  /** Who started it; null for the receiver, whose business that is not. */
  initiator?: Maybe<User>;
  /** As it was given. Seen by who started it and by operators. */
  metadata?: Maybe<Scalars['JSON']['output']>;
  /** What it waits for, for who started it and operators. */
  nextAction?: Maybe<NextAction>;
  /** The card it is charged to or the bank account it goes to; null for anyone but its owner and operators. */
  paymentMethod?: Maybe<PaymentMethod>;
  /** The batch that a PAYOUT is a line of, for who submitted it and operators. */
  payoutBatch?: Maybe<PayoutBatch>;
  /** Who moves the money outside of the platform, such as acme-cards. */
  provider?: Maybe<Scalars['String']['output']>;
  /** The provider's own id of the charge or the payout. */
  providerReference?: Maybe<Scalars['String']['output']>;
  /** What a refund is a refund of. */
  refundOf?: Maybe<Transaction>;
  /** Why it was refunded. */
  refundReason?: Maybe<RefundReason>;
  /** What went back of what was captured. */
  refundedAmount: Money;
  /** Refunds of this transaction that the caller may see, oldest first. */
  refunds: Array<Transaction>;
  /** Which operator reviewed it and what they noted. Operators. */
  review?: Maybe<TransactionReview>;
  /** What a TRANSFER was scheduled by, for its owner and operators; null for one that was made at once. */
  schedule?: Maybe<ScheduledTransfer>;
  /** When the money moved. */
  settledAt?: Maybe<Scalars['DateTime']['output']>;
  /** Where the money comes from; null for a deposit, and for anyone but its owner and operators. */
  source?: Maybe<Wallet>;
  /** Where it stands. */
  status: TransactionStatus;
  /** Every change of status, oldest first. */
  timeline: Array<TransactionEvent>;
  /** How money moves. */
  type: TransactionType;
};

export type TransactionConnection = {
  edges: Array<TransactionEdge>;
  pageInfo: PageInfo;
};

export type TransactionEdge = {
  cursor: Scalars['String']['output'];
  node: Transaction;
};

/** One change of status. */
export type TransactionEvent = {
  /** Subscribe after it to miss nothing. */
  cursor: Scalars['EventCursor']['output'];
  /** When it was recorded. */
  occurredAt: Scalars['DateTime']['output'];
  /** Null when it was created. */
  previousStatus?: Maybe<TransactionStatus>;
  /** The transaction as this change left it. */
  transaction: Transaction;
};

/** Why no money moved, in words that are safe to show. */
export type TransactionFailure = {
  /** Stable, for programs. */
  code: Scalars['String']['output'];
  /** The card issuer's reason, in the terms of Stripe's decline codes. */
  declineCode?: Maybe<Scalars['String']['output']>;
  /** For people, in English. */
  message: Scalars['String']['output'];
  /** What may help: try_again_later, use_another_card, use_another_account, add_funds, lower_amount, contact_support. */
  retryAdvice?: Maybe<Scalars['String']['output']>;
};

/** All that are given must hold. */
export type TransactionFilter = {
  /** ISO 4217. */
  currency?: InputMaybe<Scalars['CurrencyCode']['input']>;
  /** Inclusive. Needs currency. */
  maxAmount?: InputMaybe<Scalars['Decimal']['input']>;
  /** Inclusive. Needs currency. */
  minAmount?: InputMaybe<Scalars['Decimal']['input']>;
  /** By creation. */
  range?: InputMaybe<TimeRange>;
  /** Part of the description, or a whole id. At most 100 characters. */
  search?: InputMaybe<Scalars['String']['input']>;
  /** Any of these. */
  statuses?: InputMaybe<Array<TransactionStatus>>;
  /** Any of these. */
  types?: InputMaybe<Array<TransactionType>>;
  /** Takes part as initiator or as owner of either wallet. */
  userId?: InputMaybe<Scalars['ID']['input']>;
  /** From or to this wallet. */
  walletId?: InputMaybe<Scalars['ID']['input']>;
};

/** The outcome of a movement of money. */
export type TransactionPayload = {
  /** What was recorded, also when it FAILED; null when userErrors say why nothing was. */
  transaction?: Maybe<Transaction>;
  /** Why nothing was recorded; empty when something was. */
  userErrors: Array<UserError>;
};

/** What an operator decided about a transaction. */
export type TransactionReview = {
  /** Their words. */
  note: Scalars['String']['output'];
  /** The operator. */
  reviewer: User;
};

/** Statistics of a range of time. */
export type TransactionStats = {
  /** Each bucket in which something was recorded, oldest first, each currency on its own. */
  buckets: Array<TransactionStatsBucket>;
  /** Each currency over the whole range. */
  totals: Array<TransactionStatsBucket>;
};

/** Statistics of one currency in one bucket. */
export type TransactionStatsBucket = {
  /** Of those, how many were called off. */
  canceled: Scalars['Int']['output'];
  /** Transactions recorded. */
  count: Scalars['Int']['output'];
  /** ISO 4217. */
  currency: Scalars['CurrencyCode']['output'];
  /** Of those, how many failed. */
  failed: Scalars['Int']['output'];
  /** Half settled within this, to within a tenth; null when none did. */
  settlementP50Ms?: Maybe<Scalars['Int']['output']>;
  /** 95 in 100 settled within this; null when none did. */
  settlementP95Ms?: Maybe<Scalars['Int']['output']>;
  /** 99 in 100 settled within this; null when none did. */
  settlementP99Ms?: Maybe<Scalars['Int']['output']>;
  /** When it begins. */
  start: Scalars['DateTime']['output'];
  /** Of those, how many moved money. */
  succeeded: Scalars['Int']['output'];
  /** Succeeded of those that ended, 0 to 1; null when none has. */
  successRate?: Maybe<Scalars['Float']['output']>;
  /** What those that succeeded moved. */
  volume: Money;
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
  description?: InputMaybe<Scalars['String']['input']>;
  /** A wallet of the caller. */
  fromWalletId: Scalars['ID']['input'];
  /** 1 to 255 characters, of the caller's choice: the same key never moves money twice. */
  idempotencyKey: Scalars['String']['input'];
  /** A JSON object of at most 4 kB, kept and given back as it is. */
  metadata?: InputMaybe<Scalars['JSON']['input']>;
  /** The one-time password, when an earlier call with this key was asked for one. */
  otp?: InputMaybe<Scalars['String']['input']>;
  /** Any other wallet of the same currency. */
  toWalletId: Scalars['ID']['input'];
};

/** Money that belongs to somebody and could not reach them, such as a return into a closed wallet. */
export type UnclaimedFunds = {
  /** How much. */
  amount: Money;
  /** When it was set aside. */
  createdAt: Scalars['DateTime']['output'];
  /** Such as ucl_01j… */
  id: Scalars['ID']['output'];
  /** Whose it is. */
  owner: User;
  /** When its owner had it. */
  paidOutAt?: Maybe<Scalars['DateTime']['output']>;
  /** The operator who had it paid out. */
  paidOutBy?: Maybe<User>;
  /** The wallet it was paid out to, or is about to be. */
  paidOutTo?: Maybe<Wallet>;
  /** Why it could not reach them. */
  reason: UnclaimedReason;
  /** Where it stands. */
  status: UnclaimedStatus;
  /** The movement it comes from. */
  transaction: Transaction;
};

export type UnclaimedFundsConnection = {
  edges: Array<UnclaimedFundsEdge>;
  pageInfo: PageInfo;
};

export type UnclaimedFundsEdge = {
  cursor: Scalars['String']['output'];
  node: UnclaimedFunds;
};

/** The outcome of paying out unclaimed money. */
export type UnclaimedPayload = {
  /** As it is then; null when userErrors say why nothing was paid. */
  unclaimed?: Maybe<UnclaimedFunds>;
  /** Why nothing was paid; empty when something was. */
  userErrors: Array<UserError>;
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

export type User = {
  id: Scalars['ID']['output'];
  /** Transactions this person takes part in. The person themselves and operators; newest first. */
  transactions: TransactionConnection;
};


export type UserTransactionsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<TransactionFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
};

/** Something the caller can mend. Nothing was written. */
export type UserError = {
  /** Stable, for programs. */
  code: Scalars['String']['output'];
  /** Path of the input field it is about. */
  field?: Maybe<Array<Scalars['String']['output']>>;
  /** For people, in English. */
  message: Scalars['String']['output'];
};

export type Wallet = {
  /** What its owner owes since it could not pay a dispute; null when nothing, and for anyone but its owner and operators. */
  debt?: Maybe<MerchantDebt>;
  /** Also the id of its account in the ledger. */
  id: Scalars['ID']['output'];
  /** Transactions from or to this wallet that the caller may see; newest first. */
  transactions: TransactionConnection;
};


export type WalletTransactionsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<TransactionFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
};

/** Money from a wallet to a bank account. */
export type WithdrawInput = {
  /** In the wallet’s currency. The fee comes on top. */
  amount: MoneyInput;
  /** At most 500 characters. */
  description?: InputMaybe<Scalars['String']['input']>;
  /** 1 to 255 characters, of the caller's choice: the same key never moves money twice. */
  idempotencyKey: Scalars['String']['input'];
  /** The one-time password, when an earlier call with this key was asked for one. */
  otp?: InputMaybe<Scalars['String']['input']>;
  /** A bank account of the caller. */
  paymentMethodId: Scalars['ID']['input'];
  /** A wallet of the caller. */
  walletId: Scalars['ID']['input'];
};

/** Work that waits for a worker. */
export type WorkerQueue = {
  /** What was given up after all attempts. */
  deadLetters: Scalars['Int']['output'];
  /** How much is due. */
  depth: Scalars['Int']['output'];
  /** Such as SAGAS. */
  name: Scalars['String']['output'];
  /** How long the longest due has been; 0 when nothing is. */
  oldestAgeSeconds: Scalars['Int']['output'];
};



export type ResolverTypeWrapper<T> = Promise<T> | T;

export type ReferenceResolver<TResult, TReference, TContext> = (
      reference: TReference,
      context: TContext,
      info: GraphQLResolveInfo
    ) => Promise<TResult> | TResult;

      type ScalarCheck<T, S> = S extends true ? T : NullableCheck<T, S>;
      type NullableCheck<T, S> = Maybe<T> extends T ? Maybe<ListCheck<NonNullable<T>, S>> : ListCheck<T, S>;
      type ListCheck<T, S> = T extends (infer U)[] ? NullableCheck<U, S>[] : GraphQLRecursivePick<T, S>;
      export type GraphQLRecursivePick<T, S> = { [K in keyof T & keyof S]: ScalarCheck<T[K], S[K]> };
    

export type ResolverWithResolve<TResult, TParent, TContext, TArgs> = {
  resolve: ResolverFn<TResult, TParent, TContext, TArgs>;
};
export type Resolver<TResult, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = ResolverFn<TResult, TParent, TContext, TArgs> | ResolverWithResolve<TResult, TParent, TContext, TArgs>;

export type ResolverFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => Promise<TResult> | TResult;

export type SubscriptionSubscribeFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => AsyncIterable<TResult> | Promise<AsyncIterable<TResult>>;

export type SubscriptionResolveFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;

export interface SubscriptionSubscriberObject<TResult, TKey extends string, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<{ [key in TKey]: TResult }, TParent, TContext, TArgs>;
  resolve?: SubscriptionResolveFn<TResult, { [key in TKey]: TResult }, TContext, TArgs>;
}

export interface SubscriptionResolverObject<TResult, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<any, TParent, TContext, TArgs>;
  resolve: SubscriptionResolveFn<TResult, any, TContext, TArgs>;
}

export type SubscriptionObject<TResult, TKey extends string, TParent, TContext, TArgs> =
  | SubscriptionSubscriberObject<TResult, TKey, TParent, TContext, TArgs>
  | SubscriptionResolverObject<TResult, TParent, TContext, TArgs>;

export type SubscriptionResolver<TResult, TKey extends string, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> =
  | ((...args: any[]) => SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>)
  | SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>;

export type TypeResolveFn<TTypes, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (
  parent: TParent,
  context: TContext,
  info: GraphQLResolveInfo
) => Maybe<TTypes> | Promise<Maybe<TTypes>>;

export type IsTypeOfResolverFn<T = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (obj: T, context: TContext, info: GraphQLResolveInfo) => boolean | Promise<boolean>;

export type NextResolverFn<T> = () => Promise<T>;

export type DirectiveResolverFn<TResult = Record<PropertyKey, never>, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = (
  next: NextResolverFn<TResult>,
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;

/** Mapping of federation types */
export type FederationTypes = {
  Transaction: Transaction;
  User: User;
  Wallet: Wallet;
};

/** Mapping of federation reference types */
export type FederationReferenceTypes = {
  Transaction:
    ( { __typename: 'Transaction' }
    & GraphQLRecursivePick<FederationTypes['Transaction'], {"id":true}> );
  User:
    ( { __typename: 'User' }
    & GraphQLRecursivePick<FederationTypes['User'], {"id":true}> );
  Wallet:
    ( { __typename: 'Wallet' }
    & GraphQLRecursivePick<FederationTypes['Wallet'], {"id":true}> );
};



/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  BreakerState: BreakerState;
  CaptureMode: CaptureMode;
  Conversion: ResolverTypeWrapper<QuoteRow>;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
  ConversionQuote: ResolverTypeWrapper<QuoteRow>;
  ConvertInput: ConvertInput;
  CurrencyCode: ResolverTypeWrapper<Scalars['CurrencyCode']['output']>;
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  Decimal: ResolverTypeWrapper<Scalars['Decimal']['output']>;
  DepositInput: DepositInput;
  Dispute: ResolverTypeWrapper<DisputeRow>;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  DisputeConnection: ResolverTypeWrapper<Omit<DisputeConnection, 'edges'> & { edges: Array<ResolversTypes['DisputeEdge']> }>;
  DisputeEdge: ResolverTypeWrapper<Omit<DisputeEdge, 'node'> & { node: ResolversTypes['Dispute'] }>;
  DisputeEvidence: ResolverTypeWrapper<DisputeEvidence>;
  DisputeInput: DisputeInput;
  DisputeOutcome: DisputeOutcome;
  DisputePayload: ResolverTypeWrapper<Omit<DisputePayload, 'dispute'> & { dispute?: Maybe<ResolversTypes['Dispute']> }>;
  DisputeReason: DisputeReason;
  DisputeStatus: DisputeStatus;
  EventCursor: ResolverTypeWrapper<Scalars['EventCursor']['output']>;
  Fee: ResolverTypeWrapper<FeeRow>;
  FeeInput: FeeInput;
  FeePayload: ResolverTypeWrapper<Omit<FeePayload, 'fee'> & { fee?: Maybe<ResolversTypes['Fee']> }>;
  JSON: ResolverTypeWrapper<Scalars['JSON']['output']>;
  MerchantDebt: ResolverTypeWrapper<DebtRow>;
  MerchantDebtConnection: ResolverTypeWrapper<Omit<MerchantDebtConnection, 'edges'> & { edges: Array<ResolversTypes['MerchantDebtEdge']> }>;
  MerchantDebtEdge: ResolverTypeWrapper<Omit<MerchantDebtEdge, 'node'> & { node: ResolversTypes['MerchantDebt'] }>;
  Money: ResolverTypeWrapper<Money>;
  MoneyInput: MoneyInput;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  NextAction: ResolverTypeWrapper<NextAction>;
  PageInfo: ResolverTypeWrapper<PageInfo>;
  PayInput: PayInput;
  PayOutUnclaimedInput: PayOutUnclaimedInput;
  PaymentMethod: ResolverTypeWrapper<Reference>;
  PaymentProvider: ResolverTypeWrapper<PaymentProvider>;
  Float: ResolverTypeWrapper<Scalars['Float']['output']>;
  PayoutBatch: ResolverTypeWrapper<CountedBatch>;
  PayoutBatchInput: PayoutBatchInput;
  PayoutBatchPayload: ResolverTypeWrapper<Omit<PayoutBatchPayload, 'batch'> & { batch?: Maybe<ResolversTypes['PayoutBatch']> }>;
  PayoutBatchStatus: PayoutBatchStatus;
  PayoutLine: ResolverTypeWrapper<PayoutLineRow>;
  PayoutLineConnection: ResolverTypeWrapper<Omit<PayoutLineConnection, 'edges'> & { edges: Array<ResolversTypes['PayoutLineEdge']> }>;
  PayoutLineEdge: ResolverTypeWrapper<Omit<PayoutLineEdge, 'node'> & { node: ResolversTypes['PayoutLine'] }>;
  PayoutLineInput: PayoutLineInput;
  PayoutLineStatus: PayoutLineStatus;
  ProviderHealth: ProviderHealth;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  RefundInput: RefundInput;
  RefundReason: RefundReason;
  ReviewDecision: ReviewDecision;
  ScheduleInput: ScheduleInput;
  ScheduleStatus: ScheduleStatus;
  ScheduledRun: ResolverTypeWrapper<ScheduleRun>;
  ScheduledRunConnection: ResolverTypeWrapper<Omit<ScheduledRunConnection, 'edges'> & { edges: Array<ResolversTypes['ScheduledRunEdge']> }>;
  ScheduledRunEdge: ResolverTypeWrapper<Omit<ScheduledRunEdge, 'node'> & { node: ResolversTypes['ScheduledRun'] }>;
  ScheduledTransfer: ResolverTypeWrapper<Schedule>;
  ScheduledTransferConnection: ResolverTypeWrapper<Omit<ScheduledTransferConnection, 'edges'> & { edges: Array<ResolversTypes['ScheduledTransferEdge']> }>;
  ScheduledTransferEdge: ResolverTypeWrapper<Omit<ScheduledTransferEdge, 'node'> & { node: ResolversTypes['ScheduledTransfer'] }>;
  ScheduledTransferPayload: ResolverTypeWrapper<Omit<ScheduledTransferPayload, 'schedule'> & { schedule?: Maybe<ResolversTypes['ScheduledTransfer']> }>;
  Subscription: ResolverTypeWrapper<Record<PropertyKey, never>>;
  TimeBucket: TimeBucket;
  TimeRange: TimeRange;
  Transaction: ResolverTypeWrapper<TransactionRow>;
  TransactionConnection: ResolverTypeWrapper<Omit<TransactionConnection, 'edges'> & { edges: Array<ResolversTypes['TransactionEdge']> }>;
  TransactionEdge: ResolverTypeWrapper<Omit<TransactionEdge, 'node'> & { node: ResolversTypes['Transaction'] }>;
  TransactionEvent: ResolverTypeWrapper<TransactionChange>;
  TransactionFailure: ResolverTypeWrapper<TransactionFailure>;
  TransactionFilter: TransactionFilter;
  TransactionPayload: ResolverTypeWrapper<Omit<TransactionPayload, 'transaction'> & { transaction?: Maybe<ResolversTypes['Transaction']> }>;
  TransactionReview: ResolverTypeWrapper<Omit<TransactionReview, 'reviewer'> & { reviewer: ResolversTypes['User'] }>;
  TransactionStats: ResolverTypeWrapper<TransactionStats>;
  TransactionStatsBucket: ResolverTypeWrapper<TransactionStatsBucket>;
  TransactionStatus: TransactionStatus;
  TransactionType: TransactionType;
  TransferInput: TransferInput;
  UnclaimedFunds: ResolverTypeWrapper<UnclaimedRow>;
  UnclaimedFundsConnection: ResolverTypeWrapper<Omit<UnclaimedFundsConnection, 'edges'> & { edges: Array<ResolversTypes['UnclaimedFundsEdge']> }>;
  UnclaimedFundsEdge: ResolverTypeWrapper<Omit<UnclaimedFundsEdge, 'node'> & { node: ResolversTypes['UnclaimedFunds'] }>;
  UnclaimedPayload: ResolverTypeWrapper<Omit<UnclaimedPayload, 'unclaimed'> & { unclaimed?: Maybe<ResolversTypes['UnclaimedFunds']> }>;
  UnclaimedReason: UnclaimedReason;
  UnclaimedStatus: UnclaimedStatus;
  User: ResolverTypeWrapper<Reference>;
  UserError: ResolverTypeWrapper<UserError>;
  Wallet: ResolverTypeWrapper<Reference>;
  WithdrawInput: WithdrawInput;
  WorkerQueue: ResolverTypeWrapper<WorkerQueue>;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  Conversion: QuoteRow;
  ID: Scalars['ID']['output'];
  String: Scalars['String']['output'];
  ConversionQuote: QuoteRow;
  ConvertInput: ConvertInput;
  CurrencyCode: Scalars['CurrencyCode']['output'];
  DateTime: Scalars['DateTime']['output'];
  Decimal: Scalars['Decimal']['output'];
  DepositInput: DepositInput;
  Dispute: DisputeRow;
  Boolean: Scalars['Boolean']['output'];
  DisputeConnection: Omit<DisputeConnection, 'edges'> & { edges: Array<ResolversParentTypes['DisputeEdge']> };
  DisputeEdge: Omit<DisputeEdge, 'node'> & { node: ResolversParentTypes['Dispute'] };
  DisputeEvidence: DisputeEvidence;
  DisputeInput: DisputeInput;
  DisputePayload: Omit<DisputePayload, 'dispute'> & { dispute?: Maybe<ResolversParentTypes['Dispute']> };
  EventCursor: Scalars['EventCursor']['output'];
  Fee: FeeRow;
  FeeInput: FeeInput;
  FeePayload: Omit<FeePayload, 'fee'> & { fee?: Maybe<ResolversParentTypes['Fee']> };
  JSON: Scalars['JSON']['output'];
  MerchantDebt: DebtRow;
  MerchantDebtConnection: Omit<MerchantDebtConnection, 'edges'> & { edges: Array<ResolversParentTypes['MerchantDebtEdge']> };
  MerchantDebtEdge: Omit<MerchantDebtEdge, 'node'> & { node: ResolversParentTypes['MerchantDebt'] };
  Money: Money;
  MoneyInput: MoneyInput;
  Mutation: Record<PropertyKey, never>;
  NextAction: NextAction;
  PageInfo: PageInfo;
  PayInput: PayInput;
  PayOutUnclaimedInput: PayOutUnclaimedInput;
  PaymentMethod: Reference;
  PaymentProvider: PaymentProvider;
  Float: Scalars['Float']['output'];
  PayoutBatch: CountedBatch;
  PayoutBatchInput: PayoutBatchInput;
  PayoutBatchPayload: Omit<PayoutBatchPayload, 'batch'> & { batch?: Maybe<ResolversParentTypes['PayoutBatch']> };
  PayoutLine: PayoutLineRow;
  PayoutLineConnection: Omit<PayoutLineConnection, 'edges'> & { edges: Array<ResolversParentTypes['PayoutLineEdge']> };
  PayoutLineEdge: Omit<PayoutLineEdge, 'node'> & { node: ResolversParentTypes['PayoutLine'] };
  PayoutLineInput: PayoutLineInput;
  Query: Record<PropertyKey, never>;
  RefundInput: RefundInput;
  ScheduleInput: ScheduleInput;
  ScheduledRun: ScheduleRun;
  ScheduledRunConnection: Omit<ScheduledRunConnection, 'edges'> & { edges: Array<ResolversParentTypes['ScheduledRunEdge']> };
  ScheduledRunEdge: Omit<ScheduledRunEdge, 'node'> & { node: ResolversParentTypes['ScheduledRun'] };
  ScheduledTransfer: Schedule;
  ScheduledTransferConnection: Omit<ScheduledTransferConnection, 'edges'> & { edges: Array<ResolversParentTypes['ScheduledTransferEdge']> };
  ScheduledTransferEdge: Omit<ScheduledTransferEdge, 'node'> & { node: ResolversParentTypes['ScheduledTransfer'] };
  ScheduledTransferPayload: Omit<ScheduledTransferPayload, 'schedule'> & { schedule?: Maybe<ResolversParentTypes['ScheduledTransfer']> };
  Subscription: Record<PropertyKey, never>;
  TimeRange: TimeRange;
  Transaction: TransactionRow;
  TransactionConnection: Omit<TransactionConnection, 'edges'> & { edges: Array<ResolversParentTypes['TransactionEdge']> };
  TransactionEdge: Omit<TransactionEdge, 'node'> & { node: ResolversParentTypes['Transaction'] };
  TransactionEvent: TransactionChange;
  TransactionFailure: TransactionFailure;
  TransactionFilter: TransactionFilter;
  TransactionPayload: Omit<TransactionPayload, 'transaction'> & { transaction?: Maybe<ResolversParentTypes['Transaction']> };
  TransactionReview: Omit<TransactionReview, 'reviewer'> & { reviewer: ResolversParentTypes['User'] };
  TransactionStats: TransactionStats;
  TransactionStatsBucket: TransactionStatsBucket;
  TransferInput: TransferInput;
  UnclaimedFunds: UnclaimedRow;
  UnclaimedFundsConnection: Omit<UnclaimedFundsConnection, 'edges'> & { edges: Array<ResolversParentTypes['UnclaimedFundsEdge']> };
  UnclaimedFundsEdge: Omit<UnclaimedFundsEdge, 'node'> & { node: ResolversParentTypes['UnclaimedFunds'] };
  UnclaimedPayload: Omit<UnclaimedPayload, 'unclaimed'> & { unclaimed?: Maybe<ResolversParentTypes['UnclaimedFunds']> };
  User: Reference;
  UserError: UserError;
  Wallet: Reference;
  WithdrawInput: WithdrawInput;
  WorkerQueue: WorkerQueue;
  Int: Scalars['Int']['output'];
};

export type CacheControlDirectiveArgs = {
  maxAge: Scalars['Int']['input'];
};

export type CacheControlDirectiveResolver<Result, Parent, ContextType = Context, Args = CacheControlDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type ConversionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Conversion'] = ResolversParentTypes['Conversion']> = {
  from?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  midRate?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
  quoteId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  rate?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
  rateAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  source?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  spreadBasisPoints?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  to?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
};

export type ConversionQuoteResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ConversionQuote'] = ResolversParentTypes['ConversionQuote']> = {
  expiresAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  fee?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  from?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  midRate?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
  rate?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
  rateAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  source?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  spreadBasisPoints?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  to?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
};

export interface CurrencyCodeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['CurrencyCode'], any> {
  name: 'CurrencyCode';
}

export interface DateTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['DateTime'], any> {
  name: 'DateTime';
}

export interface DecimalScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['Decimal'], any> {
  name: 'Decimal';
}

export type DisputeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Dispute'] = ResolversParentTypes['Dispute']> = {
  amount?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  chargeback?: Resolver<Maybe<ResolversTypes['Transaction']>, ParentType, ContextType>;
  description?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  evidence?: Resolver<Array<ResolversTypes['DisputeEvidence']>, ParentType, ContextType>;
  evidenceAwaited?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  evidenceDueAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  fee?: Resolver<Maybe<ResolversTypes['Money']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  openedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  owed?: Resolver<Maybe<ResolversTypes['Money']>, ParentType, ContextType>;
  provider?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  reason?: Resolver<ResolversTypes['DisputeReason'], ParentType, ContextType>;
  resolutionNote?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  resolvedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['DisputeStatus'], ParentType, ContextType>;
  transaction?: Resolver<ResolversTypes['Transaction'], ParentType, ContextType>;
};

export type DisputeConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DisputeConnection'] = ResolversParentTypes['DisputeConnection']> = {
  edges?: Resolver<Array<ResolversTypes['DisputeEdge']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type DisputeEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DisputeEdge'] = ResolversParentTypes['DisputeEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Dispute'], ParentType, ContextType>;
};

export type DisputeEvidenceResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DisputeEvidence'] = ResolversParentTypes['DisputeEvidence']> = {
  sentAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  submittedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  text?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type DisputePayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DisputePayload'] = ResolversParentTypes['DisputePayload']> = {
  dispute?: Resolver<Maybe<ResolversTypes['Dispute']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export interface EventCursorScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['EventCursor'], any> {
  name: 'EventCursor';
}

export type FeeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Fee'] = ResolversParentTypes['Fee']> = {
  basisPoints?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  fixed?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  type?: Resolver<ResolversTypes['TransactionType'], ParentType, ContextType>;
  walletId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
};

export type FeePayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['FeePayload'] = ResolversParentTypes['FeePayload']> = {
  fee?: Resolver<Maybe<ResolversTypes['Fee']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export interface JsonScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['JSON'], any> {
  name: 'JSON';
}

export type MerchantDebtResolvers<ContextType = Context, ParentType extends ResolversParentTypes['MerchantDebt'] = ResolversParentTypes['MerchantDebt']> = {
  changedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  collected?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  owed?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  owner?: Resolver<ResolversTypes['User'], ParentType, ContextType>;
  wallet?: Resolver<ResolversTypes['Wallet'], ParentType, ContextType>;
};

export type MerchantDebtConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['MerchantDebtConnection'] = ResolversParentTypes['MerchantDebtConnection']> = {
  edges?: Resolver<Array<ResolversTypes['MerchantDebtEdge']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type MerchantDebtEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['MerchantDebtEdge'] = ResolversParentTypes['MerchantDebtEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['MerchantDebt'], ParentType, ContextType>;
};

export type MoneyResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Money'] = ResolversParentTypes['Money']> = {
  amount?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
  currency?: Resolver<ResolversTypes['CurrencyCode'], ParentType, ContextType>;
};

export type MutationResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  cancelSchedule?: Resolver<ResolversTypes['ScheduledTransferPayload'], ParentType, ContextType, RequireFields<MutationCancelScheduleArgs, 'id'>>;
  cancelTransaction?: Resolver<ResolversTypes['TransactionPayload'], ParentType, ContextType, RequireFields<MutationCancelTransactionArgs, 'id'>>;
  capturePayment?: Resolver<ResolversTypes['TransactionPayload'], ParentType, ContextType, RequireFields<MutationCapturePaymentArgs, 'id' | 'idempotencyKey'>>;
  confirmTransaction?: Resolver<ResolversTypes['TransactionPayload'], ParentType, ContextType, RequireFields<MutationConfirmTransactionArgs, 'code' | 'id'>>;
  convert?: Resolver<ResolversTypes['TransactionPayload'], ParentType, ContextType, RequireFields<MutationConvertArgs, 'input'>>;
  deposit?: Resolver<ResolversTypes['TransactionPayload'], ParentType, ContextType, RequireFields<MutationDepositArgs, 'input'>>;
  openDispute?: Resolver<ResolversTypes['DisputePayload'], ParentType, ContextType, RequireFields<MutationOpenDisputeArgs, 'input'>>;
  pay?: Resolver<ResolversTypes['TransactionPayload'], ParentType, ContextType, RequireFields<MutationPayArgs, 'input'>>;
  payOutUnclaimed?: Resolver<ResolversTypes['UnclaimedPayload'], ParentType, ContextType, RequireFields<MutationPayOutUnclaimedArgs, 'input'>>;
  refund?: Resolver<ResolversTypes['TransactionPayload'], ParentType, ContextType, RequireFields<MutationRefundArgs, 'input'>>;
  resolveDispute?: Resolver<ResolversTypes['DisputePayload'], ParentType, ContextType, RequireFields<MutationResolveDisputeArgs, 'id' | 'outcome'>>;
  retryTransaction?: Resolver<ResolversTypes['TransactionPayload'], ParentType, ContextType, RequireFields<MutationRetryTransactionArgs, 'id'>>;
  reviewTransaction?: Resolver<ResolversTypes['TransactionPayload'], ParentType, ContextType, RequireFields<MutationReviewTransactionArgs, 'decision' | 'id' | 'note'>>;
  scheduleTransfer?: Resolver<ResolversTypes['ScheduledTransferPayload'], ParentType, ContextType, RequireFields<MutationScheduleTransferArgs, 'input'>>;
  setFee?: Resolver<ResolversTypes['FeePayload'], ParentType, ContextType, RequireFields<MutationSetFeeArgs, 'input'>>;
  submitDisputeEvidence?: Resolver<ResolversTypes['DisputePayload'], ParentType, ContextType, RequireFields<MutationSubmitDisputeEvidenceArgs, 'evidence' | 'id'>>;
  submitPayouts?: Resolver<ResolversTypes['PayoutBatchPayload'], ParentType, ContextType, RequireFields<MutationSubmitPayoutsArgs, 'input'>>;
  transfer?: Resolver<ResolversTypes['TransactionPayload'], ParentType, ContextType, RequireFields<MutationTransferArgs, 'input'>>;
  transferBatch?: Resolver<Array<ResolversTypes['TransactionPayload']>, ParentType, ContextType, RequireFields<MutationTransferBatchArgs, 'inputs'>>;
  voidPayment?: Resolver<ResolversTypes['TransactionPayload'], ParentType, ContextType, RequireFields<MutationVoidPaymentArgs, 'id' | 'idempotencyKey'>>;
  withdraw?: Resolver<ResolversTypes['TransactionPayload'], ParentType, ContextType, RequireFields<MutationWithdrawArgs, 'input'>>;
};

export type NextActionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['NextAction'] = ResolversParentTypes['NextAction']> = {
  challengeId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  deliveredTo?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  expiresAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type PageInfoResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo']> = {
  endCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type PaymentMethodResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PaymentMethod'] = ResolversParentTypes['PaymentMethod']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type PaymentProviderResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PaymentProvider'] = ResolversParentTypes['PaymentProvider']> = {
  breaker?: Resolver<ResolversTypes['BreakerState'], ParentType, ContextType>;
  currencies?: Resolver<Maybe<Array<ResolversTypes['CurrencyCode']>>, ParentType, ContextType>;
  health?: Resolver<ResolversTypes['ProviderHealth'], ParentType, ContextType>;
  inFlight?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  latencyP50Ms?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  latencyP95Ms?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  methods?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  since?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  successRate?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
};

export type PayoutBatchResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PayoutBatch'] = ResolversParentTypes['PayoutBatch']> = {
  amount?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  completedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  failed?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  failedAmount?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  inReview?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  lines?: Resolver<ResolversTypes['PayoutLineConnection'], ParentType, ContextType, RequireFields<PayoutBatchLinesArgs, 'first'>>;
  pending?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  source?: Resolver<ResolversTypes['Wallet'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['PayoutBatchStatus'], ParentType, ContextType>;
  submittedBy?: Resolver<ResolversTypes['User'], ParentType, ContextType>;
  succeeded?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  succeededAmount?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  total?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type PayoutBatchPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PayoutBatchPayload'] = ResolversParentTypes['PayoutBatchPayload']> = {
  batch?: Resolver<Maybe<ResolversTypes['PayoutBatch']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type PayoutLineResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PayoutLine'] = ResolversParentTypes['PayoutLine']> = {
  amount?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  description?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  failure?: Resolver<Maybe<ResolversTypes['TransactionFailure']>, ParentType, ContextType>;
  number?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  reference?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['PayoutLineStatus'], ParentType, ContextType>;
  toWalletId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  transaction?: Resolver<Maybe<ResolversTypes['Transaction']>, ParentType, ContextType>;
};

export type PayoutLineConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PayoutLineConnection'] = ResolversParentTypes['PayoutLineConnection']> = {
  edges?: Resolver<Array<ResolversTypes['PayoutLineEdge']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type PayoutLineEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PayoutLineEdge'] = ResolversParentTypes['PayoutLineEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['PayoutLine'], ParentType, ContextType>;
};

export type QueryResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  deadTransactions?: Resolver<ResolversTypes['TransactionConnection'], ParentType, ContextType, RequireFields<QueryDeadTransactionsArgs, 'first'>>;
  dispute?: Resolver<Maybe<ResolversTypes['Dispute']>, ParentType, ContextType, RequireFields<QueryDisputeArgs, 'id'>>;
  disputes?: Resolver<ResolversTypes['DisputeConnection'], ParentType, ContextType, RequireFields<QueryDisputesArgs, 'first'>>;
  fees?: Resolver<Array<ResolversTypes['Fee']>, ParentType, ContextType>;
  merchantDebts?: Resolver<ResolversTypes['MerchantDebtConnection'], ParentType, ContextType, RequireFields<QueryMerchantDebtsArgs, 'first'>>;
  paymentProviders?: Resolver<Array<ResolversTypes['PaymentProvider']>, ParentType, ContextType>;
  payoutBatch?: Resolver<Maybe<ResolversTypes['PayoutBatch']>, ParentType, ContextType, RequireFields<QueryPayoutBatchArgs, 'id'>>;
  quoteConversion?: Resolver<ResolversTypes['ConversionQuote'], ParentType, ContextType, RequireFields<QueryQuoteConversionArgs, 'amount' | 'from' | 'to'>>;
  schedule?: Resolver<Maybe<ResolversTypes['ScheduledTransfer']>, ParentType, ContextType, RequireFields<QueryScheduleArgs, 'id'>>;
  schedules?: Resolver<ResolversTypes['ScheduledTransferConnection'], ParentType, ContextType, RequireFields<QuerySchedulesArgs, 'first'>>;
  transaction?: Resolver<Maybe<ResolversTypes['Transaction']>, ParentType, ContextType, RequireFields<QueryTransactionArgs, 'id'>>;
  transactionStats?: Resolver<ResolversTypes['TransactionStats'], ParentType, ContextType, RequireFields<QueryTransactionStatsArgs, 'bucket' | 'range'>>;
  transactions?: Resolver<ResolversTypes['TransactionConnection'], ParentType, ContextType, RequireFields<QueryTransactionsArgs, 'first'>>;
  unclaimedFunds?: Resolver<ResolversTypes['UnclaimedFundsConnection'], ParentType, ContextType, RequireFields<QueryUnclaimedFundsArgs, 'first'>>;
  workerQueues?: Resolver<Array<ResolversTypes['WorkerQueue']>, ParentType, ContextType>;
};

export type ScheduledRunResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ScheduledRun'] = ResolversParentTypes['ScheduledRun']> = {
  failure?: Resolver<Maybe<ResolversTypes['TransactionFailure']>, ParentType, ContextType>;
  occursAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  transaction?: Resolver<Maybe<ResolversTypes['Transaction']>, ParentType, ContextType>;
};

export type ScheduledRunConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ScheduledRunConnection'] = ResolversParentTypes['ScheduledRunConnection']> = {
  edges?: Resolver<Array<ResolversTypes['ScheduledRunEdge']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type ScheduledRunEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ScheduledRunEdge'] = ResolversParentTypes['ScheduledRunEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['ScheduledRun'], ParentType, ContextType>;
};

export type ScheduledTransferResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ScheduledTransfer'] = ResolversParentTypes['ScheduledTransfer']> = {
  amount?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  description?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  failures?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  lastRunAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  metadata?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  nextRunAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  owner?: Resolver<ResolversTypes['User'], ParentType, ContextType>;
  rrule?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  runs?: Resolver<ResolversTypes['ScheduledRunConnection'], ParentType, ContextType, RequireFields<ScheduledTransferRunsArgs, 'first'>>;
  source?: Resolver<ResolversTypes['Wallet'], ParentType, ContextType>;
  startAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['ScheduleStatus'], ParentType, ContextType>;
  timeZone?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  toWalletId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type ScheduledTransferConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ScheduledTransferConnection'] = ResolversParentTypes['ScheduledTransferConnection']> = {
  edges?: Resolver<Array<ResolversTypes['ScheduledTransferEdge']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type ScheduledTransferEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ScheduledTransferEdge'] = ResolversParentTypes['ScheduledTransferEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['ScheduledTransfer'], ParentType, ContextType>;
};

export type ScheduledTransferPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ScheduledTransferPayload'] = ResolversParentTypes['ScheduledTransferPayload']> = {
  schedule?: Resolver<Maybe<ResolversTypes['ScheduledTransfer']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type SubscriptionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Subscription'] = ResolversParentTypes['Subscription']> = {
  payoutProgress?: SubscriptionResolver<ResolversTypes['PayoutBatch'], "payoutProgress", ParentType, ContextType, RequireFields<SubscriptionPayoutProgressArgs, 'batchId'>>;
  transactionUpdated?: SubscriptionResolver<ResolversTypes['TransactionEvent'], "transactionUpdated", ParentType, ContextType, Partial<SubscriptionTransactionUpdatedArgs>>;
};

export type TransactionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Transaction'] = ResolversParentTypes['Transaction'], FederationReferenceType extends FederationReferenceTypes['Transaction'] = FederationReferenceTypes['Transaction']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Transaction']> | FederationReferenceType, FederationReferenceType, ContextType>;
  amount?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  captureMode?: Resolver<ResolversTypes['CaptureMode'], ParentType, ContextType>;
  capturedAmount?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  conversion?: Resolver<Maybe<ResolversTypes['Conversion']>, ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  description?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  destination?: Resolver<Maybe<ResolversTypes['Wallet']>, ParentType, ContextType>;
  disputes?: Resolver<Array<ResolversTypes['Dispute']>, ParentType, ContextType>;
  failure?: Resolver<Maybe<ResolversTypes['TransactionFailure']>, ParentType, ContextType>;
  fee?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  initiator?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  metadata?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  nextAction?: Resolver<Maybe<ResolversTypes['NextAction']>, ParentType, ContextType>;
  paymentMethod?: Resolver<Maybe<ResolversTypes['PaymentMethod']>, ParentType, ContextType>;
  payoutBatch?: Resolver<Maybe<ResolversTypes['PayoutBatch']>, ParentType, ContextType>;
  provider?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  providerReference?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  refundOf?: Resolver<Maybe<ResolversTypes['Transaction']>, ParentType, ContextType>;
  refundReason?: Resolver<Maybe<ResolversTypes['RefundReason']>, ParentType, ContextType>;
  refundedAmount?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  refunds?: Resolver<Array<ResolversTypes['Transaction']>, ParentType, ContextType>;
  review?: Resolver<Maybe<ResolversTypes['TransactionReview']>, ParentType, ContextType>;
  schedule?: Resolver<Maybe<ResolversTypes['ScheduledTransfer']>, ParentType, ContextType>;
  settledAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  source?: Resolver<Maybe<ResolversTypes['Wallet']>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['TransactionStatus'], ParentType, ContextType>;
  timeline?: Resolver<Array<ResolversTypes['TransactionEvent']>, ParentType, ContextType>;
  type?: Resolver<ResolversTypes['TransactionType'], ParentType, ContextType>;
};

export type TransactionConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['TransactionConnection'] = ResolversParentTypes['TransactionConnection']> = {
  edges?: Resolver<Array<ResolversTypes['TransactionEdge']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type TransactionEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['TransactionEdge'] = ResolversParentTypes['TransactionEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Transaction'], ParentType, ContextType>;
};

export type TransactionEventResolvers<ContextType = Context, ParentType extends ResolversParentTypes['TransactionEvent'] = ResolversParentTypes['TransactionEvent']> = {
  cursor?: Resolver<ResolversTypes['EventCursor'], ParentType, ContextType>;
  occurredAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  previousStatus?: Resolver<Maybe<ResolversTypes['TransactionStatus']>, ParentType, ContextType>;
  transaction?: Resolver<ResolversTypes['Transaction'], ParentType, ContextType>;
};

export type TransactionFailureResolvers<ContextType = Context, ParentType extends ResolversParentTypes['TransactionFailure'] = ResolversParentTypes['TransactionFailure']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  declineCode?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  retryAdvice?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type TransactionPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['TransactionPayload'] = ResolversParentTypes['TransactionPayload']> = {
  transaction?: Resolver<Maybe<ResolversTypes['Transaction']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type TransactionReviewResolvers<ContextType = Context, ParentType extends ResolversParentTypes['TransactionReview'] = ResolversParentTypes['TransactionReview']> = {
  note?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  reviewer?: Resolver<ResolversTypes['User'], ParentType, ContextType>;
};

export type TransactionStatsResolvers<ContextType = Context, ParentType extends ResolversParentTypes['TransactionStats'] = ResolversParentTypes['TransactionStats']> = {
  buckets?: Resolver<Array<ResolversTypes['TransactionStatsBucket']>, ParentType, ContextType>;
  totals?: Resolver<Array<ResolversTypes['TransactionStatsBucket']>, ParentType, ContextType>;
};

export type TransactionStatsBucketResolvers<ContextType = Context, ParentType extends ResolversParentTypes['TransactionStatsBucket'] = ResolversParentTypes['TransactionStatsBucket']> = {
  canceled?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  count?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  currency?: Resolver<ResolversTypes['CurrencyCode'], ParentType, ContextType>;
  failed?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  settlementP50Ms?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  settlementP95Ms?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  settlementP99Ms?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  start?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  succeeded?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  successRate?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  volume?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
};

export type UnclaimedFundsResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UnclaimedFunds'] = ResolversParentTypes['UnclaimedFunds']> = {
  amount?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  owner?: Resolver<ResolversTypes['User'], ParentType, ContextType>;
  paidOutAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  paidOutBy?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  paidOutTo?: Resolver<Maybe<ResolversTypes['Wallet']>, ParentType, ContextType>;
  reason?: Resolver<ResolversTypes['UnclaimedReason'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['UnclaimedStatus'], ParentType, ContextType>;
  transaction?: Resolver<ResolversTypes['Transaction'], ParentType, ContextType>;
};

export type UnclaimedFundsConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UnclaimedFundsConnection'] = ResolversParentTypes['UnclaimedFundsConnection']> = {
  edges?: Resolver<Array<ResolversTypes['UnclaimedFundsEdge']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type UnclaimedFundsEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UnclaimedFundsEdge'] = ResolversParentTypes['UnclaimedFundsEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['UnclaimedFunds'], ParentType, ContextType>;
};

export type UnclaimedPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UnclaimedPayload'] = ResolversParentTypes['UnclaimedPayload']> = {
  unclaimed?: Resolver<Maybe<ResolversTypes['UnclaimedFunds']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type UserResolvers<ContextType = Context, ParentType extends ResolversParentTypes['User'] = ResolversParentTypes['User'], FederationReferenceType extends FederationReferenceTypes['User'] = FederationReferenceTypes['User']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['User']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  transactions?: Resolver<ResolversTypes['TransactionConnection'], ParentType, ContextType, RequireFields<UserTransactionsArgs, 'first'>>;
};

export type UserErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UserError'] = ResolversParentTypes['UserError']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  field?: Resolver<Maybe<Array<ResolversTypes['String']>>, ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type WalletResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Wallet'] = ResolversParentTypes['Wallet'], FederationReferenceType extends FederationReferenceTypes['Wallet'] = FederationReferenceTypes['Wallet']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Wallet']> | FederationReferenceType, FederationReferenceType, ContextType>;
  debt?: Resolver<Maybe<ResolversTypes['MerchantDebt']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  transactions?: Resolver<ResolversTypes['TransactionConnection'], ParentType, ContextType, RequireFields<WalletTransactionsArgs, 'first'>>;
};

export type WorkerQueueResolvers<ContextType = Context, ParentType extends ResolversParentTypes['WorkerQueue'] = ResolversParentTypes['WorkerQueue']> = {
  deadLetters?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  depth?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  oldestAgeSeconds?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type Resolvers<ContextType = Context> = {
  Conversion?: ConversionResolvers<ContextType>;
  ConversionQuote?: ConversionQuoteResolvers<ContextType>;
  CurrencyCode?: GraphQLScalarType;
  DateTime?: GraphQLScalarType;
  Decimal?: GraphQLScalarType;
  Dispute?: DisputeResolvers<ContextType>;
  DisputeConnection?: DisputeConnectionResolvers<ContextType>;
  DisputeEdge?: DisputeEdgeResolvers<ContextType>;
  DisputeEvidence?: DisputeEvidenceResolvers<ContextType>;
  DisputePayload?: DisputePayloadResolvers<ContextType>;
  EventCursor?: GraphQLScalarType;
  Fee?: FeeResolvers<ContextType>;
  FeePayload?: FeePayloadResolvers<ContextType>;
  JSON?: GraphQLScalarType;
  MerchantDebt?: MerchantDebtResolvers<ContextType>;
  MerchantDebtConnection?: MerchantDebtConnectionResolvers<ContextType>;
  MerchantDebtEdge?: MerchantDebtEdgeResolvers<ContextType>;
  Money?: MoneyResolvers<ContextType>;
  Mutation?: MutationResolvers<ContextType>;
  NextAction?: NextActionResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  PaymentMethod?: PaymentMethodResolvers<ContextType>;
  PaymentProvider?: PaymentProviderResolvers<ContextType>;
  PayoutBatch?: PayoutBatchResolvers<ContextType>;
  PayoutBatchPayload?: PayoutBatchPayloadResolvers<ContextType>;
  PayoutLine?: PayoutLineResolvers<ContextType>;
  PayoutLineConnection?: PayoutLineConnectionResolvers<ContextType>;
  PayoutLineEdge?: PayoutLineEdgeResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  ScheduledRun?: ScheduledRunResolvers<ContextType>;
  ScheduledRunConnection?: ScheduledRunConnectionResolvers<ContextType>;
  ScheduledRunEdge?: ScheduledRunEdgeResolvers<ContextType>;
  ScheduledTransfer?: ScheduledTransferResolvers<ContextType>;
  ScheduledTransferConnection?: ScheduledTransferConnectionResolvers<ContextType>;
  ScheduledTransferEdge?: ScheduledTransferEdgeResolvers<ContextType>;
  ScheduledTransferPayload?: ScheduledTransferPayloadResolvers<ContextType>;
  Subscription?: SubscriptionResolvers<ContextType>;
  Transaction?: TransactionResolvers<ContextType>;
  TransactionConnection?: TransactionConnectionResolvers<ContextType>;
  TransactionEdge?: TransactionEdgeResolvers<ContextType>;
  TransactionEvent?: TransactionEventResolvers<ContextType>;
  TransactionFailure?: TransactionFailureResolvers<ContextType>;
  TransactionPayload?: TransactionPayloadResolvers<ContextType>;
  TransactionReview?: TransactionReviewResolvers<ContextType>;
  TransactionStats?: TransactionStatsResolvers<ContextType>;
  TransactionStatsBucket?: TransactionStatsBucketResolvers<ContextType>;
  UnclaimedFunds?: UnclaimedFundsResolvers<ContextType>;
  UnclaimedFundsConnection?: UnclaimedFundsConnectionResolvers<ContextType>;
  UnclaimedFundsEdge?: UnclaimedFundsEdgeResolvers<ContextType>;
  UnclaimedPayload?: UnclaimedPayloadResolvers<ContextType>;
  User?: UserResolvers<ContextType>;
  UserError?: UserErrorResolvers<ContextType>;
  Wallet?: WalletResolvers<ContextType>;
  WorkerQueue?: WorkerQueueResolvers<ContextType>;
};

export type DirectiveResolvers<ContextType = Context> = {
  cacheControl?: CacheControlDirectiveResolver<any, any, ContextType>;
};
