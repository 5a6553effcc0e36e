import { database } from '@/db/client';
import { log } from '@/lib/core/log';
import { SpareConnections } from '@/lib/core/spare-connections';
import { authSecret, env } from '@/lib/env';
import { setWorkAfterAnswers } from '@/lib/handlers/after-answer';
import { putAnswersOfNextInOurWords } from '@/lib/handlers/answers-of-next';
import { catchUpHistories } from '@/lib/history/due';
import { addJob } from '@/lib/jobs/add-job';
import { startRunner } from '@/lib/jobs/runner';
import { relayAfterCommits, startRelay } from '@/lib/realtime/relay';
import { listenForWebhooks } from '@/lib/webhooks/listener';
import { startStreams } from '@/lib/webhooks/streams';
import { drainAfterWrite } from './cron';
import { prepareInstallation } from './installation';
import { openNgrok } from './ngrok';
import { type Part, stopOnSignal } from './stop-on-signal';
import { taskHandlers } from './task-list';
import { keepTunnel } from './tunnel';
import { startWebhookThread } from './webhook-thread';

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
  authSecret();
  putAnswersOfNextInOurWords();
  if (env().RUNTIME === 'serverless') return startFunction();
  const connections = new SpareConnections();
  // Next listens already: whoever connects meanwhile is to be known, too.
  connections.watch();
  const { REDIS_URL, WEBHOOK_PORT } = env();
  await prepareInstallation();
  const relay = REDIS_URL ? startRelay() : undefined;
  const runner = await startRunner(taskHandlers, catchUp);
  const listener = WEBHOOK_PORT ? await startWebhookThread() : undefined;
  const streams = startStreams();
  const tunnel = await startTunnel();
  stopOnSignal([tunnel, listener, streams, runner, relay], connections);
  await catchUp();
}

/**
 * After an outage of ours or of the database's. What WAHA could not tell it tells again, but the later the longer it took;
 * and what a killed process left behind does not wait for the minute.
 */
async function catchUp(): Promise<void> {
  await catchUpHistories();
  await addJob(database(), 'reconcile', {}, { key: 'reconcile:start' });
}

/** Only webhooks can be reached through it: it ends at a listener of its own, which needs no thread at a developer's pace. */
async function startTunnel(): Promise<Part | undefined> {
  const { NGROK_AUTHTOKEN, TUNNEL } = env();
  if (!TUNNEL || !NGROK_AUTHTOKEN) return undefined;
  const listener = await listenForWebhooks(0, '127.0.0.1');
  const tunnel = keepTunnel(openNgrok(NGROK_AUTHTOKEN), listener.port);
  return {
    stop: async () => {
      await tunnel.stop();
      await listener.stop();
    },
  };
}

/** Nothing in the background: what is to do is done after the answers. The deployment has migrated. */
function startFunction(): void {
  if (env().WAHA_STREAM)
    log().warn(
      'WAHA_STREAM is of no effect here: a stream needs a process that stays. Let WAHA call Recado.',
    );
  setWorkAfterAnswers(drainAfterWrite);
  if (env().REDIS_URL) relayAfterCommits();
}
