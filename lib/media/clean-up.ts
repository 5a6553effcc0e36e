import type { Executor } from '@/db/client';
import { deleteExpiredMedia, deleteUnusedFiles, selectKnownKeys } from './queries';
import { listStored, removeFile, sweepIncoming } from './storage';

/** Half an upload this old belongs to a process that was killed. */
const INCOMING_HOURS = 24;
/** No request stores a file and takes this long to commit. */
const ORPHAN_HOURS = 24;

/** Removes uploads past their time, bytes that nothing shows any more, and what killed processes left half done. */
export async function cleanUpMedia({ db }: { db: Executor }): Promise<void> {
  await deleteExpiredMedia({ db });
  for (let keys = await deleteUnusedFiles({ db }); keys.length > 0; keys = await deleteUnusedFiles({ db })) {
    for (const key of keys) await removeFile(key);
  }
  await sweepIncoming(INCOMING_HOURS);
  await sweepOrphans({ db });
}

/** Bytes that no row speaks of: their process was killed between storing and committing. What is fresh may still commit. */
async function sweepOrphans({ db }: { db: Executor }): Promise<void> {
  for await (const keys of listStored(ORPHAN_HOURS)) {
    const known = await selectKnownKeys({ db }, keys);
    for (const key of keys) if (!known.has(key)) await removeFile(key);
  }
}
