import { afterEach, describe, expect, it } from 'vitest';
import { call, startLinked, until } from '../test-support';

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

async function linked(options: Parameters<typeof startLinked>[0] = {}) {
  const started = await startLinked(options);
  closers.push(started.stop);
  const get = (path: string) => call(started.simulator, 'GET', `/api/shop${path}`);
  return { ...started, get, control: started.simulator.control };
}

const ANA = '5511988887777';

describe('history', () => {
  it('filters, sorts and pages, in one chat and in all', async () => {
    const { get, control } = await linked();
    const messages = Array.from({ length: 15 }, (_, n) => ({
      from: ANA,
      text: `m${n}`,
      timestamp: 1_700_000_000 + n,
    }));
    await control.inboundBatch({ messages });
    await control.inbound({ from: '5511977776666', text: 'other', timestamp: 1_700_000_100 });
    const bodies = async (path: string) => (await get(path)).json.map((row: { body: string }) => row.body);
    expect(await bodies(`/chats/${ANA}@c.us/messages`)).toHaveLength(10);
    const window = 'filter.timestamp.gte=1700000003&filter.timestamp.lte=1700000005&sortOrder=asc&limit=100';
    expect(await bodies(`/chats/all/messages?${window}`)).toEqual(['m3', 'm4', 'm5']);
    expect(await bodies(`/chats/all/messages?${window}&limit=100&offset=2`)).toEqual(['m5']);
    expect((await bodies('/chats/all/messages?limit=1'))[0]).toBe('other');
    expect((await get('/chats/overview')).json.map((row: { id: string }) => row.id)).toEqual([
      '5511977776666@c.us',
      `${ANA}@c.us`,
    ]);
  });

  it('finds a message by its bare id, and says 404 otherwise', async () => {
    const { get, control } = await linked();
    const { bareId } = await control.inbound({ from: ANA, text: 'oi' });
    expect((await get(`/chats/all/messages/${bareId}`)).json.body).toBe('oi');
    expect(await get('/chats/all/messages/3EB0NONE')).toMatchObject({
      status: 404,
      json: { message: 'Message not found' },
    });
  });

  it('needs the store on NOWEB', async () => {
    const { simulator } = await linked();
    await call(simulator, 'PUT', '/api/sessions/shop', { config: {} });
    const chats = await call(simulator, 'GET', '/api/shop/chats');
    expect([chats.status, chats.json.message]).toEqual([400, expect.stringContaining('Enable NOWEB store')]);
  });

  it('delivers what came while the session was down, and keeps dropped messages in the history', async () => {
    const { get, control, receiver } = await linked();
    await control.flap({ downMs: 60_000 });
    await control.inbound({ from: ANA, text: 'meanwhile' });
    expect(receiver.of('message')).toHaveLength(0);
    await until(() => receiver.of('message').length === 1);
    await control.webhooks({ drop: -1 });
    await control.inbound({ from: ANA, text: 'dropped' });
    const { json } = await get('/chats/all/messages?sortOrder=asc');
    expect(json.map((row: { body: string }) => row.body)).toEqual(['meanwhile', 'dropped']);
  });

  it('shows a device linked later what the phone had before', async () => {
    const { simulator, get, control } = await linked();
    await control.seedHistory({
      phone: '15550100100',
      messages: [{ from: ANA, text: 'old', timestamp: 1_600_000_000 }],
    });
    await call(simulator, 'POST', '/api/sessions/shop/logout');
    await until(async () => (await control.state()).sessions[0]?.qr);
    await control.scan({ phone: '15550100100' });
    expect((await get('/chats/all/messages')).json.map((row: { body: string }) => row.body)).toEqual(['old']);
  });

  it('resolves LIDs both ways, and hides hidden phones', async () => {
    const { get, control } = await linked();
    await control.customer({ phone: ANA, lid: '100000000000111' });
    await control.inbound({ from: ANA, text: 'oi', asLid: true });
    expect((await get('/lids/100000000000111%40lid')).json).toEqual({
      lid: '100000000000111@lid',
      pn: `${ANA}@c.us`,
    });
    expect((await get(`/lids/pn/${ANA}`)).json.lid).toBe('100000000000111@lid');
    await control.customer({ phone: ANA, phoneHidden: true });
    expect((await get('/lids/100000000000111%40lid')).json.pn).toBeNull();
    expect((await get(`/lids/pn/${ANA}`)).json.lid).toBeNull();
    expect((await get('/lids')).json).toEqual([]);
    // Told later, as WhatsApp does.
    await control.customer({ phone: ANA, phoneHidden: false });
    expect((await get('/lids')).json).toEqual([{ lid: '100000000000111@lid', pn: `${ANA}@c.us` }]);
  });

  it('serves media behind the key until its life ends, and breaks as told', async () => {
    const { simulator, control, receiver } = await linked({ timings: { fileLifetimeMs: 60_000 } });
    await control.inbound({ from: ANA, kind: 'voice' });
    const hook = await until(() => receiver.of('message')[0]);
    const { url, mimetype } = hook.body.payload.media as { url: string; mimetype: string };
    expect([mimetype, url.endsWith('.oga')]).toEqual(['audio/ogg; codecs=opus', true]);
    const load = () => fetch(url, { headers: { 'x-api-key': simulator.apiKey } });
    expect((await fetch(url)).status).toBe(401);
    await control.files({ mode: '403' });
    expect((await load()).status).toBe(403);
    await control.files({ mode: 'cut' });
    await expect(load().then((response) => response.arrayBuffer())).rejects.toThrow();
    expect((await load()).headers.get('content-type')).toBe('audio/ogg; codecs=opus');
    await until(async () => (await load()).status === 404);
  });
});
