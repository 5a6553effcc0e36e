import { afterEach, describe, expect, it } from 'vitest';
import { type Simulator, startSimulator } from '../simulator';
import { call, startLinked, startReceiver, until } from '../test-support';

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

async function start(options: Parameters<typeof startSimulator>[0] = {}): Promise<Simulator> {
  const simulator = await startSimulator({ speed: 100, ...options });
  closers.push(() => simulator.close());
  return simulator;
}

async function withSession(options: Parameters<typeof startSimulator>[0] = {}) {
  const receiver = await startReceiver();
  closers.push(() => receiver.close());
  const simulator = await start(options);
  const config = { webhooks: [{ url: receiver.url, events: ['session.status'] }] };
  await call(simulator, 'POST', '/api/sessions', { name: 'a', start: true, config });
  const statuses = () =>
    [...receiver.hooks]
      .sort((x, y) => Number(x.body.id > y.body.id) * 2 - 1)
      .map((hook) => hook.body.payload.status);
  return { simulator, receiver, statuses };
}

describe('status walk', () => {
  it('goes STARTING, SCAN_QR_CODE, STARTING with me, WORKING', async () => {
    const { simulator, receiver } = await withSession({ speed: 20 });
    await until(() => receiver.hooks.length === 2);
    await simulator.control.scan({ phone: '5511960000001', pushName: 'Loja' });
    await until(() => receiver.hooks.length === 4);
    receiver.hooks.sort((a, b) => a.body.timestamp - b.body.timestamp);
    const walk = receiver.hooks.map((hook) => [
      hook.body.payload.status,
      (hook.body as { me?: { id: string } }).me?.id,
    ]);
    expect(walk).toEqual([
      ['STARTING', undefined],
      ['SCAN_QR_CODE', undefined],
      ['STARTING', '5511960000001@c.us'],
      ['WORKING', '5511960000001@c.us'],
    ]);
    const last = receiver.hooks[3]?.body.payload.statuses as { status: string }[];
    expect(last.map(({ status }) => status)).toEqual(['SCAN_QR_CODE', 'STARTING', 'WORKING']);
  });

  it('WEBJS goes from the scan straight to WORKING', async () => {
    const { simulator, receiver, statuses } = await withSession({ engine: 'WEBJS' });
    await until(() => receiver.hooks.length === 2);
    await simulator.control.scan({ phone: '5511960000001' });
    await until(() => statuses().includes('WORKING'));
    expect(receiver.hooks).toHaveLength(3);
  });

  it('rotates six QR codes, tells each time, and ends in FAILED where only restart helps', async () => {
    const { simulator, receiver, statuses } = await withSession({ speed: 400 });
    await until(() => statuses().includes('FAILED'));
    expect(receiver.hooks.filter((hook) => hook.body.payload.status === 'SCAN_QR_CODE')).toHaveLength(6);
    const started = await call(simulator, 'POST', '/api/sessions/a/start');
    expect([started.status, started.json.status]).toEqual([201, 'FAILED']);
    const restarted = await call(simulator, 'POST', '/api/sessions/a/restart');
    expect(restarted.json.status).toBe('STARTING');
  });

  it('gives the QR as picture, as base64 and raw, and scans only the current one', async () => {
    const { simulator } = await withSession({ timings: { qrFirstMs: 600_000 } });
    await until(async () => (await simulator.control.state()).sessions[0]?.qr);
    const headers = { 'x-api-key': simulator.apiKey };
    const picture = await fetch(`${simulator.url}/api/a/auth/qr`, { headers });
    expect(picture.headers.get('content-type')).toBe('image/png');
    const exact = { ...headers, accept: 'application/json' };
    const base64 = await fetch(`${simulator.url}/api/a/auth/qr`, { headers: exact });
    expect(await base64.json()).toEqual({ mimetype: 'image/png', data: expect.any(String) });
    const raw = await call(simulator, 'GET', '/api/a/auth/qr?format=raw');
    expect(raw.json.value).toMatch(/^2@/);
    expect(raw.json.value.split(',')).toHaveLength(4);
    await expect(simulator.control.scan({ qr: '2@old', phone: '5511960000001' })).rejects.toThrow(
      'not valid',
    );
    await simulator.control.scan({ qr: raw.json.value, phone: '5511960000001' });
  });

  it('pairs by code, and only for the phone that asked', async () => {
    const { simulator } = await withSession({ timings: { qrFirstMs: 600_000 } });
    const phoneNumber = '5511960000001';
    const { json } = await call(simulator, 'POST', '/api/a/auth/request-code', { phoneNumber });
    expect(json.code).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/);
    await expect(simulator.control.pair({ code: json.code, phone: '5511960000002' })).rejects.toThrow(
      'Wrong',
    );
    await simulator.control.pair({ code: json.code, phone: phoneNumber });
    await until(async () => (await simulator.control.state()).sessions[0]?.status === 'WORKING');
  });

  it('answers 422 with the status body after waiting on the server', async () => {
    const { simulator } = await withSession({ timings: { qrFirstMs: 600_000 } });
    await until(async () => (await simulator.control.state()).sessions[0]?.qr);
    const before = Date.now();
    const sent = await call(simulator, 'POST', '/api/sendText', {
      session: 'a',
      chatId: '1@c.us',
      text: 'x',
    });
    expect(Date.now() - before).toBeGreaterThanOrEqual(95);
    expect(sent.status).toBe(422);
    expect(sent.json).toEqual({
      error: 'Session status is not as expected. Try again later or restart the session',
      session: 'a',
      status: 'SCAN_QR_CODE',
      expected: ['WORKING'],
    });
    const absent = await call(simulator, 'POST', '/api/sendText', {
      session: 'b',
      chatId: '1@c.us',
      text: 'x',
    });
    expect([absent.status, absent.json]).toEqual([
      422,
      { error: 'Session "b" does not exist', session: 'b' },
    ]);
  });

  it('after an unlink only logout brings a new QR', async () => {
    const { simulator, stop } = await startLinked();
    closers.push(stop);
    await simulator.control.unlink({});
    const status = async () => (await simulator.control.state()).sessions[0]?.status;
    expect(await status()).toBe('FAILED');
    await call(simulator, 'POST', '/api/sessions/shop/restart');
    await until(async () => (await status()) === 'FAILED');
    await call(simulator, 'POST', '/api/sessions/shop/logout');
    await until(async () => (await status()) === 'SCAN_QR_CODE');
  });

  it('refuses what the validation pipe refuses', async () => {
    const simulator = await start();
    const create = (body: unknown) => call(simulator, 'POST', '/api/sessions', body);
    const hook = { url: 'http://127.0.0.1:1/x', events: ['message.any'] };
    const bad = [
      { name: 'a b' },
      { name: 'x'.repeat(55) },
      { name: 'a', config: { metadata: { n: 1 } } },
      { name: 'a', config: { webhooks: [{ ...hook, events: ['message.anything'] }] } },
      { name: 'a', config: { webhooks: [{ ...hook, url: 'nowhere' }] } },
      { name: 'a', config: { webhooks: [{ url: hook.url }] } },
      { name: 'a', config: { webhooks: [{ ...hook, retries: { policy: 'never' } }] } },
    ];
    for (const body of bad) expect((await create(body)).status, JSON.stringify(body)).toBe(400);
    const good = await create({ name: 'a', config: { typo: 1, webhooks: [hook] } });
    expect([good.status, good.json.status, good.json.config]).toEqual([201, 'STOPPED', { webhooks: [hook] }]);
    expect((await create({ name: 'a' })).status).toBe(422);
    expect((await fetch(`${simulator.url}/api/sessions`)).status).toBe(401);
  });

  it('is as narrow as old free images', async () => {
    const simulator = await start({ version: '2026.2.1' });
    const post = (path: string, body?: unknown) => call(simulator, 'POST', path, body);
    expect((await post('/api/sessions', { name: 'other', start: true })).status).toBe(422);
    expect((await post('/api/sessions', { name: 'default', start: true })).text).toContain('Use PUT');
    expect((await post('/api/sessions/default/start')).status).toBe(201);
    expect((await post('/api/sessions/default/start')).status).toBe(422);
    await call(simulator, 'DELETE', '/api/sessions/default');
    const created = await post('/api/sessions', { name: 'default' });
    expect([created.status, created.text]).toEqual([201, '']);
    expect((await call(simulator, 'GET', '/api/sessions/default')).status).toBe(404);
    const hook = { url: 'http://127.0.0.1:1/x', events: ['group.v2.participants.join-request'] };
    expect(
      (await call(simulator, 'PUT', '/api/sessions/default', { config: { webhooks: [hook] } })).status,
    ).toBe(400);
  });

  it('forgets the config of free images on restart, keeps the credentials', async () => {
    const simulator = await start({ version: '2026.2.1', timings: { qrFirstMs: 600_000 } });
    await call(simulator, 'PUT', '/api/sessions/default', { config: { metadata: { a: 'b' } } });
    await call(simulator, 'POST', '/api/sessions/default/start');
    await until(async () => (await simulator.control.state()).sessions[0]?.qr);
    await simulator.control.scan({ phone: '5511960000001' });
    await until(async () => (await simulator.control.state()).sessions[0]?.status === 'WORKING');
    await simulator.restart();
    const { json } = await call(simulator, 'GET', '/api/sessions/default');
    expect([json.status, json.config, json.me.id]).toEqual(['STOPPED', null, '5511960000001@c.us']);
  });

  it('lets a lifecycle call fail that waits too long for the lock', async () => {
    const { simulator, stop } = await startLinked({ timings: { stopMs: 30_000, lockWaitMs: 2_000 } });
    closers.push(stop);
    const restarts = ['restart', 'restart'].map((action) =>
      call(simulator, 'POST', `/api/sessions/shop/${action}`),
    );
    const answers = await Promise.all(restarts);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 500]);
    const failed = answers.find(({ status }) => status === 500);
    expect(failed?.json.exception.message).toBe('async-lock timed out in queue shop');
  });
});

describe('connection', () => {
  it('stays WORKING for a moment after a break, refuses sends, and comes back', async () => {
    const { simulator, receiver, stop } = await startLinked({ speed: 10 }, { events: ['session.status'] });
    closers.push(stop);
    receiver.hooks.length = 0;
    await simulator.control.flap({ downMs: 1_000 });
    const sent = await call(simulator, 'POST', '/api/sendText', {
      session: 'shop',
      chatId: '5511988887777',
      text: 'x',
    });
    expect([sent.status, sent.json.exception.message]).toEqual([500, 'Connection Closed']);
    await until(() => receiver.hooks.length === 2);
    expect(receiver.hooks.map((hook) => hook.body.payload.status)).toEqual(['STARTING', 'WORKING']);
  });

  it('WEBJS fails for a moment only', async () => {
    const { simulator, receiver, stop } = await startLinked(
      { engine: 'WEBJS', speed: 20 },
      { events: ['session.status'] },
    );
    closers.push(stop);
    receiver.hooks.length = 0;
    await simulator.control.crash({ recovers: true });
    await until(() => receiver.hooks.length === 3);
    expect(receiver.hooks.map((hook) => hook.body.payload.status)).toEqual(['FAILED', 'STARTING', 'WORKING']);
  });

  it('asks for a passkey on GOWS and goes on once it is confirmed', async () => {
    const { simulator, stop } = await startLinked({ engine: 'GOWS' });
    closers.push(stop);
    const status = async () => (await simulator.control.state()).sessions[0]?.status;
    await call(simulator, 'POST', '/api/sessions/shop/logout');
    await until(async () => (await status()) === 'SCAN_QR_CODE');
    await simulator.control.scan({ phone: '15550100100', passkey: true });
    expect(await status()).toBe('PASSKEY_REQUIRED');
    expect((await call(simulator, 'GET', '/api/shop/auth/passkey/challenge')).json.rpId).toBe(
      'web.whatsapp.com',
    );
    await call(simulator, 'POST', '/api/shop/auth/passkey', { id: 'x' });
    expect((await call(simulator, 'GET', '/api/shop/auth/passkey/confirmation')).json.code).toMatch(
      /^\d{4}$/,
    );
    await call(simulator, 'POST', '/api/shop/auth/passkey/confirm');
    await until(async () => (await status()) === 'WORKING');
  });
});
