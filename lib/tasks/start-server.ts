import { closeDatabase, database } from '@/db/client';
import { log } from '@/lib/core/log';
import { authSecret, env } from '@/lib/env';
import { setWorkAfterAnswers } from '@/lib/handlers/after-answer';
import { catchUpHistories } from '@/lib/history/due';
import { addJob } from '@/lib/jobs/add-job';
import { startRunner } from '@/lib/jobs/runner';
import { closeStreams } from '@/lib/realtime/hub';
import { listenForWebhooks } from '@/lib/webhooks/listener';
import { drainAfterWrite } from './cron';
import { prepareInstallation } from './installation';
import { taskHandlers } from './task-list';

const shared = globalThis as typeof globalThis & { __recadoStarted?: Promise<void> };

/** Migrates, bootstraps and starts the job runner, once per process. Nothing is served before it is done. */
export function startServer(): Promise<void> {
  shared.__recadoStarted ??= start().catch((error: unknown) => {
    log().fatal(
      { err: error },
      `Recado can't start: ${error instanceof Error ? error.message : 'unknown error'}`,
    );
    process.exit(1);
  });
  return shared.__recadoStarted;
}

async function start(): Promise<void> {
  const { RUNTIME, WEBHOOK_PORT } = env();
  authSecret();
  if (RUNTIME === 'serverless') return setWorkAfterAnswers(drainAfterWrite);
  await prepareInstallation();
  const runner = await startRunner(taskHandlers);
  const listener = WEBHOOK_PORT ? await listenForWebhooks(WEBHOOK_PORT) : undefined;
  stopOnSignal(runner.stop, listener?.stop);
  await catchUpHistories();
  // What a killed process left behind does not wait for the minute.
  await addJob(database(), 'reconcile', {}, { key: 'reconcile:start' });
}

/** `next start` does not leave while an event stream is open: close them first, then let what runs end. */
function stopOnSignal(stopRunner: () => Promise<void>, stopListener?: () => Promise<void>): void {
  const stop = async () => {
    closeStreams();
    await stopListener?.();
    await stopRunner().catch((error: unknown) =>
      log().warn({ err: error }, 'The job runner did not stop cleanly'),
    );
    await closeDatabase();
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
}
