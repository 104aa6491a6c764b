import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { developmentSecrets, requireSecrets } from './secrets.ts';
import { readSettings, SettingsError } from './settings.ts';

const problemsOf = (env: Record<string, string>) => {
  try {
    readSettings(env);
    return [];
  } catch (error) {
    return (error as SettingsError).message.split('\n');
  }
};

describe('settings', () => {
  test('have defaults for a laptop', () => {
    expect(readSettings({})).toMatchObject({ port: 4000, dataDir: '.paygraph', demo: true, production: false });
  });

  test('switch the demo off beside a database of one’s own', () => {
    expect(readSettings({ DATABASE_URL: 'postgres://db/x' }).demo).toBe(false);
    expect(readSettings({ DATABASE_URL: 'postgres://db/x', PAYGRAPH_DEMO: '1' }).demo).toBe(true);
  });

  test('show every mistake together', () => {
    const problems = problemsOf({ PORT: 'http', LOG_LEVEL: 'loud', DATABASE_URL: 'mysql://db', VAULT_KEY: 'short' });
    expect(problems).toHaveLength(4);
    expect(problems.join()).toContain('DATABASE_URL must be a URL starting with postgres:');
  });

  test('refuse the demo in production', () => {
    expect(problemsOf({ NODE_ENV: 'production', PAYGRAPH_DEMO: '1' })).toEqual([
      'PAYGRAPH_DEMO is refused when NODE_ENV=production: its passwords are public',
      'DATABASE_URL is required when NODE_ENV=production',
    ]);
  });

  test('take proxies to trust as addresses and ranges', () => {
    expect(readSettings({ TRUST_PROXY: '10.0.0.0/8, ::1' }).trustedProxies).toEqual(['10.0.0.0/8', '::1']);
    expect(problemsOf({ TRUST_PROXY: '10.0.0.0/33' })).toEqual([
      expect.stringContaining('TRUST_PROXY must be IP addresses'),
    ]);
    expect(problemsOf({ TRUST_PROXY: 'nginx' })).toHaveLength(1);
  });

  test('take public keys that signed before, and never a private one', () => {
    const [pem, ...others] = Array.from({ length: 4 }, () =>
      generateKeyPairSync('ed25519').publicKey.export({ type: 'spki', format: 'pem' }).toString().trim(),
    ) as [string, ...string[]];
    const previousOf = (text: string) => readSettings({ JWT_PREVIOUS_PUBLIC_KEYS: text }).previousPublicKeys;
    expect(previousOf('')).toEqual([]);
    expect(previousOf(`${pem}\n`)).toEqual([pem]);
    expect(previousOf([pem, others[0]].join('\n').replaceAll('\n', '\\n'))).toEqual([pem, others[0]]);
    const { privateKey } = generateKeyPairSync('ed25519');
    const { publicKey: other } = generateKeyPairSync('x25519');
    for (const wrong of [
      'key',
      privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
      other.export({ type: 'spki', format: 'pem' }).toString(),
      pem.replace('MCow', 'MMMM'),
      [pem, ...others].join('\n'),
    ])
      expect(problemsOf({ JWT_PREVIOUS_PUBLIC_KEYS: wrong })).toEqual([
        'JWT_PREVIOUS_PUBLIC_KEYS must be 1 to 3 Ed25519 public keys in PEM',
      ]);
  });

  test('take which documents may run, and where further ones are', () => {
    expect(readSettings({}).trustedDocuments).toEqual({ only: false, files: [] });
    const given = { TRUSTED_DOCUMENTS: 'only', TRUSTED_DOCUMENTS_FILES: 'web.json, /etc/app.json' };
    expect(readSettings(given).trustedDocuments).toEqual({ only: true, files: ['web.json', '/etc/app.json'] });
    expect(problemsOf({ TRUSTED_DOCUMENTS: 'yes' })).toEqual([expect.stringContaining('TRUSTED_DOCUMENTS')]);
  });

  test('take origins of web pages, and nothing that only looks like one', () => {
    const allowed = 'https://app.example, http://localhost:5173';
    expect(readSettings({ ALLOWED_ORIGINS: allowed }).allowedOrigins).toEqual(allowed.split(', '));
    for (const wrong of ['*', 'app.example', 'https://app.example/', 'https://app.example/a', 'ftp://app.example'])
      expect(problemsOf({ ALLOWED_ORIGINS: wrong })).toEqual([
        expect.stringContaining('ALLOWED_ORIGINS must be origins'),
      ]);
  });

  test('take a supergraph from a file or from the web', () => {
    for (const SUPERGRAPH of ['schema/supergraph.graphql', '/etc/supergraph.graphql', 'https://schemas.example/latest'])
      expect(readSettings({ SUPERGRAPH }).supergraph).toBe(SUPERGRAPH);
    expect(problemsOf({ SUPERGRAPH: 'ftp://schemas.example/latest', SUPERGRAPH_POLL_SECONDS: '0' })).toHaveLength(2);
  });

  test('want the secret of a provider with its URL', () => {
    const secret = 'x'.repeat(32);
    expect(problemsOf({ NOVA_CARDS_URL: 'http://nova' })).toEqual([
      'NOVA_CARDS_WEBHOOK_SECRET is required with NOVA_CARDS_URL: webhooks are signed with it',
    ]);
    const { providers } = readSettings({ NOVA_CARDS_URL: 'http://nova', NOVA_CARDS_WEBHOOK_SECRET: secret });
    expect(providers['nova-cards']).toEqual({ url: 'http://nova', webhookSecret: secret });
    expect(providers['acme-cards'].url).toBeUndefined();
  });

  test('count an empty variable as not set', () => {
    expect(readSettings({ REDIS_URL: '' }).redisUrl).toBeUndefined();
  });
});

describe('secrets', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'paygraph-secrets-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  test('are generated once and kept for development', async () => {
    const settings = readSettings({ DATA_DIR: join(folder, 'kept') });
    const first = await developmentSecrets(settings);
    expect(first.vaultKey).toHaveLength(32);
    expect(await developmentSecrets(settings)).toEqual(first);
  });

  test('are never replaced when their file is damaged', async () => {
    await writeFile(join(folder, 'secrets.json'), '{');
    await expect(developmentSecrets(readSettings({ DATA_DIR: folder }))).rejects.toThrow(SettingsError);
  });

  test('are required together in production', () => {
    const settings = readSettings({ NODE_ENV: 'production', DATABASE_URL: 'postgres://db/x' });
    expect(() => requireSecrets(settings, ['vaultKey', 'actorSecret'])).toThrow(
      'VAULT_KEY is required\nACTOR_SECRET is required',
    );
  });
});

describe('limits', () => {
  test('are those of the documentation', () => {
    const { request, costBucket, operationDeadline_ms } = readSettings({}).limits;
    expect(request).toMatchObject({ tokens: 1_000, depth: 10, aliases: 15, rootFields: 10, cost: 1_000 });
    expect([costBucket, operationDeadline_ms]).toEqual([2_000, 10_000]);
  });

  test('are lifted by 0, and are whole numbers', () => {
    expect(readSettings({ COST_BUCKET: '0' }).limits.costBucket).toBe(Number.POSITIVE_INFINITY);
    for (const COST_BUCKET of ['-1', '1.5', 'much'])
      expect(() => readSettings({ COST_BUCKET })).toThrow(/^COST_BUCKET /);
  });
});
