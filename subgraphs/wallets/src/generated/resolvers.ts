import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { WalletRow } from '../wallet-store.ts';
import type { PaymentMethodRow } from '../payment-method-store.ts';
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

/** Either an IBAN, or a US routing number with an account number. */
export type BankAccountInput = {
  /** 4 to 17 digits, with a routing number. */
  accountNumber?: InputMaybe<Scalars['String']['input']>;
  /** At most 100 characters, for people. */
  bankName?: InputMaybe<Scalars['String']['input']>;
  /** 1 to 100 characters. */
  holder: Scalars['String']['input'];
  /** ISO 13616, spaces ignored. */
  iban?: InputMaybe<Scalars['String']['input']>;
  /** ABA routing number, 9 digits. */
  routingNumber?: InputMaybe<Scalars['String']['input']>;
};

/** Checked, sealed and forgotten; the cvc is not even stored. */
export type CardInput = {
  /** ISO 3166 alpha-2. */
  country?: InputMaybe<Scalars['String']['input']>;
  /** 3 or 4 digits. */
  cvc: Scalars['String']['input'];
  /** 1 to 12. */
  expiryMonth: Scalars['Int']['input'];
  /** Four digits. */
  expiryYear: Scalars['Int']['input'];
  /** 1 to 100 characters. */
  holder: Scalars['String']['input'];
  /** 12 to 19 digits that pass the Luhn check; spaces are ignored. */
  number: Scalars['String']['input'];
};

/** A wallet to be opened. */
export type CreateWalletInput = {
  /** An active ISO 4217 currency. */
  currency: Scalars['CurrencyCode']['input'];
  /** 1 to 100 characters. */
  name: Scalars['String']['input'];
  /** What it is for. */
  type?: InputMaybe<WalletType>;
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
   * Internal. Counts money that is to leave wallets against their limits, in the order of the inputs. The first
   * decision about a transaction stays: asking again counts nothing and answers the same. Null where no wallet of
   * this currency has the id.
   */
  _reserveLimits: Array<Maybe<_LimitReservation>>;
  /**
   * Internal. Sets how much of reservations counts in the end, in the order of the inputs; zero gives all of it back.
   * May be repeated and changed. Null where nothing was reserved in this currency.
   */
  _settleLimits: Array<Maybe<_LimitSettlement>>;
  /** Stores a card or bank account of the caller. At most 20 each. The number is sealed at once and never shown again. */
  addPaymentMethod: PaymentMethodPayload;
  /** Closes a wallet for good. Only at zero with nothing pending. */
  closeWallet: WalletPayload;
  /** Opens a wallet of the caller. At most 50 open wallets each. */
  createWallet: WalletPayload;
  /** Stops all money in and out. The owner, for their own wallet, and operators. */
  freezeWallet: WalletPayload;
  /** Removes a payment method of the caller and destroys its sealed number. */
  removePaymentMethod: PaymentMethodPayload;
  /** Gives a wallet of the caller, or for operators any wallet, another name. */
  renameWallet: WalletPayload;
  /**
   * Limits how much may leave a wallet. The owner, for their own wallet, and operators; a limit an operator set, the
   * owner may lower, and only operators raise or remove. What is left out of the input stays. Codes of userErrors:
   * LIMIT_INVALID, LIMIT_CURRENCY_MISMATCH, LIMIT_SET_BY_OPERATOR, WALLET_CLOSED.
   */
  setWalletLimits: WalletPayload;
  /** Lets money move again. A wallet an operator froze, only operators unfreeze. */
  unfreezeWallet: WalletPayload;
};


export type Mutation_ReserveLimitsArgs = {
  inputs: Array<_ReserveLimitInput>;
};


export type Mutation_SettleLimitsArgs = {
  inputs: Array<_SettleLimitInput>;
};


export type MutationAddPaymentMethodArgs = {
  input: PaymentMethodInput;
};


export type MutationCloseWalletArgs = {
  id: Scalars['ID']['input'];
};


export type MutationCreateWalletArgs = {
  input: CreateWalletInput;
};


export type MutationFreezeWalletArgs = {
  id: Scalars['ID']['input'];
  reason: Scalars['String']['input'];
};


export type MutationRemovePaymentMethodArgs = {
  id: Scalars['ID']['input'];
};


export type MutationRenameWalletArgs = {
  id: Scalars['ID']['input'];
  name: Scalars['String']['input'];
};


export type MutationSetWalletLimitsArgs = {
  id: Scalars['ID']['input'];
  input: WalletLimitsInput;
};


export type MutationUnfreezeWalletArgs = {
  id: Scalars['ID']['input'];
};

/** Where a page of a list ends. */
export type PageInfo = {
  /** Pass as after to read on; null when the page is empty. */
  endCursor?: Maybe<Scalars['String']['output']>;
  /** Whether reading on would find more. */
  hasNextPage: Scalars['Boolean']['output'];
};

/** A card or bank account, without the number: that is sealed in the vault. Its owner and operators. */
export type PaymentMethod = {
  /** Of a bank account, as it was given. */
  bankName?: Maybe<Scalars['String']['output']>;
  /** Of a card, such as visa. */
  brand?: Maybe<Scalars['String']['output']>;
  /** When it was added. */
  createdAt: Scalars['DateTime']['output'];
  /** Of a card: MM/YYYY. */
  expires?: Maybe<Scalars['String']['output']>;
  /** Names it in a deposit. */
  id: Scalars['ID']['output'];
  /** What it is. */
  kind: PaymentMethodKind;
  /** The last four characters of its number. */
  last4: Scalars['String']['output'];
};

/** Exactly one of the two. */
export type PaymentMethodInput = {
  /** A bank account. */
  bankAccount?: InputMaybe<BankAccountInput>;
  /** A card. */
  card?: InputMaybe<CardInput>;
};

/** What money can come from or go to. */
export type PaymentMethodKind =
  /** An account at a bank. */
  | 'BANK_ACCOUNT'
  /** A card that is charged. */
  | 'CREDIT_CARD'
  /** A card that takes from an account at once. */
  | 'DEBIT_CARD';

/** A payment method after a change. */
export type PaymentMethodPayload = {
  /** Null when userErrors say why nothing changed. */
  paymentMethod?: Maybe<PaymentMethod>;
  /** Empty when it was done. */
  userErrors: Array<UserError>;
};

export type Query = {
  /**
   * Internal. What is behind a payment method of this owner, opened from the vault for one use: pass it on and let go
   * of it. Null when it is unknown, removed or somebody else's.
   */
  _instrument?: Maybe<_Instrument>;
  /** Internal. Wallets as a movement of money needs to know them, in the order of the ids; null for unknown ones. */
  _movementWallets: Array<Maybe<_MovementWallet>>;
  /** Internal. Whose payment methods these are, in the order of the ids; null for unknown and removed ones. */
  _paymentMethods: Array<Maybe<_OwnedPaymentMethod>>;
  /** A wallet of the caller, or anyone's for operators; null with NOT_FOUND otherwise. */
  wallet?: Maybe<Wallet>;
  /** Wallets of the caller, or everyone's for operators; newest first. */
  wallets: WalletConnection;
};


export type Query_InstrumentArgs = {
  id: Scalars['ID']['input'];
  ownerId: Scalars['ID']['input'];
};


export type Query_MovementWalletsArgs = {
  ids: Array<Scalars['ID']['input']>;
};


export type Query_PaymentMethodsArgs = {
  ids: Array<Scalars['ID']['input']>;
};


export type QueryWalletArgs = {
  id: Scalars['ID']['input'];
};


export type QueryWalletsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  currency?: InputMaybe<Scalars['CurrencyCode']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  ownerId?: InputMaybe<Scalars['ID']['input']>;
  status?: InputMaybe<WalletStatus>;
};

/** From inclusive, to exclusive. */
export type TimeRange = {
  /** Inclusive. */
  from: Scalars['DateTime']['input'];
  /** Exclusive. */
  to: Scalars['DateTime']['input'];
};

export type User = {
  id: Scalars['ID']['output'];
  /** The person themselves and operators. Newest first; at most 20. */
  paymentMethods: Array<PaymentMethod>;
  /** The person themselves and operators. Newest first. */
  wallets: WalletConnection;
};


export type UserWalletsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
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

/** Where a person's money of one currency lives. Its owner and operators see it; for anyone else it does not exist. */
export type Wallet = {
  /**
   * The wallet as it was at a moment, its name, status and limits rebuilt from its history; null before it was opened.
   * What other services add to a wallet, such as its balance, is as it is now.
   */
  asOf?: Maybe<Wallet>;
  /** When it was opened. */
  createdAt: Scalars['DateTime']['output'];
  /** The only currency it holds. */
  currency: Scalars['CurrencyCode']['output'];
  /** Everything that happened to it, oldest first. */
  history: Array<WalletEvent>;
  /** Also the id of its account in the ledger. */
  id: Scalars['ID']['output'];
  /** How much may leave it. */
  limits: WalletLimits;
  /** Chosen by its owner. */
  name: Scalars['String']['output'];
  /** Whose it is. */
  owner: User;
  /** Whether money may move. */
  status: WalletStatus;
  /** What it is for. */
  type: WalletType;
};


/** Where a person's money of one currency lives. Its owner and operators see it; for anyone else it does not exist. */
export type WalletAsOfArgs = {
  time: Scalars['DateTime']['input'];
};

export type WalletConnection = {
  edges: Array<WalletEdge>;
  pageInfo: PageInfo;
};

export type WalletEdge = {
  cursor: Scalars['String']['output'];
  node: Wallet;
};

/** One thing that happened to a wallet. */
export type WalletEvent = {
  /** The limits it had from then on, when they changed. */
  limits?: Maybe<WalletLimits>;
  /** The name it got, when opened or renamed. */
  name?: Maybe<Scalars['String']['output']>;
  /** When it happened. */
  occurredAt: Scalars['DateTime']['output'];
  /** Why it was frozen. */
  reason?: Maybe<Scalars['String']['output']>;
  /** What happened. */
  type: WalletEventType;
  /** 1 for the first, without gaps. */
  version: Scalars['Int']['output'];
};

/** What can happen to a wallet. */
export type WalletEventType =
  /** It ended. */
  | 'CLOSED'
  /** Money was stopped. */
  | 'FROZEN'
  /** More or less may leave it. */
  | 'LIMITS_CHANGED'
  /** It began. */
  | 'OPENED'
  /** It got another name. */
  | 'RENAMED'
  /** Money may move again. */
  | 'UNFROZEN';

/**
 * How much may leave a wallet. Counted when money is set aside to leave it, from its first limit on, and given back
 * when it stays after all. Days and months are those of UTC.
 */
export type WalletLimits = {
  /** From midnight to midnight; null for any amount. */
  daily?: Maybe<Money>;
  /** From the first of a month to the next; null for any amount. */
  monthly?: Maybe<Money>;
  /** In one transaction; null for any amount. */
  perTransaction?: Maybe<Money>;
};

/** Limits to change: null removes one, one that is left out stays. Each is more than zero, in the wallet's currency. */
export type WalletLimitsInput = {
  /** In one day of UTC. */
  daily?: InputMaybe<MoneyInput>;
  /** In one month of UTC. */
  monthly?: InputMaybe<MoneyInput>;
  /** In one transaction. */
  perTransaction?: InputMaybe<MoneyInput>;
};

/** A wallet after a change. */
export type WalletPayload = {
  /** Empty when it was done. */
  userErrors: Array<UserError>;
  /** Null when userErrors say why nothing changed. */
  wallet?: Maybe<Wallet>;
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

/** Either an IBAN, or a US routing number with an account number. */
export type _BankAccount = {
  accountNumber?: Maybe<Scalars['String']['output']>;
  bankName?: Maybe<Scalars['String']['output']>;
  holder: Scalars['String']['output'];
  iban?: Maybe<Scalars['String']['output']>;
  routingNumber?: Maybe<Scalars['String']['output']>;
};

export type _Card = {
  expiryMonth: Scalars['Int']['output'];
  expiryYear: Scalars['Int']['output'];
  holder: Scalars['String']['output'];
  number: Scalars['String']['output'];
};

/** One of the two, by the kind. */
export type _Instrument = {
  bankAccount?: Maybe<_BankAccount>;
  card?: Maybe<_Card>;
  kind: PaymentMethodKind;
};

export type _LimitKind =
  | 'DAILY'
  | 'MONTHLY'
  | 'PER_TRANSACTION';

/** Whether money may leave a wallet. */
export type _LimitReservation = {
  /** The limit that refuses it; null when it may leave and is counted. */
  exceeded?: Maybe<_LimitKind>;
  transactionId: Scalars['ID']['output'];
};

export type _LimitSettlement = {
  /** What counts now. */
  kept: Money;
  transactionId: Scalars['ID']['output'];
};

export type _MovementWallet = {
  currency: Scalars['CurrencyCode']['output'];
  id: Scalars['ID']['output'];
  /** Whether money that leaves must be counted by _reserveLimits. */
  limited: Scalars['Boolean']['output'];
  ownerId: Scalars['ID']['output'];
  status: WalletStatus;
  /** SAVINGS only receives from and returns to other wallets and payment methods of the same owner. */
  type: WalletType;
};

export type _OwnedPaymentMethod = {
  id: Scalars['ID']['output'];
  kind: PaymentMethodKind;
  ownerId: Scalars['ID']['output'];
};

/** Money that is to leave a wallet. */
export type _ReserveLimitInput = {
  /** In the currency of the wallet, more than zero. */
  amount: MoneyInput;
  /** Decides the day and the month, in UTC. */
  at: Scalars['DateTime']['input'];
  /** Each is counted once. */
  transactionId: Scalars['ID']['input'];
  /** The wallet it leaves. */
  walletId: Scalars['ID']['input'];
};

/** How much of a reservation counts in the end. */
export type _SettleLimitInput = {
  /** In the currency of the wallet; from zero up, and no more than was reserved counts. */
  kept: MoneyInput;
  transactionId: Scalars['ID']['input'];
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
  PaymentMethod: PaymentMethod;
  User: User;
  Wallet: Wallet;
};

/** Mapping of federation reference types */
export type FederationReferenceTypes = {
  PaymentMethod:
    ( { __typename: 'PaymentMethod' }
    & GraphQLRecursivePick<FederationTypes['PaymentMethod'], {"id":true}> );
  User:
    ( { __typename: 'User' }
    & GraphQLRecursivePick<FederationTypes['User'], {"id":true}> );
  Wallet:
    ( { __typename: 'Wallet' }
    & GraphQLRecursivePick<FederationTypes['Wallet'], {"id":true}> );
};



/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  BankAccountInput: BankAccountInput;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
  CardInput: CardInput;
  CreateWalletInput: CreateWalletInput;
  CurrencyCode: ResolverTypeWrapper<Scalars['CurrencyCode']['output']>;
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  Decimal: ResolverTypeWrapper<Scalars['Decimal']['output']>;
  EventCursor: ResolverTypeWrapper<Scalars['EventCursor']['output']>;
  JSON: ResolverTypeWrapper<Scalars['JSON']['output']>;
  Money: ResolverTypeWrapper<Money>;
  MoneyInput: MoneyInput;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  PageInfo: ResolverTypeWrapper<PageInfo>;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  PaymentMethod: ResolverTypeWrapper<PaymentMethodRow>;
  PaymentMethodInput: PaymentMethodInput;
  PaymentMethodKind: PaymentMethodKind;
  PaymentMethodPayload: ResolverTypeWrapper<Omit<PaymentMethodPayload, 'paymentMethod'> & { paymentMethod?: Maybe<ResolversTypes['PaymentMethod']> }>;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  TimeRange: TimeRange;
  User: ResolverTypeWrapper<Reference>;
  UserError: ResolverTypeWrapper<UserError>;
  Wallet: ResolverTypeWrapper<WalletRow>;
  WalletConnection: ResolverTypeWrapper<Omit<WalletConnection, 'edges'> & { edges: Array<ResolversTypes['WalletEdge']> }>;
  WalletEdge: ResolverTypeWrapper<Omit<WalletEdge, 'node'> & { node: ResolversTypes['Wallet'] }>;
  WalletEvent: ResolverTypeWrapper<WalletEvent>;
  WalletEventType: WalletEventType;
  WalletLimits: ResolverTypeWrapper<WalletLimits>;
  WalletLimitsInput: WalletLimitsInput;
  WalletPayload: ResolverTypeWrapper<Omit<WalletPayload, 'wallet'> & { wallet?: Maybe<ResolversTypes['Wallet']> }>;
  WalletStatus: WalletStatus;
  WalletType: WalletType;
  _BankAccount: ResolverTypeWrapper<_BankAccount>;
  _Card: ResolverTypeWrapper<_Card>;
  _Instrument: ResolverTypeWrapper<_Instrument>;
  _LimitKind: _LimitKind;
  _LimitReservation: ResolverTypeWrapper<_LimitReservation>;
  _LimitSettlement: ResolverTypeWrapper<_LimitSettlement>;
  _MovementWallet: ResolverTypeWrapper<_MovementWallet>;
  _OwnedPaymentMethod: ResolverTypeWrapper<_OwnedPaymentMethod>;
  _ReserveLimitInput: _ReserveLimitInput;
  _SettleLimitInput: _SettleLimitInput;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  BankAccountInput: BankAccountInput;
  String: Scalars['String']['output'];
  CardInput: CardInput;
  CreateWalletInput: CreateWalletInput;
  CurrencyCode: Scalars['CurrencyCode']['output'];
  DateTime: Scalars['DateTime']['output'];
  Decimal: Scalars['Decimal']['output'];
  EventCursor: Scalars['EventCursor']['output'];
  JSON: Scalars['JSON']['output'];
  Money: Money;
  MoneyInput: MoneyInput;
  Mutation: Record<PropertyKey, never>;
  ID: Scalars['ID']['output'];
  PageInfo: PageInfo;
  Boolean: Scalars['Boolean']['output'];
  PaymentMethod: PaymentMethodRow;
  PaymentMethodInput: PaymentMethodInput;
  PaymentMethodPayload: Omit<PaymentMethodPayload, 'paymentMethod'> & { paymentMethod?: Maybe<ResolversParentTypes['PaymentMethod']> };
  Query: Record<PropertyKey, never>;
  TimeRange: TimeRange;
  User: Reference;
  UserError: UserError;
  Wallet: WalletRow;
  WalletConnection: Omit<WalletConnection, 'edges'> & { edges: Array<ResolversParentTypes['WalletEdge']> };
  WalletEdge: Omit<WalletEdge, 'node'> & { node: ResolversParentTypes['Wallet'] };
  WalletEvent: WalletEvent;
  WalletLimits: WalletLimits;
  WalletLimitsInput: WalletLimitsInput;
  WalletPayload: Omit<WalletPayload, 'wallet'> & { wallet?: Maybe<ResolversParentTypes['Wallet']> };
  _BankAccount: _BankAccount;
  _Card: _Card;
  _Instrument: _Instrument;
  _LimitReservation: _LimitReservation;
  _LimitSettlement: _LimitSettlement;
  _MovementWallet: _MovementWallet;
  _OwnedPaymentMethod: _OwnedPaymentMethod;
  _ReserveLimitInput: _ReserveLimitInput;
  _SettleLimitInput: _SettleLimitInput;
  Int: Scalars['Int']['output'];
};

export type CacheControlDirectiveArgs = {
  maxAge: Scalars['Int']['input'];
};

export type CacheControlDirectiveResolver<Result, Parent, ContextType = Context, Args = CacheControlDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

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
  _reserveLimits?: Resolver<Array<Maybe<ResolversTypes['_LimitReservation']>>, ParentType, ContextType, RequireFields<Mutation_ReserveLimitsArgs, 'inputs'>>;
  _settleLimits?: Resolver<Array<Maybe<ResolversTypes['_LimitSettlement']>>, ParentType, ContextType, RequireFields<Mutation_SettleLimitsArgs, 'inputs'>>;
  addPaymentMethod?: Resolver<ResolversTypes['PaymentMethodPayload'], ParentType, ContextType, RequireFields<MutationAddPaymentMethodArgs, 'input'>>;
  closeWallet?: Resolver<ResolversTypes['WalletPayload'], ParentType, ContextType, RequireFields<MutationCloseWalletArgs, 'id'>>;
  createWallet?: Resolver<ResolversTypes['WalletPayload'], ParentType, ContextType, RequireFields<MutationCreateWalletArgs, 'input'>>;
  freezeWallet?: Resolver<ResolversTypes['WalletPayload'], ParentType, ContextType, RequireFields<MutationFreezeWalletArgs, 'id' | 'reason'>>;
  removePaymentMethod?: Resolver<ResolversTypes['PaymentMethodPayload'], ParentType, ContextType, RequireFields<MutationRemovePaymentMethodArgs, 'id'>>;
  renameWallet?: Resolver<ResolversTypes['WalletPayload'], ParentType, ContextType, RequireFields<MutationRenameWalletArgs, 'id' | 'name'>>;
  setWalletLimits?: Resolver<ResolversTypes['WalletPayload'], ParentType, ContextType, RequireFields<MutationSetWalletLimitsArgs, 'id' | 'input'>>;
  unfreezeWallet?: Resolver<ResolversTypes['WalletPayload'], ParentType, ContextType, RequireFields<MutationUnfreezeWalletArgs, 'id'>>;
};

export type PageInfoResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo']> = {
  endCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type PaymentMethodResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PaymentMethod'] = ResolversParentTypes['PaymentMethod'], FederationReferenceType extends FederationReferenceTypes['PaymentMethod'] = FederationReferenceTypes['PaymentMethod']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['PaymentMethod']> | FederationReferenceType, FederationReferenceType, ContextType>;
  bankName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  brand?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  expires?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['PaymentMethodKind'], ParentType, ContextType>;
  last4?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type PaymentMethodPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PaymentMethodPayload'] = ResolversParentTypes['PaymentMethodPayload']> = {
  paymentMethod?: Resolver<Maybe<ResolversTypes['PaymentMethod']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type QueryResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  _instrument?: Resolver<Maybe<ResolversTypes['_Instrument']>, ParentType, ContextType, RequireFields<Query_InstrumentArgs, 'id' | 'ownerId'>>;
  _movementWallets?: Resolver<Array<Maybe<ResolversTypes['_MovementWallet']>>, ParentType, ContextType, RequireFields<Query_MovementWalletsArgs, 'ids'>>;
  _paymentMethods?: Resolver<Array<Maybe<ResolversTypes['_OwnedPaymentMethod']>>, ParentType, ContextType, RequireFields<Query_PaymentMethodsArgs, 'ids'>>;
  wallet?: Resolver<Maybe<ResolversTypes['Wallet']>, ParentType, ContextType, RequireFields<QueryWalletArgs, 'id'>>;
  wallets?: Resolver<ResolversTypes['WalletConnection'], ParentType, ContextType, RequireFields<QueryWalletsArgs, 'first'>>;
};

export type UserResolvers<ContextType = Context, ParentType extends ResolversParentTypes['User'] = ResolversParentTypes['User'], FederationReferenceType extends FederationReferenceTypes['User'] = FederationReferenceTypes['User']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['User']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  paymentMethods?: Resolver<Array<ResolversTypes['PaymentMethod']>, ParentType, ContextType>;
  wallets?: Resolver<ResolversTypes['WalletConnection'], ParentType, ContextType, RequireFields<UserWalletsArgs, 'first'>>;
};

export type UserErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UserError'] = ResolversParentTypes['UserError']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  field?: Resolver<Maybe<Array<ResolversTypes['String']>>, ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type WalletResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Wallet'] = ResolversParentTypes['Wallet'], FederationReferenceType extends FederationReferenceTypes['Wallet'] = FederationReferenceTypes['Wallet']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Wallet']> | FederationReferenceType, FederationReferenceType, ContextType>;
  asOf?: Resolver<Maybe<ResolversTypes['Wallet']>, ParentType, ContextType, RequireFields<WalletAsOfArgs, 'time'>>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  currency?: Resolver<ResolversTypes['CurrencyCode'], ParentType, ContextType>;
  history?: Resolver<Array<ResolversTypes['WalletEvent']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  limits?: Resolver<ResolversTypes['WalletLimits'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  owner?: Resolver<ResolversTypes['User'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['WalletStatus'], ParentType, ContextType>;
  type?: Resolver<ResolversTypes['WalletType'], ParentType, ContextType>;
};

export type WalletConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['WalletConnection'] = ResolversParentTypes['WalletConnection']> = {
  edges?: Resolver<Array<ResolversTypes['WalletEdge']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type WalletEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['WalletEdge'] = ResolversParentTypes['WalletEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Wallet'], ParentType, ContextType>;
};

export type WalletEventResolvers<ContextType = Context, ParentType extends ResolversParentTypes['WalletEvent'] = ResolversParentTypes['WalletEvent']> = {
  limits?: Resolver<Maybe<ResolversTypes['WalletLimits']>, ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  occurredAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  reason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  type?: Resolver<ResolversTypes['WalletEventType'], ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type WalletLimitsResolvers<ContextType = Context, ParentType extends ResolversParentTypes['WalletLimits'] = ResolversParentTypes['WalletLimits']> = {
  daily?: Resolver<Maybe<ResolversTypes['Money']>, ParentType, ContextType>;
  monthly?: Resolver<Maybe<ResolversTypes['Money']>, ParentType, ContextType>;
  perTransaction?: Resolver<Maybe<ResolversTypes['Money']>, ParentType, ContextType>;
};

export type WalletPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['WalletPayload'] = ResolversParentTypes['WalletPayload']> = {
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
  wallet?: Resolver<Maybe<ResolversTypes['Wallet']>, ParentType, ContextType>;
};

export type _BankAccountResolvers<ContextType = Context, ParentType extends ResolversParentTypes['_BankAccount'] = ResolversParentTypes['_BankAccount']> = {
  accountNumber?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  bankName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  holder?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  iban?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  routingNumber?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type _CardResolvers<ContextType = Context, ParentType extends ResolversParentTypes['_Card'] = ResolversParentTypes['_Card']> = {
  expiryMonth?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  expiryYear?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  holder?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  number?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type _InstrumentResolvers<ContextType = Context, ParentType extends ResolversParentTypes['_Instrument'] = ResolversParentTypes['_Instrument']> = {
  bankAccount?: Resolver<Maybe<ResolversTypes['_BankAccount']>, ParentType, ContextType>;
  card?: Resolver<Maybe<ResolversTypes['_Card']>, ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['PaymentMethodKind'], ParentType, ContextType>;
};

export type _LimitReservationResolvers<ContextType = Context, ParentType extends ResolversParentTypes['_LimitReservation'] = ResolversParentTypes['_LimitReservation']> = {
  exceeded?: Resolver<Maybe<ResolversTypes['_LimitKind']>, ParentType, ContextType>;
  transactionId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type _LimitSettlementResolvers<ContextType = Context, ParentType extends ResolversParentTypes['_LimitSettlement'] = ResolversParentTypes['_LimitSettlement']> = {
  kept?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  transactionId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type _MovementWalletResolvers<ContextType = Context, ParentType extends ResolversParentTypes['_MovementWallet'] = ResolversParentTypes['_MovementWallet']> = {
  currency?: Resolver<ResolversTypes['CurrencyCode'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  limited?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  ownerId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['WalletStatus'], ParentType, ContextType>;
  type?: Resolver<ResolversTypes['WalletType'], ParentType, ContextType>;
};

export type _OwnedPaymentMethodResolvers<ContextType = Context, ParentType extends ResolversParentTypes['_OwnedPaymentMethod'] = ResolversParentTypes['_OwnedPaymentMethod']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['PaymentMethodKind'], ParentType, ContextType>;
  ownerId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
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
  PaymentMethodPayload?: PaymentMethodPayloadResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  User?: UserResolvers<ContextType>;
  UserError?: UserErrorResolvers<ContextType>;
  Wallet?: WalletResolvers<ContextType>;
  WalletConnection?: WalletConnectionResolvers<ContextType>;
  WalletEdge?: WalletEdgeResolvers<ContextType>;
  WalletEvent?: WalletEventResolvers<ContextType>;
  WalletLimits?: WalletLimitsResolvers<ContextType>;
  WalletPayload?: WalletPayloadResolvers<ContextType>;
  _BankAccount?: _BankAccountResolvers<ContextType>;
  _Card?: _CardResolvers<ContextType>;
  _Instrument?: _InstrumentResolvers<ContextType>;
  _LimitReservation?: _LimitReservationResolvers<ContextType>;
  _LimitSettlement?: _LimitSettlementResolvers<ContextType>;
  _MovementWallet?: _MovementWalletResolvers<ContextType>;
  _OwnedPaymentMethod?: _OwnedPaymentMethodResolvers<ContextType>;
};

export type DirectiveResolvers<ContextType = Context> = {
  cacheControl?: CacheControlDirectiveResolver<any, any, ContextType>;
};
