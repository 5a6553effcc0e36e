import { expect } from '@playwright/test';
import type { MessageView } from '@/lib/messages/schema';
import { test } from './support/fixtures';
import { bearer, download, PIXEL, upload } from './support/media';
import { waitForMessage } from './support/messages';
import { instancePath, randomPhone } from './support/numbers';
import { expectInvalid, expectProblem } from './support/problems';

const OGG = Buffer.concat([
  Buffer.from('OggS\0\x02'),
  Buffer.alloc(22),
  Buffer.from('OpusHead'),
  Buffer.alloc(40),
]);

test('location, contact card and poll arrive as what they are', async ({ api, number, simulator }) => {
  const to = randomPhone();
  const kinds = [
    { type: 'location', location: { latitude: -23.55, longitude: -46.63, name: 'Loja' } },
    { type: 'contact', contacts: [{ name: 'Bia', phoneNumber: '+55 11 98765-4321' }] },
    { type: 'poll', poll: { name: 'Quando?', options: ['Hoje', 'Amanhã'], multiple: false } },
  ];
  for (const kind of kinds) {
    const answer = await api.post<MessageView>(instancePath(number.id, '/send'), { to, ...kind });
    expect(answer.status, answer.text).toBe(202);
    expect(answer.body.type).toBe(kind.type);
    await waitForMessage(api, answer.body, ['sent', 'delivered']);
  }
  const contents = (await simulator.received({ phone: to })).map(({ content, copies }) => ({
    ...content,
    copies,
  }));
  expect(contents).toMatchObject([
    { kind: 'location', latitude: -23.55, longitude: -46.63, name: 'Loja', copies: 1 },
    { kind: 'vcard', copies: 1 },
    { kind: 'poll', name: 'Quando?', options: ['Hoje', 'Amanhã'], copies: 1 },
  ]);
});

test('files leave with their caption, by upload and by data, and can be looked at here', async ({
  app,
  api,
  organization,
  number,
  simulator,
}) => {
  const to = randomPhone();
  const caller = bearer(app.appUrl, organization.token);
  const { uploadId } = await upload(caller, { bytes: PIXEL, name: 'foto.png' });
  const kinds = [
    { type: 'image', media: { uploadId }, text: 'Olha' },
    { type: 'voice', media: { data: OGG.toString('base64') } },
    {
      type: 'document',
      media: { data: Buffer.from('a;b').toString('base64'), mimetype: 'text/csv', filename: 'a.csv' },
    },
  ];
  const sent: MessageView[] = [];
  for (const kind of kinds) {
    const answer = await api.post<MessageView>(instancePath(number.id, '/send'), { to, ...kind });
    expect(answer.status, answer.text).toBe(202);
    sent.push(await waitForMessage(api, answer.body, ['sent', 'delivered']));
  }
  expect(sent.map(({ media }) => [media?.mimetype, media?.filename, media?.state])).toEqual([
    ['image/png', 'foto.png', 'ready'],
    ['audio/ogg; codecs=opus', null, 'ready'],
    ['text/csv', 'a.csv', 'ready'],
  ]);
  expect((await download(caller, sent[0]?.media?.id ?? '')).bytes.equals(PIXEL)).toBe(true);
  const arrived = await simulator.received({ phone: to });
  expect(arrived.map(({ content, copies }) => [content?.kind, copies])).toEqual([
    ['image', 1],
    ['voice', 1],
    ['document', 1],
  ]);
  expect(arrived[0]?.content).toMatchObject({ caption: 'Olha' });
});

test('an address inside our own network is not fetched: the message fails and says so', async ({
  app,
  api,
  number,
}) => {
  const body = { to: randomPhone(), type: 'document', media: { url: `${app.appUrl}/api/health/live` } };
  const answer = await api.post<MessageView>(instancePath(number.id, '/send'), body);
  expect(answer.status, answer.text).toBe(202);
  const failed = await waitForMessage(api, answer.body, 'failed');
  expect(failed.error?.code).toBe('media_refused');
});

test('an upload that a message uses does not expire', async ({ app, api, organization, number, sql }) => {
  const { uploadId } = await upload(bearer(app.appUrl, organization.token), { bytes: PIXEL });
  const body = { to: randomPhone(), type: 'image', media: { uploadId } };
  await api.post(instancePath(number.id, '/send'), body);
  const [row] = await sql`select kind, expires_at from media where id = ${uploadId}`;
  expect(row).toEqual({ kind: 'message', expires_at: null });
});

test('what does not fit its type is refused, and a stranger’s upload does not exist', async ({
  app,
  api,
  stranger,
  number,
}) => {
  const path = instancePath(number.id, '/send');
  const to = randomPhone();
  expectInvalid(await api.post(path, { to, type: 'image' }), 'media');
  expectInvalid(await api.post(path, { to, type: 'image', text: 'Oi', media: {} }), 'media');
  for (const options of [['b'], ['b', 'b '], Array.from({ length: 13 }, (_, n) => `${n}`)])
    expectInvalid(await api.post(path, { to, type: 'poll', poll: { name: 'a', options } }), 'poll.options');
  expectInvalid(
    await api.post(path, { to, text: 'Oi', location: { latitude: 0, longitude: 0 } }),
    'location',
  );
  const text = { data: Buffer.from('not a picture').toString('base64'), mimetype: 'image/png' };
  expectInvalid(await api.post(path, { to, type: 'image', media: text }), 'media');
  const { uploadId } = await upload(bearer(app.appUrl, stranger.token), { bytes: PIXEL });
  expectProblem(await api.post(path, { to, type: 'image', media: { uploadId } }), 'not_found');
});
