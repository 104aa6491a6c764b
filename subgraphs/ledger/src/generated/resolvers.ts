import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { AccountRow } from '../account-store.ts';
import type { JournalEntryRow, PostingRow, StatementLine } from '../journal-store.ts';
import type { Block } from '../chain.ts';
import type { AuditEventRow } from '../audit-store.ts';
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

/** An account of the ledger. A wallet's account has the wallet's id. */
export type Account = {
  /** On the normal side. */
  balance: Balance;
  /** What it held at a moment; now gives the same as balance. */
  balanceAt: Balance;
  /**
   * Its place in the chart of accounts: 1100 provider receivables, 1200 currency conversion, 2000 customer funds,
   * 2100 customer credit lines, 4000 fees earned.
   */
  code: Scalars['String']['output'];
  /** What its totals must keep to. */
  constraint: AccountConstraint;
  /** When it was opened. */
  createdAt: Scalars['DateTime']['output'];
  /** All it ever holds. */
  currency: Scalars['CurrencyCode']['output'];
  /** A wallet's account has the wallet's id. */
  id: Scalars['ID']['output'];
  /** For people. */
  name: Scalars['String']['output'];
  /** The side its balance is told on. */
  normalSide: AccountSide;
  /** How often it was written to, without gaps. */
  version: Scalars['Int']['output'];
};


/** An account of the ledger. A wallet's account has the wallet's id. */
export type AccountBalanceAtArgs = {
  time: Scalars['DateTime']['input'];
};

export type AccountConnection = {
  edges: Array<AccountEdge>;
  pageInfo: PageInfo;
};

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

export type AccountEdge = {
  cursor: Scalars['String']['output'];
  node: Account;
};

/** The side on which an account grows. */
export type AccountSide =
  /** Grows by credits: what the platform owes, such as customers' money. */
  | 'CREDIT'
  /** Grows by debits: what the platform owns or is owed. */
  | 'DEBIT';

/** Who did something. */
export type AuditActor = {
  /** The user or the service; null for somebody who had not said who they are. */
  id?: Maybe<Scalars['ID']['output']>;
  /** What they are. */
  kind: AuditActorKind;
};

/** Who may have done something. */
export type AuditActorKind =
  /** Somebody who had not said who they are. */
  | 'ANONYMOUS'
  /** A part of the platform. */
  | 'SERVICE'
  /** A person who was signed in. */
  | 'USER';

export type AuditConnection = {
  edges: Array<AuditEdge>;
  pageInfo: PageInfo;
};

export type AuditEdge = {
  cursor: Scalars['String']['output'];
  node: AuditEvent;
};

/** Something that was done. Never changed. */
export type AuditEvent = {
  /** What was done, such as wallet.frozen. */
  action: Scalars['String']['output'];
  /** Who did it. */
  actor: AuditActor;
  /** What the event tells about the subject afterwards. */
  after: Scalars['JSON']['output'];
  /** What the event before it told about the same subject; null for the first. */
  before?: Maybe<Scalars['JSON']['output']>;
  /** That of the event that told of it. */
  id: Scalars['ID']['output'];
  /** From which address; null when the platform did it by itself. */
  ip?: Maybe<Scalars['String']['output']>;
  /** When it was done. */
  occurredAt: Scalars['DateTime']['output'];
  /** The request it was done in. */
  requestId: Scalars['String']['output'];
  /** The subgraph it happened in. */
  source: Scalars['String']['output'];
  /** The id of what it was done to. */
  subject: Scalars['String']['output'];
};

/** Something was recorded in the audit trail. */
export type AuditEventEnvelope = {
  /** Subscribe again with it to miss nothing. */
  cursor: Scalars['EventCursor']['output'];
  /** What was recorded. */
  event: AuditEvent;
  /** When it was done. */
  occurredAt: Scalars['DateTime']['output'];
};

/** What an account holds, on its normal side. */
export type Balance = {
  /** What can be spent now: posted less pending. */
  available: Money;
  /** Held but not settled; counts against available, not in posted. */
  pending: Money;
  /** Settled. */
  posted: Money;
};

/** Entries sealed together. */
export type ChainBlock = {
  /** SHA-256 in hexadecimal of its entries and of the hash before it: of everything up to here. */
  hash: Scalars['String']['output'];
  /** From 1, without gaps. */
  number: Scalars['Int']['output'];
  /** What was recorded later is not in it. */
  sealedAt: Scalars['DateTime']['output'];
};

/** What is chained by hashes. */
export type ChainName =
  /** The audit trail. */
  | 'AUDIT'
  /** Journal entries with their postings. */
  | 'JOURNAL';

/** What computing a chain anew showed. */
export type ChainVerification = {
  /** Read, the one that is not valid included. */
  blocks: Scalars['Int']['output'];
  /** Read, in those blocks. */
  entries: Scalars['Int']['output'];
  /**
   * The first that was altered, slipped in or taken away; of a block that was itself altered or taken away, the first
   * that can no longer be proven. Null when everything is valid, or nothing is left to name.
   */
  firstBadEntryId?: Maybe<Scalars['ID']['output']>;
  /** Whether blocks after the last one wait to be verified; false when something is not valid. */
  hasMore: Scalars['Boolean']['output'];
  /** The last block that is valid. Keep its hash out of reach of whoever may write to the database. */
  lastBlock?: Maybe<ChainBlock>;
  /** Whether everything is as it was sealed. */
  valid: Scalars['Boolean']['output'];
};

/** One line of a wallet's statement. */
export type Entry = {
  /** Always more than zero; see direction. */
  amount: Money;
  /** The wallet's posted balance right after it. */
  balanceAfter: Money;
  /** What it was for. */
  description: Scalars['String']['output'];
  /** Whether it came in or went out. */
  direction: EntryDirection;
  /** When it was recorded. */
  postedAt: Scalars['DateTime']['output'];
  /** What caused it. */
  transaction?: Maybe<Transaction>;
};

export type EntryConnection = {
  edges: Array<EntryEdge>;
  pageInfo: PageInfo;
};

/** Which way money went. */
export type EntryDirection =
  /** Money came in. */
  | 'CREDIT'
  /** Money went out. */
  | 'DEBIT';

export type EntryEdge = {
  cursor: Scalars['String']['output'];
  node: Entry;
};

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

export type JournalConnection = {
  edges: Array<JournalEdge>;
  pageInfo: PageInfo;
};

export type JournalEdge = {
  cursor: Scalars['String']['output'];
  node: JournalEntry;
};

/** One or more transfers between accounts that happened together. Never changed: mistakes are corrected by another entry. */
export type JournalEntry = {
  /** What it was for. */
  description: Scalars['String']['output'];
  /** When it counts for the books. */
  effectiveAt: Scalars['DateTime']['output'];
  /** The id it was recorded under; the transaction’s own where one caused it. */
  id: Scalars['ID']['output'];
  /** What it did. */
  kind: EntryKind;
  /** As it was given. */
  metadata?: Maybe<Scalars['JSON']['output']>;
  /** When it was recorded. */
  recordedAt: Scalars['DateTime']['output'];
  /** The entry this one is the opposite of. */
  reverses?: Maybe<JournalEntry>;
  /** What caused it. */
  transaction?: Maybe<Transaction>;
  /** What it moved, in order. */
  transfers: Array<LedgerTransfer>;
};

/** One amount, debited to one account and credited to another. */
export type LedgerTransfer = {
  /** More than zero. */
  amount: Money;
  /** The account it was credited to. */
  creditAccount: Account;
  /** The account it was debited to. */
  debitAccount: Account;
  /** What it did to both accounts. */
  kind: TransferKind;
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
  /** Internal. Moves what is held, or part of it, for good. */
  _captureHolds: Array<_PostResult>;
  /** Internal. Closes accounts that hold nothing and wait for nothing; in the order of the ids. */
  _closeAccounts: Array<_CloseAccountResult>;
  /** Internal. Opens accounts; one that exists with the same content is left as it is. */
  _openAccounts: Array<_OpenAccountResult>;
  /** Internal. Sets amounts aside; the id of each names the hold from then on. */
  _placeHolds: Array<_PostResult>;
  /** Internal. Posts journal entries, each atomically and on its own; the results are in the order of the entries. */
  _postEntries: Array<_PostResult>;
  /** Internal. Posts the opposite of entries; each is reversed at most once. */
  _reverseEntries: Array<_PostResult>;
  /** Internal. Lets go of what is held. */
  _voidHolds: Array<_PostResult>;
};


export type Mutation_CaptureHoldsArgs = {
  captures: Array<_CaptureInput>;
};


export type Mutation_CloseAccountsArgs = {
  ids: Array<Scalars['ID']['input']>;
};


export type Mutation_OpenAccountsArgs = {
  inputs: Array<_OpenAccountInput>;
};


export type Mutation_PlaceHoldsArgs = {
  holds: Array<_HoldInput>;
};


export type Mutation_PostEntriesArgs = {
  entries: Array<_EntryInput>;
};


export type Mutation_ReverseEntriesArgs = {
  reversals: Array<_ReversalInput>;
};


export type Mutation_VoidHoldsArgs = {
  voids: Array<_VoidInput>;
};

/** Where a page of a list ends. */
export type PageInfo = {
  /** Pass as after to read on; null when the page is empty. */
  endCursor?: Maybe<Scalars['String']['output']>;
  /** Whether reading on would find more. */
  hasNextPage: Scalars['Boolean']['output'];
};

export type Query = {
  /** One account of the chart of accounts. Operators. */
  account?: Maybe<Account>;
  /** The chart of accounts, newest first. Operators. */
  accounts: AccountConnection;
  /** What was done to the platform, by whom and from where, newest first. Operators. */
  auditTrail: AuditConnection;
  /** The journal, newest first. Operators. */
  journal: JournalConnection;
  /** One journal entry. Operators. */
  journalEntry?: Maybe<JournalEntry>;
  /** Debits and credits of all accounts by currency: equal, or something is badly wrong. Operators. */
  trialBalance: TrialBalance;
  /**
   * Computes a hash chain anew from the rows as they are now, and names the first entry that is not as it was sealed.
   * Goes on in further calls while there are more blocks; the command line does all at once. Operators.
   */
  verifyChain: ChainVerification;
};


export type QueryAccountArgs = {
  id: Scalars['ID']['input'];
};


export type QueryAccountsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  code?: InputMaybe<Scalars['String']['input']>;
  currency?: InputMaybe<Scalars['CurrencyCode']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


export type QueryAuditTrailArgs = {
  action?: InputMaybe<Scalars['String']['input']>;
  actorId?: InputMaybe<Scalars['ID']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  range?: InputMaybe<TimeRange>;
  subject?: InputMaybe<Scalars['String']['input']>;
};


export type QueryJournalArgs = {
  accountId?: InputMaybe<Scalars['ID']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  range?: InputMaybe<TimeRange>;
  transactionId?: InputMaybe<Scalars['ID']['input']>;
};


export type QueryJournalEntryArgs = {
  id: Scalars['ID']['input'];
};


export type QueryTrialBalanceArgs = {
  at?: InputMaybe<Scalars['DateTime']['input']>;
};


export type QueryVerifyChainArgs = {
  after?: InputMaybe<Scalars['Int']['input']>;
  chain?: ChainName;
  first?: InputMaybe<Scalars['Int']['input']>;
  from?: InputMaybe<Scalars['ID']['input']>;
  to?: InputMaybe<Scalars['ID']['input']>;
};

/** A link to a statement, which is written when it is downloaded. */
export type StatementFile = {
  /** Ten minutes after the link was made. */
  expiresAt: Scalars['DateTime']['output'];
  /** What the file is written in. */
  format: StatementFormat;
  /** To be opened with GET and without a token; good until expiresAt. */
  url: Scalars['String']['output'];
};

/** How a statement is written. */
export type StatementFormat =
  /** ISO 20022 bank-to-customer statement, camt.053.001.08. */
  | 'CAMT_053'
  /** Comma-separated values by RFC 4180, a line for each posting. */
  | 'CSV';

export type Subscription = {
  /** The audit trail as it grows, within about a second. Operators. */
  auditRecorded: AuditEventEnvelope;
};


export type SubscriptionAuditRecordedArgs = {
  after?: InputMaybe<Scalars['EventCursor']['input']>;
};

/** From inclusive, to exclusive. */
export type TimeRange = {
  /** Inclusive. */
  from: Scalars['DateTime']['input'];
  /** Exclusive. */
  to: Scalars['DateTime']['input'];
};

export type Transaction = {
  id: Scalars['ID']['output'];
  /** Journal entries it caused. Operators. */
  journal: Array<JournalEntry>;
};

/** What a transfer does to both of its accounts. */
export type TransferKind =
  /** Moves what was set aside for good. */
  | 'CAPTURE'
  /** Sets it aside. */
  | 'HOLD'
  /** Moves the amount for good. */
  | 'POST'
  /** Lets go of what was set aside. */
  | 'RELEASE';

/** Debit and credit balances of all accounts, by currency. */
export type TrialBalance = {
  /** The moment it is true for. */
  at: Scalars['DateTime']['output'];
  /** Whether every line is. */
  balanced: Scalars['Boolean']['output'];
  /** One for each currency. */
  lines: Array<TrialBalanceLine>;
};

/** Debit and credit balances of one currency. */
export type TrialBalanceLine = {
  /** Whether both are equal. */
  balanced: Scalars['Boolean']['output'];
  /** Balances of accounts that grow by credits. */
  credits: Scalars['Decimal']['output'];
  /** ISO 4217. */
  currency: Scalars['CurrencyCode']['output'];
  /** Balances of accounts that grow by debits. */
  debits: Scalars['Decimal']['output'];
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
  /** Its owner and operators. */
  balance: Balance;
  /** What the wallet held at a moment; now gives the same as balance. Its owner and operators. */
  balanceAt: Balance;
  /** Lines of the wallet's statement, newest first. Its owner and operators. */
  entries: EntryConnection;
  /** Also the id of its account in the ledger. */
  id: Scalars['ID']['output'];
  /**
   * A file with every settled line of a range, oldest first, and the balances before and after. Its owner and
   * operators; whoever has the link may download it.
   */
  statement: StatementFile;
};


export type WalletBalanceAtArgs = {
  time: Scalars['DateTime']['input'];
};


export type WalletEntriesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  range?: InputMaybe<TimeRange>;
};


export type WalletStatementArgs = {
  format: StatementFormat;
  range: TimeRange;
};

export type _CaptureInput = {
  /** All that is left, when left out. */
  amount?: InputMaybe<MoneyInput>;
  description: Scalars['String']['input'];
  /** Whether the rest is let go of; otherwise it may be captured later. */
  final?: InputMaybe<Scalars['Boolean']['input']>;
  holdId: Scalars['ID']['input'];
  id: Scalars['ID']['input'];
  metadata?: InputMaybe<Scalars['JSON']['input']>;
  transactionId?: InputMaybe<Scalars['ID']['input']>;
};

export type _CloseAccountResult = {
  /** Closed now or before; false when money is on it or on its way, or it does not exist. */
  closed: Scalars['Boolean']['output'];
  id: Scalars['ID']['output'];
};

/** A field of what an internal operation asks for. */
export type _ContentField =
  | 'AMOUNT'
  | 'CREDIT_ACCOUNT_ID'
  | 'CURRENCY'
  | 'DEBIT_ACCOUNT_ID'
  | 'DESCRIPTION'
  | 'EFFECTIVE_AT'
  | 'ENTRY_ID'
  | 'EXPIRES_AT'
  | 'FINAL'
  | 'HOLD_ID'
  /** Another operation. */
  | 'KIND'
  | 'METADATA'
  | 'TRANSACTION_ID'
  /** Another number of transfers. */
  | 'TRANSFERS';

export type _EntryInput = {
  description: Scalars['String']['input'];
  /** When it counts for the books; now when left out. */
  effectiveAt?: InputMaybe<Scalars['DateTime']['input']>;
  /** The key of idempotency: the same id and content is posted once. */
  id: Scalars['ID']['input'];
  metadata?: InputMaybe<Scalars['JSON']['input']>;
  transactionId?: InputMaybe<Scalars['ID']['input']>;
  transfers: Array<_TransferInput>;
};

export type _HoldInput = {
  description: Scalars['String']['input'];
  /** From then on it is let go of; never when left out. */
  expiresAt?: InputMaybe<Scalars['DateTime']['input']>;
  id: Scalars['ID']['input'];
  metadata?: InputMaybe<Scalars['JSON']['input']>;
  transactionId?: InputMaybe<Scalars['ID']['input']>;
  transfer: _TransferInput;
};

export type _OpenAccountInput = {
  code: Scalars['String']['input'];
  currency: Scalars['CurrencyCode']['input'];
  /** How far below zero a credit line may go; left out for every other account. */
  floor?: InputMaybe<MoneyInput>;
  id: Scalars['ID']['input'];
  name: Scalars['String']['input'];
  /** The user who may see it; null for the platform's own. */
  ownerId?: InputMaybe<Scalars['ID']['input']>;
};

export type _OpenAccountResult = {
  id: Scalars['ID']['output'];
  /** False when an account of this id has another code, currency or owner. */
  open: Scalars['Boolean']['output'];
};

export type _PostResult = {
  /** With ID_REUSED: the first field in which the id's first content differs; null when it is no longer known. */
  differs?: Maybe<_ContentField>;
  id: Scalars['ID']['output'];
  /** Null when it is posted, now or by an earlier call with the same id; otherwise why it was refused, for good. */
  refusal?: Maybe<_Refusal>;
};

export type _Refusal =
  | 'ACCOUNT_CLOSED'
  | 'ACCOUNT_NOT_FOUND'
  | 'ALREADY_REVERSED'
  | 'CURRENCY_MISMATCH'
  | 'ENTRY_NOT_FOUND'
  | 'EXCEEDS_HOLD'
  | 'EXPIRY_IN_THE_PAST'
  /** It was captured or voided. */
  | 'HOLD_CLOSED'
  | 'HOLD_EXPIRED'
  | 'HOLD_NOT_DUE'
  | 'HOLD_NOT_FOUND'
  /** The id was used before with other content; see differs. */
  | 'ID_REUSED'
  | 'INSUFFICIENT_FUNDS'
  | 'MALFORMED_AMOUNT'
  /** An id of more than 255 characters, a NUL, half a character, or metadata nested more than 64 deep. Not remembered. */
  | 'MALFORMED_TEXT'
  | 'NO_TRANSFERS'
  | 'SAME_ACCOUNT';

export type _ReversalInput = {
  description: Scalars['String']['input'];
  entryId: Scalars['ID']['input'];
  id: Scalars['ID']['input'];
  metadata?: InputMaybe<Scalars['JSON']['input']>;
  transactionId?: InputMaybe<Scalars['ID']['input']>;
};

export type _TransferInput = {
  amount: MoneyInput;
  creditAccountId: Scalars['ID']['input'];
  debitAccountId: Scalars['ID']['input'];
};

export type _VoidInput = {
  description: Scalars['String']['input'];
  holdId: Scalars['ID']['input'];
  id: Scalars['ID']['input'];
  metadata?: InputMaybe<Scalars['JSON']['input']>;
  transactionId?: InputMaybe<Scalars['ID']['input']>;
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
  Account: Account;
  JournalEntry: JournalEntry;
  Transaction: Transaction;
  Wallet: Wallet;
};

/** Mapping of federation reference types */
export type FederationReferenceTypes = {
  Account:
    ( { __typename: 'Account' }
    & GraphQLRecursivePick<FederationTypes['Account'], {"id":true}> );
  JournalEntry:
    ( { __typename: 'JournalEntry' }
    & GraphQLRecursivePick<FederationTypes['JournalEntry'], {"id":true}> );
  Transaction:
    ( { __typename: 'Transaction' }
    & GraphQLRecursivePick<FederationTypes['Transaction'], {"id":true}> );
  Wallet:
    ( { __typename: 'Wallet' }
    & GraphQLRecursivePick<FederationTypes['Wallet'], {"id":true}> );
};



/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  Account: ResolverTypeWrapper<AccountRow>;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  AccountConnection: ResolverTypeWrapper<Omit<AccountConnection, 'edges'> & { edges: Array<ResolversTypes['AccountEdge']> }>;
  AccountConstraint: AccountConstraint;
  AccountEdge: ResolverTypeWrapper<Omit<AccountEdge, 'node'> & { node: ResolversTypes['Account'] }>;
  AccountSide: AccountSide;
  AuditActor: ResolverTypeWrapper<AuditActor>;
  AuditActorKind: AuditActorKind;
  AuditConnection: ResolverTypeWrapper<Omit<AuditConnection, 'edges'> & { edges: Array<ResolversTypes['AuditEdge']> }>;
  AuditEdge: ResolverTypeWrapper<Omit<AuditEdge, 'node'> & { node: ResolversTypes['AuditEvent'] }>;
  AuditEvent: ResolverTypeWrapper<AuditEventRow>;
  AuditEventEnvelope: ResolverTypeWrapper<AuditEventRow>;
  Balance: ResolverTypeWrapper<Balance>;
  ChainBlock: ResolverTypeWrapper<Block>;
  ChainName: ChainName;
  ChainVerification: ResolverTypeWrapper<Omit<ChainVerification, 'lastBlock'> & { lastBlock?: Maybe<ResolversTypes['ChainBlock']> }>;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  CurrencyCode: ResolverTypeWrapper<Scalars['CurrencyCode']['output']>;
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  Decimal: ResolverTypeWrapper<Scalars['Decimal']['output']>;
  Entry: ResolverTypeWrapper<StatementLine>;
  EntryConnection: ResolverTypeWrapper<Omit<EntryConnection, 'edges'> & { edges: Array<ResolversTypes['EntryEdge']> }>;
  EntryDirection: EntryDirection;
  EntryEdge: ResolverTypeWrapper<Omit<EntryEdge, 'node'> & { node: ResolversTypes['Entry'] }>;
  EntryKind: EntryKind;
  EventCursor: ResolverTypeWrapper<Scalars['EventCursor']['output']>;
  JSON: ResolverTypeWrapper<Scalars['JSON']['output']>;
  JournalConnection: ResolverTypeWrapper<Omit<JournalConnection, 'edges'> & { edges: Array<ResolversTypes['JournalEdge']> }>;
  JournalEdge: ResolverTypeWrapper<Omit<JournalEdge, 'node'> & { node: ResolversTypes['JournalEntry'] }>;
  JournalEntry: ResolverTypeWrapper<JournalEntryRow>;
  LedgerTransfer: ResolverTypeWrapper<PostingRow>;
  Money: ResolverTypeWrapper<Money>;
  MoneyInput: MoneyInput;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  PageInfo: ResolverTypeWrapper<PageInfo>;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  StatementFile: ResolverTypeWrapper<StatementFile>;
  StatementFormat: StatementFormat;
  Subscription: ResolverTypeWrapper<Record<PropertyKey, never>>;
  TimeRange: TimeRange;
  Transaction: ResolverTypeWrapper<Reference>;
  TransferKind: TransferKind;
  TrialBalance: ResolverTypeWrapper<TrialBalance>;
  TrialBalanceLine: ResolverTypeWrapper<TrialBalanceLine>;
  UserError: ResolverTypeWrapper<UserError>;
  Wallet: ResolverTypeWrapper<Reference>;
  _CaptureInput: _CaptureInput;
  _CloseAccountResult: ResolverTypeWrapper<_CloseAccountResult>;
  _ContentField: _ContentField;
  _EntryInput: _EntryInput;
  _HoldInput: _HoldInput;
  _OpenAccountInput: _OpenAccountInput;
  _OpenAccountResult: ResolverTypeWrapper<_OpenAccountResult>;
  _PostResult: ResolverTypeWrapper<_PostResult>;
  _Refusal: _Refusal;
  _ReversalInput: _ReversalInput;
  _TransferInput: _TransferInput;
  _VoidInput: _VoidInput;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  Account: AccountRow;
  String: Scalars['String']['output'];
  ID: Scalars['ID']['output'];
  AccountConnection: Omit<AccountConnection, 'edges'> & { edges: Array<ResolversParentTypes['AccountEdge']> };
  AccountEdge: Omit<AccountEdge, 'node'> & { node: ResolversParentTypes['Account'] };
  AuditActor: AuditActor;
  AuditConnection: Omit<AuditConnection, 'edges'> & { edges: Array<ResolversParentTypes['AuditEdge']> };
  AuditEdge: Omit<AuditEdge, 'node'> & { node: ResolversParentTypes['AuditEvent'] };
  AuditEvent: AuditEventRow;
  AuditEventEnvelope: AuditEventRow;
  Balance: Balance;
  ChainBlock: Block;
  ChainVerification: Omit<ChainVerification, 'lastBlock'> & { lastBlock?: Maybe<ResolversParentTypes['ChainBlock']> };
  Boolean: Scalars['Boolean']['output'];
  CurrencyCode: Scalars['CurrencyCode']['output'];
  DateTime: Scalars['DateTime']['output'];
  Decimal: Scalars['Decimal']['output'];
  Entry: StatementLine;
  EntryConnection: Omit<EntryConnection, 'edges'> & { edges: Array<ResolversParentTypes['EntryEdge']> };
  EntryEdge: Omit<EntryEdge, 'node'> & { node: ResolversParentTypes['Entry'] };
  EventCursor: Scalars['EventCursor']['output'];
  JSON: Scalars['JSON']['output'];
  JournalConnection: Omit<JournalConnection, 'edges'> & { edges: Array<ResolversParentTypes['JournalEdge']> };
  JournalEdge: Omit<JournalEdge, 'node'> & { node: ResolversParentTypes['JournalEntry'] };
  JournalEntry: JournalEntryRow;
  LedgerTransfer: PostingRow;
  Money: Money;
  MoneyInput: MoneyInput;
  Mutation: Record<PropertyKey, never>;
  PageInfo: PageInfo;
  Query: Record<PropertyKey, never>;
  StatementFile: StatementFile;
  Subscription: Record<PropertyKey, never>;
  TimeRange: TimeRange;
  Transaction: Reference;
  TrialBalance: TrialBalance;
  TrialBalanceLine: TrialBalanceLine;
  UserError: UserError;
  Wallet: Reference;
  _CaptureInput: _CaptureInput;
  _CloseAccountResult: _CloseAccountResult;
  _EntryInput: _EntryInput;
  _HoldInput: _HoldInput;
  _OpenAccountInput: _OpenAccountInput;
  _OpenAccountResult: _OpenAccountResult;
  _PostResult: _PostResult;
  _ReversalInput: _ReversalInput;
  _TransferInput: _TransferInput;
  _VoidInput: _VoidInput;
  Int: Scalars['Int']['output'];
};

export type CacheControlDirectiveArgs = {
  maxAge: Scalars['Int']['input'];
};

export type CacheControlDirectiveResolver<Result, Parent, ContextType = Context, Args = CacheControlDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type AccountResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Account'] = ResolversParentTypes['Account'], FederationReferenceType extends FederationReferenceTypes['Account'] = FederationReferenceTypes['Account']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Account']> | FederationReferenceType, FederationReferenceType, ContextType>;
  balance?: Resolver<ResolversTypes['Balance'], ParentType, ContextType>;
  balanceAt?: Resolver<ResolversTypes['Balance'], ParentType, ContextType, RequireFields<AccountBalanceAtArgs, 'time'>>;
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  constraint?: Resolver<ResolversTypes['AccountConstraint'], ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  currency?: Resolver<ResolversTypes['CurrencyCode'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  normalSide?: Resolver<ResolversTypes['AccountSide'], ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type AccountConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AccountConnection'] = ResolversParentTypes['AccountConnection']> = {
  edges?: Resolver<Array<ResolversTypes['AccountEdge']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type AccountEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AccountEdge'] = ResolversParentTypes['AccountEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Account'], ParentType, ContextType>;
};

export type AuditActorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AuditActor'] = ResolversParentTypes['AuditActor']> = {
  id?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['AuditActorKind'], ParentType, ContextType>;
};

export type AuditConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AuditConnection'] = ResolversParentTypes['AuditConnection']> = {
  edges?: Resolver<Array<ResolversTypes['AuditEdge']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type AuditEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AuditEdge'] = ResolversParentTypes['AuditEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['AuditEvent'], ParentType, ContextType>;
};

export type AuditEventResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AuditEvent'] = ResolversParentTypes['AuditEvent']> = {
  action?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  actor?: Resolver<ResolversTypes['AuditActor'], ParentType, ContextType>;
  after?: Resolver<ResolversTypes['JSON'], ParentType, ContextType>;
  before?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  ip?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  occurredAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  requestId?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  source?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  subject?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type AuditEventEnvelopeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AuditEventEnvelope'] = ResolversParentTypes['AuditEventEnvelope']> = {
  cursor?: Resolver<ResolversTypes['EventCursor'], ParentType, ContextType>;
  event?: Resolver<ResolversTypes['AuditEvent'], ParentType, ContextType>;
  occurredAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type BalanceResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Balance'] = ResolversParentTypes['Balance']> = {
  available?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  pending?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  posted?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
};

export type ChainBlockResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ChainBlock'] = ResolversParentTypes['ChainBlock']> = {
  hash?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  number?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  sealedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type ChainVerificationResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ChainVerification'] = ResolversParentTypes['ChainVerification']> = {
  blocks?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  entries?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  firstBadEntryId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  hasMore?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  lastBlock?: Resolver<Maybe<ResolversTypes['ChainBlock']>, ParentType, ContextType>;
  valid?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
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

export type EntryResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Entry'] = ResolversParentTypes['Entry']> = {
  amount?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  balanceAfter?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  description?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  direction?: Resolver<ResolversTypes['EntryDirection'], ParentType, ContextType>;
  postedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  transaction?: Resolver<Maybe<ResolversTypes['Transaction']>, ParentType, ContextType>;
};

export type EntryConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['EntryConnection'] = ResolversParentTypes['EntryConnection']> = {
  edges?: Resolver<Array<ResolversTypes['EntryEdge']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type EntryEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['EntryEdge'] = ResolversParentTypes['EntryEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Entry'], ParentType, ContextType>;
};

export interface EventCursorScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['EventCursor'], any> {
  name: 'EventCursor';
}

export interface JsonScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['JSON'], any> {
  name: 'JSON';
}

export type JournalConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['JournalConnection'] = ResolversParentTypes['JournalConnection']> = {
  edges?: Resolver<Array<ResolversTypes['JournalEdge']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type JournalEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['JournalEdge'] = ResolversParentTypes['JournalEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['JournalEntry'], ParentType, ContextType>;
};

export type JournalEntryResolvers<ContextType = Context, ParentType extends ResolversParentTypes['JournalEntry'] = ResolversParentTypes['JournalEntry'], FederationReferenceType extends FederationReferenceTypes['JournalEntry'] = FederationReferenceTypes['JournalEntry']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['JournalEntry']> | FederationReferenceType, FederationReferenceType, ContextType>;
  description?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  effectiveAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['EntryKind'], ParentType, ContextType>;
  metadata?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  recordedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  reverses?: Resolver<Maybe<ResolversTypes['JournalEntry']>, ParentType, ContextType>;
  transaction?: Resolver<Maybe<ResolversTypes['Transaction']>, ParentType, ContextType>;
  transfers?: Resolver<Array<ResolversTypes['LedgerTransfer']>, ParentType, ContextType>;
};

export type LedgerTransferResolvers<ContextType = Context, ParentType extends ResolversParentTypes['LedgerTransfer'] = ResolversParentTypes['LedgerTransfer']> = {
  amount?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  creditAccount?: Resolver<ResolversTypes['Account'], ParentType, ContextType>;
  debitAccount?: Resolver<ResolversTypes['Account'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['TransferKind'], ParentType, ContextType>;
};

export type MoneyResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Money'] = ResolversParentTypes['Money']> = {
  amount?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
  currency?: Resolver<ResolversTypes['CurrencyCode'], ParentType, ContextType>;
};

export type MutationResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  _captureHolds?: Resolver<Array<ResolversTypes['_PostResult']>, ParentType, ContextType, RequireFields<Mutation_CaptureHoldsArgs, 'captures'>>;
  _closeAccounts?: Resolver<Array<ResolversTypes['_CloseAccountResult']>, ParentType, ContextType, RequireFields<Mutation_CloseAccountsArgs, 'ids'>>;
  _openAccounts?: Resolver<Array<ResolversTypes['_OpenAccountResult']>, ParentType, ContextType, RequireFields<Mutation_OpenAccountsArgs, 'inputs'>>;
  _placeHolds?: Resolver<Array<ResolversTypes['_PostResult']>, ParentType, ContextType, RequireFields<Mutation_PlaceHoldsArgs, 'holds'>>;
  _postEntries?: Resolver<Array<ResolversTypes['_PostResult']>, ParentType, ContextType, RequireFields<Mutation_PostEntriesArgs, 'entries'>>;
  _reverseEntries?: Resolver<Array<ResolversTypes['_PostResult']>, ParentType, ContextType, RequireFields<Mutation_ReverseEntriesArgs, 'reversals'>>;
  _voidHolds?: Resolver<Array<ResolversTypes['_PostResult']>, ParentType, ContextType, RequireFields<Mutation_VoidHoldsArgs, 'voids'>>;
};

export type PageInfoResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo']> = {
  endCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type QueryResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  account?: Resolver<Maybe<ResolversTypes['Account']>, ParentType, ContextType, RequireFields<QueryAccountArgs, 'id'>>;
  accounts?: Resolver<ResolversTypes['AccountConnection'], ParentType, ContextType, RequireFields<QueryAccountsArgs, 'first'>>;
  auditTrail?: Resolver<ResolversTypes['AuditConnection'], ParentType, ContextType, RequireFields<QueryAuditTrailArgs, 'first'>>;
  journal?: Resolver<ResolversTypes['JournalConnection'], ParentType, ContextType, RequireFields<QueryJournalArgs, 'first'>>;
  journalEntry?: Resolver<Maybe<ResolversTypes['JournalEntry']>, ParentType, ContextType, RequireFields<QueryJournalEntryArgs, 'id'>>;
  trialBalance?: Resolver<ResolversTypes['TrialBalance'], ParentType, ContextType, Partial<QueryTrialBalanceArgs>>;
  verifyChain?: Resolver<ResolversTypes['ChainVerification'], ParentType, ContextType, RequireFields<QueryVerifyChainArgs, 'chain' | 'first'>>;
};

export type StatementFileResolvers<ContextType = Context, ParentType extends ResolversParentTypes['StatementFile'] = ResolversParentTypes['StatementFile']> = {
  expiresAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  format?: Resolver<ResolversTypes['StatementFormat'], ParentType, ContextType>;
  url?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type SubscriptionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Subscription'] = ResolversParentTypes['Subscription']> = {
  auditRecorded?: SubscriptionResolver<ResolversTypes['AuditEventEnvelope'], "auditRecorded", ParentType, ContextType, Partial<SubscriptionAuditRecordedArgs>>;
};

export type TransactionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Transaction'] = ResolversParentTypes['Transaction'], FederationReferenceType extends FederationReferenceTypes['Transaction'] = FederationReferenceTypes['Transaction']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Transaction']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  journal?: Resolver<Array<ResolversTypes['JournalEntry']>, ParentType, ContextType>;
};

export type TrialBalanceResolvers<ContextType = Context, ParentType extends ResolversParentTypes['TrialBalance'] = ResolversParentTypes['TrialBalance']> = {
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  balanced?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  lines?: Resolver<Array<ResolversTypes['TrialBalanceLine']>, ParentType, ContextType>;
};

export type TrialBalanceLineResolvers<ContextType = Context, ParentType extends ResolversParentTypes['TrialBalanceLine'] = ResolversParentTypes['TrialBalanceLine']> = {
  balanced?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  credits?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
  currency?: Resolver<ResolversTypes['CurrencyCode'], ParentType, ContextType>;
  debits?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
};

export type UserErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UserError'] = ResolversParentTypes['UserError']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  field?: Resolver<Maybe<Array<ResolversTypes['String']>>, ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type WalletResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Wallet'] = ResolversParentTypes['Wallet'], FederationReferenceType extends FederationReferenceTypes['Wallet'] = FederationReferenceTypes['Wallet']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Wallet']> | FederationReferenceType, FederationReferenceType, ContextType>;
  balance?: Resolver<ResolversTypes['Balance'], ParentType, ContextType>;
  balanceAt?: Resolver<ResolversTypes['Balance'], ParentType, ContextType, RequireFields<WalletBalanceAtArgs, 'time'>>;
  entries?: Resolver<ResolversTypes['EntryConnection'], ParentType, ContextType, RequireFields<WalletEntriesArgs, 'first'>>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  statement?: Resolver<ResolversTypes['StatementFile'], ParentType, ContextType, RequireFields<WalletStatementArgs, 'format' | 'range'>>;
};

export type _CloseAccountResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['_CloseAccountResult'] = ResolversParentTypes['_CloseAccountResult']> = {
  closed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type _OpenAccountResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['_OpenAccountResult'] = ResolversParentTypes['_OpenAccountResult']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  open?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type _PostResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['_PostResult'] = ResolversParentTypes['_PostResult']> = {
  differs?: Resolver<Maybe<ResolversTypes['_ContentField']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  refusal?: Resolver<Maybe<ResolversTypes['_Refusal']>, ParentType, ContextType>;
};

export type Resolvers<ContextType = Context> = {
  Account?: AccountResolvers<ContextType>;
  AccountConnection?: AccountConnectionResolvers<ContextType>;
  AccountEdge?: AccountEdgeResolvers<ContextType>;
  AuditActor?: AuditActorResolvers<ContextType>;
  AuditConnection?: AuditConnectionResolvers<ContextType>;
  AuditEdge?: AuditEdgeResolvers<ContextType>;
  AuditEvent?: AuditEventResolvers<ContextType>;
  AuditEventEnvelope?: AuditEventEnvelopeResolvers<ContextType>;
  Balance?: BalanceResolvers<ContextType>;
  ChainBlock?: ChainBlockResolvers<ContextType>;
  ChainVerification?: ChainVerificationResolvers<ContextType>;
  CurrencyCode?: GraphQLScalarType;
  DateTime?: GraphQLScalarType;
  Decimal?: GraphQLScalarType;
  Entry?: EntryResolvers<ContextType>;
  EntryConnection?: EntryConnectionResolvers<ContextType>;
  EntryEdge?: EntryEdgeResolvers<ContextType>;
  EventCursor?: GraphQLScalarType;
  JSON?: GraphQLScalarType;
  JournalConnection?: JournalConnectionResolvers<ContextType>;
  JournalEdge?: JournalEdgeResolvers<ContextType>;
  JournalEntry?: JournalEntryResolvers<ContextType>;
  LedgerTransfer?: LedgerTransferResolvers<ContextType>;
  Money?: MoneyResolvers<ContextType>;
  Mutation?: MutationResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  StatementFile?: StatementFileResolvers<ContextType>;
  Subscription?: SubscriptionResolvers<ContextType>;
  Transaction?: TransactionResolvers<ContextType>;
  TrialBalance?: TrialBalanceResolvers<ContextType>;
  TrialBalanceLine?: TrialBalanceLineResolvers<ContextType>;
  UserError?: UserErrorResolvers<ContextType>;
  Wallet?: WalletResolvers<ContextType>;
  _CloseAccountResult?: _CloseAccountResultResolvers<ContextType>;
  _OpenAccountResult?: _OpenAccountResultResolvers<ContextType>;
  _PostResult?: _PostResultResolvers<ContextType>;
};

export type DirectiveResolvers<ContextType = Context> = {
  cacheControl?: CacheControlDirectiveResolver<any, any, ContextType>;
};
