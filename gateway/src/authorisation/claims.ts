import { type Actor, scopesOf } from '@paygraph/identity';
import { codedError } from '@paygraph/subgraph';
import type { GraphQLError } from 'graphql';
import { POLICIES } from './policies.ts';
import type { Condition } from './requirements.ts';

/**
 * Which of the conditions a caller meets at a moment, one digit for each: to those with the same digits everything
 * is allowed alike. Asked for again whenever it matters, since a policy may hold for a while only.
 */
export function authorisationClass(conditions: readonly Condition[], actor: Actor, now: Date): string {
  let digits = '';
  for (const condition of conditions) digits += meets(condition, actor, now) ? '1' : '0';
  return digits;
}

/** The conditions that callers of a class do not meet. */
export function unmetIn(digits: string, conditions: readonly Condition[]): ReadonlySet<Condition> {
  return new Set(conditions.filter((_, index) => digits[index] === '0'));
}

function meets({ kind, anyOf }: Condition, actor: Actor, now: Date): boolean {
  if (actor.kind !== 'user') return false;
  switch (kind) {
    case 'authenticated':
      return true;
    case 'scopes': {
      const scopes: ReadonlySet<string> = scopesOf(actor);
      return anyOf.some((names) => names.every((name) => scopes.has(name)));
    }
    case 'policies':
      return anyOf.some((names) => names.every((name) => POLICIES.get(name)?.(actor, now) ?? false));
  }
}

/** The error in the place of a field, or of a whole operation, that asks for more than the caller has. */
export function refusalError(unmet: readonly Condition[]): GraphQLError {
  if (unmet.some(({ kind }) => kind === 'authenticated')) return codedError('UNAUTHENTICATED', 'Sign in first');
  const scopes = allOf(unmet, 'scopes');
  const policies = allOf(unmet, 'policies');
  return codedError('FORBIDDEN', 'Your role, or what you signed in with, does not allow this', {
    ...(scopes && { requiredScopes: scopes }),
    ...(policies && { requiredPolicies: policies }),
  });
}

/** All conditions of a kind as one: any of the lists is enough, if everything in it holds. */
function allOf(unmet: readonly Condition[], kind: Condition['kind']): Condition['anyOf'] | undefined {
  const [first, ...others] = unmet.filter((condition) => condition.kind === kind).map(({ anyOf }) => anyOf);
  return (
    first &&
    others.reduce((lists, more) => lists.flatMap((list) => more.map((each) => [...new Set([...list, ...each])])), first)
  );
}
