import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { simulatorControl } from './control-client';
import { startSimulator } from './simulator';
import { call, startLinked, startReceiver, until } from './test-support';

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

describe('simulator', () => {
  it('has the same control functions over HTTP, for JSON only', async () => {
    const { simulator, stop } = await startLinked();
    closers.push(stop);
    const remote = simulatorControl(simulator.url);
    const { id } = await remote.inbound({ from: '5511988887777', text: 'oi' });
    expect(id).toMatch(/^false_5511988887777@c\.us_/);
    await expect(remote.inbound({ from: 'x' })).rejects.toThrow('not a phone number');
    expect((await fetch(`${simulator.url}/__sim/clearFaults`, { method: 'POST', body: '{}' })).status).toBe(
      415,
    );
    expect(
      (await fetch(`${simulator.url}/__sim/state`)).headers.get('access-control-allow-origin'),
    ).toBeNull();
  });

  it('keeps credentials, config and chats in its data folder', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'simulator-'));
    closers.push(() => rm(dataDir, { recursive: true }));
    const first = await startLinked({ dataDir });
    await first.simulator.control.inbound({ from: '5511988887777', text: 'kept' });
    await first.stop();
    const second = await startSimulator({ dataDir, speed: 100 });
    closers.push(() => second.close());
    await until(async () => (await second.control.state()).sessions[0]?.status === 'WORKING');
    const { json } = await call(second, 'GET', '/api/shop/chats/all/messages');
    expect(json.map((row: { body: string }) => row.body)).toEqual(['kept']);
  });

  it('sends the same envelopes over /ws, with the key in the query only', async () => {
    const { simulator, receiver, stop } = await startLinked();
    closers.push(stop);
    const address = simulator.url.replace('http', 'ws');
    const refused = new WebSocket(`${address}/ws?session=*`, { headers: { 'x-api-key': simulator.apiKey } });
    const code = await new Promise((resolve) => refused.on('close', resolve));
    expect(code).toBe(1008);
    const socket = new WebSocket(`${address}/ws?session=*&events=message&x-api-key=${simulator.apiKey}`);
    const frames: string[] = [];
    socket.on('message', (data) => frames.push(String(data)));
    await new Promise((resolve) => socket.on('open', resolve));
    await simulator.control.inbound({ from: '5511988887777', text: 'oi' });
    await until(() => frames.length === 1 && receiver.of('message').length === 1);
    expect(frames[0]).toBe(receiver.of('message')[0]?.raw.toString('utf8'));
  });

  it('speaks 2024.10: no key, no envelope id, no signature, one attempt', async () => {
    const receiver = await startReceiver([500]);
    closers.push(receiver.close);
    const simulator = await startSimulator({
      version: '2024.10.8',
      speed: 100,
      timings: { qrFirstMs: 600_000 },
    });
    closers.push(() => simulator.close());
    const open = { ...simulator, apiKey: 'wrong' };
    const hook = { url: receiver.url, events: ['message'], hmac: { key: 'k' } };
    await call(open, 'PUT', '/api/sessions/default', { config: { webhooks: [hook] } });
    await call(open, 'POST', '/api/sessions/default/start');
    await until(async () => (await simulator.control.state()).sessions[0]?.qr);
    await simulator.control.scan({ phone: '15550100100' });
    await until(async () => (await simulator.control.state()).sessions[0]?.status === 'WORKING');
    await simulator.control.inbound({ from: '15550100111', text: 'Hi' });
    const got = await until(() => receiver.hooks[0]);
    expect(Object.keys(got.body)).toEqual(['event', 'session', 'me', 'payload', 'engine', 'environment']);
    expect(got.body.payload).toMatchObject({ ack: null, ackName: 'UNKNOWN' });
    expect(got.headers['x-webhook-hmac']).toBeUndefined();
    await until(async () => (await simulator.control.state()).pendingDeliveries === 0);
    expect(receiver.hooks).toHaveLength(1);
    const star = { config: { webhooks: [{ ...hook, events: ['*'] }] } };
    expect((await call(open, 'PUT', '/api/sessions/default', star)).status).toBe(400);
    const file = { mimetype: 'image/png', data: 'AAAA' };
    expect(
      (await call(open, 'POST', '/api/sendImage', { session: 'default', chatId: '1@c.us', file })).status,
    ).toBe(422);
  });

  it('reports STARTING again and again without WhatsApp, then FAILED; goes on once it is back', async () => {
    const { simulator, receiver, stop } = await startLinked({ speed: 1_000 }, { events: ['session.status'] });
    closers.push(stop);
    const status = async () => (await simulator.control.state()).sessions[0]?.status;
    receiver.hooks.length = 0;
    await simulator.control.reachable({ on: false });
    await until(async () => (await status()) === 'FAILED');
    expect(receiver.hooks.length).toBeGreaterThanOrEqual(60);
    await simulator.control.reachable({ on: true });
    await call(simulator, 'POST', '/api/sessions/shop/restart');
    await until(async () => (await status()) === 'WORKING');
  });

  it('repeats a run with the same seed', async () => {
    const ids = async () => {
      const { simulator, stop } = await startLinked({ seed: 7 });
      const messages = Array.from({ length: 3 }, () => ({ from: '5511988887777', text: 'oi', timestamp: 1 }));
      const refs = await simulator.control.inboundBatch({ messages });
      await stop();
      return refs.map((ref) => ref.bareId);
    };
    expect(await ids()).toEqual(await ids());
  });

  it('starts from the command line, says so in one line, and leaves on SIGTERM', async () => {
    const child = spawn(process.execPath, [
      '--import',
      'tsx',
      'lib/waha/simulator/main.ts',
      '--port',
      '0',
      '--api-key',
      'k',
    ]);
    closers.push(() => child.kill('SIGKILL'));
    const line = await new Promise<string>((resolve) =>
      child.stdout.once('data', (data) => resolve(String(data))),
    );
    const { url, phone } = JSON.parse(line);
    expect((await (await fetch(`${url}/ping`)).json()).message).toBe('pong');
    const page = await fetch(phone, { headers: { 'accept-language': 'en-US,en;q=0.9' } });
    expect(await page.text()).toContain('<html lang="en">');
    child.kill('SIGTERM');
    expect(await new Promise((resolve) => child.once('exit', resolve))).toBe(0);
  });

  it('takes thousands of messages at once without losing or doubling one', async () => {
    const { simulator, receiver, stop } = await startLinked({}, { events: ['message'] });
    closers.push(stop);
    const messages = Array.from({ length: 4_000 }, (_, n) => ({
      from: `55119${10_000_000 + (n % 50)}`,
      text: `${n}`,
    }));
    await simulator.control.inboundBatch({ messages });
    await until(() => receiver.hooks.length === 4_000, 60_000);
    expect(new Set(receiver.hooks.map((hook) => hook.body.payload.body)).size).toBe(4_000);
  }, 60_000);
});
