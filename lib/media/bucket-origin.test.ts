import { afterEach, expect, it, vi } from 'vitest';
import type { env as readEnv } from '@/lib/env';
import { s3Store } from './s3-store';

afterEach(() => {
  vi.unstubAllEnvs();
  vi.resetModules();
});

const KEYS = { STORAGE_ACCESS_KEY_ID: 'key', STORAGE_SECRET_ACCESS_KEY: 'secret' };

async function settings(given: Record<string, string>): Promise<ReturnType<typeof readEnv>> {
  vi.resetModules();
  for (const [name, value] of Object.entries({ ...KEYS, ...given })) vi.stubEnv(name, value);
  return (await import('@/lib/env')).env();
}

it.each([
  [{ STORAGE_BUCKET: 'files' }],
  [{ STORAGE_BUCKET: 'files', STORAGE_REGION: 'sa-east-1' }],
  [{ STORAGE_BUCKET: 'files.example', STORAGE_REGION: 'sa-east-1' }],
  [{ STORAGE_BUCKET: 'files', STORAGE_ENDPOINT: 'https://s3.example.com:9000/' }],
  [{ STORAGE_BUCKET: 'files', STORAGE_ENDPOINT: 'https://s3.example.com', STORAGE_PATH_STYLE: 'false' }],
  [
    {
      STORAGE_BUCKET: 'files.example',
      STORAGE_ENDPOINT: 'https://s3.example.com',
      STORAGE_PATH_STYLE: 'false',
    },
  ],
])('pages may connect to just where %o signs uploads', async (given) => {
  const { bucket, bucketOrigin } = await settings(given);
  if (!bucket) throw new Error('There is a bucket');
  const signed = await s3Store(bucket).sign('incoming/a/b', { size: 1, seconds: 60 });
  expect(bucketOrigin).toBe(new URL(signed ?? '').origin);
});

it('pages connect nowhere else without a bucket, or where it is not for browsers', async () => {
  expect((await settings({})).bucketOrigin).toBeUndefined();
  const inside = { STORAGE_BUCKET: 'files', STORAGE_ENDPOINT: 'http://minio:9000', STORAGE_DIRECT: 'false' };
  expect((await settings(inside)).bucketOrigin).toBeUndefined();
});
