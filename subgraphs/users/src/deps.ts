import type { AccessKey } from '@paygraph/identity';
import type { Platform } from '@paygraph/subgraph';
import type { CodeMails } from './code-mails.ts';
import type { OneTimePasswords } from './one-time-password.ts';
import type { PasswordHasher } from './password-hasher.ts';

/** What the resolvers of users work with. */
export interface UsersDeps extends Pick<Platform, 'database' | 'publisher' | 'revocations' | 'now'> {
  readonly hasher: PasswordHasher;
  readonly accessKey: AccessKey;
  readonly codes: OneTimePasswords;
  readonly codeMails: CodeMails;
  /** How many challenges a user may be sent in an hour. */
  readonly challengesMax: number;
}
