export { DEMO_USERS, type DemoUser } from './demo-users.ts';
export { provisionDemoUsers, seedDemo } from './seed.ts';
