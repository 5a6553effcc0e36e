import { describe, expect, it } from 'vitest';
import { aMessage } from './sample-message';
import {
  appendOlder,
  foldMessage,
  openThread,
  prependNewer,
  refreshPart,
  refreshThread,
  reopenThread,
  type ThreadState,
  trimThread,
} from './thread-state';

const at = (second: number) => `2026-11-23T12:00:${String(second).padStart(2, '0')}.000Z`;
const message = (id: string, second: number, change = {}) => aMessage({ id, sentAt: at(second), ...change });
const ids = (thread: ThreadState) => thread.messages.map(({ id }) => id).join('');
const open = (...list: [string, number][]) =>
  openThread({ data: list.map(([id, second]) => message(id, second)), nextCursor: null });

describe('foldMessage', () => {
  it('puts a message in its place by time; among equals the one that came later is newer', () => {
    const thread = open(['c', 30], ['b', 20], ['a', 10]);
    expect(ids(foldMessage(thread, message('x', 20), 'event'))).toBe('cxba');
    expect(ids(foldMessage(thread, message('x', 40), 'event'))).toBe('xcba');
    expect(ids(foldMessage(thread, message('x', 5), 'event'))).toBe('cbax');
  });

  it('keeps the order of the server within a second, in whatever order they come', () => {
    const burst = [message('d', 20, { sentRank: 1 }), message('c', 20, { sentRank: 2 }), message('e', 20)];
    for (const order of [burst, burst.toReversed()])
      expect(ids(order.reduce((state, view) => foldMessage(state, view, 'event'), open(['a', 10])))).toBe(
        'cdea',
      );
  });

  it('changes nothing the second time', () => {
    const once = foldMessage(open(['a', 10]), message('b', 20), 'event');
    expect(foldMessage(once, message('b', 20), 'event').messages).toEqual(once.messages);
  });

  it('gives the same thread whatever the order of events', () => {
    const events = [message('b', 20), message('b', 20, { status: 'read' }), message('c', 30)];
    for (const order of [
      [0, 1, 2],
      [1, 0, 2],
      [2, 1, 0],
      [1, 2, 0],
    ]) {
      const thread = order.reduce(
        (state, index) => foldMessage(state, events[index] ?? message('?', 0), 'event'),
        open(['a', 10]),
      );
      expect(ids(thread)).toBe('cba');
      expect(thread.messages[1]?.status).toBe('read');
    }
  });

  it('moves a message whose time was corrected', () => {
    expect(ids(foldMessage(open(['b', 20], ['a', 10]), message('a', 30), 'event'))).toBe('ab');
  });

  it('leaves to paging what is older than everything loaded', () => {
    const thread = { ...open(['b', 20]), hasOlder: true };
    expect(ids(foldMessage(thread, message('a', 10), 'event'))).toBe('b');
  });
});

describe('appendOlder', () => {
  it('keeps the order of the server and no message twice', () => {
    const thread = { ...open(['c', 30], ['b', 20]), hasOlder: true };
    const page = { data: [message('b', 20), message('z', 10), message('a', 10)], nextCursor: null };
    expect(appendOlder(thread, page)).toMatchObject({ hasOlder: false });
    expect(ids(appendOlder(thread, page))).toBe('cbza');
  });
});

describe('refreshThread', () => {
  it('takes over what was missed and keeps the history', () => {
    const thread = open(['b', 20], ['a', 10]);
    const page = { data: [message('c', 30), message('b', 20, { status: 'read' })], nextCursor: 'new' };
    const fresh = refreshThread(thread, page, thread.tick);
    expect(ids(fresh)).toBe('cba');
    expect(fresh).toMatchObject({ hasOlder: false, messages: [{}, { status: 'read' }, {}] });
  });

  it('puts what the stream told of the same second where the server has it', () => {
    const before = open(['b', 20], ['a', 20]);
    const during = ['c', 'd'].reduce((state, id) => foldMessage(state, message(id, 20), 'event'), before);
    const page = { data: [message('b', 20), message('a', 20)], nextCursor: null };
    expect(ids(refreshThread(during, page, before.tick))).toBe('dcba');
  });

  it('never covers what the stream told while the page was on its way', () => {
    const before = open(['a', 10]);
    const during = foldMessage(before, message('a', 10, { status: 'delivered' }), 'event');
    const later = foldMessage(during, message('b', 20), 'event');
    const fresh = refreshThread(later, { data: [message('a', 10)], nextCursor: null }, before.tick);
    expect(ids(fresh)).toBe('ba');
    expect(fresh.messages[1]?.status).toBe('delivered');
  });

  it('believes the page in all that was not heard of since', () => {
    const failed = foldMessage(open(['a', 10]), message('a', 10, { status: 'failed' }), 'event');
    const fresh = refreshThread(failed, { data: [message('a', 10)], nextCursor: null }, failed.tick);
    expect(fresh.messages[0]?.status).toBe('queued');
  });

  it('drops a history that the page does not reach: a hole would hide messages', () => {
    const thread = open(['b', 20], ['a', 10]);
    const page = { data: [message('z', 50), message('y', 40)], nextCursor: 'gap' };
    expect(ids(refreshThread(thread, page, thread.tick))).toBe('zy');
    expect(refreshThread(thread, page, thread.tick).hasOlder).toBe(true);
  });
});

describe('reopenThread', () => {
  it('keeps nothing that is not there any more, and what the stream told meanwhile', () => {
    const held = open(['c', 30], ['b', 20], ['a', 10]);
    const heard = foldMessage(held, message('d', 40), 'event');
    const page = { data: [message('c', 30), message('x', 15)], nextCursor: 'older' };
    const thread = reopenThread(heard, page, held.tick);
    expect(ids(thread)).toBe('dcx');
    expect(thread.hasOlder).toBe(true);
  });
});

describe('a part in the middle', () => {
  const part = { ...open(['c', 30], ['b', 20]), hasOlder: true, hasNewer: true };
  const inbound = { direction: 'inbound' as const };

  it('leaves to paging what arrives below it, and counts what others wrote', () => {
    const arrived = foldMessage(part, message('z', 90, inbound), 'event');
    const twice = foldMessage(arrived, message('z', 90, inbound), 'event');
    expect(ids(twice)).toBe('cb');
    expect(foldMessage(twice, message('y', 91), 'event').ahead).toEqual(new Set(['z']));
  });

  it('takes in what follows below, and is at the end when nothing more does', () => {
    const heard = foldMessage(part, message('e', 50, inbound), 'event');
    const page = { data: [message('d', 40), message('c', 30)], nextCursor: 'older' };
    expect(ids(prependNewer(heard, page, true))).toBe('dcb');
    expect(prependNewer(heard, page, true)).toMatchObject({ hasNewer: true, ahead: new Set(['e']) });
    const last = { data: [message('e', 50), message('d', 40)], nextCursor: 'older' };
    expect(prependNewer(heard, last, false)).toMatchObject({ hasNewer: false, ahead: new Set() });
  });

  it('is read again between its ends, and what was heard of meanwhile stays', () => {
    const during = foldMessage(part, message('b', 20, { status: 'read' }), 'event');
    const data = [message('c', 30), message('x', 25), message('b', 20)];
    const fresh = refreshPart(during, data, part.tick);
    expect(ids(fresh)).toBe('cxb');
    expect(fresh.messages[2]?.status).toBe('read');
    expect(ids(refreshPart(part, [message('c', 30)], part.tick))).toBe('c');
  });
});

describe('trimThread', () => {
  it('lets go of what is far from one end, which then goes on', () => {
    const thread = open(['c', 30], ['b', 20], ['a', 10]);
    expect(trimThread(thread, 'oldest', 3)).toBe(thread);
    expect(ids(trimThread(thread, 'oldest', 2))).toBe('ba');
    expect(trimThread(thread, 'oldest', 2)).toMatchObject({ hasNewer: true, hasOlder: false });
    expect(ids(trimThread(thread, 'newest', 2))).toBe('cb');
    expect(trimThread(thread, 'newest', 2)).toMatchObject({ hasNewer: false, hasOlder: true });
  });
});
