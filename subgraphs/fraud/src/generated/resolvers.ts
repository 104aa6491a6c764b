import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { AlertRow } from '../alert-store.ts';
import type { DomainEvent } from '@paygraph/events';
import type { AssessmentRow } from '../assessment-store.ts';
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

/** Something a person should look at. At most one for each transaction. Seen by operators. */
export type Alert = {
  /** When an operator took charge; null until then. */
  acknowledgedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Why it was raised. */
  assessment?: Maybe<RiskAssessment>;
  /** The operator in charge; null while nobody is. */
  assignee?: Maybe<User>;
  /** When it was raised. */
  createdAt: Scalars['DateTime']['output'];
  /** The score and every reason, in one line. */
  detail: Scalars['String']['output'];
  /** Such as alr_01j… */
  id: Scalars['ID']['output'];
  /** When it was settled; null until then. */
  resolvedAt?: Maybe<Scalars['DateTime']['output']>;
  /** CRITICAL when a transaction was blocked, HIGH when it waits for a review. */
  severity: Severity;
  /** Where it is on its way from raised to settled. */
  status: AlertStatus;
  /** What happened, in a few words. */
  title: Scalars['String']['output'];
  /** The transaction it is about. */
  transaction?: Maybe<Transaction>;
  /** Who started that transaction. */
  user?: Maybe<User>;
};

/** A page of alerts. */
export type AlertConnection = {
  /** In the order of the list. */
  edges: Array<AlertEdge>;
  /** Where the page ends. */
  pageInfo: PageInfo;
};

/** One alert in a list. */
export type AlertEdge = {
  /** Pass as after to read on from here. */
  cursor: Scalars['String']['output'];
  /** The alert. */
  node: Alert;
};

/** An alert was raised. Seen by operators. */
export type AlertEvent = {
  /** The alert as it is now, which may no longer be open. */
  alert: Alert;
  /** Subscribe again with it to miss nothing. */
  cursor: Scalars['EventCursor']['output'];
  /** When the alert was raised. */
  occurredAt: Scalars['DateTime']['output'];
};

/** An alert after a change. */
export type AlertPayload = {
  /** The alert as it is now; null when it was not changed. */
  alert?: Maybe<Alert>;
  /** ALERT_NOT_OPEN: somebody acknowledged or settled it before. */
  userErrors: Array<UserError>;
};

/** Where an alert is on its way from raised to settled. */
export type AlertStatus =
  /** Somebody has taken charge of it. */
  | 'ACKNOWLEDGED'
  /** Nobody has looked at it yet. */
  | 'OPEN'
  /** It is settled. */
  | 'RESOLVED';

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
   * Internal. Scores transactions before they move money; the results are in the order of the inputs.
   * A transaction is assessed once: asking again gives the first assessment.
   */
  _assess: Array<_AssessResult>;
  /** Takes charge of an open alert, so that others need not look. Operators. */
  acknowledgeAlert: AlertPayload;
};


export type Mutation_AssessArgs = {
  inputs: Array<_AssessInput>;
};


export type MutationAcknowledgeAlertArgs = {
  id: Scalars['ID']['input'];
};

/** Where a page of a list ends. */
export type PageInfo = {
  /** Pass as after to read on; null when the page is empty. */
  endCursor?: Maybe<Scalars['String']['output']>;
  /** Whether reading on would find more. */
  hasNextPage: Scalars['Boolean']['output'];
};

export type Query = {
  /** One alert; null when there is none of this id. Operators. */
  alert?: Maybe<Alert>;
  /** Alerts, newest first. Operators. */
  alerts: AlertConnection;
};


export type QueryAlertArgs = {
  id: Scalars['ID']['input'];
};


export type QueryAlertsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  minSeverity?: InputMaybe<Severity>;
  status?: InputMaybe<AlertStatus>;
};

/** What screening found about one transaction. Never changed once made. Seen by operators. */
export type RiskAssessment = {
  /** When it was made. */
  assessedAt: Scalars['DateTime']['output'];
  /** Follows from the score. */
  decision: RiskDecision;
  /** Such as rsk_01j… */
  id: Scalars['ID']['output'];
  /** Follows from the score. */
  level: RiskLevel;
  /** The rules that applied; empty when none did. */
  reasons: Array<RiskReason>;
  /** The version of the rules that were applied. */
  rulesVersion: Scalars['Int']['output'];
  /** The points of all reasons together; 0 when nothing was found. */
  score: Scalars['Int']['output'];
};

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

/** One rule that applied to a transaction. Seen by operators. */
export type RiskReason = {
  /** Stable, for programs, such as AMOUNT_OVER_5000_USD. */
  code: Scalars['String']['output'];
  /** For people, in English. */
  message: Scalars['String']['output'];
  /** What it adds to the score. */
  points: Scalars['Int']['output'];
};

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

export type Subscription = {
  /** Alerts as they are raised. Operators. */
  alertRaised: AlertEvent;
};


export type SubscriptionAlertRaisedArgs = {
  after?: InputMaybe<Scalars['EventCursor']['input']>;
  minSeverity?: InputMaybe<Severity>;
};

/** From inclusive, to exclusive. */
export type TimeRange = {
  /** Inclusive. */
  from: Scalars['DateTime']['input'];
  /** Exclusive. */
  to: Scalars['DateTime']['input'];
};

export type Transaction = {
  /** The alerts it raised; empty for everyone but operators. */
  alerts: Array<Alert>;
  /** Such as txn_01j… */
  id: Scalars['ID']['output'];
  /** What screening found; null when it was not screened, and for everyone but operators. */
  risk?: Maybe<RiskAssessment>;
};

export type User = {
  /** Such as usr_01j… */
  id: Scalars['ID']['output'];
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

/** A transaction about to move money. */
export type _AssessInput = {
  /** More than zero. */
  amount: MoneyInput;
  /** When it was started; the 24 hours of the velocity rule end here. */
  at: Scalars['DateTime']['input'];
  /** The user on the other side, when that is somebody else on the platform. */
  counterpartyId?: InputMaybe<Scalars['ID']['input']>;
  /** The user who started it; velocity and KYC are theirs. */
  initiatorId: Scalars['ID']['input'];
  /** The key of idempotency. */
  transactionId: Scalars['ID']['input'];
  /** Its kind, such as TRANSFER. */
  type: Scalars['String']['input'];
};

/** What was decided about one transaction. */
export type _AssessResult = {
  /** Such as rsk_01j… */
  assessmentId: Scalars['ID']['output'];
  /** Follows from the score. Acting on it is for whoever asked: CHALLENGE, REVIEW and BLOCK let no money move yet. */
  decision: RiskDecision;
  /** Follows from the score. */
  level: RiskLevel;
  /** The points of all reasons together. */
  score: Scalars['Int']['output'];
  /** As in the input. */
  transactionId: Scalars['ID']['output'];
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
  Alert: Alert;
  Transaction: Transaction;
};

/** Mapping of federation reference types */
export type FederationReferenceTypes = {
  Alert:
    ( { __typename: 'Alert' }
    & GraphQLRecursivePick<FederationTypes['Alert'], {"id":true}> );
  Transaction:
    ( { __typename: 'Transaction' }
    & GraphQLRecursivePick<FederationTypes['Transaction'], {"id":true}> );
};



/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  Alert: ResolverTypeWrapper<AlertRow>;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  AlertConnection: ResolverTypeWrapper<Omit<AlertConnection, 'edges'> & { edges: Array<ResolversTypes['AlertEdge']> }>;
  AlertEdge: ResolverTypeWrapper<Omit<AlertEdge, 'node'> & { node: ResolversTypes['Alert'] }>;
  AlertEvent: ResolverTypeWrapper<DomainEvent>;
  AlertPayload: ResolverTypeWrapper<Omit<AlertPayload, 'alert'> & { alert?: Maybe<ResolversTypes['Alert']> }>;
  AlertStatus: AlertStatus;
  CurrencyCode: ResolverTypeWrapper<Scalars['CurrencyCode']['output']>;
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  Decimal: ResolverTypeWrapper<Scalars['Decimal']['output']>;
  EventCursor: ResolverTypeWrapper<Scalars['EventCursor']['output']>;
  JSON: ResolverTypeWrapper<Scalars['JSON']['output']>;
  Money: ResolverTypeWrapper<Money>;
  MoneyInput: MoneyInput;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  PageInfo: ResolverTypeWrapper<PageInfo>;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  RiskAssessment: ResolverTypeWrapper<AssessmentRow>;
  RiskDecision: RiskDecision;
  RiskLevel: RiskLevel;
  RiskReason: ResolverTypeWrapper<RiskReason>;
  Severity: Severity;
  Subscription: ResolverTypeWrapper<Record<PropertyKey, never>>;
  TimeRange: TimeRange;
  Transaction: ResolverTypeWrapper<Reference>;
  User: ResolverTypeWrapper<Reference>;
  UserError: ResolverTypeWrapper<UserError>;
  _AssessInput: _AssessInput;
  _AssessResult: ResolverTypeWrapper<_AssessResult>;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  Alert: AlertRow;
  String: Scalars['String']['output'];
  ID: Scalars['ID']['output'];
  AlertConnection: Omit<AlertConnection, 'edges'> & { edges: Array<ResolversParentTypes['AlertEdge']> };
  AlertEdge: Omit<AlertEdge, 'node'> & { node: ResolversParentTypes['Alert'] };
  AlertEvent: DomainEvent;
  AlertPayload: Omit<AlertPayload, 'alert'> & { alert?: Maybe<ResolversParentTypes['Alert']> };
  CurrencyCode: Scalars['CurrencyCode']['output'];
  DateTime: Scalars['DateTime']['output'];
  Decimal: Scalars['Decimal']['output'];
  EventCursor: Scalars['EventCursor']['output'];
  JSON: Scalars['JSON']['output'];
  Money: Money;
  MoneyInput: MoneyInput;
  Mutation: Record<PropertyKey, never>;
  PageInfo: PageInfo;
  Boolean: Scalars['Boolean']['output'];
  Query: Record<PropertyKey, never>;
  RiskAssessment: AssessmentRow;
  RiskReason: RiskReason;
  Subscription: Record<PropertyKey, never>;
  TimeRange: TimeRange;
  Transaction: Reference;
  User: Reference;
  UserError: UserError;
  _AssessInput: _AssessInput;
  _AssessResult: _AssessResult;
  Int: Scalars['Int']['output'];
};

export type CacheControlDirectiveArgs = {
  maxAge: Scalars['Int']['input'];
};

export type CacheControlDirectiveResolver<Result, Parent, ContextType = Context, Args = CacheControlDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type AlertResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Alert'] = ResolversParentTypes['Alert'], FederationReferenceType extends FederationReferenceTypes['Alert'] = FederationReferenceTypes['Alert']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Alert']> | FederationReferenceType, FederationReferenceType, ContextType>;
  acknowledgedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  assessment?: Resolver<Maybe<ResolversTypes['RiskAssessment']>, ParentType, ContextType>;
  assignee?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  detail?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  resolvedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  severity?: Resolver<ResolversTypes['Severity'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['AlertStatus'], ParentType, ContextType>;
  title?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  transaction?: Resolver<Maybe<ResolversTypes['Transaction']>, ParentType, ContextType>;
  user?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
};

export type AlertConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AlertConnection'] = ResolversParentTypes['AlertConnection']> = {
  edges?: Resolver<Array<ResolversTypes['AlertEdge']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type AlertEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AlertEdge'] = ResolversParentTypes['AlertEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Alert'], ParentType, ContextType>;
};

export type AlertEventResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AlertEvent'] = ResolversParentTypes['AlertEvent']> = {
  alert?: Resolver<ResolversTypes['Alert'], ParentType, ContextType>;
  cursor?: Resolver<ResolversTypes['EventCursor'], ParentType, ContextType>;
  occurredAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type AlertPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AlertPayload'] = ResolversParentTypes['AlertPayload']> = {
  alert?: Resolver<Maybe<ResolversTypes['Alert']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
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
  _assess?: Resolver<Array<ResolversTypes['_AssessResult']>, ParentType, ContextType, RequireFields<Mutation_AssessArgs, 'inputs'>>;
  acknowledgeAlert?: Resolver<ResolversTypes['AlertPayload'], ParentType, ContextType, RequireFields<MutationAcknowledgeAlertArgs, 'id'>>;
};

export type PageInfoResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo']> = {
  endCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type QueryResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  alert?: Resolver<Maybe<ResolversTypes['Alert']>, ParentType, ContextType, RequireFields<QueryAlertArgs, 'id'>>;
  alerts?: Resolver<ResolversTypes['AlertConnection'], ParentType, ContextType, RequireFields<QueryAlertsArgs, 'first'>>;
};

export type RiskAssessmentResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RiskAssessment'] = ResolversParentTypes['RiskAssessment']> = {
  assessedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  decision?: Resolver<ResolversTypes['RiskDecision'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  level?: Resolver<ResolversTypes['RiskLevel'], ParentType, ContextType>;
  reasons?: Resolver<Array<ResolversTypes['RiskReason']>, ParentType, ContextType>;
  rulesVersion?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  score?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type RiskReasonResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RiskReason'] = ResolversParentTypes['RiskReason']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  points?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type SubscriptionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Subscription'] = ResolversParentTypes['Subscription']> = {
  alertRaised?: SubscriptionResolver<ResolversTypes['AlertEvent'], "alertRaised", ParentType, ContextType, Partial<SubscriptionAlertRaisedArgs>>;
};

export type TransactionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Transaction'] = ResolversParentTypes['Transaction'], FederationReferenceType extends FederationReferenceTypes['Transaction'] = FederationReferenceTypes['Transaction']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Transaction']> | FederationReferenceType, FederationReferenceType, ContextType>;
  alerts?: Resolver<Array<ResolversTypes['Alert']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  risk?: Resolver<Maybe<ResolversTypes['RiskAssessment']>, ParentType, ContextType>;
};

export type UserResolvers<ContextType = Context, ParentType extends ResolversParentTypes['User'] = ResolversParentTypes['User']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type UserErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UserError'] = ResolversParentTypes['UserError']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  field?: Resolver<Maybe<Array<ResolversTypes['String']>>, ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type _AssessResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['_AssessResult'] = ResolversParentTypes['_AssessResult']> = {
  assessmentId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  decision?: Resolver<ResolversTypes['RiskDecision'], ParentType, ContextType>;
  level?: Resolver<ResolversTypes['RiskLevel'], ParentType, ContextType>;
  score?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  transactionId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type Resolvers<ContextType = Context> = {
  Alert?: AlertResolvers<ContextType>;
  AlertConnection?: AlertConnectionResolvers<ContextType>;
  AlertEdge?: AlertEdgeResolvers<ContextType>;
  AlertEvent?: AlertEventResolvers<ContextType>;
  AlertPayload?: AlertPayloadResolvers<ContextType>;
  CurrencyCode?: GraphQLScalarType;
  DateTime?: GraphQLScalarType;
  Decimal?: GraphQLScalarType;
  EventCursor?: GraphQLScalarType;
  JSON?: GraphQLScalarType;
  Money?: MoneyResolvers<ContextType>;
  Mutation?: MutationResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  RiskAssessment?: RiskAssessmentResolvers<ContextType>;
  RiskReason?: RiskReasonResolvers<ContextType>;
  Subscription?: SubscriptionResolvers<ContextType>;
  Transaction?: TransactionResolvers<ContextType>;
  User?: UserResolvers<ContextType>;
  UserError?: UserErrorResolvers<ContextType>;
  _AssessResult?: _AssessResultResolvers<ContextType>;
};

export type DirectiveResolvers<ContextType = Context> = {
  cacheControl?: CacheControlDirectiveResolver<any, any, ContextType>;
};
