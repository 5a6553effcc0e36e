import { expect } from '@playwright/test';
import type { DirectUploadView, UploadView } from '@/lib/media/schema';
import { startS3, type TestS3 } from '../setup/s3';
import { withToken } from './support/client';
import { test as base } from './support/ground';
import { bearer, type Caller, download, PIXEL, upload } from './support/media';
import { insertOrganization } from './support/organizations';
import { expectProblem } from './support/problems';

// A server of its own that keeps files in a bucket, with a database of its own: any server may run any job.
const test = base.extend<{ s3: TestS3; caller: Caller }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixture's needs from this pattern.
  s3: async ({}, use, testInfo) => {
    const s3 = await startS3(testInfo.outputPath('s3'));
    await use(s3);
    await s3.stop();
  },
  appEnv: async ({ s3 }, use) => use(s3.env),
  caller: async ({ ground }, use) => use(bearer(ground.server().url, ground.organization.token)),
});

test('files in a bucket: kept once, in parts, under headers with which nothing runs; one put there directly is looked at first', async ({
  caller,
  ground: { api, sql, organization },
}) => {
  const { uploadId } = await upload(caller, { bytes: PIXEL, name: 'a.png' });
  await upload(caller, { bytes: PIXEL, name: 'b.png' });
  const kept = () => sql`select 1 from media_files where organization_id = ${organization.id}`;
  expect(await kept()).toHaveLength(1);
  const { status, headers, bytes } = await download(caller, uploadId);
  expect([status, bytes.equals(PIXEL)]).toEqual([200, true]);
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  expect(headers.get('content-security-policy')).toBe("sandbox; default-src 'none'");
  expect(headers.get('content-disposition')).toMatch(/^inline; /);
  const part = await download(caller, uploadId, { range: 'bytes=1-3' });
  expect([part.status, part.bytes.toString('latin1')]).toEqual([206, 'PNG']);

  const stranger = await insertOrganization(sql);
  const begin = (size: number) => api.post<DirectUploadView>('/api/media/direct', { size });
  expectProblem(await begin(100_000_001), 'payload_too_large');
  const { body: place } = await begin(PIXEL.length);
  expect(new URL(place.url).searchParams.get('X-Amz-SignedHeaders')).toContain('content-length');
  const finish = `/api/media/direct/${place.id}`;
  expectProblem(await api.post(finish, {}), 'not_found');
  const put = await fetch(place.url, { method: 'PUT', body: new Uint8Array(PIXEL) });
  expect(put.status).toBe(200);
  expectProblem(await withToken(caller.url, stranger.token).post(finish, {}), 'not_found');
  expect((await download(caller, place.id)).status).toBe(404);
  const { body } = await api.post<UploadView>(finish, { filename: 'a.html', mimetype: 'text/html' });
  expect(body).toMatchObject({ mimetype: 'image/png', size: PIXEL.length });
  expect((await download(caller, body.uploadId)).bytes.equals(PIXEL)).toBe(true);
  expectProblem(await api.post(finish, {}), 'not_found');
  expect(await kept()).toHaveLength(1);
});
