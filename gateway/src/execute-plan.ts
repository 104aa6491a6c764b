import type { FetchNode, PlanNode } from '@apollo/query-planner';
import type { SubgraphName } from '@paygraph/config';
import type { Actor } from '@paygraph/identity';
import type { SubgraphTransport } from '@paygraph/subgraph';
import type { GraphQLFormattedError, GraphQLSchema } from 'graphql';
import { applyRewrites, type Json, type JsonObject, mergeInto, selectRepresentation } from './representation.ts';

export type Transports = Readonly<Record<SubgraphName, SubgraphTransport>>;

/** One execution of a plan: what it needs, and what it gathers. */
export interface PlanRun {
  readonly supergraphSchema: GraphQLSchema;
  readonly transports: Transports;
  readonly actor: Actor;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly errors: GraphQLFormattedError[];
  readonly extensions: Record<string, unknown>;
}

/** An object of the response in the making, and where it is. */
interface Target {
  readonly path: readonly (string | number)[];
  readonly object: JsonObject;
}

/** Runs a plan against `data`, which starts empty, or with the event of a subscription. */
export function executePlan(run: PlanRun, node: PlanNode | undefined, data: JsonObject): Promise<void> {
  return node ? executeNode(run, node, [{ path: [], object: data }]) : Promise.resolve();
}

async function executeNode(run: PlanRun, node: PlanNode, targets: readonly Target[]): Promise<void> {
  if (targets.length === 0) return;
  switch (node.kind) {
    case 'Sequence':
      for (const child of node.nodes) await executeNode(run, child, targets);
      return;
    case 'Parallel':
      await Promise.all(node.nodes.map((child) => executeNode(run, child, targets)));
      return;
    case 'Flatten':
      return executeNode(run, node.node, descend(targets, node.path));
    case 'Condition': {
      const branch = run.variables[node.condition] ? node.ifClause : node.elseClause;
      return branch && executeNode(run, branch, targets);
    }
    case 'Fetch':
      return node.requires ? fetchEntities(run, node, targets) : fetchRoot(run, node, targets);
    case 'Defer':
      // The API schema does not declare @defer, so no valid operation is planned like this.
      throw new Error('@defer is not supported');
  }
}

async function fetchRoot(run: PlanRun, node: FetchNode, targets: readonly Target[]): Promise<void> {
  const data = await send(run, node, variablesOf(run, node), (path) => [path]);
  if (!data) return;
  applyRewrites(run.supergraphSchema, node.outputRewrites, data);
  for (const { object } of targets) mergeInto(object, data);
}

/** Sends each distinct entity once, however often it occurs, and merges the answer wherever it does. */
async function fetchEntities(run: PlanRun, node: FetchNode, targets: readonly Target[]): Promise<void> {
  const distinct = new Map<string, { readonly representation: JsonObject; readonly targets: Target[] }>();
  for (const target of targets) {
    const representation = selectRepresentation(run.supergraphSchema, target.object, node.requires ?? []);
    if (typeof representation?.__typename !== 'string') continue;
    applyRewrites(run.supergraphSchema, node.inputRewrites, representation);
    const key = JSON.stringify(representation);
    const known = distinct.get(key);
    if (known) known.targets.push(target);
    else distinct.set(key, { representation, targets: [target] });
  }
  if (distinct.size === 0) return;
  const groups = [...distinct.values()];
  const representations = groups.map(({ representation }) => representation);
  const data = await send(run, node, { ...variablesOf(run, node), representations }, ([field, index, ...rest]) =>
    // An error about one entity is an error wherever it occurs; an error about the fetch is one about all of them.
    (field === '_entities' && typeof index === 'number' ? (groups[index]?.targets ?? []) : targets).map(({ path }) => [
      ...path,
      ...rest,
    ]),
  );
  const entities = data?._entities;
  if (!Array.isArray(entities)) return;
  for (const [index, group] of groups.entries()) {
    const entity = entities[index];
    if (!entity || typeof entity !== 'object' || Array.isArray(entity)) continue;
    applyRewrites(run.supergraphSchema, node.outputRewrites, entity);
    for (const [occurrence, { object }] of group.targets.entries()) {
      // Each place gets objects of its own: later fetches write into them.
      mergeInto(object, occurrence === 0 ? entity : structuredClone(entity));
    }
  }
}

type ErrorPath = readonly (string | number)[];

async function send(
  run: PlanRun,
  node: FetchNode,
  variables: Record<string, unknown>,
  placesOf: (path: ErrorPath) => readonly ErrorPath[],
): Promise<JsonObject | undefined> {
  const { data, errors, extensions } = await run.transports[node.serviceName as SubgraphName].execute({
    query: node.operation,
    operationName: node.operationName,
    variables,
    actor: run.actor,
  });
  for (const { message, path, extensions: details } of errors ?? []) {
    const places = path ? placesOf(path) : [undefined];
    for (const place of places) run.errors.push({ message, path: place, extensions: details });
  }
  Object.assign(run.extensions, extensions);
  return (data as JsonObject | null | undefined) ?? undefined;
}

export function variablesOf({ variables }: Pick<PlanRun, 'variables'>, node: FetchNode): Record<string, unknown> {
  const used = node.variableUsages ?? [];
  return Object.fromEntries(
    used.filter((name) => variables[name] !== undefined).map((name) => [name, variables[name]]),
  );
}

/** The objects at `path` below the targets; `@` stands for every item of a list. */
function descend(targets: readonly Target[], path: readonly (string | number)[]): Target[] {
  let places: { path: (string | number)[]; value: Json | undefined }[] = targets.map(({ path: at, object }) => ({
    path: [...at],
    value: object,
  }));
  for (const step of path) {
    places = places.flatMap(({ path: at, value }) => {
      if (step === '@')
        return Array.isArray(value) ? value.map((item, index) => ({ path: [...at, index], value: item })) : [];
      const next = value && typeof value === 'object' && !Array.isArray(value) ? value[step] : undefined;
      return [{ path: [...at, step], value: next }];
    });
  }
  return places.flatMap(({ path: at, value }) =>
    value && typeof value === 'object' && !Array.isArray(value) ? [{ path: at, object: value }] : [],
  );
}
