import { expect } from '@playwright/test';
import type { QrView } from '@/lib/instances/schema';
import { test as base } from './support/fixtures';
import { createNumber, instancePath, randomPhone, waitForStatus } from './support/numbers';
import { expectInvalid, expectProblem } from './support/problems';

const test = base.extend<{ scanning: string }>({
  scanning: async ({ api }, use) => {
    const { id } = await createNumber(api);
    await api.post(instancePath(id, '/connect'));
    await waitForStatus(api, id, 'SCAN_QR_CODE');
    await use(id);
  },
});

test('the QR is JSON unless a picture alone is asked for, and nobody keeps it', async ({ api, scanning }) => {
  const path = instancePath(scanning, '/qr');
  for (const accept of ['application/json', '*/*', 'application/json, image/png', 'text/html']) {
    const { status, headers, body } = await api.get<QrView>(path, { accept });
    expect({ accept, status, type: headers.get('content-type') }).toEqual({
      accept,
      status: 200,
      type: 'application/json',
    });
    expect(Object.keys(body).sort()).toEqual(['expiresAt', 'image', 'value']);
    expect(body.expiresAt).toBe(new Date(body.expiresAt).toISOString());
  }
  const json = await api.get<QrView>(path);
  const picture = await fetch(`${json.body.image}`);
  expect(
    Buffer.from(await picture.arrayBuffer())
      .subarray(1, 4)
      .toString(),
  ).toBe('PNG');
  const png = await api.get(path, { accept: 'image/png', 'x-request-id': 'picture-0001' });
  expect(png.headers.get('content-type')).toBe('image/png');
  expect(png.headers.get('cache-control')).toBe('no-store');
  expect(png.headers.get('x-request-id')).toBe('picture-0001');
});

test('a working number shows no QR and gives no code, and says its state, in both formats', async ({
  api,
  number,
}) => {
  const phoneNumber = `+${randomPhone()}`;
  const answers = [
    await api.get(instancePath(number.id, '/qr')),
    await api.get(instancePath(number.id, '/qr'), { accept: 'image/png' }),
    await api.post(instancePath(number.id, '/pairing-code'), { phoneNumber }),
  ];
  for (const answer of answers) expect(expectProblem(answer, 'invalid_state').detail).toContain('WORKING');
});

test('a pairing code wants a phone, in any usual form', async ({ api, scanning }) => {
  const path = instancePath(scanning, '/pairing-code');
  for (const body of [undefined, {}, { phoneNumber: 7 }, { phoneNumber: '' }, { phoneNumber: '+55 11' }])
    expectInvalid(await api.post(path, body), 'phoneNumber');
  const local = randomPhone().slice(2);
  const answer = await api.post<{ code: string }>(path, {
    phoneNumber: `(${local.slice(0, 2)}) ${local.slice(2, 7)}-${local.slice(7)}`,
  });
  expect(answer.status).toBe(200);
  expect(Object.keys(answer.body)).toEqual(['code']);
  expect(answer.body.code).toMatch(/^[A-Z0-9]{4}-?[A-Z0-9]{4}$/);
});
