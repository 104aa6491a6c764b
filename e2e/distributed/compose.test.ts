import { spawnSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readSettings } from '@paygraph/config';
import { describe, expect, onTestFinished, test } from 'vitest';
import { parse } from 'yaml';
import { GATEWAY_NAMES, PROCESSES, PROVIDER_NAMES } from './processes.ts';

const ROOT = new URL('../../', import.meta.url);
const text = (path: string) => readFileSync(new URL(path, ROOT), 'utf8');

interface Service {
  readonly image?: string;
  readonly build?: { readonly context: string; readonly dockerfile: string };
  readonly command?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly healthcheck?: { readonly test: readonly string[] };
  readonly restart?: string;
  readonly env_file?: readonly { readonly path: string; readonly required: boolean }[];
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
  readonly volumes?: readonly string[];
}

const compose = parse(text('docker-compose.yml'), { merge: true }) as {
  services: Record<string, Service>;
  volumes: Record<string, unknown>;
};
const { services } = compose;

/** `${NAME:?message}` becomes the value of NAME, as Docker does it. */
const interpolate = (value: string, values: Record<string, string>) =>
  value.replaceAll(/\$\{(\w+):\?[^}]+\}/g, (_all, name: string) => values[name] ?? `unknown ${name}`);

const SECRETS = {
  ACTOR_SECRET: 'a'.repeat(64),
  VAULT_KEY: Buffer.alloc(32).toString('base64'),
  ACME_CARDS_WEBHOOK_SECRET: 'b'.repeat(64),
  NOVA_CARDS_WEBHOOK_SECRET: 'c'.repeat(64),
  PARTNER_BANK_WEBHOOK_SECRET: 'd'.repeat(64),
  JWT_PRIVATE_KEY: '-----BEGIN PRIVATE KEY-----\\n…\\n-----END PRIVATE KEY-----\\n',
  POSTGRES_PASSWORD: 'secret',
};

describe('docker-compose.yml', () => {
  test('runs the processes of the end-to-end test, and besides them only servers', () => {
    const ours = Object.entries(services).filter(([, { build }]) => build);
    expect(ours.map(([name]) => name).sort()).toEqual(PROCESSES.map(({ name }) => name as string).sort());
    const others = Object.keys(services).filter((name) => !ours.some(([each]) => each === name));
    expect(others.sort()).toEqual(['mailpit', 'nginx', 'postgres', 'redis']);
  });

  test.each(PROCESSES)('$name has the same command and the same variables', ({ name, command, variables }) => {
    expect(services[name]?.command).toEqual(['node', ...command]);
    expect(Object.keys(services[name]?.environment ?? {}).sort()).toEqual([...variables].sort());
  });

  test.each(PROCESSES)(
    '$name is given settings that can be read, and reaches the others by their names',
    ({ name }) => {
      const environment = Object.fromEntries(
        Object.entries(services[name]?.environment ?? {}).map(([key, value]) => [key, interpolate(value, SECRETS)]),
      );
      const settings = readSettings(environment);
      expect(settings).toMatchObject({ host: '0.0.0.0', port: 4000 });
      const isProvider = PROVIDER_NAMES.some((each) => each === name);
      expect(settings.redisUrl).toBe(isProvider ? undefined : 'redis://redis:6379');
      for (const [provider, { url }] of Object.entries(settings.providers)) {
        if (url !== undefined) expect(url).toBe(`http://${provider}:4000`);
      }
      for (const [other, url] of Object.entries(settings.subgraphUrls)) {
        if (url !== undefined) expect(url).toBe(`http://${other}:4000`);
      }
    },
  );

  test('every service has a health check, is restarted, and waits until those it needs are healthy', () => {
    for (const [name, { healthcheck, restart, depends_on = {} }] of Object.entries(services)) {
      expect([name, healthcheck?.test[0], restart]).toEqual([name, 'CMD', 'unless-stopped']);
      for (const [needed, { condition }] of Object.entries(depends_on)) {
        expect([name, services[needed] !== undefined, condition]).toEqual([name, true, 'service_healthy']);
      }
    }
    for (const { name } of PROCESSES) {
      expect(services[name]?.healthcheck?.test).toEqual(['CMD', 'node', 'deploy/healthcheck.mjs']);
    }
  });

  test('no secret is written down, and .env.example names all of them', () => {
    const asked = [...text('docker-compose.yml').matchAll(/\$\{(\w+)/g)].map(([, name]) => name);
    const explained = [...text('.env.example').matchAll(/^(\w+)=$/gm)].map(([, name]) => name);
    expect([...new Set(asked)].sort()).toEqual(explained.sort());
    expect(text('docker-compose.yml').match(/\$\{\w+\}/g)).toBeNull();
    expect(text('.gitignore')).toContain('.env\n');
    expect(text('.dockerignore')).toContain('.env\n');
  });

  test('whatever else is to be set goes into settings.env, which need not be there and is never kept', () => {
    for (const { name } of PROCESSES)
      expect(services[name]?.env_file).toEqual([{ path: 'settings.env', required: false }]);
    for (const file of ['.gitignore', '.dockerignore']) expect(text(file).split('\n')).toContain('settings.env');
  });

  test('deploy/make-env.mjs makes them, and never a second time', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'paygraph-env-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    const file = join(folder, '.env');
    const make = () => spawnSync(process.execPath, [fileURLToPath(new URL('deploy/make-env.mjs', ROOT)), file]).status;
    expect(make()).toBe(0);
    const made = readFileSync(file, 'utf8');
    expect(statSync(file).mode & 0o077).toBe(0);
    const values = Object.fromEntries([...made.matchAll(/^(\w+)=(.*)$/gm)].map(([, name, value]) => [name, value]));
    expect(Object.keys(values).sort()).toEqual(Object.keys(SECRETS).sort());
    const { secrets } = readSettings(values);
    expect(secrets.jwtPrivateKey).toMatch(/^-----BEGIN PRIVATE KEY-----\n[\w+/=]+\n-----END PRIVATE KEY-----\n$/);
    expect(secrets.vaultKey).toHaveLength(32);
    expect(secrets.actorSecret?.length).toBeGreaterThanOrEqual(32);
    expect(make()).toBe(1);
    expect(readFileSync(file, 'utf8')).toBe(made);
  });

  test('volumes and files it names exist', () => {
    for (const { volumes = [], build } of Object.values(services)) {
      if (build) expect(statSync(new URL(build.dockerfile, ROOT)).isFile()).toBe(true);
      for (const [source = ''] of volumes.map((volume) => volume.split(':'))) {
        if (source.startsWith('.')) expect(statSync(new URL(source, ROOT)).isFile()).toBe(true);
        else expect(Object.keys(compose.volumes)).toContain(source);
      }
    }
  });
});

describe('what it builds on', () => {
  test('nginx knows both gateways, lets sockets through and holds no event back', () => {
    const nginx = text('deploy/nginx.conf');
    const upstreams = [...nginx.matchAll(/^\s*server (\S+):4000/gm)].map(([, name]) => name);
    expect(upstreams).toEqual([...GATEWAY_NAMES]);
    expect(nginx).toMatch(/proxy_set_header Upgrade \$http_upgrade;/);
    expect(nginx).toMatch(/proxy_buffering off;/);
    expect(nginx).toMatch(/proxy_read_timeout 1h;/);
    expect(nginx).toMatch(/location = \/metrics \{ return 404; \}/);
  });

  test('the image runs as an ordinary user, and copies and runs files that exist', () => {
    const dockerfile = text('deploy/Dockerfile');
    expect(dockerfile).toMatch(/^USER node$/m);
    const run = [...dockerfile.matchAll(/"node", "([^"]+)"/g)].map(([, path = '']) => path);
    expect(run).toEqual(['deploy/healthcheck.mjs', 'gateway/serve.ts']);
    for (const path of [...run, ...PROCESSES.map(({ command }) => command[0] ?? '')]) {
      expect(statSync(fileURLToPath(new URL(path, ROOT))).isFile()).toBe(true);
    }
  });
});
