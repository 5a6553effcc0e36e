import { randomBytes, randomUUID } from 'node:crypto';
import { expect } from '@playwright/test';
import type { QrView } from '@/lib/instances/schema';
import type { GuestStatus, LinkView, MadeLink } from '@/lib/links/schema';
import { type Api, callApi } from './support/client';
import { test } from './support/fixtures';
import { createNumber, instancePath, randomPhone, waitForStatus } from './support/numbers';
import { insertToken } from './support/organizations';
import { expectInvalid, expectProblem } from './support/problems';

const linkPath = (id: string) => instancePath(id, '/link');
const tokenOf = ({ url }: MadeLink) => url.slice(url.lastIndexOf('/') + 1);

async function makeLink(api: Api, id: string): Promise<MadeLink> {
  const { status, body } = await api.post<MadeLink>(linkPath(id));
  expect(status).toBe(201);
  return body;
}

/** A browser without an account: it opens a link by a press, as the page does. */
function guestAt(appUrl: string) {
  const nobody = callApi(appUrl, { origin: appUrl, 'content-type': 'application/json' });
  const claim = async (token: string) => {
    const answer = await nobody.post<{ id: string }>('/link/claim', { token });
    const [setCookie = ''] = answer.headers.getSetCookie();
    const cookie = setCookie.split(';')[0] ?? '';
    return { answer, setCookie, cookie, guest: callApi(appUrl, { origin: appUrl, cookie }) };
  };
  return { nobody, claim };
}

const page = (appUrl: string, token: string, cookie = '') =>
  fetch(`${appUrl}/link/${token}`, { headers: { cookie, 'accept-language': 'en' }, redirect: 'manual' });

test('a link connects its number, once, and is over then', async ({ app, api, simulator, sql }) => {
  const { id, sessionName } = await createNumber(api);
  const made = await makeLink(api, id);
  const token = tokenOf(made);
  expect(made.url).toBe(`${app.appUrl}/link/${token}`);
  expect(Buffer.from(token, 'base64url')).toHaveLength(32);
  const [row] = await sql`select * from pairing_links where id = ${made.id}`;
  expect(JSON.stringify(row)).not.toContain(token);
  expect(made.secondsLeft).toBeGreaterThan(590);
  expect(made.secondsLeft).toBeLessThanOrEqual(600);

  // A chat's preview looks at the page: that uses nothing up.
  for (let look = 0; look < 3; look++)
    expect(await (await page(app.appUrl, token)).text()).toContain('Begin');
  const { claim } = guestAt(app.appUrl);
  const { answer, setCookie, cookie, guest } = await claim(token);
  expect(answer.status).toBe(200);
  expect(setCookie).toMatch(/; Path=\/link;/i);
  expect(setCookie).toMatch(/; HttpOnly/i);
  expect(setCookie).toMatch(/; SameSite=lax/i);
  expect(Number(/Max-Age=(\d+)/i.exec(setCookie)?.[1])).toBeLessThanOrEqual(600);
  expect((await api.get<LinkView>(linkPath(id))).body).toMatchObject({ state: 'claimed' });

  const at = `/link/at/${answer.body.id}`;
  expect((await guest.call('POST', `${at}/connect`, { body: {} })).status).toBe(200);
  await waitForStatus(api, id, 'SCAN_QR_CODE');
  const seen = await guest.get<GuestStatus>(at);
  expect(Object.keys(seen.body.number).sort()).toEqual([
    'lastError',
    'name',
    'pending',
    'status',
    'statusAt',
  ]);
  expect(seen.body).toMatchObject({ state: 'yours', number: { name: 'Vendas', status: 'SCAN_QR_CODE' } });
  expect((await guest.get<QrView>(`${at}/qr`)).body.image).toMatch(/^data:image\/png/);
  const code = await guest.post<{ code: string }>(`${at}/code`, { phoneNumber: `+${randomPhone()}` });
  expect(code.body.code).toMatch(/^[A-Z0-9]{4}-?[A-Z0-9]{4}$/);
  expect(await (await page(app.appUrl, token, cookie)).text()).toContain('Connect Vendas');

  await simulator.scan({ session: sessionName, phone: randomPhone(), pushName: 'Loja' });
  await waitForStatus(api, id, 'WORKING');
  expect((await guest.get<GuestStatus>(at)).body.state).toBe('done');
  for (const rest of ['/qr', '/code', '/connect']) {
    const body = rest === '/qr' ? undefined : { phoneNumber: `+${randomPhone()}` };
    const after = await guest.call(rest === '/qr' ? 'GET' : 'POST', at + rest, { body });
    expect(expectProblem(after, 'invalid_state').detail).toContain('connected already');
  }
  expect(await (await page(app.appUrl, token)).text()).toContain('This number is connected');
  expectProblem(await api.post(linkPath(id)), 'invalid_state');
});

test('a second browser gets nothing of a link that another has', async ({ app, api }) => {
  const { id } = await createNumber(api);
  const token = tokenOf(await makeLink(api, id));
  const { claim, nobody } = guestAt(app.appUrl);
  const presses = await Promise.all(Array.from({ length: 5 }, () => claim(token)));
  const [first, ...more] = presses.filter(({ answer }) => answer.status === 200);
  expect(more).toEqual([]);
  for (const late of presses.filter((one) => one !== first)) {
    expect(expectProblem(late.answer, 'invalid_state').detail).toContain('opened in another browser');
    expect(late.setCookie).toBe('');
  }
  expect(await (await page(app.appUrl, token)).text()).toContain('This link was opened already');
  expectProblem(await nobody.get(`/link/at/${first?.answer.body.id}`), 'not_found');
});

test('a link that ended, was cancelled or never was is refused, and says so', async ({ app, api, sql }) => {
  const { id } = await createNumber(api);
  const { claim } = guestAt(app.appUrl);
  const older = tokenOf(await makeLink(api, id));
  const newer = await makeLink(api, id);
  const refused = async (token: string, code: 'invalid_state' | 'not_found', title: string) => {
    expectProblem((await claim(token)).answer, code);
    expect(await (await page(app.appUrl, token)).text()).toContain(title);
  };
  // A new one ends the one before.
  await refused(older, 'invalid_state', 'This link was cancelled');
  await refused(randomBytes(32).toString('base64url'), 'not_found', 'There is no such link');

  const { answer, guest } = await claim(tokenOf(newer));
  const at = `/link/at/${answer.body.id}`;
  expect((await guest.get<GuestStatus>(at)).body.state).toBe('yours');
  await sql`update pairing_links set expires_at = now() - interval '1 second' where id = ${newer.id}`;
  expect((await guest.get<GuestStatus>(at)).body.state).toBe('expired');
  expect(expectProblem(await guest.get(`${at}/qr`), 'invalid_state').detail).toContain('expired');
  await refused(tokenOf(newer), 'invalid_state', 'This link has expired');

  const third = await makeLink(api, id);
  const held = await claim(tokenOf(third));
  expect((await api.delete(linkPath(id))).status).toBe(204);
  expect((await api.delete(linkPath(id))).status).toBe(204);
  expect((await held.guest.get<GuestStatus>(`/link/at/${third.id}`)).body.state).toBe('revoked');
  expectProblem(await held.guest.call('POST', `/link/at/${third.id}/connect`, { body: {} }), 'invalid_state');
});

test('a forged cookie, another link’s cookie and the token itself open nothing', async ({
  app,
  api,
  strangerApi,
}) => {
  const { claim, nobody } = guestAt(app.appUrl);
  const ours = await makeLink(api, (await createNumber(api)).id);
  const theirs = await makeLink(strangerApi, (await createNumber(strangerApi)).id);
  const held = await claim(tokenOf(ours));
  const other = await claim(tokenOf(theirs));
  const secret = other.cookie.split('=')[1];
  for (const value of [secret, tokenOf(ours), randomBytes(32).toString('base64url'), '']) {
    const headers = { cookie: `recado_link_${ours.id}=${value}` };
    for (const rest of ['', '/qr'])
      expectProblem(await nobody.get(`/link/at/${ours.id}${rest}`, headers), 'not_found');
    expectProblem(await nobody.post(`/link/at/${ours.id}/connect`, {}, headers), 'not_found');
  }
  for (const id of [randomUUID(), '7', '%00'])
    expectProblem(await held.guest.get(`/link/at/${id}`), 'not_found');
  expectProblem(await callApi(app.appUrl).post('/link/claim', { token: tokenOf(ours) }), 'forbidden');
  expectInvalid(await nobody.post('/link/claim', {}), 'token');
});

test('only who may connect numbers makes links, of their own numbers, and a link opens no other door', async ({
  app,
  api,
  sql,
  organization,
  strangerApi,
}) => {
  const { id } = await createNumber(api);
  expectProblem(await strangerApi.post(linkPath(id)), 'not_found');
  expectProblem(await strangerApi.get(linkPath(id)), 'not_found');
  expectProblem(await api.get(linkPath(id)), 'not_found');
  const looker = await insertToken(sql, organization.id, ['instances:read']);
  const reading = callApi(app.appUrl, { authorization: `Bearer ${looker.token}` });
  expectProblem(await reading.post(linkPath(id)), 'forbidden');

  const made = await makeLink(api, id);
  expectProblem(await strangerApi.delete(linkPath(id)), 'not_found');
  const { guest } = await guestAt(app.appUrl).claim(tokenOf(made));
  for (const path of [instancePath(id), instancePath(id, '/qr'), '/api/whatsapp/instances', '/api/events'])
    expectProblem(await guest.get(path), 'unauthenticated');
  await sql`insert into organization_modules (organization_id, module, is_enabled) values (${organization.id}, 'instances', false)`;
  expectProblem(await guest.get(`/link/at/${made.id}`), 'not_found');
});

test('its page is kept by nobody and leads nowhere, and what it asks too often is refused', async ({
  app,
  api,
}) => {
  const { id } = await createNumber(api);
  const made = await makeLink(api, id);
  const { headers } = await page(app.appUrl, tokenOf(made));
  expect(headers.get('referrer-policy')).toBe('no-referrer');
  expect(headers.get('x-robots-tag')).toContain('noindex');
  expect(headers.get('cache-control')).toContain('no-store');
  expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
  const { guest } = await guestAt(app.appUrl).claim(tokenOf(made));
  let status = 200;
  for (let press = 0; press < 25 && status === 200; press++)
    ({ status } = await guest.call('POST', `/link/at/${made.id}/connect`, { body: {} }));
  expect(status).toBe(429);
});
