import type { Limits } from '@paygraph/config';
import type { Actor } from '@paygraph/identity';
import { codedError } from '@paygraph/subgraph';
import {
  type DocumentNode,
  type ExecutionResult,
  type GraphQLError,
  type GraphQLSchema,
  getOperationAST,
  type OperationDefinitionNode,
  valueFromASTUntyped,
} from 'graphql';
import { callerAddress } from './address.ts';
import type { Bucket, Buckets, Taken } from './buckets.ts';
import { type CostTable, readCosts } from './cost-table.ts';
import { type Excess, excessOf } from './document-shape.ts';
import { type Guess, guessesOf } from './guarded-fields.ts';
import { actualCost, type Estimate, estimate, type PricedField, pricedFields } from './price.ts';

const SECONDS_PER_MINUTE = 60;

export interface LimiterDeps {
  readonly limits: Limits;
  readonly buckets: Buckets;
  readonly apiSchema: GraphQLSchema;
  readonly supergraphSdl: string;
}

interface Request {
  readonly document: DocumentNode;
  readonly operationName: string | undefined;
  readonly variables: Record<string, unknown>;
  readonly actor: Actor;
}

/** The budgets a request drew on, for the headers of its answer. */
export interface Budget {
  readonly name: 'cost' | 'requests';
  readonly bucket: Bucket;
  readonly taken: Taken;
}

/** What an operation that may run was charged. */
export interface Charge {
  readonly budget: Budget | undefined;
  readonly requested: number;
  /** What it cost as it was answered. Nothing is put back for it: reading every answer would cost more than that. */
  actual(result: ExecutionResult): number;
  /** Puts back the guesses that the answer proves right. */
  settle(result: ExecutionResult): Promise<void>;
}

/** Counts a request of somebody unknown, before anything of it is read. */
export type Knock = (actor: Actor) => Promise<{ readonly refusal?: GraphQLError; readonly budget?: Budget }>;

/** Says who may ask for what, and how much of it. Everything refused is a coded error that names the limit. */
export interface Limiter {
  readonly knock: Knock;
  /** What a document is beyond by its shape alone, before it is validated. */
  refuseShape(document: DocumentNode): GraphQLError | undefined;
  /** Prices a valid operation and charges the caller. */
  admit(request: Request): Promise<{ readonly refusal: GraphQLError; readonly budget?: Budget } | Charge>;
}

export function createKnock({ limits, buckets }: Pick<LimiterDeps, 'limits' | 'buckets'>): Knock {
  const bucket = perMinute(limits.anonymousRequests_per_minute);
  return async (actor) => {
    if (actor.kind !== 'anonymous' || !Number.isFinite(bucket.capacity)) return {};
    const taken = await buckets.take(`requests:${callerAddress(actor.ip)}`, bucket, 1);
    const budget: Budget = { name: 'requests', bucket, taken };
    return taken.allowed ? { budget } : { budget, refusal: rateLimited('anonymousRequestsPerMinute', budget, 1) };
  };
}

export function createLimiter({ limits, buckets, apiSchema, supergraphSdl }: LimiterDeps): Limiter {
  const priceOf = priceCache(apiSchema, readCosts(supergraphSdl));
  const costBucket: Bucket = { capacity: limits.costBucket, restore_per_s: limits.costRestore_per_s };

  return {
    knock: createKnock({ limits, buckets }),

    refuseShape(document) {
      const excess = excessOf(document, limits.request);
      return excess && tooExpensive(excess);
    },

    async admit({ document, operationName, variables: given, actor }) {
      const operation = getOperationAST(document, operationName);
      const variables = withDefaults(operation, given);
      const fields = priceOf(document, operationName);
      const priced = estimate(fields, variables);
      const excess = excessOfEstimate(priced, limits);
      if (excess) return { refusal: tooExpensive(excess) };

      const guesses = operation ? guessesOf(document, operation, variables, actor, limits) : [];
      const finite = guesses.filter(({ bucket }) => Number.isFinite(bucket.capacity));
      const refusal = await takeGuesses(buckets, finite);
      if (refusal) return { refusal };

      const requested = Math.max(1, priced.cost);
      const key = `cost:${actor.kind === 'user' ? actor.userId : callerAddress(actor.ip)}`;
      const budget = await spend(buckets, key, costBucket, requested);
      if (budget && !budget.taken.allowed) {
        await giveBack(buckets, finite);
        return { budget, refusal: rateLimited('costBucket', budget, requested) };
      }
      return {
        budget,
        requested,
        // What is paid for by the size of an input is answered with no more than that.
        actual: ({ data }) => Math.min(requested, actualCost(fields, variables, data)),
        async settle(result) {
          if (finite.length === 0) return;
          await giveBack(
            buckets,
            finite.filter(({ wasRight }) => wasRight(result.data)),
          );
        },
      };
    },
  };
}

/** The variables as the operation runs with them: what it declares counts as if it were sent. */
function withDefaults(
  operation: OperationDefinitionNode | null | undefined,
  given: Record<string, unknown>,
): Record<string, unknown> {
  const missing = operation?.variableDefinitions?.flatMap(({ variable: { name }, defaultValue }) =>
    defaultValue && given[name.value] === undefined ? [[name.value, valueFromASTUntyped(defaultValue)]] : [],
  );
  return missing?.length ? { ...given, ...Object.fromEntries(missing) } : given;
}

async function spend(buckets: Buckets, key: string, bucket: Bucket, cost: number): Promise<Budget | undefined> {
  if (!Number.isFinite(bucket.capacity)) return undefined;
  // What costs more than the bucket holds empties it: whether it may be asked for at all is another limit.
  return { name: 'cost', bucket, taken: await buckets.take(key, bucket, Math.min(cost, bucket.capacity)) };
}

/** Takes all or none. */
async function takeGuesses(buckets: Buckets, guesses: readonly Guess[]): Promise<GraphQLError | undefined> {
  for (const [index, { limit, key, bucket, amount }] of guesses.entries()) {
    const taken = await buckets.take(key, bucket, amount);
    if (taken.allowed) continue;
    await giveBack(buckets, guesses.slice(0, index));
    return rateLimited(limit, { bucket, taken }, amount);
  }
  return undefined;
}

async function giveBack(buckets: Buckets, guesses: readonly Guess[]): Promise<void> {
  for (const { key, bucket, amount } of guesses) await buckets.give(key, bucket, amount);
}

function excessOfEstimate({ pageSize, nodes, cost }: Estimate, { request }: Limits): Excess | undefined {
  if (pageSize > request.pageSize) return { limit: 'pageSize', max: request.pageSize, found: pageSize };
  if (nodes > request.nodes) return { limit: 'nodes', max: request.nodes, found: nodes };
  return cost > request.cost ? { limit: 'cost', max: request.cost, found: cost } : undefined;
}

const NAMES: Readonly<Record<Excess['limit'], string>> = {
  bodyBytes: 'bytes in its body',
  anonymousBodyBytes: 'bytes in its body while nobody is signed in',
  tokens: 'tokens',
  fields: 'fields',
  depth: 'levels of fields',
  introspectionDepth: 'levels of introspection',
  aliases: 'aliases',
  rootFields: 'fields at the root',
  duplicateFields: 'fields that are repeated',
  directives: 'directives',
  pageSize: 'items on a page',
  nodes: 'items in nested pages',
  cost: 'points of cost',
  fragmentCycles: 'fragments that spread themselves',
  batch: 'operations in an array',
};

/** `extensions` say which limit it is, what it is, and what was found: at least that much, where counting stopped. */
export function tooExpensive({ limit, max, found }: Excess): GraphQLError {
  // What every GraphQL server refuses, and no setting lifts, is a mistake and not too much of something.
  const code = limit === 'pageSize' || max === 0 ? 'BAD_USER_INPUT' : 'OPERATION_TOO_EXPENSIVE';
  return codedError(code, `A request has at most ${max} ${NAMES[limit]}; this one has ${found} or more`, {
    limit,
    max,
    found,
  });
}

function rateLimited(limit: string, { bucket, taken }: Pick<Budget, 'bucket' | 'taken'>, found: number): GraphQLError {
  return codedError('RATE_LIMITED', 'Too many requests', {
    limit,
    max: bucket.capacity,
    found,
    available: Math.floor(taken.available),
    retryAfterMs: taken.retryAfter_ms,
  });
}

function perMinute(capacity: number): Bucket {
  return { capacity, restore_per_s: capacity / SECONDS_PER_MINUTE };
}

type PriceOf = (document: DocumentNode, operationName: string | undefined) => readonly PricedField[];

/** By document object: they come from a bounded cache, and a price goes when its document does. */
function priceCache(schema: GraphQLSchema, costs: CostTable): PriceOf {
  const prices = new WeakMap<DocumentNode, Map<string, readonly PricedField[]>>();
  return (document, operationName) => {
    const byName = prices.get(document) ?? new Map<string, readonly PricedField[]>();
    const fields = byName.get(operationName ?? '') ?? pricedFields(schema, costs, document, operationName);
    prices.set(document, byName.set(operationName ?? '', fields));
    return fields;
  };
}
