import { composeServices } from '@apollo/composition';
import { ROUTER_SUPPORTED_SUPERGRAPH_FEATURES, Supergraph } from '@apollo/federation-internals';
import { SUBGRAPH_NAMES, type SubgraphName } from '@paygraph/config';
import { isScope } from '@paygraph/identity';
import { subgraphDocument } from '@paygraph/subgraph';
import { type DocumentNode, lexicographicSortSchema, parse, printSchema, visit } from 'graphql';
import { POLICIES } from './authorisation/policies.ts';

const CLAIMS: Readonly<Record<string, (name: string) => boolean>> = {
  requiresScopes: isScope,
  policy: (name) => POLICIES.has(name),
};

/** The schema as composed: for the gateway, and as clients see it. */
export interface Composition {
  readonly supergraphSdl: string;
  readonly apiSdl: string;
}

/**
 * Composes the subgraphs' contracts into one supergraph. Throws with every problem at once, also with those
 * composition lets pass and users would stumble over.
 */
export function composeSupergraph(typeDefs: Readonly<Record<SubgraphName, string>>): Composition {
  const services = SUBGRAPH_NAMES.map((name) => ({
    name,
    url: `paygraph://${name}`,
    typeDefs: subgraphDocument(typeDefs[name]),
  }));
  const forbidden = services.flatMap(({ name, typeDefs: document }) => [
    ...unsupported(name, document),
    ...unknownClaims(name, document),
  ]);
  if (forbidden.length > 0) throw new Error(forbidden.join('\n'));
  const { errors, supergraphSdl, hints } = composeServices(services);
  if (errors) throw new Error(errors.map(({ message }) => message).join('\n'));
  const inconsistent = hints.filter(({ definition }) => definition.code.startsWith('INCONSISTENT'));
  if (inconsistent.length > 0) throw new Error(inconsistent.map(({ message }) => message).join('\n'));
  const supergraph = Supergraph.build(supergraphSdl, { supportedFeatures: ROUTER_SUPPORTED_SUPERGRAPH_FEATURES });
  const api = supergraph.apiSchema().toGraphQLJSSchema();
  return { supergraphSdl, apiSdl: `${printSchema(lexicographicSortSchema(api))}\n` };
}

/**
 * The planner answers wrongly, and without an error, when `@requires` takes a field with arguments. And an
 * `@interfaceObject` can be planned without ever learning its type, which our executor has to know.
 */
function unsupported(name: string, document: DocumentNode): string[] {
  const problems: string[] = [];
  visit(document, {
    Directive(directive) {
      if (directive.name.value === 'interfaceObject') problems.push(`${name}: @interfaceObject is not supported`);
      const fields = directive.arguments?.find((argument) => argument.name.value === 'fields')?.value;
      if (directive.name.value !== 'requires' || fields?.kind !== 'StringValue') return;
      visit(parse(`{ ${fields.value} }`), {
        Field(field) {
          if (field.arguments?.length)
            problems.push(`${name}: @requires must not take a field with arguments: ${fields.value}`);
        },
      });
    },
  });
  return problems;
}

/** A scope or policy that nobody has would shut everybody out, which is how a mistake in its name would show. */
function unknownClaims(name: string, document: DocumentNode): string[] {
  const problems: string[] = [];
  visit(document, {
    Directive(directive) {
      const isKnown = CLAIMS[directive.name.value];
      if (!isKnown) return;
      visit(directive, {
        StringValue({ value }) {
          if (!isKnown(value)) problems.push(`${name}: @${directive.name.value} names ${value}, which nobody knows`);
        },
      });
    },
  });
  return problems;
}
