import type { Actor } from '@paygraph/identity';
import type { DocumentNode } from 'graphql';

/** Operations that are counted at the same time. */
const OPERATIONS_MAX = 1_000;

type Variables = Readonly<Record<string, unknown>>;

/** How an operation was used last. */
interface Use {
  readonly document: DocumentNode;
  readonly operationName: string | null | undefined;
  /** Only what may decide about `@skip` and `@include`. */
  readonly variables: Variables;
  readonly actor: Actor;
}

/** Counts how often operations are used: when the schema changes, the hottest are made ready first. */
export interface Uses {
  count(document: DocumentNode, operationName: string | null | undefined, variables: Variables, actor: Actor): void;
  /** The one of each document that was used last, most used documents first. */
  hottest(count: number): readonly Use[];
}

export function createUses(): Uses {
  let uses = new Map<DocumentNode, Use & { count: number }>();
  const byHeat = () => [...uses.values()].sort((a, b) => b.count - a.count);
  return {
    count(document, operationName, variables, actor) {
      const known = uses.get(document);
      if (known && known.operationName === operationName) {
        known.count += 1;
        return;
      }
      const flags = Object.fromEntries(Object.entries(variables).filter(([, value]) => typeof value === 'boolean'));
      uses.set(document, { document, operationName, variables: flags, actor, count: (known?.count ?? 0) + 1 });
      if (uses.size <= OPERATIONS_MAX) return;
      // What was hot long ago cools down, and makes room for what is hot now.
      uses = new Map(
        byHeat()
          .slice(0, OPERATIONS_MAX / 2)
          .map((use) => [use.document, { ...use, count: use.count / 2 }]),
      );
    },
    hottest: (count) => byHeat().slice(0, count),
  };
}
