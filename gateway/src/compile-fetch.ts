import type { FetchNode } from '@apollo/query-planner';
import type { SubgraphName } from '@paygraph/config';
import type { SubgraphResponse } from '@paygraph/subgraph';
import { type GraphQLSchema, isInterfaceType } from 'graphql';
import type { PlanRun, RunNode, Target } from './compile-plan.ts';
import { copyOf, isJsonObject, type JsonObject, mergeInto } from './json.ts';
import { compileRepresentation, compileRewrites } from './representation.ts';
import { pathOf, type ResponsePath } from './response-path.ts';

/** One distinct entity, and everywhere it occurs. */
interface Entity {
  readonly representation: JsonObject;
  readonly occurrences: Target[];
}

export function compileFetch(schema: GraphQLSchema, node: FetchNode): RunNode {
  return node.requires ? compileEntityFetch(schema, node, node.requires) : compileRootFetch(schema, node);
}

function compileRootFetch(schema: GraphQLSchema, node: FetchNode): RunNode {
  const send = compileSend(node);
  const rewrite = compileRewrites(schema, node.outputRewrites);
  const vague = interfaceNames(schema);
  return async (run, targets) => {
    const data = await send(run, undefined, (path) => [path]);
    if (!data) return;
    rewrite?.(data);
    for (const { object } of targets) mergeInto(object, data, vague);
  };
}

/** Sends each distinct entity once, however often it occurs, and merges the answer wherever it does. */
function compileEntityFetch(
  schema: GraphQLSchema,
  node: FetchNode,
  requires: NonNullable<FetchNode['requires']>,
): RunNode {
  const send = compileSend(node);
  const select = compileRepresentation(schema, requires);
  const rewriteInput = compileRewrites(schema, node.inputRewrites);
  const rewriteOutput = compileRewrites(schema, node.outputRewrites);
  const vague = interfaceNames(schema);

  const entitiesOf = (targets: readonly Target[]) => {
    const entities = new Map<string, Entity>();
    for (const target of targets) {
      const representation = select(target.object);
      if (typeof representation?.__typename !== 'string') continue;
      rewriteInput?.(representation);
      const text = JSON.stringify(representation);
      const known = entities.get(text);
      if (known) known.occurrences.push(target);
      else entities.set(text, { representation, occurrences: [target] });
    }
    return entities;
  };
  return async (run, targets) => {
    const byText = entitiesOf(targets);
    if (byText.size === 0) return;
    const entities = [...byText.values()];
    const data = await send(run, byText, ([field, index, ...rest]) =>
      // An error about one entity is an error wherever it occurs; an error about the fetch is one about all of them.
      (field === '_entities' && typeof index === 'number' ? (entities[index]?.occurrences ?? []) : targets).map(
        ({ place }) => [...pathOf(place), ...rest],
      ),
    );
    const found = data?._entities;
    if (!Array.isArray(found)) return;
    for (const [index, { occurrences }] of entities.entries()) {
      const entity = found[index];
      if (!isJsonObject(entity)) continue;
      rewriteOutput?.(entity);
      // Each place gets objects of its own: later fetches write into them.
      for (let at = 1; at < occurrences.length; at++)
        mergeInto((occurrences[at] as Target).object, copyOf(entity), vague);
      mergeInto((occurrences[0] as Target).object, entity, vague);
    }
  };
}

const interfaceNamesOf = new WeakMap<GraphQLSchema, ReadonlySet<unknown>>();

function interfaceNames(schema: GraphQLSchema): ReadonlySet<unknown> {
  const types = Object.values(schema.getTypeMap());
  const names = interfaceNamesOf.get(schema) ?? new Set(types.filter(isInterfaceType).map(({ name }) => name));
  interfaceNamesOf.set(schema, names);
  return names;
}

type Send = (
  run: PlanRun,
  entities: ReadonlyMap<string, Entity> | undefined,
  placesOf: (path: ResponsePath) => readonly ResponsePath[],
) => Promise<JsonObject | undefined>;

/** Asks the subgraph; its errors are gathered at the places in the response they are about. */
function compileSend(node: FetchNode): Send {
  const { serviceName, operation: query, operationName } = node;
  const head = `{"query":${JSON.stringify(query)},${operationName ? `"operationName":${JSON.stringify(operationName)},` : ''}"variables":{`;
  return async (run, entities, placesOf) => {
    const variables = variablesOf(run, node);
    const known = JSON.stringify(variables).slice(1, -1);
    if (entities) variables.representations = Array.from(entities.values(), ({ representation }) => representation);
    const json = () =>
      entities
        ? `${head}${known}${known && ','}"representations":[${[...entities.keys()].join(',')}]}}`
        : `${head}${known}}}`;
    const send = (text: () => string) =>
      run.transports[serviceName as SubgraphName].execute({
        query,
        operationName,
        variables,
        actor: run.actor,
        json: text,
      });
    const answer = run.reader === undefined ? send(json) : shared(run, serviceName, json(), send);
    const { data, errors, extensions } = await answer;
    for (const { message, path, extensions: details } of errors ?? []) {
      const places = path ? placesOf(path) : [undefined];
      for (const place of places) run.errors.push({ message, path: place, extensions: details });
    }
    if (extensions) Object.assign(run.extensions, extensions);
    return (data as JsonObject | null | undefined) ?? undefined;
  };
}

/** Waits for the same fetch of the same identity when one is under way. */
function shared(
  { fetches, reader }: PlanRun,
  serviceName: string,
  text: string,
  send: (json: () => string) => Promise<SubgraphResponse>,
): Promise<SubgraphResponse> {
  return fetches.fetch(`${reader} ${serviceName} ${text}`, () => send(() => text));
}

export function variablesOf({ variables }: Pick<PlanRun, 'variables'>, node: FetchNode): Record<string, unknown> {
  const used: Record<string, unknown> = {};
  for (const name of node.variableUsages ?? []) {
    if (variables[name] !== undefined) used[name] = variables[name];
  }
  return used;
}
