import { type Logger, pino } from 'pino';

export type { Logger };

/** Keys whose values never reach a log, wherever they appear up to two levels deep. */
const SECRET_KEYS = [
  'password',
  'newPassword',
  'number',
  'cvc',
  'accountNumber',
  'iban',
  'token',
  'accessToken',
  'refreshToken',
  'authorization',
  'otp',
  'apiKey',
  'secret',
];

/** One structured logger for a process; `level` is a pino level or `silent`. Lines go to stderr, so stdout stays for people. */
export function createLogger(level: string, name: string): Logger {
  return pino(
    {
      name,
      level,
      redact: {
        paths: SECRET_KEYS.flatMap((key) => [key, `*.${key}`, `*.*.${key}`]),
        censor: '[redacted]',
      },
    },
    pino.destination({ fd: 2, sync: false }),
  );
}
