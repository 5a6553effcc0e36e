import type { Executor } from '@/db/client';
import { deleteExpiredMedia, deleteUnusedFiles } from './queries';
import { removeFile, sweepIncoming } from './storage';

/** Half an upload this old belongs to a process that was killed. */
const INCOMING_HOURS = 24;

/** Removes uploads past their time, bytes that nothing shows any more, and what killed processes left half done. */
export async function cleanUpMedia({ db }: { db: Executor }): Promise<void> {
  await deleteExpiredMedia({ db });
  for (let keys = await deleteUnusedFiles({ db }); keys.length > 0; keys = await deleteUnusedFiles({ db })) {
    for (const key of keys) await removeFile(key);
  }
  await sweepIncoming(INCOMING_HOURS);
}
