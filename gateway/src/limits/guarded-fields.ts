import { createHash } from 'node:crypto';
import type { Limits } from '@paygraph/config';
import type { Actor } from '@paygraph/identity';
import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  valueFromASTUntyped,
} from 'graphql';
import { callerAddress } from './address.ts';
import type { Bucket } from './buckets.ts';
import { responseKeyOf } from './document-shape.ts';

const WINDOW_SECONDS = 15 * 60;

/** One guess at a secret. Each counts, however many an operation holds; one that was right counts no more. */
export interface Guess {
  readonly limit: 'logInFailuresPerAccount' | 'logInFailuresPerAddress' | 'otpFailuresPerUser';
  /** Whose guesses are counted together. */
  readonly key: string;
  readonly bucket: Bucket;
  readonly amount: number;
  /** Whether the answer of the operation proves that the guess was right. */
  readonly wasRight: (data: unknown) => boolean;
}

/** The guesses an operation makes at passwords and one-time passwords. */
export function guessesOf(
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Record<string, unknown>,
  actor: Actor,
  limits: Limits,
): Guess[] {
  if (operation.operation !== 'mutation') return [];
  const bucketOf = (capacity: number): Bucket => ({ capacity, restore_per_s: capacity / WINDOW_SECONDS });
  return rootFields(operation.selectionSet, document).flatMap((field): Guess[] => {
    const args = argumentsOf(field, variables);
    if (field.name.value === 'logIn') {
      const email = (args.input as { email?: unknown } | undefined)?.email;
      const account = typeof email === 'string' ? email.trim().toLowerCase() : '';
      const wasRight = proof(document, field, 'session', isObject);
      return [
        ['logInFailuresPerAccount', `log-in:account:${digest(account)}`] as const,
        ['logInFailuresPerAddress', `log-in:address:${callerAddress(actor.ip)}`] as const,
      ].map(([limit, key]) => ({ limit, key, bucket: bucketOf(limits[limit]), amount: 1, wasRight }));
    }
    const amount = oneTimePasswords(field.name.value, args);
    if (amount === 0) return [];
    const limit = 'otpFailuresPerUser';
    return [
      {
        limit,
        key: `otp:user:${actor.kind === 'user' ? actor.userId : callerAddress(actor.ip)}`,
        bucket: bucketOf(limits[limit]),
        amount,
        wasRight: proof(document, field, 'userErrors', (value) => Array.isArray(value) && value.length === 0),
      },
    ];
  });
}

function oneTimePasswords(name: string, { input, inputs }: Readonly<Record<string, unknown>>): number {
  if (name === 'confirmTransaction') return 1;
  // A single input stands for a list of one.
  const given = [input, inputs].flat();
  return given.filter((each) => typeof (each as { otp?: unknown } | null | undefined)?.otp === 'string').length;
}

/** Reads the proof where the operation asks for it, whatever name it gives it. Who does not ask has no proof. */
function proof(document: DocumentNode, field: FieldNode, name: string, proves: (value: unknown) => boolean) {
  const asked = field.selectionSet && rootFields(field.selectionSet, document).find((each) => each.name.value === name);
  const key = asked && responseKeyOf(asked);
  return (data: unknown): boolean => {
    if (key === undefined || !isObject(data)) return false;
    const payloads = [data[responseKeyOf(field)]].flat();
    return payloads.every((payload) => isObject(payload) && proves(payload[key]));
  };
}

function rootFields(set: SelectionSetNode, document: DocumentNode): FieldNode[] {
  return set.selections.flatMap((selection) => {
    if (selection.kind === Kind.FIELD) return [selection];
    const inner =
      selection.kind === Kind.INLINE_FRAGMENT
        ? selection
        : document.definitions.find(
            (each): each is FragmentDefinitionNode =>
              each.kind === Kind.FRAGMENT_DEFINITION && each.name.value === selection.name.value,
          );
    return inner ? rootFields(inner.selectionSet, document) : [];
  });
}

function argumentsOf(field: FieldNode, variables: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    (field.arguments ?? []).map(({ name, value }) => [name.value, valueFromASTUntyped(value, variables)]),
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Keys stand in Redis, where no address of a person belongs. */
function digest(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 22);
}
