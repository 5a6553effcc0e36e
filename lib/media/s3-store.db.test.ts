import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '@/lib/core/ids';
import { startS3, type TestS3 } from '@/tests/setup/s3';
import { s3Store } from './s3-store';

let folder: string;
let s3: TestS3;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'recado-s3-'));
  s3 = await startS3(join(folder, 'bucket'));
});

afterAll(async () => {
  await s3.stop();
  await rm(folder, { recursive: true, force: true });
});

const someKey = () => `${newId()}/${newId()}`;

async function put(text: string, key = someKey()) {
  const path = join(folder, newId());
  await writeFile(path, text);
  await s3Store(s3.settings).put(key, path);
  return key;
}

const all = async (keys: AsyncGenerator<string[]>) => {
  const found: string[] = [];
  for await (const some of keys) found.push(...some);
  return found;
};

const away = { code: 'unavailable', detail: 'storageAway', retryAfter: 5 };

describe('a bucket as storage', () => {
  it('gives back any part, knows the size, and removes', async () => {
    const store = s3Store(s3.settings);
    const key = await put('0123456789');
    expect(await store.size(key)).toBe(10);
    expect(await new Response(await store.read(key, { start: 2, end: 4 })).text()).toBe('234');
    await store.remove(key);
    expect(await store.size(key)).toBeUndefined();
    await expect(store.read(key, { start: 0, end: 9 })).rejects.toMatchObject({ code: 'not_found' });
  });

  it('lists what was written before a time, whatever their number, and nothing that is not ours', async () => {
    const store = s3Store(s3.settings);
    const keys = [await put('a'), await put('b')];
    await put('not ours', 'backups/of somebody else');
    const later = new Date(Date.now() + 60_000);
    const listed = await all(store.list(later));
    expect(listed).toEqual(expect.arrayContaining(keys));
    expect(listed).not.toContain('backups/of somebody else');
    expect(await all(store.list(new Date(Date.now() - 3_600_000)))).toEqual([]);
  });

  it('lists what was put by address and never taken up apart from what is kept', async () => {
    const store = s3Store(s3.settings);
    const [kept, waiting] = [await put('a'), await put('b', `incoming/${someKey()}`)];
    const later = new Date(Date.now() + 60_000);
    expect(await all(store.listIncoming(later))).toEqual([waiting]);
    const listed = await all(store.list(later));
    expect([listed.includes(kept), listed.includes(waiting)]).toEqual([true, false]);
  });

  it('refuses wrong credentials, and says what is wrong', async () => {
    const credentials = { accessKeyId: 'wrong', secretAccessKey: 'wrong' };
    const store = s3Store({ ...s3.settings, credentials });
    const key = await put('a');
    await expect(store.check()).rejects.toMatchObject(away);
    await expect(store.read(key, { start: 0, end: 0 })).rejects.toMatchObject({
      ...away,
      cause: { name: 'InvalidAccessKeyId' },
    });
    await expect(store.size(key)).rejects.toMatchObject(away);
    await expect(store.remove(key)).rejects.toMatchObject(away);
  });

  it('never takes a bucket that is away for a file that is lost', async () => {
    const gone = s3Store({ ...s3.settings, bucket: 'nowhere' });
    await expect(gone.size(someKey())).rejects.toMatchObject(away);
    await expect(gone.read(someKey(), { start: 0, end: 0 })).rejects.toMatchObject(away);
    const deaf = s3Store({ ...s3.settings, endpoint: 'http://127.0.0.1:9' });
    await expect(deaf.size(someKey())).rejects.toMatchObject(away);
  });
});
