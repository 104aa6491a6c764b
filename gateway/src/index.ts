export { openDocuments } from './documents/persisted-documents.ts';
export { type FrontDoor, type FrontDoorOptions, openFrontDoor } from './front-door.ts';
export type { DemoUser } from './graphiql.ts';
export { readSupergraph } from './read-supergraph.ts';
