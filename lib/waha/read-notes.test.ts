import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readEnvelope, readEvent } from './read-event';

function read(name: string) {
  const text = readFileSync(new URL(`../../tests/fixtures/waha/${name}`, import.meta.url), 'utf8');
  const envelope = readEnvelope(JSON.parse(text));
  if (!envelope) throw new Error(`${name} is no envelope`);
  return readEvent(envelope, new Date());
}

const at = (seconds: number) => new Date(seconds * 1000);

describe('what is said about a message', () => {
  it.each(['noweb', 'gows'])('reads a reaction by the bare id of what it is to (%s)', (engine) => {
    expect(read(`message.reaction.${engine}.json`)).toMatchObject({
      kind: 'reaction',
      waId: '3EB0D0D0D0D0D0D0D0D0',
      fromMe: false,
      at: at(1788257217),
    });
  });

  it('reads that a reaction was taken back', () => {
    expect(read('message.reaction.removed.noweb.json')).toMatchObject({ kind: 'reaction', emoji: '' });
  });

  it.each(['noweb', 'gows'])('reads an edit (%s)', (engine) => {
    expect(read(`message.edited.${engine}.json`)).toMatchObject({
      kind: 'edit',
      waId: '3AB0C1D2E3F4A5B6C7D8',
      text: 'Hi, is the GREEN one in stock?',
      at: at(1788257217),
    });
  });

  it('takes the time of the event for an edit that has the id of its message', () => {
    const payload = { id: 'false_55@c.us_A1', editedMessageId: 'A1', body: 'new', timestamp: 1788257217 };
    const event = { event: 'message.edited', timestamp: 1788257300500, payload };
    expect(readEvent(event, new Date())).toMatchObject({ waId: 'A1', at: new Date(1788257300500) });
  });

  it.each(['noweb', 'gows'])('reads a revoke (%s)', (engine) => {
    const revoke = { kind: 'revoke', waId: '3AB0C1D2E3F4A5B6C7D8', at: at(1788257217) };
    expect(read(`message.revoked.${engine}.json`)).toEqual(revoke);
  });

  it('takes the id of what came after where a revoke names nothing else', () => {
    const payload = { after: { id: 'false_55@c.us_A1', timestamp: 1788257217 }, before: null };
    const event = { event: 'message.revoked', payload };
    expect(readEvent(event, new Date())).toEqual({ kind: 'revoke', waId: 'A1', at: at(1788257217) });
  });

  it.each(['message.revoked.noweb.json', 'message.edited.noweb.json', 'message.edited.gows.json'])(
    'reads %s also where it comes as a message, as before 2025',
    (name) => {
      const text = readFileSync(new URL(`../../tests/fixtures/waha/${name}`, import.meta.url), 'utf8');
      const { payload, engine } = JSON.parse(text);
      const message = { ...(payload.after ?? payload), body: null, editedMessageId: undefined };
      expect(readEvent({ event: 'message', engine, payload: message }, new Date())).toEqual(read(name));
    },
  );

  it.each([
    ['noweb', ['Tuesday']],
    ['gows', ['Friday', 'Tuesday']],
  ])('reads a vote (%s)', (engine, options) => {
    const vote = { kind: 'vote', waId: 'BAE5F2EF5C69001E', fromMe: false, options, at: at(1788257217) };
    expect(read(`poll.vote.${engine}.json`)).toMatchObject(vote);
    expect(read(`poll.vote.failed.${engine}.json`)).toEqual({ kind: 'ignored' });
  });
});
