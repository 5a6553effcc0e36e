import { isDiskFull } from '../../db/embedded-server/fault';

/** Errors whose message is such a sentence; compared by name because they come from several places. */
const SENTENCES = ['Fault', 'EmbeddedPostgresError', 'EnvError'];

/** Runs a command. A known fault prints its sentence, any other its stack; both exit with 1. */
export async function runScript(main: () => Promise<void>): Promise<void> {
  try {
    await main();
  } catch (error) {
    console.error(`\n${explain(error)}`);
    process.exit(1);
  }
}

/** The sentence for an error, or its stack when we have none. */
export function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (SENTENCES.includes(error.constructor.name)) return error.message;
  if (isDiskFull(error)) return 'The disk is full: free some space and start again.';
  return connectionFault(error) ?? error.stack ?? error.message;
}

/** Drizzle and the pool keep what was the matter in `cause`. */
function connectionFault(error: Error): string | undefined {
  const code = 'code' in error ? String(error.code) : '';
  if (['ECONNREFUSED', 'ENOTFOUND', 'EHOSTUNREACH', 'ETIMEDOUT'].includes(code)) {
    return `The database of DATABASE_URL can't be reached (${code}).`;
  }
  if (['28P01', '28000', '3D000'].includes(code)) {
    return `The database of DATABASE_URL refuses us: ${error.message}.`;
  }
  return error.cause instanceof Error ? connectionFault(error.cause) : undefined;
}
