import pino from 'pino';
import pretty from 'pino-pretty';
import { env } from '@/lib/env';
import { currentRequestId } from './request-context';

/** Names under which secrets and people's words travel: never written, however deep they sit in what is logged. */
const REDACTED = [
  'authorization',
  'cookie',
  'password',
  'token',
  'secret',
  'apiKey',
  'hmac',
  'text',
  'body',
  'caption',
  'raw',
].flatMap((name) => [name, `*.${name}`, `*.*.${name}`]);

const shared = globalThis as typeof globalThis & { __recadoLog?: pino.Logger };

/** The process's logger: JSON lines in production, readable in development; each line carries the request's id. */
export function log(): pino.Logger {
  shared.__recadoLog ??= createLogger();
  return shared.__recadoLog;
}

function createLogger(): pino.Logger {
  const { NODE_ENV, LOG_LEVEL, LOG_PRETTY } = env();
  const options: pino.LoggerOptions = {
    level: LOG_LEVEL,
    redact: { paths: REDACTED, censor: '[redacted]' },
    mixin: () => {
      const requestId = currentRequestId();
      return requestId ? { requestId } : {};
    },
    serializers: { err: describeError },
  };
  const isPretty = LOG_PRETTY ?? NODE_ENV !== 'production';
  return isPretty ? pino(options, pretty({ sync: true, ignore: 'pid,hostname' })) : pino(options);
}

/** Drizzle puts the SQL and its parameters (people's words) into the message: keep the cause's own sentence instead. */
function describeError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { message: typeof error };
  const isQuery = error.message.startsWith('Failed query:');
  return {
    type: error.name,
    message: isQuery ? 'Failed query' : error.message,
    code: (error as { code?: unknown }).code,
    stack: isQuery ? undefined : error.stack,
    cause: error.cause ? describeError(error.cause) : undefined,
  };
}
