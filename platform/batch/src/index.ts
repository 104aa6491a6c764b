export { groupCommit, Overloaded } from './group-commit.ts';
