import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { inTransaction, type Scope } from '@/lib/core/scope';
import type { DownloadedFile } from '@/lib/waha/files';
import { type KeptMedia, keepFile } from './keep';
import { sniffType } from './mimetype';
import { incomingFolder } from './storage';

/**
 * Keeps the file of a received message. `download` writes it to the path that it is given; `use` takes it up in the
 * same transaction, and false means that somebody else did: then nothing of it is kept. Throws what `download` throws,
 * `limit_reached`.
 */
export async function keepInbound(
  scope: Scope,
  { filename, mimetype }: { filename: string | null; mimetype: string },
  download: (path: string) => Promise<DownloadedFile>,
  use: (inside: Scope, media: KeptMedia) => Promise<boolean>,
): Promise<void> {
  const path = join(await incomingFolder(), randomUUID());
  try {
    const file = await download(path);
    const sniffed = await sniffType(path, mimetype);
    const row = { kind: 'message', expiresAt: null } as const;
    await keepFile(scope, { ...file, path, filename, mimetype: sniffed }, row, (record) =>
      inTransaction(scope, async (inside) => {
        if (!(await use(inside, await record(inside)))) throw new TakenByAnother();
      }).catch((error) => {
        if (!(error instanceof TakenByAnother)) throw error;
      }),
    );
  } finally {
    await rm(path, { force: true });
  }
}

/** Takes back what was recorded. */
class TakenByAnother extends Error {}
