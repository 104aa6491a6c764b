import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { TransactionRow } from '../transaction-store.ts';
import type { TransactionChange } from '../transaction-event.ts';
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

/** Money from a card into a wallet. */
export type DepositInput = {
  /** In the wallet’s currency. */
  amount: MoneyInput;
  /** At most 500 characters. */
  description?: InputMaybe<Scalars['String']['input']>;
  /** 1 to 255 characters, of the caller's choice: the same key never moves money twice. */
  idempotencyKey: Scalars['String']['input'];
  /** A card of the caller. */
  paymentMethodId: Scalars['ID']['input'];
  /** A wallet of the caller. */
  walletId: Scalars['ID']['input'];
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
  /** Adds money from a card to a wallet of the caller. A declined card is a FAILED transaction, not an error. */
  deposit: TransactionPayload;
  /** Moves money from a wallet of the caller to any wallet of the same currency. */
  transfer: TransactionPayload;
};


export type MutationDepositArgs = {
  input: DepositInput;
};


export type MutationTransferArgs = {
  input: TransferInput;
};

/** Where a page of a list ends. */
export type PageInfo = {
  /** Pass as after to read on; null when the page is empty. */
  endCursor?: Maybe<Scalars['String']['output']>;
  /** Whether reading on would find more. */
  hasNextPage: Scalars['Boolean']['output'];
};

export type PaymentMethod = {
  /** Names it in a deposit. */
  id: Scalars['ID']['output'];
};

export type Query = {
  /** A transaction the caller takes part in, or any for operators; null with NOT_FOUND otherwise. */
  transaction?: Maybe<Transaction>;
  /** Transactions the caller takes part in, or everyone's for operators; newest first. */
  transactions: TransactionConnection;
};


export type QueryTransactionArgs = {
  id: Scalars['ID']['input'];
};


export type QueryTransactionsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<TransactionFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
};

/** What can be watched as it happens. Every event carries a cursor to resume after. */
export type Subscription = {
  /**
   * Every change of status, as it happens. People see transactions they take part in, operators all.
   * With `after`, first exactly what was missed since that cursor.
   */
  transactionUpdated: TransactionEvent;
};


/** What can be watched as it happens. Every event carries a cursor to resume after. */
export type SubscriptionTransactionUpdatedArgs = {
  after?: InputMaybe<Scalars['EventCursor']['input']>;
  statuses?: InputMaybe<Array<TransactionStatus>>;
  types?: InputMaybe<Array<TransactionType>>;
  userId?: InputMaybe<Scalars['ID']['input']>;
  walletId?: InputMaybe<Scalars['ID']['input']>;
};

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
  /** When it was recorded. */
  createdAt: Scalars['DateTime']['output'];
  /** Seen by everybody who sees the transaction. */
  description?: Maybe<Scalars['String']['output']>;
  /** Where the money goes; null for anyone but its owner and operators. */
  destination?: Maybe<Wallet>;
  /** Why it failed. */
  failure?: Maybe<TransactionFailure>;
  id: Scalars['ID']['output'];
  /** Who started it; null for the receiver, whose business that is not. */
  initiator?: Maybe<User>;
  /** As it was given. Seen by who started it and by operators. */
  metadata?: Maybe<Scalars['JSON']['output']>;
  /** The card a deposit was charged to; null for anyone but its owner and operators. */
  paymentMethod?: Maybe<PaymentMethod>;
  /** Who processes the card. */
  provider?: Maybe<Scalars['String']['output']>;
  /** The provider's own id of the charge. */
  providerReference?: Maybe<Scalars['String']['output']>;
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
  /** What may help: try_again_later, use_another_card, add_funds, contact_support. */
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

/** Where a transaction stands. */
export type TransactionStatus =
  /** Funds are held, not taken. */
  | 'AUTHORIZED'
  /** Called off before money moved. */
  | 'CANCELED'
  /** Recorded; nothing has moved. */
  | 'CREATED'
  /** The card’s holder objects. */
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
  /** Taken back by a card issuer. */
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
  /** Any other wallet of the same currency. */
  toWalletId: Scalars['ID']['input'];
};

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
  CurrencyCode: ResolverTypeWrapper<Scalars['CurrencyCode']['output']>;
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  Decimal: ResolverTypeWrapper<Scalars['Decimal']['output']>;
  DepositInput: DepositInput;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  EventCursor: ResolverTypeWrapper<Scalars['EventCursor']['output']>;
  JSON: ResolverTypeWrapper<Scalars['JSON']['output']>;
  Money: ResolverTypeWrapper<Money>;
  MoneyInput: MoneyInput;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  PageInfo: ResolverTypeWrapper<PageInfo>;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  PaymentMethod: ResolverTypeWrapper<Reference>;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
  Subscription: ResolverTypeWrapper<Record<PropertyKey, never>>;
  TimeRange: TimeRange;
  Transaction: ResolverTypeWrapper<TransactionRow>;
  TransactionConnection: ResolverTypeWrapper<Omit<TransactionConnection, 'edges'> & { edges: Array<ResolversTypes['TransactionEdge']> }>;
  TransactionEdge: ResolverTypeWrapper<Omit<TransactionEdge, 'node'> & { node: ResolversTypes['Transaction'] }>;
  TransactionEvent: ResolverTypeWrapper<TransactionChange>;
  TransactionFailure: ResolverTypeWrapper<TransactionFailure>;
  TransactionFilter: TransactionFilter;
  TransactionPayload: ResolverTypeWrapper<Omit<TransactionPayload, 'transaction'> & { transaction?: Maybe<ResolversTypes['Transaction']> }>;
  TransactionStatus: TransactionStatus;
  TransactionType: TransactionType;
  TransferInput: TransferInput;
  User: ResolverTypeWrapper<Reference>;
  UserError: ResolverTypeWrapper<UserError>;
  Wallet: ResolverTypeWrapper<Reference>;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  CurrencyCode: Scalars['CurrencyCode']['output'];
  DateTime: Scalars['DateTime']['output'];
  Decimal: Scalars['Decimal']['output'];
  DepositInput: DepositInput;
  String: Scalars['String']['output'];
  ID: Scalars['ID']['output'];
  EventCursor: Scalars['EventCursor']['output'];
  JSON: Scalars['JSON']['output'];
  Money: Money;
  MoneyInput: MoneyInput;
  Mutation: Record<PropertyKey, never>;
  PageInfo: PageInfo;
  Boolean: Scalars['Boolean']['output'];
  PaymentMethod: Reference;
  Query: Record<PropertyKey, never>;
  Int: Scalars['Int']['output'];
  Subscription: Record<PropertyKey, never>;
  TimeRange: TimeRange;
  Transaction: TransactionRow;
  TransactionConnection: Omit<TransactionConnection, 'edges'> & { edges: Array<ResolversParentTypes['TransactionEdge']> };
  TransactionEdge: Omit<TransactionEdge, 'node'> & { node: ResolversParentTypes['Transaction'] };
  TransactionEvent: TransactionChange;
  TransactionFailure: TransactionFailure;
  TransactionFilter: TransactionFilter;
  TransactionPayload: Omit<TransactionPayload, 'transaction'> & { transaction?: Maybe<ResolversParentTypes['Transaction']> };
  TransferInput: TransferInput;
  User: Reference;
  UserError: UserError;
  Wallet: Reference;
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

export interface EventCursorScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['EventCursor'], any> {
  name: 'EventCursor';
}

export interface JsonScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['JSON'], any> {
  name: 'JSON';
}

export type MoneyResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Money'] = ResolversParentTypes['Money']> = {
  amount?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
  currency?: Resolver<ResolversTypes['CurrencyCode'], ParentType, ContextType>;
};

export type MutationResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  deposit?: Resolver<ResolversTypes['TransactionPayload'], ParentType, ContextType, RequireFields<MutationDepositArgs, 'input'>>;
  transfer?: Resolver<ResolversTypes['TransactionPayload'], ParentType, ContextType, RequireFields<MutationTransferArgs, 'input'>>;
};

export type PageInfoResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo']> = {
  endCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type PaymentMethodResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PaymentMethod'] = ResolversParentTypes['PaymentMethod']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type QueryResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  transaction?: Resolver<Maybe<ResolversTypes['Transaction']>, ParentType, ContextType, RequireFields<QueryTransactionArgs, 'id'>>;
  transactions?: Resolver<ResolversTypes['TransactionConnection'], ParentType, ContextType, RequireFields<QueryTransactionsArgs, 'first'>>;
};

export type SubscriptionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Subscription'] = ResolversParentTypes['Subscription']> = {
  transactionUpdated?: SubscriptionResolver<ResolversTypes['TransactionEvent'], "transactionUpdated", ParentType, ContextType, Partial<SubscriptionTransactionUpdatedArgs>>;
};

export type TransactionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Transaction'] = ResolversParentTypes['Transaction'], FederationReferenceType extends FederationReferenceTypes['Transaction'] = FederationReferenceTypes['Transaction']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Transaction']> | FederationReferenceType, FederationReferenceType, ContextType>;
  amount?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  description?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  destination?: Resolver<Maybe<ResolversTypes['Wallet']>, ParentType, ContextType>;
  failure?: Resolver<Maybe<ResolversTypes['TransactionFailure']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  initiator?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  metadata?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  paymentMethod?: Resolver<Maybe<ResolversTypes['PaymentMethod']>, ParentType, ContextType>;
  provider?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  providerReference?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
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
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  transactions?: Resolver<ResolversTypes['TransactionConnection'], ParentType, ContextType, RequireFields<WalletTransactionsArgs, 'first'>>;
};

export type Resolvers<ContextType = Context> = {
  CurrencyCode?: GraphQLScalarType;
  DateTime?: GraphQLScalarType;
  Decimal?: GraphQLScalarType;
  EventCursor?: GraphQLScalarType;
  JSON?: GraphQLScalarType;
  Money?: MoneyResolvers<ContextType>;
  Mutation?: MutationResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  PaymentMethod?: PaymentMethodResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  Subscription?: SubscriptionResolvers<ContextType>;
  Transaction?: TransactionResolvers<ContextType>;
  TransactionConnection?: TransactionConnectionResolvers<ContextType>;
  TransactionEdge?: TransactionEdgeResolvers<ContextType>;
  TransactionEvent?: TransactionEventResolvers<ContextType>;
  TransactionFailure?: TransactionFailureResolvers<ContextType>;
  TransactionPayload?: TransactionPayloadResolvers<ContextType>;
  User?: UserResolvers<ContextType>;
  UserError?: UserErrorResolvers<ContextType>;
  Wallet?: WalletResolvers<ContextType>;
};

