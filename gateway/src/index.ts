export type { DemoUser } from './graphiql.ts';
export { type FrontDoor, type FrontDoorOptions, openFrontDoor } from './front-door.ts';
export { readSupergraph } from './read-supergraph.ts';
