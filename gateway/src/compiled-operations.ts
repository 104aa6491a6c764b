import type { FetchNode, PlanNode } from '@apollo/query-planner';
import type { Actor } from '@paygraph/identity';
import { Counter, Histogram, inSpan } from '@paygraph/telemetry';
import {
  type DocumentNode,
  type FragmentDefinitionNode,
  getOperationAST,
  Kind,
  type OperationDefinitionNode,
  SchemaMetaFieldDef,
  TypeMetaFieldDef,
  visit,
} from 'graphql';
import { authorise, conditionsOf, type Refusal, type Selected, withoutFields } from './authorisation/authorise.ts';
import { authorisationClass, unmetIn } from './authorisation/claims.ts';
import type { ShownSchemas } from './authorisation/shown-schemas.ts';
import { compilePlan, type RunNode } from './compile-plan.ts';
import { compileResponse } from './compile-response.ts';
import { conditionVariables, specialize } from './specialize.ts';
import { makeResumable, type Resumption } from './subscriptions/resumption.ts';
import type { SchemaGeneration } from './supergraph.ts';

const lookups = new Counter({
  name: 'paygraph_plan_cache_lookups_total',
  help: 'Operations that were about to run: whether they had been planned and compiled before.',
  labelNames: ['outcome'],
});
const [hits, misses] = [lookups.labels('hit'), lookups.labels('miss')];
const durations = new Histogram({
  name: 'paygraph_plan_duration_seconds',
  help: 'How long it took to plan and compile operations that had not been before.',
  buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1],
});

/** What all compiled operations of a generation may take together. */
const BYTES_MAX = 64 * 2 ** 20;
/** Of one operation. */
const VARIANTS_MAX = 32;
/** What a compiled operation takes for each character of its document and of its plan; an estimate. */
const BYTES_PER_CHARACTER = 32;
const BYTES_AT_LEAST = 8_000;

/** An operation of a valid document. */
interface CompiledOperation {
  readonly operation: OperationDefinitionNode;
  /**
   * As these variables want it, for this caller at this moment; planned and compiled once for each set of values of
   * `@skip` and `@include` and each class of callers to whom the same is allowed. A refusal when they may not run it.
   */
  variant(variables: Readonly<Record<string, unknown>>, actor: Actor, now: Date): OperationVariant | Refusal;
  /** What of it is allowed to a caller at a moment, where that may lapse; the same as long as the answer is the same. */
  readonly rights: ((actor: Actor, now: Date) => string) | undefined;
}

/** Ready to be run any number of times. */
export interface OperationVariant {
  readonly plan: PlanNode | undefined;
  /** The whole plan, or what follows on each event. */
  readonly run: RunNode;
  /** Where the events of a subscription come from. */
  readonly primary: FetchNode | undefined;
  /** How to go on with them after the last one; undefined where that is not possible. */
  readonly resumption: Resumption | undefined;
  /** Writes the response out of what was gathered. */
  readonly write: ReturnType<typeof compileResponse>;
}

/** Undefined when the document has no such operation, or several and none was named. */
export type CompiledOperations = (
  document: DocumentNode,
  operationName: string | null | undefined,
) => CompiledOperation | undefined;

/** Compiles once per document and name. The least recently used goes first. */
export function compiledOperations(
  generation: Omit<SchemaGeneration, 'operations' | 'uses'>,
  shownTo: ShownSchemas,
  bytesMax = BYTES_MAX,
): CompiledOperations {
  const entries = new Map<DocumentNode, Entry>();
  let [bytes, compiled_bytes] = [0, 0];
  const grow = (entry: Entry, characters: number) => {
    const added = BYTES_AT_LEAST + characters * BYTES_PER_CHARACTER;
    entry.bytes += added;
    bytes += added;
    compiled_bytes += added;
    for (const [document, each] of entries) {
      if (bytes <= bytesMax) return;
      if (each === entry) continue;
      entries.delete(document);
      bytes -= each.bytes;
    }
  };
  return (document, operationName) => {
    const entry = entries.get(document) ?? newEntry();
    const name = operationName ?? '';
    const known = entry.byName.get(name);
    const operation = known?.operation ?? getOperationAST(document, operationName);
    if (!operation) return undefined;
    // It stays where it is among the later half: V8 makes new tables of a Map that changes all the time.
    if (!known || compiled_bytes - entry.placedAt_bytes >= bytesMax / 2) {
      entry.placedAt_bytes = compiled_bytes;
      entries.delete(document);
      entries.set(document, entry);
    }
    if (known) return known;
    const compiled = compileOperation(generation, shownTo, document, operation, (characters) => {
      if (entries.get(document) === entry) grow(entry, characters);
    });
    entry.byName.set(name, compiled);
    return compiled;
  };
}

interface Entry {
  readonly byName: Map<string, CompiledOperation>;
  bytes: number;
  /** How much had been compiled when it was put in its place. */
  placedAt_bytes: number;
}

const newEntry = (): Entry => ({ byName: new Map(), bytes: 0, placedAt_bytes: 0 });

function compileOperation(
  generation: Omit<SchemaGeneration, 'operations' | 'uses'>,
  shownTo: ShownSchemas,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  grow: (characters: number) => void,
): CompiledOperation {
  const { apiSchema, supergraphSchema, requirements } = generation;
  const fragments: Record<string, FragmentDefinitionNode> = {};
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments[definition.name.value] = definition;
  }
  const selected: Selected = { apiSchema, operation, fragments };
  // Introspection shows a caller what they may use of everything.
  const asked = isIntrospection(document) ? requirements.conditions : conditionsOf(requirements, selected);
  const names = conditionVariables(document);
  const variants = new Map<string, OperationVariant | Refusal>();
  const compile = (conditions: Readonly<Record<string, unknown>>, digits: string): OperationVariant | Refusal => {
    const unmet = unmetIn(digits, asked);
    const { refused, refusal } = authorise(requirements, selected, conditions, unmet);
    if (refusal) return refusal;
    const planned = specialize(withoutFields(document, refused), conditions);
    const resumable = makeResumable(apiSchema, planned, operation.name?.value);
    const { node } = generation.plan(resumable?.document ?? planned, operation.name?.value);
    grow((document.loc?.end ?? 0) + JSON.stringify(node ?? null).length);
    return {
      plan: node as PlanNode | undefined,
      run: compilePlan(supergraphSchema, node?.kind === 'Subscription' ? node.rest : node),
      primary: node?.kind === 'Subscription' ? node.primary : undefined,
      resumption: resumable?.resumption,
      write: compileResponse({ ...selected, conditions, refused, shownSchema: shownTo(unmet) }),
    };
  };
  return {
    operation,
    // What somebody is and has does not change while they are served; what policies say may.
    rights: asked.some(({ kind }) => kind === 'policies')
      ? (actor, now) => authorisationClass(asked, actor, now)
      : undefined,
    variant(variables, actor, now) {
      const digits = authorisationClass(asked, actor, now);
      const key = `${names.map((name) => (variables[name] ? '1' : '0')).join('')}|${digits}`;
      const known = variants.get(key);
      if (known) {
        hits.inc();
        return known;
      }
      misses.inc();
      const endsAt = durations.startTimer();
      const conditions = Object.fromEntries(names.map((name) => [name, variables[name]]));
      const variant = inSpan('plan', {}, () => compile(conditions, digits));
      endsAt();
      if (variants.size >= VARIANTS_MAX) variants.delete(variants.keys().next().value as string);
      variants.set(key, variant);
      return variant;
    },
  };
}

function isIntrospection(document: DocumentNode): boolean {
  let found = false;
  visit(document, {
    Field({ name }) {
      found ||= name.value === SchemaMetaFieldDef.name || name.value === TypeMetaFieldDef.name;
    },
  });
  return found;
}
