import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import type { UploadView } from '@/lib/media/schema';
import { endToEnd } from '../setup/end-to-end';
import { signIn } from './support/client';
import { test } from './support/fixtures';
import {
  BOUNDARY,
  bearer,
  beginUpload,
  type Caller,
  download,
  FORM_HEAD,
  FORM_TYPE,
  PIXEL,
  postFile,
  upload,
} from './support/media';
import { insertToken } from './support/organizations';
import { expectInvalid, expectProblem } from './support/problems';
import { streamBytes } from './support/upload';

// One after another: they look at what uploads leave in the storage.
test.describe.configure({ mode: 'default' });

type MediaFixtures = { caller: Caller; stored: (organizationId?: string) => string[] };

const it = test.extend<MediaFixtures>({
  caller: async ({ app, organization }, use) => use(bearer(app.appUrl, organization.token)),
  // What the organization has in the storage, by path.
  stored: async ({ organization }, use) =>
    use((organizationId = organization.id) => {
      const folder = join(endToEnd().dataDir, 'media', organizationId);
      return existsSync(folder) ? readdirSync(folder).map((name) => join(folder, name)) : [];
    }),
});

function incoming(): number[] {
  const folder = join(endToEnd().dataDir, 'media', 'incoming');
  return existsSync(folder) ? readdirSync(folder).map((name) => statSync(join(folder, name)).size) : [];
}

it('gives back what was uploaded, with headers that let nobody run or share it', async ({
  caller,
  stored,
}) => {
  const { uploadId, ...rest } = await upload(caller, { bytes: PIXEL, name: 'pão de açúcar.png' });
  expect(rest).toEqual({ mimetype: 'image/png', size: PIXEL.length });
  const { status, headers, bytes } = await download(caller, uploadId);
  expect(status).toBe(200);
  expect(bytes.equals(PIXEL)).toBe(true);
  expect(headers.get('content-type')).toBe('image/png');
  expect(headers.get('accept-ranges')).toBe('bytes');
  expect(headers.get('content-disposition')).toMatch(/^inline; .*filename\*=UTF-8''p%C3%A3o%20de/);
  expect(headers.get('cache-control')).toMatch(/^private, max-age=\d+, immutable/);
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  expect(headers.get('content-security-policy')).toBe("sandbox; default-src 'none'");
  expect(stored().map((path) => statSync(path).mode & 0o111)).toEqual([0]);
});

it('answers parts, conditions and HEAD', async ({ caller }) => {
  const bytes = Buffer.from('0123456789');
  const { uploadId } = await upload(caller, { bytes, name: 'a.txt', type: 'text/plain' });
  const part = await download(caller, uploadId, { range: 'bytes=2-4' });
  expect([part.status, part.headers.get('content-range'), part.bytes.toString()]).toEqual([
    206,
    'bytes 2-4/10',
    '234',
  ]);
  expect((await download(caller, uploadId, { range: 'bytes=-3' })).bytes.toString()).toBe('789');
  const beyond = await download(caller, uploadId, { range: 'bytes=10-' });
  expect([beyond.status, beyond.headers.get('content-range')]).toEqual([416, 'bytes */10']);
  const etag = part.headers.get('etag') ?? '';
  const known = await download(caller, uploadId, { 'if-none-match': etag });
  expect([known.status, known.bytes.length]).toEqual([304, 0]);
  const head = await download(caller, uploadId, {}, 'HEAD');
  expect([head.status, head.headers.get('etag'), head.bytes.length]).toEqual([200, etag, 0]);
});

it('does not exist for a stranger, for nobody, and for a token that may not read', async ({
  app,
  api,
  caller,
  stranger,
  strangerApi,
  sql,
  organization,
}) => {
  const { uploadId } = await upload(caller, { bytes: PIXEL });
  const path = `/api/media/${uploadId}`;
  expectProblem(await strangerApi.get(path), 'not_found');
  expectProblem(await strangerApi.get(path, { range: 'bytes=0-1' }), 'not_found');
  expect((await download(bearer(app.appUrl, stranger.token), uploadId, {}, 'HEAD')).status).toBe(404);
  expect((await download({ url: app.appUrl, headers: {} }, uploadId)).status).toBe(401);
  const sender = (await insertToken(sql, organization.id, ['messages:send'])).token;
  expect((await download(bearer(app.appUrl, sender), uploadId)).status).toBe(403);
  const reader = (await insertToken(sql, organization.id, ['conversations:read'])).token;
  expectProblem(await postFile(bearer(app.appUrl, reader), { bytes: PIXEL }), 'forbidden');
  expect((await api.get(path)).status).toBe(200);
});

it('believes the bytes, and hands out nothing that a browser could run', async ({ caller }) => {
  const html = Buffer.from('<!doctype html><script>alert(1)</script>');
  const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>');
  const cases: [string, Buffer, string][] = [
    ['text/html', html, 'a.html'],
    ['image/png', html, 'a.png'],
    ['image/svg+xml', svg, 'a.svg'],
    ['image/jpeg', svg, 'a.jpg'],
    ['application/xhtml+xml', html, 'a.xhtml'],
    ['text/javascript', Buffer.from('alert(1)'), 'a.js'],
    ['video/mp4', Buffer.from('alert(1)'), 'a.mp4'],
  ];
  for (const [type, bytes, name] of cases) {
    const { uploadId, mimetype } = await upload(caller, { bytes, name, type });
    const { headers, bytes: got } = await download(caller, uploadId);
    expect(headers.get('content-disposition'), `${type} as ${mimetype}`).toMatch(/^attachment; /);
    expect(headers.get('content-type'), type).toBe('application/octet-stream');
    expect(got.equals(bytes)).toBe(true);
  }
  const disguised = await upload(caller, { bytes: PIXEL, name: 'a.html', type: 'text/html' });
  expect(disguised.mimetype).toBe('image/png');
  // A picture and a page at once: handed out as the picture alone.
  const bytes = Buffer.from('GIF89a/*<script>alert(1)</script>*/=1;');
  const polyglot = await upload(caller, { bytes, name: 'a.html', type: 'text/html' });
  const { headers } = await download(caller, polyglot.uploadId);
  expect(headers.get('content-type')).toBe('image/gif');
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  expect(headers.get('content-security-policy')).toBe("sandbox; default-src 'none'");
  const pdf = await upload(caller, { bytes: Buffer.from('%PDF-1.7\n%âãÏÓ\n'), name: 'a.pdf' });
  expect(pdf.mimetype).toBe('application/pdf');
  expect((await download(caller, pdf.uploadId)).headers.get('content-disposition')).toMatch(/^attachment; /);
});

it('keeps the same bytes once per organization, and each upload its own name', async ({
  app,
  caller,
  stranger,
  stored,
}) => {
  const [first, second] = [
    await upload(caller, { bytes: PIXEL, name: 'a.png' }),
    await upload(caller, { bytes: PIXEL, name: 'b.png' }),
  ];
  await upload(bearer(app.appUrl, stranger.token), { bytes: PIXEL });
  expect(first.uploadId).not.toBe(second.uploadId);
  expect(stored()).toHaveLength(1);
  const { headers } = await download(caller, second.uploadId);
  expect(headers.get('content-disposition')).toContain('b.png');
});

it('an Idempotency-Key makes one upload of two', async ({ caller, stored }) => {
  const key = { 'idempotency-key': 'one' };
  const first = await postFile<UploadView>(caller, { bytes: PIXEL }, key);
  const again = await postFile<UploadView>(caller, { bytes: PIXEL }, key);
  expect([first.status, again.status]).toEqual([201, 201]);
  expect(again.body).toEqual(first.body);
  expectProblem(await postFile(caller, { bytes: Buffer.from('other') }, key), 'invalid');
  expect(stored()).toHaveLength(1);
});

it('refuses what is no form, no file, nothing in it, or broken', async ({
  api,
  app,
  organization,
  stored,
}) => {
  expectProblem(await api.post('/api/media', { file: 'x' }), 'unsupported_media');
  const send = (raw: string, type = FORM_TYPE) =>
    api.call('POST', '/api/media', { raw, headers: { 'content-type': type } });
  expectProblem(await send('x', 'multipart/form-data'), 'unsupported_media');
  expectProblem(await send('x', 'multipart/form-data; charset=utf-8'), 'malformed');
  expectInvalid(await postFile(bearer(app.appUrl, organization.token), { bytes: Buffer.alloc(0) }), 'file');
  const field = `--${BOUNDARY}\r\ncontent-disposition: form-data; name="a"\r\n\r\n1\r\n--${BOUNDARY}--\r\n`;
  expectInvalid(await send(field), 'file');
  expectProblem(await send(`${FORM_HEAD}half a fi`), 'malformed');
  expect(stored()).toEqual([]);
  await expect.poll(incoming).toEqual([]);
});

it('stops reading at the limit and keeps nothing', async ({ caller, stored }) => {
  // A hundred megabytes, piece by piece.
  it.setTimeout(120_000);
  const headers = { ...caller.headers, 'content-type': FORM_TYPE };
  const answer = await streamBytes(`${caller.url}/api/media`, 400_000_000, headers, FORM_HEAD);
  expectProblem(answer, 'payload_too_large');
  expect(answer.sent).toBeGreaterThan(99_000_000);
  expect(answer.sent).toBeLessThan(300_000_000);
  expect(stored()).toEqual([]);
  await expect.poll(incoming).toEqual([]);
});

it('refuses a gigabyte by what it says of itself, and reads next to nothing of it', async ({
  caller,
  stored,
}) => {
  const headers = { ...caller.headers, 'content-type': FORM_TYPE, 'content-length': '1000000000' };
  const answer = await streamBytes(`${caller.url}/api/media`, 1_000_000_000, headers, FORM_HEAD);
  expectProblem(answer, 'payload_too_large');
  expect(answer.sent).toBeLessThan(20_000_000);
  expect(stored()).toEqual([]);
});

it('an upload that is cut leaves nothing behind', async ({ caller, stored, sql, organization }) => {
  const cut = beginUpload(caller);
  await expect.poll(() => incoming().some((size) => size > 0), { timeout: 30_000 }).toBe(true);
  cut();
  await expect.poll(incoming).toEqual([]);
  expect(stored()).toEqual([]);
  expect(await sql`select 1 from media where organization_id = ${organization.id}`).toHaveLength(0);
});

it('a plan’s storage ends, and what is refused is not kept', async ({
  caller,
  sql,
  organization,
  stored,
}) => {
  await sql`insert into organization_limits (organization_id, max_storage_bytes) values (${organization.id}, ${PIXEL.length + 5})`;
  await upload(caller, { bytes: PIXEL });
  expectProblem(await postFile(caller, { bytes: Buffer.from('more than five') }), 'limit_reached');
  await upload(caller, { bytes: PIXEL, name: 'the same bytes again.png' });
  await upload(caller, { bytes: Buffer.from('five!') });
  expect(stored()).toHaveLength(2);
});

it('a cookie uploads from our own pages only', async ({ app, organization }) => {
  const cookie = await signIn(app.appUrl, organization.email, organization.password);
  const caller = { url: app.appUrl, headers: { cookie } };
  expectProblem(await postFile(caller, { bytes: PIXEL }), 'forbidden');
  expectProblem(await postFile(caller, { bytes: PIXEL }, { origin: 'http://evil.example' }), 'forbidden');
  const own = await postFile<UploadView>(caller, { bytes: PIXEL }, { origin: app.appUrl });
  expect(own.status).toBe(201);
  expect((await download(caller, own.body.uploadId)).status).toBe(200);
});
