import { createPublicKey } from 'node:crypto';
import { isIP } from 'node:net';
import { z } from 'zod';
import { type Limits, limitEnvironment, toLimits } from './limit-settings.ts';

export const SUBGRAPH_NAMES = ['users', 'wallets', 'transactions', 'fraud', 'ledger', 'notifications'] as const;
export type SubgraphName = (typeof SUBGRAPH_NAMES)[number];

const SECRET_CHARACTERS_MIN = 32;

const url = (protocols: readonly string[]) =>
  z
    .string()
    .refine(
      (text) => URL.canParse(text) && protocols.includes(new URL(text).protocol),
      `must be a URL starting with ${protocols.join(' or ')}`,
    );
const httpUrl = url(['http:', 'https:']).optional();
const flag = z.enum(['1', '0', 'true', 'false']).transform((text) => text === '1' || text === 'true');
const secret = z
  .string()
  .min(SECRET_CHARACTERS_MIN, `must have at least ${SECRET_CHARACTERS_MIN} characters`)
  .optional();

function isAddressRange(text: string): boolean {
  const [address = '', bits = '0', ...rest] = text.split('/');
  const bitsMax = { 0: -1, 4: 32, 6: 128 }[isIP(address)] ?? -1;
  return rest.length === 0 && /^\d{1,3}$/.test(bits) && Number(bits) <= bitsMax;
}

const list = (text: string) => text.split(',').map((part) => part.trim());

/** Scheme, host and port, and nothing else. */
const isOrigin = (text: string) =>
  URL.canParse(text) && /^https?:$/.test(new URL(text).protocol) && new URL(text).origin === text;

const PEM = /-----BEGIN [A-Z ]+-----[^-]+-----END [A-Z ]+-----/g;
const PREVIOUS_KEYS_MAX = 3;

function isPublicKey(pem: string): boolean {
  try {
    return pem.includes('BEGIN PUBLIC KEY') && createPublicKey(pem).asymmetricKeyType === 'ed25519';
  } catch {
    return false;
  }
}

const environment = z.object({
  ...limitEnvironment,
  NODE_ENV: z.string().default('development'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(4000),
  HOST: z.string().default('127.0.0.1'),
  DATA_DIR: z.string().default('.paygraph'),
  DATABASE_URL: url(['postgres:', 'postgresql:']).optional(),
  REDIS_URL: url(['redis:', 'rediss:']).optional(),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('warn'),
  PAYGRAPH_DEMO: flag.optional(),
  TRUST_PROXY: z
    .string()
    .transform(list)
    .refine((parts) => parts.every(isAddressRange), 'must be IP addresses or CIDR ranges, separated by commas')
    .optional(),
  /** Origins of web pages that may call the front door. */
  ALLOWED_ORIGINS: z
    .string()
    .transform(list)
    .refine((parts) => parts.every(isOrigin), 'must be origins such as https://app.example, separated by commas')
    .optional(),
  /** Origin of the front door as people reach it, for links in mails. */
  PUBLIC_URL: httpUrl,
  /** Whether documents run that nobody registered beforehand. */
  TRUSTED_DOCUMENTS: z.enum(['also', 'only']).default('also'),
  /** Manifests, beside those of our own clients. */
  TRUSTED_DOCUMENTS_FILES: z
    .string()
    .transform((text) => text.split(',').map((part) => part.trim()))
    .optional(),
  JWT_PRIVATE_KEY: z.string().optional(),
  /** PEMs, one after the other. */
  JWT_PREVIOUS_PUBLIC_KEYS: z
    .string()
    .transform((text) => text.replaceAll('\\n', '\n').match(PEM) ?? [text])
    .refine(
      (pems) => pems.length <= PREVIOUS_KEYS_MAX && pems.every(isPublicKey),
      `must be 1 to ${PREVIOUS_KEYS_MAX} Ed25519 public keys in PEM`,
    )
    .optional(),
  ACTOR_SECRET: secret,
  VAULT_KEY: z
    .string()
    .refine((text) => Buffer.from(text, 'base64').length === 32, 'must be 32 bytes in base64')
    .optional(),
  SMTP_URL: url(['smtp:', 'smtps:']).optional(),
  ACME_CARDS_URL: httpUrl,
  ACME_CARDS_WEBHOOK_SECRET: secret,
  NOVA_CARDS_URL: httpUrl,
  NOVA_CARDS_WEBHOOK_SECRET: secret,
  PARTNER_BANK_URL: httpUrl,
  PARTNER_BANK_WEBHOOK_SECRET: secret,
  /** Where the gateway reads its supergraph from, and looks for another one: a file or a URL. */
  SUPERGRAPH: z
    .string()
    .refine(
      (text) => !/^\w+:\/\//.test(text) || httpUrl.safeParse(text).success,
      'must be a file, or a URL of http or https',
    )
    .optional(),
  SUPERGRAPH_POLL_SECONDS: z.coerce.number().int().min(1).max(86_400).default(30),
  /** What the gateway may keep of entities, together; 0 keeps none. */
  ENTITY_CACHE_BYTES: z.coerce
    .number()
    .int()
    .min(0)
    .default(32 * 1024 * 1024),
  /** Whoever scrapes `/metrics` sends it; without it only this machine may. */
  METRICS_TOKEN: secret,
  /** Of an OpenTelemetry collector, OTLP over HTTP; nothing is traced without. */
  OTEL_EXPORTER_OTLP_ENDPOINT: httpUrl,
  /** The part of the traces that begin here which is recorded. */
  OTEL_TRACES_SAMPLER_ARG: z.coerce.number().min(0).max(1).default(1),
  SANCTIONS_FILE: z.string().optional(),
  RATES_FILE: z.string().optional(),
  USERS_URL: httpUrl,
  WALLETS_URL: httpUrl,
  TRANSACTIONS_URL: httpUrl,
  FRAUD_URL: httpUrl,
  LEDGER_URL: httpUrl,
  NOTIFICATIONS_URL: httpUrl,
});

type Environment = z.infer<typeof environment>;

/** Keys that sign and seal. Generated and kept in DATA_DIR for development, required in production. */
export interface Secrets {
  /** PKCS #8 PEM of the Ed25519 key that signs access tokens; only `users` needs it. */
  readonly jwtPrivateKey: string;
  /** Shared by the gateway and the subgraphs; signs the actor of each call between processes. */
  readonly actorSecret: Uint8Array;
  /** 32 bytes; seals card and account numbers; only `wallets` needs it. */
  readonly vaultKey: Uint8Array;
}

interface ProviderSettings {
  readonly url: string | undefined;
  /** It signs its webhooks with this; there whenever the URL is. */
  readonly webhookSecret: string | undefined;
}

export interface Settings {
  /** Addresses whose X-Forwarded-For is believed. */
  readonly trustedProxies: readonly string[];
  /** Whose web pages may call the front door, besides its own. */
  readonly allowedOrigins: readonly string[];
  readonly production: boolean;
  readonly port: number;
  readonly host: string;
  readonly dataDir: string;
  readonly databaseUrl: string | undefined;
  readonly redisUrl: string | undefined;
  readonly logLevel: Environment['LOG_LEVEL'];
  readonly demo: boolean;
  readonly publicUrl: string;
  /** A file or a URL; undefined for the schema that is committed. */
  readonly supergraph: string | undefined;
  readonly supergraphPoll_s: number;
  readonly entityCacheBytes: number;
  readonly metricsToken: string | undefined;
  /** Undefined where nothing is traced. */
  readonly tracing: { readonly endpoint: string; readonly sampleRatio: number } | undefined;
  readonly smtpUrl: string | undefined;
  /** Parties outside that move money. */
  readonly providers: Readonly<Record<'acme-cards' | 'nova-cards' | 'partner-bank', ProviderSettings>>;
  readonly sanctionsFile: string | undefined;
  /** Euro reference rates as the European Central Bank publishes them. */
  readonly ratesFile: string | undefined;
  readonly subgraphUrls: Readonly<Partial<Record<SubgraphName, string>>>;
  /** Documents that may be named by their hash; with `only`, no others run. Files are manifests of further ones. */
  readonly trustedDocuments: { readonly only: boolean; readonly files: readonly string[] };
  /** SPKI PEMs of keys that signed access tokens before: what they signed stays good until it ends. */
  readonly previousPublicKeys: readonly string[];
  readonly secrets: Partial<Secrets>;
  readonly limits: Limits;
}

/** The environment cannot be used; the message has one line for each problem. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
}

/**
 * Reads all settings at once, so that every mistake is shown together.
 * Empty variables count as not set. Throws {@link SettingsError}.
 */
export function readSettings(env: Readonly<Record<string, string | undefined>>): Settings {
  const present = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
  const parsed = environment.safeParse(present);
  const problems = parsed.success
    ? crossChecks(parsed.data)
    : parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`);
  if (!parsed.success || problems.length > 0) throw new SettingsError(problems.join('\n'));
  return toSettings(parsed.data);
}

function crossChecks(env: Environment): string[] {
  const problems: string[] = [];
  for (const prefix of ['ACME_CARDS', 'NOVA_CARDS', 'PARTNER_BANK'] as const) {
    if (env[`${prefix}_URL`] && !env[`${prefix}_WEBHOOK_SECRET`])
      problems.push(`${prefix}_WEBHOOK_SECRET is required with ${prefix}_URL: webhooks are signed with it`);
  }
  if (env.NODE_ENV === 'production') {
    if (env.PAYGRAPH_DEMO) problems.push('PAYGRAPH_DEMO is refused when NODE_ENV=production: its passwords are public');
    if (!env.DATABASE_URL) problems.push('DATABASE_URL is required when NODE_ENV=production');
  }
  return problems;
}

function toSettings(env: Environment): Settings {
  return Object.freeze({
    production: env.NODE_ENV === 'production',
    port: env.PORT,
    host: env.HOST,
    dataDir: env.DATA_DIR,
    databaseUrl: env.DATABASE_URL,
    redisUrl: env.REDIS_URL,
    logLevel: env.LOG_LEVEL,
    demo: env.PAYGRAPH_DEMO ?? env.DATABASE_URL === undefined,
    trustedProxies: env.TRUST_PROXY ?? [],
    allowedOrigins: env.ALLOWED_ORIGINS ?? [],
    publicUrl: env.PUBLIC_URL ?? `http://localhost:${env.PORT}`,
    supergraph: env.SUPERGRAPH,
    supergraphPoll_s: env.SUPERGRAPH_POLL_SECONDS,
    entityCacheBytes: env.ENTITY_CACHE_BYTES,
    metricsToken: env.METRICS_TOKEN,
    tracing: env.OTEL_EXPORTER_OTLP_ENDPOINT
      ? { endpoint: env.OTEL_EXPORTER_OTLP_ENDPOINT, sampleRatio: env.OTEL_TRACES_SAMPLER_ARG }
      : undefined,
    smtpUrl: env.SMTP_URL,
    providers: {
      'acme-cards': { url: env.ACME_CARDS_URL, webhookSecret: env.ACME_CARDS_WEBHOOK_SECRET },
      'nova-cards': { url: env.NOVA_CARDS_URL, webhookSecret: env.NOVA_CARDS_WEBHOOK_SECRET },
      'partner-bank': { url: env.PARTNER_BANK_URL, webhookSecret: env.PARTNER_BANK_WEBHOOK_SECRET },
    },
    sanctionsFile: env.SANCTIONS_FILE,
    ratesFile: env.RATES_FILE,
    subgraphUrls: {
      users: env.USERS_URL,
      wallets: env.WALLETS_URL,
      transactions: env.TRANSACTIONS_URL,
      fraud: env.FRAUD_URL,
      ledger: env.LEDGER_URL,
      notifications: env.NOTIFICATIONS_URL,
    },
    limits: toLimits(env),
    trustedDocuments: { only: env.TRUSTED_DOCUMENTS === 'only', files: env.TRUSTED_DOCUMENTS_FILES ?? [] },
    previousPublicKeys: env.JWT_PREVIOUS_PUBLIC_KEYS ?? [],
    secrets: {
      jwtPrivateKey: env.JWT_PRIVATE_KEY?.replaceAll('\\n', '\n'),
      actorSecret: env.ACTOR_SECRET ? new TextEncoder().encode(env.ACTOR_SECRET) : undefined,
      vaultKey: env.VAULT_KEY ? Buffer.from(env.VAULT_KEY, 'base64') : undefined,
    },
  });
}
