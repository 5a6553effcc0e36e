import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type Envelope, readEnvelope, readEvent } from './read-event';

function envelope(name: string): Envelope {
  const text = readFileSync(new URL(`../../tests/fixtures/waha/${name}`, import.meta.url), 'utf8');
  const read = readEnvelope(JSON.parse(text));
  if (!read) throw new Error(`${name} is no envelope`);
  return read;
}

const read = (name: string) => readEvent(envelope(name), new Date());

describe('lines that nobody wrote', () => {
  it.each([
    ['call.received.gows.json', 'call_received', '100000000000122@lid', false],
    ['call.received.noweb.json', 'call_received', '15550100111@c.us', true],
    ['call.accepted.noweb.json', 'call_accepted', '15550100111@c.us', true],
    ['call.rejected.webjs.json', 'call_rejected', '15550100111@c.us', false],
  ])('reads %s', (name, kind, chat, isVideo) => {
    expect(read(name)).toMatchObject({ kind: 'message', type: 'system', chat, system: { kind, isVideo } });
  });

  it('gives all stages of a call one identity', () => {
    const waId = 'call:ABCDEFABCDEFABCDEFABCDEFABCDEF02';
    expect(read('call.received.noweb.json')).toMatchObject({ waId });
    expect(read('call.accepted.noweb.json')).toMatchObject({ waId });
  });

  it('reads changes of a group', () => {
    const chat = '120363000000000001@g.us';
    const renamed = { kind: 'group_renamed', title: 'Acme VIP' };
    expect(read('group.v2.update.noweb.json')).toMatchObject({ chat, system: renamed });
    expect(read('group.v2.leave.noweb.json')).toMatchObject({ chat, system: { kind: 'group_left' } });
    const promoted = { kind: 'people_promoted', people: ['15550100111@c.us'] };
    expect(read('group.v2.participants.webjs.json')).toMatchObject({ chat, system: promoted });
  });

  it('gives the same change the same identity, and another one another', () => {
    const event = envelope('group.v2.participants.webjs.json');
    const identity = (change: object) => {
      const happening = readEvent(
        { ...event, payload: { ...(event.payload as object), ...change } },
        new Date(),
      );
      return happening.kind === 'message' ? happening.waId : undefined;
    };
    expect(identity({})).toMatch(/^group:[0-9a-f]{32}$/);
    expect(identity({})).toBe(identity({ _data: { other: 1 } }));
    expect(identity({})).not.toBe(identity({ type: 'demote' }));
    expect(identity({})).not.toBe(identity({ timestamp: 1788257218 }));
  });

  it('leaves our own coming and going to the events of their own', () => {
    const event = envelope('group.v2.participants.webjs.json');
    const members = (...participants: object[]) => {
      const payload = { ...(event.payload as object), type: 'join', participants };
      return readEvent({ ...event, payload }, new Date());
    };
    const me = { id: '100000000000100@lid', pn: '15550100100@s.whatsapp.net' };
    expect(members(me)).toEqual({ kind: 'ignored' });
    const people = ['15550100111@c.us'];
    const both = members({ id: '1@lid', pn: '15550100111@c.us' }, me);
    expect(both).toMatchObject({ system: { kind: 'people_joined', people } });
  });

  it.each([
    ['call.received', { from: '55@c.us' }],
    ['call.received', { id: 'X', from: 'somebody' }],
    ['group.v2.update', { group: { id: '55@c.us', subject: 'x' } }],
    ['group.v2.participants', { group: { id: '1@g.us' }, type: 'other', participants: [] }],
  ])('leaves %s %j for later', (event, payload) => {
    expect(readEvent({ event, payload }, new Date()).kind).toBe('unknown');
  });
});
