import type { Role } from '@paygraph/identity';

/** People everybody may be on a platform for trying things out. Their passwords are public: never in production. */
export interface DemoUser {
  readonly label: string;
  readonly name: string;
  readonly email: string;
  readonly password: string;
  readonly role: Role;
}

const PASSWORD = 'paygraph-demo';

export const DEMO_USERS = [
  { label: 'User', name: 'Demo User', email: 'user@paygraph.test', password: PASSWORD, role: 'USER' },
  { label: 'Merchant', name: 'Demo Merchant', email: 'merchant@paygraph.test', password: PASSWORD, role: 'MERCHANT' },
  { label: 'Operator', name: 'Demo Operator', email: 'operator@paygraph.test', password: PASSWORD, role: 'OPERATOR' },
  { label: 'Admin', name: 'Demo Admin', email: 'admin@paygraph.test', password: PASSWORD, role: 'ADMIN' },
] as const satisfies readonly DemoUser[];
