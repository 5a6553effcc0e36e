import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import { createRandom } from '../random';
import { startLinked, until } from '../test-support';
import { webhookHmac } from './hmac';
import { retryGaps } from './retries';

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

async function linked(...args: Parameters<typeof startLinked>) {
  const started = await startLinked(...args);
  closers.push(started.stop);
  started.receiver.hooks.length = 0;
  return started;
}

describe('webhooks', () => {
  const vectors: { name: string; key: string; bodyUtf8: string; 'X-Webhook-Hmac': string }[] = JSON.parse(
    readFileSync('tests/fixtures/waha/_hmac-vectors.json', 'utf8'),
  );

  it.each(vectors)('signs $name', ({ key, bodyUtf8, 'X-Webhook-Hmac': expected }) => {
    expect(webhookHmac(key, bodyUtf8)).toBe(expected);
  });

  it('signs the bytes that it posts', async () => {
    const { simulator, receiver } = await linked({}, { hmac: { key: 'segredo-ü' } });
    await simulator.control.inbound({ from: '5511988887777', pushName: 'Ana', text: 'olá 👋🏽' });
    const [hook] = await until(() => receiver.of('message'));
    expect(hook?.headers['x-webhook-hmac-algorithm']).toBe('sha512');
    expect(hook?.headers['x-webhook-hmac']).toBe(webhookHmac('segredo-ü', hook?.raw ?? ''));
    expect(hook?.headers['user-agent']).toBe('WAHA/2026.8.2');
  });

  it('gives message and message.any one event id and two request ids', async () => {
    const { simulator, receiver } = await linked();
    await simulator.control.inbound({ from: '5511988887777', text: 'oi' });
    await until(() => receiver.hooks.length === 2);
    expect(new Set(receiver.hooks.map((hook) => hook.body.id)).size).toBe(1);
    expect(new Set(receiver.hooks.map((hook) => hook.headers['x-webhook-request-id'])).size).toBe(2);
  });

  it('computes the gaps of each policy', () => {
    const random = createRandom(1);
    const gaps = (policy: string) => retryGaps({ policy, delaySeconds: 1, attempts: 3 }, random);
    expect(gaps('constant')).toEqual([1000, 1000, 1000]);
    expect(gaps('linear')).toEqual([1000, 2000, 3000]);
    for (const [index, gap] of gaps('exponential').entries()) {
      expect(gap).toBeGreaterThanOrEqual(2 ** (index + 1) * 1000);
      expect(gap).toBeLessThanOrEqual(2 ** (index + 1) * 1200);
    }
    expect(retryGaps(undefined, random)).toEqual(Array(15).fill(2000));
    expect(retryGaps({ attempts: 0 }, random)).toEqual([]);
  });

  it('retries anything but 2xx with the same request id, then gives up', async () => {
    const retries = { policy: 'constant', delaySeconds: 1, attempts: 2 };
    const { simulator, receiver } = await linked({}, { events: ['message'], retries });
    receiver.answers.push(404, 302, 500);
    await simulator.control.inbound({ from: '5511988887777', text: 'oi' });
    await until(
      async () => (await simulator.control.state()).pendingDeliveries === 0 && receiver.hooks.length > 0,
    );
    expect(receiver.hooks).toHaveLength(3);
    expect(new Set(receiver.hooks.map((hook) => hook.headers['x-webhook-request-id'])).size).toBe(1);
    expect((await simulator.control.deliveries({ event: 'message' })).map((row) => row.status)).toEqual([
      404, 302, 500,
    ]);
  });

  it('loses pending retries in a restart', async () => {
    const retries = { policy: 'constant', delaySeconds: 60, attempts: 5 };
    const { simulator, receiver } = await linked({}, { events: ['message'], retries });
    receiver.answers.push(503);
    await simulator.control.inbound({ from: '5511988887777', text: 'oi' });
    await until(() => receiver.hooks.length === 1);
    await simulator.restart();
    expect((await simulator.control.state()).pendingDeliveries).toBe(0);
  });

  it('drops, doubles and reorders on request', async () => {
    const { simulator, receiver } = await linked({}, { events: ['message'] });
    const say = (text: string) => simulator.control.inbound({ from: '5511988887777', text });
    const bodies = () => receiver.hooks.map((hook) => hook.body.payload.body);
    await simulator.control.webhooks({ drop: 1, dropEvents: ['message'] });
    await say('lost');
    await simulator.control.webhooks({ duplicate: 1 });
    await say('twice');
    await until(() => bodies().length === 2);
    expect(bodies()).toEqual(['twice', 'twice']);
    await simulator.control.webhooks({ duplicate: 0, reorder: 2 });
    await say('first');
    await say('second');
    await until(() => bodies().length === 4);
    expect(
      (await simulator.control.deliveries({ event: 'message' })).filter((row) => row.dropped),
    ).toHaveLength(1);
  });

  it('keeps silent where it is told to, and goes on afterwards', async () => {
    const { simulator, receiver } = await linked({}, { events: ['message'] });
    await simulator.control.silence({});
    await simulator.control.inbound({ from: '5511988887777', text: 'unheard' });
    await simulator.control.silence({ on: false });
    await simulator.control.inbound({ from: '5511988887777', text: 'heard' });
    await until(() => receiver.hooks.length > 0);
    expect(receiver.hooks.map((hook) => hook.body.payload.body)).toEqual(['heard']);
  });
});
