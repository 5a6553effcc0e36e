import { parentPort } from 'node:worker_threads';
import { closeDatabase } from '@/db/client';
import { env } from '@/lib/env';
import { relayAfterCommits } from '@/lib/realtime/relay';
import { listenForWebhooks } from '@/lib/webhooks/listener';

/** What runs in the thread that `webhook-thread.ts` starts. Whatever it throws ends the thread, and is told there. */
async function main(): Promise<void> {
  const settings = env();
  settings.DATABASE_POOL_SIZE = shareOf(settings.DATABASE_POOL_SIZE);
  const relay = settings.REDIS_URL ? relayAfterCommits() : undefined;
  const listener = await listenForWebhooks(settings.WEBHOOK_PORT ?? 0);
  parentPort?.once('message', async () => {
    await listener.stop();
    await relay?.stop();
    await closeDatabase();
    process.exit();
  });
  parentPort?.postMessage('listening');
}

/** Connections on top of the process's own: webhooks go in batches, which need few. */
const shareOf = (poolSize: number) => Math.max(2, Math.ceil(poolSize / 2));

void main();
