import { sql } from 'drizzle-orm';
import sharp from 'sharp';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { closeDatabase, database } from '@/db/client';
import { newId } from '@/lib/core/ids';
import { systemScope } from '@/lib/core/scope';
import { env } from '@/lib/env';
import { getInstance } from '@/lib/instances/service';
import { drainJobs } from '@/lib/jobs/drain';
import type { TaskHandlers } from '@/lib/jobs/tasks';
import { openMedia } from '@/lib/media/service';
import { upsertLimits } from '@/lib/organizations/queries';
import { taskHandlers } from '@/lib/tasks/task-list';
import { type LinkedNumber, linkNumber } from '@/tests/setup/linked-number';
import { somePhone } from '@/tests/setup/phones';
import { receiveBatch, textFrom } from '@/tests/setup/receive-support';
import { fetchInboundMedia, retryMedia } from './inbound-media';
import { viewMessages } from './service';

let number: LinkedNumber;
let sessionName: string;

beforeEach(async () => {
  number = await linkNumber();
  ({ sessionName } = await getInstance(number.scope, number.id));
});
afterEach(async () => {
  await number.simulator.close();
  await database().execute(sql`update instances set deleted_at = now()`);
});
afterAll(closeDatabase);

const photo = (width = 1600, height = 900) =>
  sharp({
    create: {
      width,
      height,
      channels: 3,
      background: '#3a6',
      noise: { type: 'gaussian', mean: 90, sigma: 40 },
    },
  })
    .jpeg({ quality: 90 })
    .toBuffer();

/** A customer's picture, as its webhook tells it. */
async function receivePhoto(bytes: Buffer): Promise<string> {
  const from = somePhone();
  const media = { base64: bytes.toString('base64'), mimetype: 'image/jpeg' };
  const sent = await number.control.inbound({ session: sessionName, from, kind: 'image', media });
  const sourceUrl = `http://localhost:3000/api/files/${sessionName}/${sent.bareId}.jpeg`;
  await receiveBatch(number.scope, number.id, [
    textFrom(`${from}@c.us`, sent.bareId, {
      type: 'image',
      text: 'Olha',
      media: { mimetype: 'image/jpeg', filename: null, size: null, sourceUrl },
    }),
  ]);
  return idOf(sent.bareId);
}

async function idOf(waId: string): Promise<string> {
  const [row] = await database().execute<{ id: string }>(sql`
    select id from messages where organization_id = ${number.scope.organizationId} and wa_id = ${waId}`);
  return row?.id ?? '';
}

async function mediaOf(id: string) {
  const [view] = await viewMessages(number.scope, [id]);
  return view?.media;
}

const jobsOf = (id: string) =>
  database().execute<{ runAt: string; fault: string | null }>(sql`
    select run_at as "runAt", last_error as fault from graphile_worker.jobs where key = ${`media:${id}`}`);

const fault = (mode: '404' | '403' | 'slow' | 'cut', times = 1) =>
  number.control.files({ mode, times, session: sessionName });

describe('the file of a received message', () => {
  it('is asked for with the message, shown before it is there, and kept with its measures and a smaller picture', async () => {
    const id = await receivePhoto(await photo());
    expect(await jobsOf(id)).toHaveLength(1);
    expect(await mediaOf(id)).toMatchObject({ state: 'pending', reason: null });
    await fetchInboundMedia(number.scope, id);
    const media = await mediaOf(id);
    expect(media).toMatchObject({ state: 'ready', mimetype: 'image/jpeg', width: 1600, height: 900 });
    expect(media?.blur).toMatch(/^data:image\/webp;base64,/);
    expect(media?.thumbnailUrl).toBe(`/api/media/${media?.id}?thumbnail=true`);
    const whole = await openMedia(number.scope, media?.id ?? '');
    const small = await openMedia(number.scope, media?.id ?? '', { isThumbnail: true });
    expect(small).toMatchObject({ mimetype: 'image/webp' });
    expect(small.size).toBeLessThan(whole.size / 2);
  });

  it('is fetched once, however often the job runs, and the same bytes are kept once', async () => {
    const bytes = await photo(300, 200);
    const [first, second] = [await receivePhoto(bytes), await receivePhoto(bytes)];
    await Promise.all([first, first, second].map((id) => fetchInboundMedia(number.scope, id)));
    await fetchInboundMedia(number.scope, first);
    const { organizationId } = number.scope;
    const [count] = await database().execute(sql`
      select count(distinct sha256)::int as files, count(*)::int as media from media where organization_id = ${organizationId}`);
    expect(count).toEqual({ files: 1, media: 2 });
  });

  it.each(['404', '403'] as const)(
    'is fetched from WhatsApp once more when WAHA answers %s',
    async (mode) => {
      const id = await receivePhoto(await photo(300, 200));
      await fault(mode);
      await fetchInboundMedia(number.scope, id);
      expect(await mediaOf(id)).toMatchObject({ state: 'ready' });
    },
  );

  it('is tried again later when it was cut, at growing distance, and says so when nothing helped', async () => {
    const id = await receivePhoto(await photo(300, 200));
    await fault('cut', 0);
    let last = 0;
    for (let attempt = 1; attempt <= 5; attempt++) {
      await fetchInboundMedia(number.scope, id);
      const [job] = await jobsOf(id);
      const wait = new Date(job?.runAt ?? 0).getTime() - Date.now();
      expect(wait).toBeGreaterThan(last);
      last = wait;
      expect(await mediaOf(id)).toMatchObject({ state: 'pending' });
    }
    await fetchInboundMedia(number.scope, id);
    expect(await mediaOf(id)).toMatchObject({ state: 'failed', reason: 'unavailable' });
    await expect(retryMedia(systemScope(newId()), id)).rejects.toMatchObject({ code: 'not_found' });
    await number.control.clearFaults();
    expect((await retryMedia(number.scope, id)).media).toMatchObject({ state: 'pending' });
    await fetchInboundMedia(number.scope, id);
    expect(await mediaOf(id)).toMatchObject({ state: 'ready' });
    await expect(retryMedia(number.scope, id)).rejects.toMatchObject({ code: 'invalid_state' });
  });

  it('waits while WAHA is away, without giving up', async () => {
    const id = await receivePhoto(await photo(300, 200));
    await number.simulator.close();
    for (let attempt = 0; attempt < 8; attempt++) await fetchInboundMedia(number.scope, id);
    expect(await mediaOf(id)).toMatchObject({ state: 'pending' });
    expect(await jobsOf(id)).toHaveLength(1);
  });

  it('that could not be kept says so when nobody comes back to it by itself, and a person can', async () => {
    const id = await receivePhoto(await photo(300, 200));
    const tryFor = async (attempts: number) => {
      await database().execute(sql`
        update graphile_worker._private_jobs set attempts = ${attempts - 1}, run_at = now() where key = ${`media:${id}`}`);
      await database().execute(
        sql`delete from graphile_worker._private_jobs where key is distinct from ${`media:${id}`}`,
      );
      await drainJobs(
        { fetch_media: taskHandlers.fetch_media } as Partial<TaskHandlers> as TaskHandlers,
        5_000,
      );
    };
    const folder = env().RECADO_DATA_DIR;
    env().RECADO_DATA_DIR = '/dev/null';
    try {
      await tryFor(24);
      expect(await jobsOf(id)).toMatchObject([{ fault: expect.stringContaining('ENOTDIR') }]);
      expect(await mediaOf(id)).toMatchObject({ state: 'pending', reason: null });
      await tryFor(25);
    } finally {
      env().RECADO_DATA_DIR = folder;
    }
    expect(await mediaOf(id)).toMatchObject({ state: 'failed', reason: 'unavailable' });
    await retryMedia(number.scope, id);
    await tryFor(1);
    expect(await mediaOf(id)).toMatchObject({ state: 'ready' });
  });

  it('says when the plan has no room for it, and keeps nothing', async () => {
    const { scope } = number;
    await upsertLimits(database(), scope.organizationId, { maxStorageBytes: 1000 });
    const id = await receivePhoto(await photo(300, 200));
    await fetchInboundMedia(scope, id);
    expect(await mediaOf(id)).toMatchObject({ state: 'failed', reason: 'storage_full' });
    const rows = await database().execute(sql`
      select 1 from media_files where organization_id = ${scope.organizationId}`);
    expect(rows).toHaveLength(0);
  });

  it('that is no picture stays a file', async () => {
    const id = await receivePhoto(Buffer.from('<svg onload="alert(1)"/>'));
    await fetchInboundMedia(number.scope, id);
    expect(await mediaOf(id)).toMatchObject({ state: 'ready', thumbnailUrl: null, width: null });
    expect((await mediaOf(id))?.mimetype).not.toMatch(/^image/);
  });
});
