import { z } from 'zod';

/**
 * Every setting of the process, read once and checked. `process.env` is banned everywhere else, so this file
 * is also the list of what can be configured: the comments below are the tables of docs/configuration.md (`npm run
 * docs:settings`). `@default` says in words what no `default(…)` does.
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
  // Table: needed
  /** Postgres 15 or later, `postgres://…`. With `?sslmode=verify-full` over TLS, with `no-verify` whatever its certificate says. The demo brings its own when it is not set */
  DATABASE_URL: postgresUrl.optional(),
  /** At least 32 random characters (`openssl rand -base64 48`). Signs sessions and encrypts stored secrets: keep it, and keep it with your backups */
  AUTH_SECRET: z.string().optional(),
  /** Where your WAHA is. Read at every start. The demo uses its simulator when it is not set */
  WAHA_URL: url.optional(),
  /** The key of that WAHA. Read at every start */
  WAHA_API_KEY: z.string().optional(),
  /** Where browsers reach Recado @default `http://localhost:$PORT` */
  APP_URL: url.optional(),
  /** Where WAHA reaches Recado @default `APP_URL` */
  WEBHOOK_BASE_URL: url.optional(),

  // Table: optional
  /** Where the web server listens; the demo's simulator takes the next one */
  PORT: port.default(8500),
  /** Past a connection pooler, for migrations, LISTEN and the job runner. Setting it says that `DATABASE_URL` is a transaction pooler: then no statement is prepared @default `DATABASE_URL` */
  DATABASE_DIRECT_URL: postgresUrl.optional(),
  /** `WAHA_URL` can't reach Recado: events are read from its `/ws`. See [deploy.md](deploy.md#a-waha-that-cant-call) */
  WAHA_STREAM: flag.default(false),
  /** `redis://…` or `rediss://…`: carries the hints of what changed between processes in place of Postgres' NOTIFY, whose lock is felt at thousands of commits a second */
  REDIS_URL: z.url({ protocol: /^rediss?$/ }).optional(),
  /** Connections of one process, 2 to 200. With `WEBHOOK_PORT` that listener has half as many on top */
  DATABASE_POOL_SIZE: z.coerce.number().int().min(2).max(200).default(12),
  /** Connections of one process for its jobs, 9 to 28. Fewer delay jobs a little when many are due at once */
  JOB_POOL_SIZE: z.coerce.number().int().min(9).max(28).default(28),
  /** How many reverse proxies of yours add to `X-Forwarded-For`; 0 ignores the header */
  TRUSTED_PROXIES: z.coerce.number().int().min(0).max(10).default(0),
  /** Where files are kept; demo and dev also keep the database, the simulator, logs and secrets there */
  RECADO_DATA_DIR: z.string().default('.data'),
  /** trace, debug, info, warn, error, fatal, silent */
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
  /** Readable lines instead of JSON @default outside production */
  LOG_PRETTY: flag.optional(),
  /** For each API token */
  LIMIT_REQUESTS_PER_SECOND: z.coerce.number().int().positive().default(50),
  /** Body of a call */
  LIMIT_JSON_BYTES: bytes.default(1 * MiB),
  /** Body of a send */
  LIMIT_SEND_BYTES: bytes.default(64 * MiB),
  /** Body of a webhook */
  LIMIT_WEBHOOK_BYTES: bytes.default(10 * MiB),
  /** How long raw webhooks are kept */
  JOURNAL_DAYS: z.coerce.number().int().min(1).default(14),
  /** Ends event streams after this time; clients come back by themselves @default none; 240 in serverless */
  EVENT_STREAM_SECONDS: z.coerce.number().int().positive().optional(),
  /** `npm run dev` and `npm run demo` open a tunnel for webhooks, unless `WEBHOOK_BASE_URL` is set. See [deploy.md](deploy.md#a-tunnel-to-your-machine) */
  NGROK_AUTHTOKEN: z.string().optional(),
  /** Whether a tunnel is opened @default set by demo and dev */
  TUNNEL: flag.default(false),
  /** development, production, test @default set by the commands */
  NODE_ENV: z.enum(['development', 'production', 'test']).default('development'),

  // Table: bootstrap
  /** How the owner signs in */
  BOOTSTRAP_EMAIL: z.email().optional(),
  /** The owner's password, at least 8 characters */
  BOOTSTRAP_PASSWORD: z.string().min(8).optional(),
  /** The organization's name */
  BOOTSTRAP_ORGANIZATION: z.string().min(1).max(80).default('Recado'),
  /** A full-scope API token with this value, at least 16 characters */
  BOOTSTRAP_API_TOKEN: z.string().min(16).optional(),

  // Table: webhooks
  /** A plain listener for WAHA's webhooks beside the web server, in a thread of its own: faster than its route, and not held up by pages. Point `WEBHOOK_BASE_URL` at it */
  WEBHOOK_PORT: port.optional(),
  /** Where that listener binds, if it is an IP address or `localhost` @default all interfaces */
  HOSTNAME: z.string().optional(),
  /** Most events of one number that one transaction stores */
  WEBHOOK_BATCH: z.coerce.number().int().min(1).max(1000).default(200),

  // Table: files
  /** Keep files in this bucket of an S3 instead of a folder; the other settings of this kind count only with it. Nobody else may read it */
  STORAGE_BUCKET: z.string().optional(),
  /** The address of an S3 that is not Amazon's */
  STORAGE_ENDPOINT: url.optional(),
  /** Of the bucket */
  STORAGE_REGION: z.string().default('us-east-1'),
  /** May list the bucket and get, put and delete in it @default the machine's own role */
  STORAGE_ACCESS_KEY_ID: z.string().optional(),
  /** Belongs to `STORAGE_ACCESS_KEY_ID` */
  STORAGE_SECRET_ACCESS_KEY: z.string().optional(),
  /** Whether the bucket stands in the path instead of the host's name @default true with `STORAGE_ENDPOINT` */
  STORAGE_PATH_STYLE: flag.optional(),
  /** Whether browsers put files straight into the bucket; where they can't reach it they come through Recado. See [deploy.md](deploy.md#files-in-a-bucket) */
  STORAGE_DIRECT: flag.default(true),
  /** Largest upload */
  LIMIT_UPLOAD_BYTES: bytes.default(100_000_000),
  /** Largest file that is fetched from WhatsApp; larger ones stay on the phone */
  LIMIT_INBOUND_BYTES: bytes.default(512 * MiB),
  /** Private address ranges (CIDR, separated by commas) that the `url` of a file to send may name */
  MEDIA_URL_ALLOWED_RANGES: ranges,
  /** Private address ranges (CIDR, separated by commas) in which owners may register WAHA servers. Leave it empty where organizations don't trust each other. `WAHA_URL` is not bound by it */
  WAHA_SERVERS_ALLOWED_RANGES: ranges,
  /** You serve organizations that you don't know: starts only while neither of the two settings above opens your network to them */
  MULTI_TENANT: flag.default(false),
  /** Hosts (separated by commas) of the S3 storage where WAHA keeps files; without any, files come from WAHA itself */
  WAHA_FILE_HOSTS: z
    .string()
    .default('')
    .transform((value) =>
      value
        .split(',')
        .map((host) => host.trim().toLowerCase())
        .filter(Boolean),
    ),

  // Table: serverless
  /** `serverless`: nothing runs in the background. Jobs are worked off after the answer to a write and by `GET /api/cron`; migrations and the first organization are made by `npm run db:migrate`, at each deployment */
  RUNTIME: z.enum(['server', 'serverless']).default('server'),
  /** What the scheduler sends to `/api/cron` as `Authorization: Bearer …`, at least 16 characters; without it nobody may call */
  CRON_SECRET: z.string().min(16).optional(),
});

/** A setting that is missing or malformed: a sentence for whoever starts the process, never a stack. */
export class EnvError extends Error {}

/** What lets organizations have addresses inside be asked. */
const INSIDE = ['WAHA_SERVERS_ALLOWED_RANGES', 'MEDIA_URL_ALLOWED_RANGES'] as const;

function readEnv() {
  const given = Object.fromEntries(Object.entries(process.env).filter(([, value]) => value !== ''));
  const parsed = schema.safeParse(given);
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    throw new EnvError(`Settings that can't be used:\n  ${lines.join('\n  ')}`);
  }
  const env = parsed.data;
  const open = INSIDE.filter((name) => env[name].length > 0);
  if (env.MULTI_TENANT && open.length > 0)
    throw new EnvError(`With MULTI_TENANT nothing inside may be asked: take ${open.join(' and ')} away.`);
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
    bucket: bucketOf(env),
    bucketOrigin: env.STORAGE_DIRECT ? originOf(bucketOf(env)) : undefined,
  };
}

/** Where files are kept, if not in a folder; undefined without `STORAGE_BUCKET`. */
function bucketOf(given: z.infer<typeof schema>) {
  const { STORAGE_BUCKET: bucket, STORAGE_ENDPOINT: endpoint, STORAGE_REGION: region } = given;
  const { STORAGE_ACCESS_KEY_ID: accessKeyId, STORAGE_SECRET_ACCESS_KEY: secretAccessKey } = given;
  if (!bucket) return undefined;
  if (Boolean(accessKeyId) !== Boolean(secretAccessKey))
    throw new EnvError(
      'STORAGE_ACCESS_KEY_ID and STORAGE_SECRET_ACCESS_KEY belong together: set both or none.',
    );
  const credentials = accessKeyId && secretAccessKey ? { accessKeyId, secretAccessKey } : undefined;
  return {
    bucket,
    endpoint,
    region,
    credentials,
    isPathStyle: given.STORAGE_PATH_STYLE ?? Boolean(endpoint),
  };
}

/** Where browsers reach the bucket. */
function originOf(bucket: ReturnType<typeof bucketOf>): string | undefined {
  if (!bucket) return undefined;
  const { bucket: name, endpoint, region, isPathStyle } = bucket;
  const { protocol, host } = new URL(endpoint ?? `https://s3.${region}.amazonaws.com`);
  // A certificate for all names of a domain holds for one label: buckets with dots stand in the path.
  return isPathStyle || name.includes('.') ? `${protocol}//${host}` : `${protocol}//${name}.${host}`;
}

export type Env = ReturnType<typeof readEnv>;

let cached: Env | undefined;

/** The settings, read at first use so that a build needs none. Throws {@link EnvError} with one line per fault. */
export function env(): Env {
  cached ??= readEnv();
  return cached;
}

/** What a thread of ours is started with where its settings are not the process's own: there `env` reads these. */
export function environmentWith(settings: Partial<Record<keyof z.infer<typeof schema>, number>>) {
  const given = Object.entries(settings).map(([name, value]) => [name, String(value)]);
  return { ...process.env, ...Object.fromEntries(given) };
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
