import type { Actor } from '@paygraph/identity';
import { loadMany, loadOne, type SubgraphContext } from '@paygraph/subgraph';
import { alertsById, alertsByTransaction } from './alert-store.ts';
import { assessmentsById, assessmentsByTransaction } from './assessment-store.ts';
import type { FraudDeps } from './deps.ts';

export type Context = SubgraphContext & ReturnType<typeof createLoaders>;

function createLoaders({ database }: FraudDeps) {
  return {
    alerts: loadOne((ids) => alertsById(database, ids)),
    alertsByTransaction: loadMany((ids) => alertsByTransaction(database, ids)),
    assessments: loadOne((ids) => assessmentsById(database, ids)),
    assessmentsByTransaction: loadOne((ids) => assessmentsByTransaction(database, ids)),
  };
}

export function createContext(deps: FraudDeps, actor: Actor): Context {
  return { actor, extensions: {}, ...createLoaders(deps) };
}
