import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Happening, IncomingMessage } from './happenings';
import { readEnvelope, readEvent } from './read-event';

const folder = new URL('../../tests/fixtures/waha/', import.meta.url);
const files = readdirSync(folder).filter((name) => name.endsWith('.json') && !name.startsWith('_'));

function read(name: string): Happening {
  const envelope = readEnvelope(JSON.parse(readFileSync(new URL(name, folder), 'utf8')));
  if (!envelope) throw new Error(`${name} has no envelope`);
  return readEvent(envelope, new Date());
}

const message = (name: string) => read(name) as IncomingMessage;

describe('readEvent', () => {
  it.each(files)('%s is read without a fault', (name) => {
    expect(read(name).kind).toMatch(
      /^(message|ack|reaction|vote|edit|revoke|session|presence|ignored|unknown)$/,
    );
  });

  it.each([
    ['typing.noweb', '15550100111@c.us', { who: '15550100111@c.us', state: 'typing' }],
    ['group.gows', '120363000000000001@g.us', { who: '100000000000111@lid', state: 'recording' }],
    ['offline.webjs', '15550100111@c.us', { who: '15550100111@c.us', state: 'none' }],
  ])('reads who types, records or stopped: %s', (name, chat, person) => {
    const at = new Date(1_788_257_217_331);
    expect(read(`presence.update.${name}.json`)).toEqual({ kind: 'presence', chat, people: [person], at });
  });

  it.each([
    ['paused', { presences: [{ participant: '55@c.us', lastKnownPresence: 'paused' }] }, ['none']],
    ['ourselves', { presences: [{ participant: '99:2@s.whatsapp.net', lastKnownPresence: 'typing' }] }, []],
    ['what nobody can read', { presences: [7, { participant: 5 }] }, []],
  ])('of a presence that names %s it makes what there is', (_, payload, states) => {
    const event = { event: 'presence.update', payload: { id: '55@c.us', ...payload }, me: { id: '99@c.us' } };
    const presence = readEvent(event, new Date());
    expect(presence).toMatchObject({ kind: 'presence', people: states.map((state) => ({ state })) });
  });

  it('keeps a presence without people for a version that understands it', () => {
    const event = { event: 'presence.update', payload: { id: '55@c.us', presences: null } };
    expect(readEvent(event, new Date())).toEqual({ kind: 'unknown' });
  });

  it('reads a poll of WEBJS as whatsapp-web.js tells it', () => {
    const body = JSON.parse(readFileSync(new URL('message.text.webjs.json', folder), 'utf8'));
    Object.assign(body.payload, { body: 'Qual dia?' });
    Object.assign(body.payload._data, {
      type: 'poll_creation',
      pollName: 'Qual dia?',
      pollOptions: [
        { name: 'Terça', localId: 0 },
        { name: 'Sexta', localId: 1 },
      ],
      pollSelectableOptionsCount: 0,
    });
    expect(readEvent(readEnvelope(body) as never, new Date())).toMatchObject({
      type: 'poll',
      text: 'Qual dia?',
      poll: { multiple: true, options: [{ text: 'Terça' }, { text: 'Sexta' }] },
    });
  });

  it.each(['noweb', 'gows', 'webjs'])('reads a text of %s alike', (engine) => {
    expect(message(`message.text.${engine}.json`)).toMatchObject({
      kind: 'message',
      waId: '3AB0C1D2E3F4A5B6C7D8',
      fromMe: false,
      chat: '15550100111@c.us',
      author: null,
      type: 'text',
      text: 'Hi, is the blue one in stock?',
      pushName: 'Jane Doe',
      sentAt: new Date('2026-09-01T10:06:57Z'),
    });
  });

  it.each([
    [
      'noweb',
      {
        message: { extendedTextMessage: { contextInfo: { mentionedJid: ['1:2@lid', '55@s.whatsapp.net'] } } },
      },
    ],
    [
      'gows',
      { Message: { imageMessage: { contextInfo: { mentionedJID: ['1@lid', '55@c.us', 'x@newsletter'] } } } },
    ],
    ['webjs', { mentionedJidList: [{ _serialized: '1@lid' }, '55@c.us', '55@c.us'] }],
  ])('knows whom a text of %s names', (engine, data) => {
    const name = `message.text.${engine}.json`;
    const event = JSON.parse(readFileSync(new URL(name, folder), 'utf8'));
    event.payload._data = { ...event.payload._data, ...data };
    const envelope = readEnvelope(event);
    expect(envelope && readEvent(envelope, new Date())).toMatchObject({ mentions: ['1@lid', '55@c.us'] });
    expect(message(name).mentions).toBeNull();
  });

  it.each(['noweb', 'gows'])('finds the phone behind a hidden id in the hints of %s', (engine) => {
    const { chat, aliases } = message(`message.lid-sender.${engine}.json`);
    expect(chat).toBe('100000000000122@lid');
    expect(aliases).toEqual(['15550100122@c.us']);
  });

  it.each([
    ['message.image.noweb.json', 'image'],
    ['message.image.gows.json', 'image'],
    ['message.image.webjs.json', 'image'],
    ['message.document.noweb.json', 'document'],
    ['message.location.noweb.json', 'location'],
    ['message.vcard.gows.json', 'contact'],
    ['odd.body-null.noweb.json', 'unsupported'],
    ['odd.media-error.gows.json', 'document'],
  ])('%s is shown as %s', (name, type) => {
    expect(message(name)).toMatchObject({ kind: 'message', type });
  });

  it('keeps the raw payload of what it can not show', () => {
    expect(message('odd.body-null.noweb.json').raw).toMatchObject({ fromMe: false });
    expect(message('message.text.noweb.json').raw).toBeNull();
  });

  it.each(['noweb', 'gows'])('knows the group and who wrote in it (%s)', (engine) => {
    const { chat, author } = message(`message.group.${engine}.json`);
    expect(chat).toMatch(/@g\.us$/);
    expect(author).toMatch(/@(c\.us|lid)$/);
  });

  it('takes our own message for the chat it is in, not for its sender', () => {
    const own = message('message.any.from-phone.noweb.json');
    expect(own).toMatchObject({ fromMe: true, source: 'app' });
    expect(own.chat).not.toBe('15550100100@c.us');
  });

  it('reads acks, also the ERROR', () => {
    expect(read('message.ack.noweb.json')).toEqual({
      kind: 'ack',
      waId: '3EB0D0D0D0D0D0D0D0D0',
      fromMe: true,
      level: 3,
    });
    expect(read('message.ack.error.gows.json')).toMatchObject({ kind: 'ack', level: -1 });
  });

  it('reads who a session belongs to', () => {
    expect(read('session.status.working.webjs.json')).toMatchObject({
      kind: 'session',
      status: 'WORKING',
      me: { phone: '15550100100', lid: '100000000000100@lid', pushName: 'Acme Support' },
    });
  });

  it.each([
    ['message.any', {}],
    ['message.any', null],
    ['message.any', { id: 7 }],
    ['message.ack', { id: 'true_1@c.us_A' }],
    ['session.status', { status: 4 }],
    ['something.new', { a: 1 }],
  ])('leaves %s %j for later', (event, payload) => {
    expect(readEvent({ event, payload }, new Date()).kind).toBe('unknown');
  });

  it.each(['status@broadcast', '120363@newsletter', '551199@broadcast'])('ignores %s', (chat) => {
    const payload = { id: `false_${chat}_A1`, body: 'x', timestamp: 1 };
    expect(readEvent({ event: 'message.any', payload }, new Date()).kind).toBe('ignored');
  });

  it('takes out what Postgres can not keep', () => {
    const payload = { id: 'false_551199@c.us_A1', body: 'a\u0000b\ud800', timestamp: 1788257217 };
    expect(readEvent({ event: 'message.any', payload }, new Date())).toMatchObject({ text: 'ab\ufffd' });
  });
});
