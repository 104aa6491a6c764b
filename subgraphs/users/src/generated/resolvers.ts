import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { UserRow } from '../user-store.ts';
import type { SessionView } from '../open-session.ts';
import type { ApiKeyRow } from '../api-keys/api-key-store.ts';
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

/** What a program of somebody's signs in with, as a bearer token or in the header X-Api-Key. */
export type ApiKey = {
  /** When it was made. */
  createdAt: Scalars['DateTime']['output'];
  /** When it ends; null for a key that is good until it is revoked. */
  expiresAt?: Maybe<Scalars['DateTime']['output']>;
  /** Such as key_01j… */
  id: Scalars['ID']['output'];
  /** When it was used last, to a minute or two; null for one that never was. */
  lastUsedAt?: Maybe<Scalars['DateTime']['output']>;
  /** 1 to 100 characters. */
  name: Scalars['String']['output'];
  /** How it begins, to recognise it by; no secret. */
  prefix: Scalars['String']['output'];
  /** When it was revoked; it is worth nothing since. */
  revokedAt?: Maybe<Scalars['DateTime']['output']>;
  /** What it is good for, as far as the role of its owner allows. */
  scopes: Array<Scalars['String']['output']>;
};

/** What became of a key. */
export type ApiKeyPayload = {
  /** The key as it is now. */
  apiKey?: Maybe<ApiKey>;
  /** What the caller can mend. */
  userErrors: Array<UserError>;
};

/** A key to make. */
export type CreateApiKeyInput = {
  /** In the future, at most five years from now. Good until it is revoked when left out. */
  expiresAt?: InputMaybe<Scalars['DateTime']['input']>;
  /** What its owner calls it, 1 to 100 characters. */
  name: Scalars['String']['input'];
  /** What it may be used for, such as payments:read; at least one, and none that the caller does not have. */
  scopes: Array<Scalars['String']['input']>;
};

/** A new key, or why there is none. */
export type CreateApiKeyPayload = {
  /** The key; null when it was not made. */
  apiKey?: Maybe<ApiKey>;
  /** What the program sends. Shown this once, and kept nowhere: store it now. */
  secret?: Maybe<Scalars['String']['output']>;
  /** What the caller can mend. */
  userErrors: Array<UserError>;
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
  email: Scalars['String']['input'];
  /** As given at sign-up. */
  password: Scalars['String']['input'];
};

/** A session, or why there is none. */
export type LogInPayload = {
  /** With its tokens; null when there are userErrors. */
  session?: Maybe<Session>;
  /** Null when there are userErrors. */
  user?: Maybe<User>;
  /** What the caller can mend. */
  userErrors: Array<UserError>;
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

/** What can be done. */
export type Mutation = {
  /** Internal. Opens accounts that do not exist yet, by e-mail address, and never changes one that does; in the order of the inputs. */
  _provisionUsers: Array<_ProvisionedUser>;
  /**
   * Internal. Challenges users with one-time passwords that are mailed to them, in the order of the inputs. A challenge
   * begins once: asking again answers the same, and sends its code only if that had not worked. Of what is refused nothing
   * is kept. An error means that codes may not have been sent: ask again.
   */
  _startChallenges: Array<_ChallengeStart>;
  /** Internal. Tries a code. Every code counts as one of 5 attempts, unless the challenge is over or passed already. */
  _verifyChallenge: _ChallengeVerification;
  /**
   * Makes a key for a program that acts in the caller's name. At most 20 at a time. Codes of userErrors: NAME_INVALID,
   * SCOPES_INVALID, SCOPE_NOT_ALLOWED, EXPIRY_INVALID, TOO_MANY_API_KEYS. People who gave their password in the last 15
   * minutes.
   */
  createApiKey: CreateApiKeyPayload;
  /** Opens a session. Code of userErrors: INVALID_CREDENTIALS, whatever the reason was. */
  logIn: LogInPayload;
  /** Ends the session of the access token in use. True, also when it had ended already. */
  logOut: Scalars['Boolean']['output'];
  /**
   * Trades a refresh token for a new pair of tokens of the same session. Each refresh token works once: using one
   * again ends its session at once, since two parties hold it. Code of userErrors: SESSION_EXPIRED.
   */
  refreshSession: SessionPayload;
  /**
   * Ends a key at once, also for what is open with it; ending it again changes nothing. Its owner and operators. NOT_FOUND
   * when there is no such key.
   */
  revokeApiKey: ApiKeyPayload;
  /**
   * Opens an account and a session for it. Codes of userErrors: EMAIL_INVALID, NAME_INVALID, PASSWORD_TOO_WEAK,
   * SIGN_UP_REFUSED.
   */
  signUp: SessionPayload;
};


/** What can be done. */
export type Mutation_ProvisionUsersArgs = {
  inputs: Array<_ProvisionUserInput>;
};


/** What can be done. */
export type Mutation_StartChallengesArgs = {
  inputs: Array<_ChallengeInput>;
};


/** What can be done. */
export type Mutation_VerifyChallengeArgs = {
  code: Scalars['String']['input'];
  id: Scalars['ID']['input'];
  userId: Scalars['ID']['input'];
};


/** What can be done. */
export type MutationCreateApiKeyArgs = {
  input: CreateApiKeyInput;
};


/** What can be done. */
export type MutationLogInArgs = {
  input: LogInInput;
};


/** What can be done. */
export type MutationRefreshSessionArgs = {
  refreshToken: Scalars['String']['input'];
};


/** What can be done. */
export type MutationRevokeApiKeyArgs = {
  id: Scalars['ID']['input'];
};


/** What can be done. */
export type MutationSignUpArgs = {
  input: SignUpInput;
};

/** Where a page of a list ends. */
export type PageInfo = {
  /** Pass as after to read on; null when the page is empty. */
  endCursor?: Maybe<Scalars['String']['output']>;
  /** Whether reading on would find more. */
  hasNextPage: Scalars['Boolean']['output'];
};

/** What can be read. */
export type Query = {
  /** Internal. What fraud screening needs to know of users, in the order of the ids; unknown ids are left out. */
  _screeningSubjects: Array<_ScreeningSubject>;
  /**
   * Internal. Who API keys belong to and what they are good for, in the order of the inputs; null for keys that are
   * unknown, wrong, revoked, expired, or of somebody who may not sign in. Remembers that they were used.
   */
  _verifyApiKeys: Array<Maybe<_VerifiedApiKey>>;
  /** Who is asking; null for somebody who has not signed in. */
  me?: Maybe<User>;
  /** A user. Themselves and operators; NOT_FOUND for anybody else, whether or not there is such a user. */
  user?: Maybe<User>;
  /** All users, newest first. Operators. */
  users: UserConnection;
};


/** What can be read. */
export type Query_ScreeningSubjectsArgs = {
  ids: Array<Scalars['ID']['input']>;
};


/** What can be read. */
export type Query_VerifyApiKeysArgs = {
  inputs: Array<_ApiKeyInput>;
};


/** What can be read. */
export type QueryUserArgs = {
  id: Scalars['ID']['input'];
};


/** What can be read. */
export type QueryUsersArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  role?: InputMaybe<Role>;
  search?: InputMaybe<Scalars['String']['input']>;
  status?: InputMaybe<UserStatus>;
};

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

/** One sign-in, on one device, until it is ended or not refreshed for 7 days. */
export type Session = {
  /** A JWT to send as a bearer token, good for 15 minutes. Only in the answer that made it. */
  accessToken?: Maybe<Scalars['String']['output']>;
  /** Whether it is the session of this request, or the one this answer opened. */
  current: Scalars['Boolean']['output'];
  /** When the session ends if it is not refreshed. */
  expiresAt: Scalars['DateTime']['output'];
  /** Such as ses_01j… */
  id: Scalars['ID']['output'];
  /** Network address the session was opened from. */
  ip?: Maybe<Scalars['String']['output']>;
  /** Good for one refreshSession within 7 days. Only in the answer that made it. */
  refreshToken?: Maybe<Scalars['String']['output']>;
  /** What the device said it was. */
  userAgent?: Maybe<Scalars['String']['output']>;
};

/** A session, or why there is none. */
export type SessionPayload = {
  /** With its tokens; null when there are userErrors. */
  session?: Maybe<Session>;
  /** Null when there are userErrors. */
  user?: Maybe<User>;
  /** What the caller can mend. */
  userErrors: Array<UserError>;
};

/** Who opens an account. */
export type SignUpInput = {
  /** At most 254 characters; upper and lower case count as the same. */
  email: Scalars['String']['input'];
  /** 1 to 100 characters. */
  name: Scalars['String']['input'];
  /** 8 to 128 characters; any of them. Neither a common password nor the e-mail address. */
  password: Scalars['String']['input'];
};

/** From inclusive, to exclusive. */
export type TimeRange = {
  /** Inclusive. */
  from: Scalars['DateTime']['input'];
  /** Exclusive. */
  to: Scalars['DateTime']['input'];
};

/** A person with an account. Only they, operators and the platform itself ever see one. */
export type User = {
  /** Keys of their programs that were not revoked, newest first, at most 100; never with the secret. Not for programs. */
  apiKeys: Array<ApiKey>;
  /** When they signed up. */
  createdAt: Scalars['DateTime']['output'];
  /** Lower case; unique among users. */
  email: Scalars['String']['output'];
  /** Such as usr_01j… */
  id: Scalars['ID']['output'];
  /** Whether we know who they really are. */
  kycStatus: KycStatus;
  /** What they call themselves, 1 to 100 characters. */
  name: Scalars['String']['output'];
  /** What they may do. */
  role: Role;
  /** Their live sessions, newest first, at most 100; never with tokens. */
  sessions: Array<Session>;
  /** Whether they may sign in. */
  status: UserStatus;
};

/** A page of users. */
export type UserConnection = {
  /** In list order. */
  edges: Array<UserEdge>;
  /** Where the page ends. */
  pageInfo: PageInfo;
};

/** A user and their place in the list. */
export type UserEdge = {
  /** Pass as after to read on from here. */
  cursor: Scalars['String']['output'];
  /** The user. */
  node: User;
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

/** Whether somebody may sign in. */
export type UserStatus =
  /** May sign in. */
  | 'ACTIVE'
  /** Their personal data is gone; the account only stands for what it did. */
  | 'ERASED'
  /** Barred by an operator; may not sign in. */
  | 'SUSPENDED';

/** A key that somebody showed. */
export type _ApiKeyInput = {
  /** SHA-256 of all of it, base64url. */
  hash: Scalars['String']['input'];
  /** Its beginning. */
  prefix: Scalars['String']['input'];
};

/** A code was sent, and somebody waits for it. */
export type _Challenge = {
  /** Where the code went, for its owner to recognise: a•••@example.com. */
  deliveredTo: Scalars['String']['output'];
  /** 5 minutes after it began; the code is worth nothing from then on. */
  expiresAt: Scalars['DateTime']['output'];
  /** As in the input. */
  id: Scalars['ID']['output'];
};

/** Something a user is to confirm. */
export type _ChallengeInput = {
  /** The caller's, such as the id of a transaction; names the challenge. */
  id: Scalars['ID']['input'];
  /** What they confirm, to follow the word confirm: a transfer of 6,000.00 USD. 1 to 200 characters. */
  summary: Scalars['String']['input'];
  /** Who is to confirm it. */
  userId: Scalars['ID']['input'];
};

export type _ChallengeRefusal =
  /** No active user has the id, or another user was challenged under this name. */
  | 'NOBODY'
  /** As many as may be sent to one user were sent to them within an hour. */
  | 'TOO_MANY';

export type _ChallengeResult =
  /** The attempts are used up, this was the last or came after it. Also for the right code, for good. */
  | 'EXHAUSTED'
  /** Too late: the challenge is over. */
  | 'EXPIRED'
  /** This user was not challenged under this id, or it is more than a day since. */
  | 'NOT_FOUND'
  /** It was the right code; and stays so when the same code is tried again. */
  | 'VERIFIED'
  /** It was not; there are attempts left, unless the challenge was passed with another code. */
  | 'WRONG';

/** What became of the wish to challenge somebody: one of the two. */
export type _ChallengeStart = {
  /** Null when it was refused. */
  challenge?: Maybe<_Challenge>;
  /** Null when it was not. */
  refusal?: Maybe<_ChallengeRefusal>;
};

/** What became of a code that was tried. */
export type _ChallengeVerification = {
  /** How many more codes may be tried. */
  attemptsLeft: Scalars['Int']['output'];
  /** Whether it was right, or why that does not matter. */
  result: _ChallengeResult;
};

/** An account to open. */
export type _ProvisionUserInput = {
  /** As in SignUpInput. */
  email: Scalars['String']['input'];
  /** How far their identity counts as known. */
  kycStatus: KycStatus;
  /** As in SignUpInput. */
  name: Scalars['String']['input'];
  /** As in SignUpInput. */
  password: Scalars['String']['input'];
  /** What they may do. */
  role: Role;
};

/** The account of an address. */
export type _ProvisionedUser = {
  /** False when there was one already; it was left as it is. */
  created: Scalars['Boolean']['output'];
  /** The user's id. */
  id: Scalars['ID']['output'];
};

/** A user as fraud screening sees them. */
export type _ScreeningSubject = {
  /** The user's id. */
  id: Scalars['ID']['output'];
  /** Whether an operator confirmed their identity. */
  kycVerified: Scalars['Boolean']['output'];
  /** To compare with sanctions lists. */
  name: Scalars['String']['output'];
  /** Whether they may sign in. */
  status: UserStatus;
};

/** A key that is good. */
export type _VerifiedApiKey = {
  /** When it ends; null when only by being revoked. */
  expiresAt?: Maybe<Scalars['DateTime']['output']>;
  /** Such as key_01j… */
  id: Scalars['ID']['output'];
  /** What they may do. */
  role: Role;
  /** What it may be used for; nothing that the role does not have. */
  scopes: Array<Scalars['String']['output']>;
  /** Whose it is. */
  userId: Scalars['ID']['output'];
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
  User: User;
};

/** Mapping of federation reference types */
export type FederationReferenceTypes = {
  User:
    ( { __typename: 'User' }
    & GraphQLRecursivePick<FederationTypes['User'], {"id":true}> );
};



/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  ApiKey: ResolverTypeWrapper<ApiKeyRow>;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
  ApiKeyPayload: ResolverTypeWrapper<Omit<ApiKeyPayload, 'apiKey'> & { apiKey?: Maybe<ResolversTypes['ApiKey']> }>;
  CreateApiKeyInput: CreateApiKeyInput;
  CreateApiKeyPayload: ResolverTypeWrapper<Omit<CreateApiKeyPayload, 'apiKey'> & { apiKey?: Maybe<ResolversTypes['ApiKey']> }>;
  CurrencyCode: ResolverTypeWrapper<Scalars['CurrencyCode']['output']>;
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  Decimal: ResolverTypeWrapper<Scalars['Decimal']['output']>;
  EventCursor: ResolverTypeWrapper<Scalars['EventCursor']['output']>;
  JSON: ResolverTypeWrapper<Scalars['JSON']['output']>;
  KycStatus: KycStatus;
  LogInInput: LogInInput;
  LogInPayload: ResolverTypeWrapper<Omit<LogInPayload, 'session' | 'user'> & { session?: Maybe<ResolversTypes['Session']>, user?: Maybe<ResolversTypes['User']> }>;
  Money: ResolverTypeWrapper<Money>;
  MoneyInput: MoneyInput;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  PageInfo: ResolverTypeWrapper<PageInfo>;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Role: Role;
  Session: ResolverTypeWrapper<SessionView>;
  SessionPayload: ResolverTypeWrapper<Omit<SessionPayload, 'session' | 'user'> & { session?: Maybe<ResolversTypes['Session']>, user?: Maybe<ResolversTypes['User']> }>;
  SignUpInput: SignUpInput;
  TimeRange: TimeRange;
  User: ResolverTypeWrapper<UserRow>;
  UserConnection: ResolverTypeWrapper<Omit<UserConnection, 'edges'> & { edges: Array<ResolversTypes['UserEdge']> }>;
  UserEdge: ResolverTypeWrapper<Omit<UserEdge, 'node'> & { node: ResolversTypes['User'] }>;
  UserError: ResolverTypeWrapper<UserError>;
  UserStatus: UserStatus;
  _ApiKeyInput: _ApiKeyInput;
  _Challenge: ResolverTypeWrapper<_Challenge>;
  _ChallengeInput: _ChallengeInput;
  _ChallengeRefusal: _ChallengeRefusal;
  _ChallengeResult: _ChallengeResult;
  _ChallengeStart: ResolverTypeWrapper<_ChallengeStart>;
  _ChallengeVerification: ResolverTypeWrapper<_ChallengeVerification>;
  _ProvisionUserInput: _ProvisionUserInput;
  _ProvisionedUser: ResolverTypeWrapper<_ProvisionedUser>;
  _ScreeningSubject: ResolverTypeWrapper<_ScreeningSubject>;
  _VerifiedApiKey: ResolverTypeWrapper<_VerifiedApiKey>;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  ApiKey: ApiKeyRow;
  ID: Scalars['ID']['output'];
  String: Scalars['String']['output'];
  ApiKeyPayload: Omit<ApiKeyPayload, 'apiKey'> & { apiKey?: Maybe<ResolversParentTypes['ApiKey']> };
  CreateApiKeyInput: CreateApiKeyInput;
  CreateApiKeyPayload: Omit<CreateApiKeyPayload, 'apiKey'> & { apiKey?: Maybe<ResolversParentTypes['ApiKey']> };
  CurrencyCode: Scalars['CurrencyCode']['output'];
  DateTime: Scalars['DateTime']['output'];
  Decimal: Scalars['Decimal']['output'];
  EventCursor: Scalars['EventCursor']['output'];
  JSON: Scalars['JSON']['output'];
  LogInInput: LogInInput;
  LogInPayload: Omit<LogInPayload, 'session' | 'user'> & { session?: Maybe<ResolversParentTypes['Session']>, user?: Maybe<ResolversParentTypes['User']> };
  Money: Money;
  MoneyInput: MoneyInput;
  Mutation: Record<PropertyKey, never>;
  Boolean: Scalars['Boolean']['output'];
  PageInfo: PageInfo;
  Query: Record<PropertyKey, never>;
  Session: SessionView;
  SessionPayload: Omit<SessionPayload, 'session' | 'user'> & { session?: Maybe<ResolversParentTypes['Session']>, user?: Maybe<ResolversParentTypes['User']> };
  SignUpInput: SignUpInput;
  TimeRange: TimeRange;
  User: UserRow;
  UserConnection: Omit<UserConnection, 'edges'> & { edges: Array<ResolversParentTypes['UserEdge']> };
  UserEdge: Omit<UserEdge, 'node'> & { node: ResolversParentTypes['User'] };
  UserError: UserError;
  _ApiKeyInput: _ApiKeyInput;
  _Challenge: _Challenge;
  _ChallengeInput: _ChallengeInput;
  _ChallengeStart: _ChallengeStart;
  _ChallengeVerification: _ChallengeVerification;
  _ProvisionUserInput: _ProvisionUserInput;
  _ProvisionedUser: _ProvisionedUser;
  _ScreeningSubject: _ScreeningSubject;
  _VerifiedApiKey: _VerifiedApiKey;
  Int: Scalars['Int']['output'];
};

export type CacheControlDirectiveArgs = {
  maxAge: Scalars['Int']['input'];
};

export type CacheControlDirectiveResolver<Result, Parent, ContextType = Context, Args = CacheControlDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type ApiKeyResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ApiKey'] = ResolversParentTypes['ApiKey']> = {
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  expiresAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  lastUsedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  prefix?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  revokedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  scopes?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
};

export type ApiKeyPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ApiKeyPayload'] = ResolversParentTypes['ApiKeyPayload']> = {
  apiKey?: Resolver<Maybe<ResolversTypes['ApiKey']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type CreateApiKeyPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CreateApiKeyPayload'] = ResolversParentTypes['CreateApiKeyPayload']> = {
  apiKey?: Resolver<Maybe<ResolversTypes['ApiKey']>, ParentType, ContextType>;
  secret?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
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

export type LogInPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['LogInPayload'] = ResolversParentTypes['LogInPayload']> = {
  session?: Resolver<Maybe<ResolversTypes['Session']>, ParentType, ContextType>;
  user?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type MoneyResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Money'] = ResolversParentTypes['Money']> = {
  amount?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
  currency?: Resolver<ResolversTypes['CurrencyCode'], ParentType, ContextType>;
};

export type MutationResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  _provisionUsers?: Resolver<Array<ResolversTypes['_ProvisionedUser']>, ParentType, ContextType, RequireFields<Mutation_ProvisionUsersArgs, 'inputs'>>;
  _startChallenges?: Resolver<Array<ResolversTypes['_ChallengeStart']>, ParentType, ContextType, RequireFields<Mutation_StartChallengesArgs, 'inputs'>>;
  _verifyChallenge?: Resolver<ResolversTypes['_ChallengeVerification'], ParentType, ContextType, RequireFields<Mutation_VerifyChallengeArgs, 'code' | 'id' | 'userId'>>;
  createApiKey?: Resolver<ResolversTypes['CreateApiKeyPayload'], ParentType, ContextType, RequireFields<MutationCreateApiKeyArgs, 'input'>>;
  logIn?: Resolver<ResolversTypes['LogInPayload'], ParentType, ContextType, RequireFields<MutationLogInArgs, 'input'>>;
  logOut?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  refreshSession?: Resolver<ResolversTypes['SessionPayload'], ParentType, ContextType, RequireFields<MutationRefreshSessionArgs, 'refreshToken'>>;
  revokeApiKey?: Resolver<ResolversTypes['ApiKeyPayload'], ParentType, ContextType, RequireFields<MutationRevokeApiKeyArgs, 'id'>>;
  signUp?: Resolver<ResolversTypes['SessionPayload'], ParentType, ContextType, RequireFields<MutationSignUpArgs, 'input'>>;
};

export type PageInfoResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo']> = {
  endCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type QueryResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  _screeningSubjects?: Resolver<Array<ResolversTypes['_ScreeningSubject']>, ParentType, ContextType, RequireFields<Query_ScreeningSubjectsArgs, 'ids'>>;
  _verifyApiKeys?: Resolver<Array<Maybe<ResolversTypes['_VerifiedApiKey']>>, ParentType, ContextType, RequireFields<Query_VerifyApiKeysArgs, 'inputs'>>;
  me?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  user?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType, RequireFields<QueryUserArgs, 'id'>>;
  users?: Resolver<ResolversTypes['UserConnection'], ParentType, ContextType, RequireFields<QueryUsersArgs, 'first'>>;
};

export type SessionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Session'] = ResolversParentTypes['Session']> = {
  accessToken?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  current?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  expiresAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  ip?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  refreshToken?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  userAgent?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type SessionPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SessionPayload'] = ResolversParentTypes['SessionPayload']> = {
  session?: Resolver<Maybe<ResolversTypes['Session']>, ParentType, ContextType>;
  user?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type UserResolvers<ContextType = Context, ParentType extends ResolversParentTypes['User'] = ResolversParentTypes['User'], FederationReferenceType extends FederationReferenceTypes['User'] = FederationReferenceTypes['User']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['User']> | FederationReferenceType, FederationReferenceType, ContextType>;
  apiKeys?: Resolver<Array<ResolversTypes['ApiKey']>, ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  email?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  kycStatus?: Resolver<ResolversTypes['KycStatus'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  role?: Resolver<ResolversTypes['Role'], ParentType, ContextType>;
  sessions?: Resolver<Array<ResolversTypes['Session']>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['UserStatus'], ParentType, ContextType>;
};

export type UserConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UserConnection'] = ResolversParentTypes['UserConnection']> = {
  edges?: Resolver<Array<ResolversTypes['UserEdge']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type UserEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UserEdge'] = ResolversParentTypes['UserEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['User'], ParentType, ContextType>;
};

export type UserErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UserError'] = ResolversParentTypes['UserError']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  field?: Resolver<Maybe<Array<ResolversTypes['String']>>, ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type _ChallengeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['_Challenge'] = ResolversParentTypes['_Challenge']> = {
  deliveredTo?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  expiresAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type _ChallengeStartResolvers<ContextType = Context, ParentType extends ResolversParentTypes['_ChallengeStart'] = ResolversParentTypes['_ChallengeStart']> = {
  challenge?: Resolver<Maybe<ResolversTypes['_Challenge']>, ParentType, ContextType>;
  refusal?: Resolver<Maybe<ResolversTypes['_ChallengeRefusal']>, ParentType, ContextType>;
};

export type _ChallengeVerificationResolvers<ContextType = Context, ParentType extends ResolversParentTypes['_ChallengeVerification'] = ResolversParentTypes['_ChallengeVerification']> = {
  attemptsLeft?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  result?: Resolver<ResolversTypes['_ChallengeResult'], ParentType, ContextType>;
};

export type _ProvisionedUserResolvers<ContextType = Context, ParentType extends ResolversParentTypes['_ProvisionedUser'] = ResolversParentTypes['_ProvisionedUser']> = {
  created?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type _ScreeningSubjectResolvers<ContextType = Context, ParentType extends ResolversParentTypes['_ScreeningSubject'] = ResolversParentTypes['_ScreeningSubject']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  kycVerified?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['UserStatus'], ParentType, ContextType>;
};

export type _VerifiedApiKeyResolvers<ContextType = Context, ParentType extends ResolversParentTypes['_VerifiedApiKey'] = ResolversParentTypes['_VerifiedApiKey']> = {
  expiresAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  role?: Resolver<ResolversTypes['Role'], ParentType, ContextType>;
  scopes?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
  userId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type Resolvers<ContextType = Context> = {
  ApiKey?: ApiKeyResolvers<ContextType>;
  ApiKeyPayload?: ApiKeyPayloadResolvers<ContextType>;
  CreateApiKeyPayload?: CreateApiKeyPayloadResolvers<ContextType>;
  CurrencyCode?: GraphQLScalarType;
  DateTime?: GraphQLScalarType;
  Decimal?: GraphQLScalarType;
  EventCursor?: GraphQLScalarType;
  JSON?: GraphQLScalarType;
  LogInPayload?: LogInPayloadResolvers<ContextType>;
  Money?: MoneyResolvers<ContextType>;
  Mutation?: MutationResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  Session?: SessionResolvers<ContextType>;
  SessionPayload?: SessionPayloadResolvers<ContextType>;
  User?: UserResolvers<ContextType>;
  UserConnection?: UserConnectionResolvers<ContextType>;
  UserEdge?: UserEdgeResolvers<ContextType>;
  UserError?: UserErrorResolvers<ContextType>;
  _Challenge?: _ChallengeResolvers<ContextType>;
  _ChallengeStart?: _ChallengeStartResolvers<ContextType>;
  _ChallengeVerification?: _ChallengeVerificationResolvers<ContextType>;
  _ProvisionedUser?: _ProvisionedUserResolvers<ContextType>;
  _ScreeningSubject?: _ScreeningSubjectResolvers<ContextType>;
  _VerifiedApiKey?: _VerifiedApiKeyResolvers<ContextType>;
};

export type DirectiveResolvers<ContextType = Context> = {
  cacheControl?: CacheControlDirectiveResolver<any, any, ContextType>;
};
