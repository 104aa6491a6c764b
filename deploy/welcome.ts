import { styleText } from 'node:util';
import type { Settings } from '@paygraph/config';
import { DEMO_USERS } from '@paygraph/demo';

interface Welcome {
  readonly url: string;
  readonly settings: Settings;
  readonly dataDir: string;
  readonly startedIn_ms: number;
}

/** The one screen `npm start` prints once the platform serves. */
export function welcome({ url, settings, dataDir, startedIn_ms }: Welcome): string {
  const bold = (text: string) => styleText('bold', text);
  const dim = (text: string) => styleText('dim', text);
  const row = (name: string, value: string) => `  ${name.padEnd(12)}${value}`;
  const lines = [
    '',
    `  ${bold('Paygraph')} is ready ${dim(`in ${(startedIn_ms / 1000).toFixed(1)} s`)}`,
    '',
    row('GraphiQL', `${url}/graphiql`),
    row('GraphQL', `${url}/graphql`),
    ...(settings.smtpUrl || settings.production ? [] : [row('Mailbox', `${url}/mailbox`)]),
    row('Health', `${url}/health`),
    '',
    ...(settings.demo ? demoLines(row, dim) : []),
    row(
      'Database',
      settings.databaseUrl ? new URL(settings.databaseUrl).host : `embedded PostgreSQL, data in ${dataDir}/`,
    ),
    row('Stop', 'Ctrl-C'),
    ...(settings.databaseUrl ? [] : [row('Reset', `stop, then rm -r ${dataDir}`)]),
    '',
  ];
  return lines.join('\n');
}

function demoLines(row: (name: string, value: string) => string, dim: (text: string) => string): string[] {
  const [first] = DEMO_USERS;
  return [
    ...DEMO_USERS.map(({ email, role }, index) => row(index === 0 ? 'Log-ins' : '', `${email.padEnd(26)}${dim(role)}`)),
    row('', `password ${first.password}`),
    row('Try', 'npm run demo   (in a second terminal)'),
    '',
  ];
}
