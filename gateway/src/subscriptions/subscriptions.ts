import { setTimeout as sleep } from 'node:timers/promises';
import { onceEnded, SlowConsumer } from '@paygraph/stream';
import { codedError, presentError, type SubgraphResponse } from '@paygraph/subgraph';
import { Counter, Gauge } from '@paygraph/telemetry';
import { type ExecutionArgs, type ExecutionResult, GraphQLError, type GraphQLSchema, print } from 'graphql';
import type { Refusal } from '../authorisation/authorise.ts';
import type { OperationVariant } from '../compiled-operations.ts';
import { contextOf, describe, type ErrorDeps, failed, refused } from '../respond.ts';
import { withErrors } from '../written-result.ts';
import { type Feed, openFeed, type Plan } from './feed.ts';
import { identityOf } from './identity.ts';
import { sharing } from './sharing.ts';
import type { Upstream, UpstreamDeps } from './upstream.ts';

/** Within this time subscriptions move to another schema, so that not all of them open upstreams at once. */
const MOVE_WITHIN_MS = 2_000;

const subscribers = new Gauge({ name: 'paygraph_subscribers', help: 'Subscriptions of clients that are open.' });
const cutOff = new Counter({
  name: 'paygraph_slow_consumers_total',
  help: 'Subscriptions that were ended because their client read more slowly than events came.',
});

type Errors = { readonly errors: readonly GraphQLError[] };

export interface SubscriptionDeps extends UpstreamDeps, ErrorDeps {
  /** Plans an operation with the generation of its schema; or says why it cannot run. */
  readonly prepare: (args: ExecutionArgs) => PreparedSubscription | Errors;
}

type PreparedSubscription = Pick<Plan, 'run' | 'rights'> & { readonly variant: OperationVariant | Refusal };

/** Says how an operation reads under another schema, or why it does not. */
export type Renew = (args: ExecutionArgs) => ExecutionArgs | readonly GraphQLError[];

export interface Subscriptions {
  /** A stream of responses; one without `data` is the last and says why. Never rejects. */
  subscribe(args: ExecutionArgs): AsyncIterableIterator<ExecutionResult> | ExecutionResult;
  /** Goes on under another schema with what is still valid, and ends what is not. */
  moveTo(schema: GraphQLSchema, renew: Renew): void;
}

/**
 * Opens subscriptions on the subgraphs that own their events, and runs what follows once for each event. Those of one
 * identity that ask for the same share all of it; those that only wait for the same share the upstream.
 */
export function createSubscriptions(deps: SubscriptionDeps): Subscriptions {
  const joinUpstream = sharing<SubgraphResponse, Upstream>('upstream');
  const joinFeed = sharing<ExecutionResult, Feed>('feed');
  const feeds = new Set<Feed>();
  let current: { readonly schema: GraphQLSchema; readonly renew: Renew } | undefined;

  const open = (plan: Plan): Feed => {
    const feed = openFeed({ ...deps, joinUpstream }, plan);
    feeds.add(feed);
    return { ...feed, values: onceEnded(feed.values, () => feeds.delete(feed)) };
  };
  const planOf = (asked: ExecutionArgs): Plan | Errors => {
    const args = current && asked.schema !== current.schema ? current.renew(asked) : asked;
    if (!('document' in args))
      return { errors: args.map((error) => describe(deps, asked, presentError(error, deps.report))) };
    const prepared = deps.prepare(args);
    if ('errors' in prepared) return prepared;
    const { variant, run, rights } = prepared;
    if ('unmet' in variant) return { errors: [refused(deps, args, variant)] };
    const { primary } = variant;
    if (!primary) return failed(deps, args, new GraphQLError('This operation is not a subscription'));
    return { args, run, rights, variant: { ...variant, primary } };
  };
  const move = (feed: Feed) => {
    const { args } = feed.plan();
    if (args.schema === current?.schema) return;
    try {
      const plan = planOf(args);
      if (!('errors' in plan)) return feed.move(plan);
      const [reason] = plan.errors;
      feed.end({ errors: [codedError('SCHEMA_CHANGED', `The schema changed: ${reason?.message}`)] });
    } catch (error) {
      feed.end(failed(deps, args, error));
    }
  };
  return {
    subscribe(args) {
      try {
        const plan = planOf(args);
        if ('errors' in plan) return plan;
        const { values } = joinFeed(feedKey(plan), () => open(plan));
        return toSubscriber(deps, args, values);
      } catch (error) {
        return failed(deps, args, error);
      }
    },
    moveTo(schema, renew) {
      current = { schema, renew };
      for (const feed of feeds) {
        void sleep(Math.random() * MOVE_WITHIN_MS, undefined, { ref: false }).then(() => {
          if (feeds.has(feed)) move(feed);
        });
      }
    },
  };
}

/** The same for those who are shown the same: never for two identities. */
function feedKey({ args: { document, operationName }, run, rights }: Plan): string {
  const text = document.loc?.source.body ?? print(document);
  return JSON.stringify([text, operationName, run.variables, identityOf(run.actor), rights?.()]);
}

/** What one of them is told, whose errors say which request they belong to. */
function toSubscriber(
  deps: ErrorDeps,
  args: ExecutionArgs,
  values: AsyncIterableIterator<ExecutionResult>,
): AsyncIterableIterator<ExecutionResult> {
  const { ended } = contextOf(args);
  let failure = false;
  const end = () => void values.return?.();
  let left = false;
  const unwatch = () => {
    if (!left) subscribers.dec();
    left = true;
    ended?.removeEventListener('abort', end);
  };
  subscribers.inc();
  ended?.addEventListener('abort', end, { once: true });
  if (ended?.aborted) end();
  const told = (result: ExecutionResult) =>
    result.errors
      ? withErrors(
          result,
          result.errors.map((error) => describe(deps, args, error.toJSON())),
        )
      : result;
  return {
    async next() {
      if (failure) return { done: true, value: undefined };
      try {
        const { done, value } = await values.next();
        if (!done) return { done, value: told(value) };
        unwatch();
        return { done, value: undefined };
      } catch (error) {
        failure = true;
        unwatch();
        if (error instanceof SlowConsumer) cutOff.inc();
        const reason = error instanceof SlowConsumer ? codedError('SLOW_CONSUMER', error.message) : error;
        return { done: false, value: failed(deps, args, reason) };
      }
    },
    async return() {
      unwatch();
      await values.return?.();
      return { done: true, value: undefined };
    },
    async throw(error) {
      unwatch();
      await values.return?.();
      throw error;
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
