import { parentPort } from 'node:worker_threads';
import { closeDatabase } from '@/db/client';
import { env } from '@/lib/env';
import { relayAfterCommits } from '@/lib/realtime/relay';
import { listenForWebhooks } from '@/lib/webhooks/listener';

/** What runs in the thread that `webhook-thread.ts` starts. Whatever it throws ends the thread, and is told there. */
async function main(): Promise<void> {
  const { REDIS_URL, WEBHOOK_PORT = 0 } = env();
  const relay = REDIS_URL ? relayAfterCommits() : undefined;
  const listener = await listenForWebhooks(WEBHOOK_PORT);
  parentPort?.once('message', async () => {
    await listener.stop();
    await relay?.stop();
    await closeDatabase();
    process.exit();
  });
  parentPort?.postMessage('listening');
}

void main();
