import type { FetchNode } from '@apollo/query-planner';
import type { SubgraphName } from '@paygraph/config';
import { mapAhead } from '@paygraph/stream';
import { codedError, type SubgraphResponse, startOf } from '@paygraph/subgraph';
import type { ExecutionArgs, ExecutionResult } from 'graphql';
import { variablesOf } from '../compile-fetch.ts';
import type { PlanRun } from '../compile-plan.ts';
import type { OperationVariant } from '../compiled-operations.ts';
import { copyOf, type JsonObject } from '../json.ts';
import { asGraphQLError, type ErrorDeps, respond } from '../respond.ts';
import { identityOf } from './identity.ts';
import type { Join, Shareable } from './sharing.ts';
import { openUpstream, type Upstream, type UpstreamDeps, type UpstreamRequest } from './upstream.ts';

/** Events that are completed while one before them still is. */
const AHEAD_MAX = 7;

/** A subscription that may run, as one generation of the schema plans it. */
export interface Plan {
  /** Those of the first who asked for it. */
  readonly args: ExecutionArgs;
  readonly variant: OperationVariant & { readonly primary: FetchNode };
  readonly run: PlanRun;
  /** What of it is allowed now, where that may lapse; the same as long as the answer is the same. */
  readonly rights: (() => string) | undefined;
}

/** Completes an event that was read. */
type Finish = () => Promise<ExecutionResult>;

export interface FeedDeps extends UpstreamDeps, Pick<ErrorDeps, 'report'> {
  readonly joinUpstream: Join<SubgraphResponse, Upstream>;
}

/** The events of a subscription, completed by other subgraphs and written: once for all who are shown the same. */
export interface Feed extends Shareable<ExecutionResult> {
  plan(): Plan;
  /** Goes on as another plan, after the last event that was read. */
  move(plan: Plan): void;
  /** Ends it, with this as its last response. */
  end(response: ExecutionResult): void;
}

export function openFeed(deps: FeedDeps, first: Plan): Feed {
  let plan = first;
  let request = requestOf(first);
  let { values, position } = joinUpstream(deps, request);
  const beginsNow = request.resumption !== undefined && (request.after === undefined || request.after === null);
  let rights = first.rights?.();
  let begun = false;
  let isEnded = false;
  let last: ExecutionResult | undefined;

  const read = async (): Promise<IteratorResult<Finish>> => {
    while (!isEnded) {
      const from = values;
      const { done, value } = await from.next();
      // Moved meanwhile: what this one may still have brought comes from the other one.
      if (from !== values) continue;
      if (done) break;
      position = request.resumption?.cursorOf(value) ?? position;
      if (startOf(value) !== undefined) continue;
      if (plan.rights?.() !== rights) {
        end({ errors: [codedError('FORBIDDEN', 'What you may see has changed: subscribe again')] });
        break;
      }
      begun = true;
      const planned = plan;
      return { done: false, value: () => complete(deps, planned, value) };
    }
    isEnded = true;
    if (!last) return { done: true, value: undefined };
    const response = last;
    last = undefined;
    return { done: false, value: async () => response };
  };
  const leave = async (): Promise<IteratorResult<Finish>> => {
    isEnded = true;
    last = undefined;
    await values.return?.();
    return { done: true, value: undefined };
  };
  const end = (response: ExecutionResult) => {
    if (isEnded) return;
    last = response;
    void values.return?.();
  };
  return {
    plan: () => plan,
    mayBeJoined: () => !isEnded && !last && (beginsNow || !begun),
    values: mapAhead({ next: read, return: leave }, (finish) => finish(), AHEAD_MAX),
    move(next) {
      const wanted = requestOf(next);
      if (sourceKey(wanted) !== sourceKey(request)) {
        if (!wanted.resumption || position === undefined) return end(changed());
        const old = values;
        request = { ...wanted, after: position };
        values = joinUpstream(deps, request).values;
        void old.return?.();
      }
      plan = next;
      rights = next.rights?.();
    },
    end,
  };
}

function changed(): ExecutionResult {
  return { errors: [codedError('SCHEMA_CHANGED', 'The schema changed: subscribe again', { retryable: true })] };
}

/** Where it is already when others read it, or undefined. */
function joinUpstream(deps: FeedDeps, request: UpstreamRequest) {
  const key = JSON.stringify([sourceKey(request), request.after]);
  const { source, values } = deps.joinUpstream(key, () => openUpstream(deps, request));
  return { values, position: source.position() };
}

function requestOf({ variant, run }: Plan): UpstreamRequest {
  const { primary, resumption } = variant;
  return {
    subgraph: primary.serviceName as SubgraphName,
    query: primary.operation,
    operationName: primary.operationName,
    variables: variablesOf(run, primary),
    actor: run.actor,
    resumption,
    after: resumption?.after(run.variables),
  };
}

/** The same for those who are sent the same events: never for two identities. */
function sourceKey({ subgraph, query, operationName, variables, actor }: UpstreamRequest): string {
  return JSON.stringify([subgraph, query, operationName, variables, identityOf(actor)]);
}

/** Runs what follows on an event. Its errors are described for each who is told of them. */
async function complete(
  { report }: FeedDeps,
  { args, variant, run }: Plan,
  { data, errors }: SubgraphResponse,
): Promise<ExecutionResult> {
  // Who hears of the event may ask about it.
  run.fetches.forget();
  const event: PlanRun = { ...run, errors: [...(errors ?? [])], extensions: {} };
  if (!data) return { errors: event.errors.map(asGraphQLError) };
  // A copy: what follows writes into it, and the event may be on its way to other feeds too.
  const own = copyOf(data as JsonObject);
  await variant.run(event, [{ place: undefined, object: own }]);
  return respond({ report, describeError: () => ({}) }, args, variant, event, own);
}
