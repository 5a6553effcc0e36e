import { listen } from '@/db/listen';
import { env } from '@/lib/env';
import { listenOnRedis } from './redis';

/** The name under which hints are told, on Postgres and on Redis. */
export const CHANNEL = 'recado_changes';

/** Listens for hints where they are told. `onListening` runs after every (re)connection: what was told meanwhile is gone. */
export const listenForHints = (
  onNotify: (payload: string) => void,
  onListening: () => void,
): Promise<{ close: () => Promise<void> }> =>
  env().REDIS_URL ? listenOnRedis(CHANNEL, onNotify, onListening) : listen(CHANNEL, onNotify, onListening);
