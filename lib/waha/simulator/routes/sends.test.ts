import { afterEach, describe, expect, it } from 'vitest';
import { call, startLinked, until } from '../test-support';

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

const CUSTOMER = '5511988887777';
const CHAT = `${CUSTOMER}@c.us`;

async function linked(options: Parameters<typeof startLinked>[0] = {}) {
  const started = await startLinked(options);
  closers.push(started.stop);
  const send = (body: Record<string, unknown>, path = '/api/sendText') =>
    call(started.simulator, 'POST', path, { session: 'shop', chatId: CHAT, ...body });
  return { ...started, send, control: started.simulator.control };
}

describe('sending', () => {
  it('answers in each engine’s own shape', async () => {
    const noweb = await (await linked()).send({ text: 'oi' });
    expect(noweb.status).toBe(201);
    expect(Object.keys(noweb.json)).toEqual(['key', 'message', 'messageTimestamp', 'status']);
    expect(noweb.json.key.remoteJid).toBe(`${CUSTOMER}@s.whatsapp.net`);
    expect(noweb.json.key.id).toMatch(/^3EB0[0-9A-F]{18}$/);
    expect(typeof noweb.json.messageTimestamp).toBe('string');
    const gows = await (await linked({ engine: 'GOWS' })).send({ text: 'oi' });
    expect(gows.json.id).toMatch(/^true_5511988887777@c\.us_3EB0/);
    const webjs = await (await linked({ engine: 'WEBJS' })).send({ text: 'oi' });
    expect(webjs.json.id._serialized).toBe(`true_${CHAT}_${webjs.json.id.id}`);
  });

  it('echoes, delivers one copy, and lets the ticks rise', async () => {
    const { send, control, receiver } = await linked();
    await control.autoAck({ mode: 'read' });
    const { json } = await send({ text: 'oi' });
    await until(() => receiver.of('message.ack').length === 3);
    expect(
      receiver
        .of('message.ack')
        .map((hook) => hook.body.payload.ackName)
        .sort(),
    ).toEqual(['DEVICE', 'READ', 'SERVER']);
    const [echo] = receiver.of('message.any');
    expect(echo?.body.payload).toMatchObject({ id: `true_${CHAT}_${json.key.id}`, source: 'api', ack: 0 });
    expect(receiver.of('message')).toHaveLength(0);
    expect(await control.received({ phone: CUSTOMER })).toMatchObject([
      { id: json.key.id, body: 'oi', copies: 1 },
    ]);
  });

  it('takes an id of ours, and counts a repeat as a copy', async () => {
    const { send, control, simulator } = await linked();
    const { id } = (await call(simulator, 'GET', '/api/shop/new-message-id')).json;
    await send({ text: 'oi', id });
    await send({ text: 'oi', id });
    expect(await control.received({ phone: CUSTOMER })).toMatchObject([{ id, copies: 2 }]);
    const webjs = await linked({ engine: 'WEBJS' });
    expect((await call(webjs.simulator, 'GET', '/api/shop/new-message-id')).status).toBe(501);
  });

  it('cuts the answer after, and crashes before the message went out', async () => {
    const { send, control } = await linked();
    await control.cutAnswers({});
    await expect(send({ text: 'went out' })).rejects.toThrow();
    await control.crashBeforeSend({});
    await expect(send({ text: 'did not' })).rejects.toThrow();
    expect((await control.received({})).map((row) => row.body)).toEqual(['went out']);
  });

  it('passes on what the engine says when it refuses, with the stack and an echo of the request', async () => {
    const { send, control } = await linked();
    await control.refuseSends({ message: 'server returned error 463' });
    const { status, json } = await send({ text: 'oi' });
    expect(status).toBe(500);
    expect(json.exception.message).toBe('server returned error 463');
    expect(json.exception.stack).toContain('Error');
    expect(json.request.body.text).toBe('oi');
    expect(await control.received({})).toEqual([]);
    expect((await send({ text: 'again' })).status).toBe(201);
  });

  it('takes what WhatsApp refuses then: an ERROR follows, the history tells of it, nobody gets it', async () => {
    const { send, control, receiver, simulator } = await linked();
    await control.rejectSends({});
    expect((await send({ text: 'oi' })).status).toBe(201);
    const [ack] = await until(() => receiver.of('message.ack'));
    expect(ack?.body.payload).toMatchObject({ ack: -1, ackName: 'ERROR' });
    const { json } = await call(simulator, 'GET', `/api/shop/chats/${CHAT}/messages?limit=10`);
    expect(json).toMatchObject([{ body: 'oi', ack: -1 }]);
    expect(await control.received({})).toEqual([]);
  });

  it('refuses only new chats under a timelock', async () => {
    const { send, control } = await linked();
    await control.restrict({ timelock: { isActive: true } });
    expect((await send({ text: 'cold' })).json.exception.message).toBe('server returned error 463');
    await control.inbound({ from: CUSTOMER, text: 'oi' });
    expect((await send({ text: 'reply' })).status).toBe(201);
  });

  it('answers 500 for missing fields and takes garbage that reaches nobody', async () => {
    const { send, control } = await linked();
    expect((await send({})).json.exception.name).toBe('TypeError');
    expect((await send({ chatId: undefined, text: 'x' })).status).toBe(500);
    expect((await send({ chatId: 5, text: 'x' })).status).toBe(500);
    for (const chatId of ['+49 170 1234567', '', '123@c.us']) {
      expect((await send({ chatId, text: 'x' })).status, chatId).toBe(201);
    }
    await control.missing({ phone: CUSTOMER });
    expect((await send({ text: 'x' })).status).toBe(201);
    expect(await control.received({})).toEqual([]);
  });

  it('knows Brazilian numbers in their registered form only', async () => {
    const { send, control, simulator } = await linked();
    const exists = (phone: string) =>
      call(simulator, 'GET', `/api/contacts/check-exists?session=shop&phone=${phone}`).then(
        ({ json }) => json,
      );
    await control.customer({ phone: '554899990000', name: 'Sem nove' });
    expect(await exists('5548999990000')).toEqual({ numberExists: true, chatId: '554899990000@c.us' });
    await send({ chatId: '5548999990000@c.us', text: 'lost' });
    await send({ chatId: '554899990000@c.us', text: 'arrives' });
    expect((await control.received({})).map((row) => row.body)).toEqual(['arrives']);
    await control.missing({ phone: '5511955554444' });
    expect(await exists('5511955554444')).toEqual({ numberExists: false });
  });

  it('sends media, edits, takes back, reacts', async () => {
    const { send, control, simulator } = await linked();
    const file = { mimetype: 'image/png', data: Buffer.from('png').toString('base64') };
    const { json } = await send({ file, caption: 'foto' }, '/api/sendImage');
    const path = `/api/shop/chats/${encodeURIComponent(CHAT)}/messages/true_${CHAT}_${json.key.id}`;
    expect((await call(simulator, 'PUT', path, { text: 'legenda' })).status).toBe(200);
    expect((await control.received({}))[0]).toMatchObject({ kind: 'image', body: 'legenda' });
    const { id } = await control.inbound({ from: CUSTOMER, text: 'oi' });
    const reacted = await call(simulator, 'PUT', '/api/reaction', {
      session: 'shop',
      messageId: id,
      reaction: '👍',
    });
    expect(reacted.status).toBe(200);
    expect((await control.received({})).at(-1)).toMatchObject({ kind: 'reaction', body: '👍' });
    expect((await call(simulator, 'DELETE', path)).status).toBe(200);
    expect((await control.received({}))[0]?.content).toMatchObject({ kind: 'revoke' });
    expect((await call(simulator, 'DELETE', path.replace('3EB0', '3EB9'))).status).toBe(404);
  });

  it('leaves the account online for a while after a call, unless told not to', async () => {
    const { send, control } = await linked({ timings: { onlineMs: 5_000 } });
    const presence = async () => (await control.state()).sessions[0]?.presence;
    await send({ text: 'oi' });
    expect(await presence()).toBe('online');
    await until(async () => (await presence()) === 'offline');
    const quiet = await linked({ autoOnline: false });
    await quiet.send({ text: 'oi' });
    expect((await quiet.control.state()).sessions[0]?.presence).toBeNull();
  });
});
