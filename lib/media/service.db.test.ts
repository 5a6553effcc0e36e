import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { database } from '@/db/client';
import { newId } from '@/lib/core/ids';
import type { Scope } from '@/lib/core/scope';
import { env } from '@/lib/env';
import { makeInstance } from '@/tests/setup/receive-support';
import { cleanUpMedia } from './clean-up';
import { selectMedia } from './queries';
import { addUpload, openMedia } from './service';
import { incomingFolder, putFile } from './storage';

/** A file as the upload route hands it over. */
async function received(text: string) {
  const path = join(await incomingFolder(), newId());
  await writeFile(path, text);
  const sha256 = createHash('sha256').update(text).digest('hex');
  return { path, sha256, size: Buffer.byteLength(text), filename: 'a.txt', mimetype: 'text/plain' };
}

async function pathOf(scope: Scope, id: string): Promise<string> {
  const { storageKey } = (await selectMedia(scope, id)) ?? { storageKey: 'nowhere' };
  return join(env().RECADO_DATA_DIR, 'media', storageKey);
}

const age = (scope: Scope, table: 'media' | 'media_files', column: 'expires_at' | 'used_at') =>
  scope.db.execute(
    sql`update ${sql.identifier(table)} set ${sql.identifier(column)} = now() - interval '2 hours' where organization_id = ${scope.organizationId}`,
  );

it('reads back any part of what was stored', async () => {
  const { scope } = await makeInstance();
  const { uploadId } = await addUpload(scope, await received('0123456789'));
  const { open } = await openMedia(scope, uploadId);
  expect(await new Response(await open({ start: 2, end: 4 })).text()).toBe('234');
});

it('is not found by another organization, nor when the storage lost it', async () => {
  const { scope } = await makeInstance();
  const { scope: stranger } = await makeInstance();
  const { uploadId } = await addUpload(scope, await received(newId()));
  await expect(openMedia(stranger, uploadId)).rejects.toMatchObject({ code: 'not_found' });
});

it('removes an upload past its time, and its bytes when no other shows them', async () => {
  const { scope } = await makeInstance();
  const text = newId();
  const [old, kept] = [
    await addUpload(scope, await received(text)),
    await addUpload(scope, await received(text)),
  ];
  const alone = await addUpload(scope, await received(newId()));
  const [shared, unshared] = [await pathOf(scope, old.uploadId), await pathOf(scope, alone.uploadId)];
  await age(scope, 'media', 'expires_at');
  await age(scope, 'media_files', 'used_at');
  await scope.db.execute(
    sql`update media set expires_at = null, kind = 'message' where id = ${kept.uploadId}`,
  );
  await cleanUpMedia({ db: database() });
  expect(await selectMedia(scope, old.uploadId)).toBeUndefined();
  expect(await selectMedia(scope, kept.uploadId)).toBeDefined();
  expect([existsSync(shared), existsSync(unshared)]).toEqual([true, false]);
});

it('leaves bytes alone that somebody has just brought again', async () => {
  const { scope } = await makeInstance();
  const text = newId();
  const { uploadId } = await addUpload(scope, await received(text));
  const path = await pathOf(scope, uploadId);
  await age(scope, 'media', 'expires_at');
  await cleanUpMedia({ db: database() });
  expect(existsSync(path)).toBe(true);
  const again = await addUpload(scope, await received(text));
  expect(await pathOf(scope, again.uploadId)).toBe(path);
});

it('twins at the same moment keep one copy', async () => {
  const { scope } = await makeInstance();
  const text = newId();
  const files = [await received(text), await received(text), await received(text)];
  const views = await Promise.all(files.map((file) => addUpload(scope, file)));
  const paths = await Promise.all(views.map(({ uploadId }) => pathOf(scope, uploadId)));
  expect(new Set(paths).size).toBe(1);
  expect(existsSync(paths[0] ?? '')).toBe(true);
});

it('removes what a killed process left half uploaded, a day later', async () => {
  const [fresh, stale] = [await received('a'), await received('b')];
  const yesterday = new Date(Date.now() - 25 * 3_600_000);
  await utimes(stale.path, yesterday, yesterday);
  await cleanUpMedia({ db: database() });
  expect([existsSync(fresh.path), existsSync(stale.path)]).toEqual([true, false]);
});

it('removes bytes whose process was killed before it committed, a day later, and none that a row speaks of', async () => {
  const { scope } = await makeInstance();
  const yesterday = new Date(Date.now() - 25 * 3_600_000);
  const orphanOf = async (text: string) => {
    const key = `${scope.organizationId}/${newId()}`;
    await putFile(key, (await received(text)).path);
    return join(env().RECADO_DATA_DIR, 'media', key);
  };
  const { uploadId } = await addUpload(scope, await received(newId()));
  const kept = await pathOf(scope, uploadId);
  const [stale, fresh] = [await orphanOf('a'), await orphanOf('b')];
  for (const path of [stale, kept]) await utimes(path, yesterday, yesterday);
  await cleanUpMedia({ db: database() });
  expect([existsSync(stale), existsSync(fresh), existsSync(kept)]).toEqual([false, true, true]);
});
