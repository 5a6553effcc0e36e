import { z } from 'zod';

/**
 * Every setting of the process, read once and checked. `process.env` is banned everywhere else, so this file
 * is also the list of what can be configured.
 */
const flag = z.enum(['true', 'false', '1', '0']).transform((value) => value === 'true' || value === '1');
const port = z.coerce.number().int().min(1).max(65535);
const bytes = z.coerce.number().int().positive();
const url = z.url({ protocol: /^https?$/ }).transform((value) => value.replace(/\/+$/, ''));
const postgresUrl = z.url({ protocol: /^postgres(ql)?$/ });

const ranges = z
  .string()
  .default('')
  .transform((value) =>
    value
      .split(',')
      .map((range) => range.trim())
      .filter(Boolean),
  )
  .pipe(z.array(z.union([z.cidrv4(), z.cidrv6()])));

const MiB = 1024 * 1024;

const schema = z.object({
  NODE_ENV: z.enum(['development', 'production', 'test']).default('development'),
  RUNTIME: z.enum(['server', 'serverless']).default('server'),
  PORT: port.default(8500),
  APP_URL: url.optional(),
  WEBHOOK_BASE_URL: url.optional(),
  WEBHOOK_PORT: port.optional(),
  /** The most webhooks of one number that are stored in one transaction. */
  WEBHOOK_BATCH: z.coerce.number().int().min(1).max(1000).default(200),
  HOSTNAME: z.string().optional(),
  DATABASE_URL: postgresUrl.optional(),
  DATABASE_DIRECT_URL: postgresUrl.optional(),
  /** Carries the hints of what changed between processes, in place of NOTIFY. */
  REDIS_URL: z.url({ protocol: /^rediss?$/ }).optional(),
  DATABASE_POOL_SIZE: z.coerce.number().int().min(2).max(200).default(12),
  WAHA_URL: url.optional(),
  WAHA_API_KEY: z.string().optional(),
  /** The WAHA of `WAHA_URL` can't call us: its `/ws` is read. */
  WAHA_STREAM: flag.default(false),
  AUTH_SECRET: z.string().optional(),
  TRUSTED_PROXIES: z.coerce.number().int().min(0).max(10).default(0),
  RECADO_DATA_DIR: z.string().default('.data'),
  BOOTSTRAP_EMAIL: z.email().optional(),
  BOOTSTRAP_PASSWORD: z.string().min(8).optional(),
  BOOTSTRAP_API_TOKEN: z.string().min(16).optional(),
  BOOTSTRAP_ORGANIZATION: z.string().min(1).max(80).default('Recado'),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
  LOG_PRETTY: flag.optional(),
  LIMIT_REQUESTS_PER_SECOND: z.coerce.number().int().positive().default(50),
  LIMIT_JSON_BYTES: bytes.default(1 * MiB),
  LIMIT_SEND_BYTES: bytes.default(64 * MiB),
  LIMIT_UPLOAD_BYTES: bytes.default(100_000_000),
  LIMIT_WEBHOOK_BYTES: bytes.default(10 * MiB),
  /** A file from WhatsApp larger than this is not fetched; the phone has it. */
  LIMIT_INBOUND_BYTES: bytes.default(512 * MiB),
  /** Hosts (`files.example.com,…`) that WAHA's own S3 storage names in the addresses of files. */
  WAHA_FILE_HOSTS: z
    .string()
    .default('')
    .transform((value) =>
      value
        .split(',')
        .map((host) => host.trim().toLowerCase())
        .filter(Boolean),
    ),
  /** Private ranges (`10.0.0.0/8,…`) that a send's `media.url` may name; all other addresses inside are refused. */
  MEDIA_URL_ALLOWED_RANGES: ranges,
  /** The same for the addresses of WAHA servers that owners register. */
  WAHA_SERVERS_ALLOWED_RANGES: ranges,
  JOURNAL_DAYS: z.coerce.number().int().min(1).default(14),
  /** What the platform's scheduler sends to `/api/cron`, as `Authorization: Bearer …`. */
  CRON_SECRET: z.string().min(16).optional(),
  EVENT_STREAM_SECONDS: z.coerce.number().int().positive().optional(),
});

/** A setting that is missing or malformed: a sentence for whoever starts the process, never a stack. */
export class EnvError extends Error {}

function readEnv() {
  const given = Object.fromEntries(Object.entries(process.env).filter(([, value]) => value !== ''));
  const parsed = schema.safeParse(given);
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    throw new EnvError(`Settings that can't be used:\n  ${lines.join('\n  ')}`);
  }
  const env = parsed.data;
  const appUrl = env.APP_URL ?? `http://localhost:${env.PORT}`;
  // A platform cuts a function off at its limit, 300 s for most: a stream that ends before has told its client.
  const streamSeconds = env.EVENT_STREAM_SECONDS ?? (env.RUNTIME === 'serverless' ? 240 : undefined);
  // next-auth 4 learns its address from here alone, and before it is imported.
  process.env.NEXTAUTH_URL = appUrl;
  return {
    ...env,
    APP_URL: appUrl,
    WEBHOOK_BASE_URL: env.WEBHOOK_BASE_URL ?? appUrl,
    EVENT_STREAM_SECONDS: streamSeconds,
  };
}

export type Env = ReturnType<typeof readEnv>;

let cached: Env | undefined;

/** The settings, read at first use so that a build needs none. Throws {@link EnvError} with one line per fault. */
export function env(): Env {
  cached ??= readEnv();
  return cached;
}

/** `DATABASE_URL`, or a sentence that says how to get one. */
export function databaseUrl(): string {
  const value = env().DATABASE_URL;
  if (!value)
    throw new EnvError('DATABASE_URL is not set. Point it at a Postgres 15 or later, or run `npm run demo`.');
  return value;
}

/** Past a connection pooler, for what needs a session: migrations, LISTEN, the job runner. */
export function directDatabaseUrl(): string {
  return env().DATABASE_DIRECT_URL ?? databaseUrl();
}

/** Whether `DATABASE_URL` may be a transaction pooler: then no statement is prepared, and nothing lives in a session. */
export function isDatabasePooled(): boolean {
  return env().RUNTIME === 'serverless' || env().DATABASE_DIRECT_URL !== undefined;
}

/** The secret that signs sessions and derives the key for stored secrets; at least 32 characters. */
export function authSecret(): string {
  const value = env().AUTH_SECRET;
  if (!value) throw new EnvError('AUTH_SECRET is not set. Make one with `openssl rand -base64 48`.');
  if (value.length < 32 || new Set(value).size < 10) {
    throw new EnvError(
      'AUTH_SECRET is too weak: at least 32 random characters. Make one with `openssl rand -base64 48`.',
    );
  }
  return value;
}
