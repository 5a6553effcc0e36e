import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { closeDatabase, database } from '@/db/client';
import { newId } from '@/lib/core/ids';
import { makeInstance } from '@/tests/setup/receive-support';
import { startS3, type TestS3 } from '@/tests/setup/s3';
import { cleanUpMedia } from './clean-up';
import { beginDirectUpload, finishDirectUpload } from './direct';
import { openMedia } from './service';
import { storedSize } from './storage';

let folder: string;
let s3: TestS3;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'recado-direct-'));
  s3 = await startS3(join(folder, 'bucket'));
  for (const [name, value] of Object.entries(s3.env)) vi.stubEnv(name, value);
});

afterAll(async () => {
  await closeDatabase();
  await s3.stop();
  await rm(folder, { recursive: true, force: true });
});

const put = (url: string, text: string) => fetch(url, { method: 'PUT', body: text });

it('a file put straight into the bucket is looked at, kept once per content, and gone from where it was put', async () => {
  const { scope } = await makeInstance();
  const text = `<script>alert("${newId()}")</script>`;
  const finished = [];
  for (const filename of ['a\u202egpj.html', 'b.png']) {
    const { id, url } = await beginDirectUpload(scope, { size: text.length });
    expect(new URL(url).searchParams.get('X-Amz-SignedHeaders')).toContain('content-length');
    expect((await put(url, text)).status).toBe(200);
    finished.push(await finishDirectUpload(scope, id, { filename, mimetype: 'image/png' }));
    expect(await storedSize(`incoming/${scope.organizationId}/${id}`)).toBeUndefined();
  }
  expect(finished).toMatchObject([{ mimetype: 'application/octet-stream' }, { size: text.length }]);
  const { open, filename } = await openMedia(scope, finished[0]?.uploadId ?? '');
  expect(filename).toBe('agpj.html');
  expect(await new Response(await open({ start: 0, end: text.length - 1 })).text()).toBe(text);
  const rows = await scope.db.execute(sql`
    select 1 from media_files where organization_id = ${scope.organizationId}`);
  expect(rows).toHaveLength(1);
});

it('nobody gets it before that, and no other organization takes it up', async () => {
  const { scope } = await makeInstance();
  const { scope: stranger } = await makeInstance();
  const { id, url } = await beginDirectUpload(scope, { size: 5 });
  await expect(finishDirectUpload(scope, id, {})).rejects.toMatchObject({ code: 'not_found' });
  await put(url, 'hello');
  await expect(openMedia(scope, id)).rejects.toMatchObject({ code: 'not_found' });
  await expect(finishDirectUpload(stranger, id, {})).rejects.toMatchObject({ code: 'not_found' });
  expect(await finishDirectUpload(scope, id, {})).toMatchObject({ size: 5 });
});

it('what is refused is removed', async () => {
  const { scope } = await makeInstance();
  await expect(beginDirectUpload(scope, { size: 100_000_001 })).rejects.toMatchObject({
    code: 'payload_too_large',
  });
  const { id, url } = await beginDirectUpload(scope, { size: 1 });
  await put(url, '');
  await expect(finishDirectUpload(scope, id, {})).rejects.toMatchObject({ code: 'invalid' });
  expect(await storedSize(`incoming/${scope.organizationId}/${id}`)).toBeUndefined();
});

it('the clean-up leaves what is fresh, here and in quarantine', async () => {
  const { scope } = await makeInstance();
  const { id, url } = await beginDirectUpload(scope, { size: 5 });
  await put(url, 'hello');
  await cleanUpMedia({ db: database() });
  expect(await finishDirectUpload(scope, id, {})).toMatchObject({ size: 5 });
});
