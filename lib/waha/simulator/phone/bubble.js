import { h, icon } from './dom.js';

const TICKS = { '-1': 'alert', 0: 'clock', 1: 'check', 2: 'checks', 3: 'checks', 4: 'checks' };
const SIGNS = { location: '📍', vcard: '👤', poll: '📊', video: '🎬', empty: '💬' };

/** One message as the customer sees it: own ones on the right, with the ticks of the business. */
export function bubble(app, message) {
  const { t } = app;
  const time = new Date(message.timestamp * 1000).toLocaleTimeString(app.lang, {
    hour: '2-digit',
    minute: '2-digit',
  });
  const read = message.ack >= 3 ? ' read' : '';
  const tick = message.mine
    ? h(
        'span',
        { class: `tick${read}`, role: 'img', 'aria-label': t.ticks[message.ack] },
        icon(TICKS[message.ack] ?? 'clock', 15),
      )
    : null;
  return h(
    'li',
    { class: message.mine ? 'bubble mine' : 'bubble' },
    message.quoted && h('blockquote', {}, message.quoted),
    content(app, message),
    h('span', { class: 'meta' }, time, tick),
    message.reactions.length > 0 &&
      h('span', { class: 'reactions' }, message.reactions.map((reaction) => reaction.text).join(' ')),
  );
}

/** The line between two days. */
export function dayLine(app, timestamp) {
  const date = new Date(timestamp * 1000);
  const isToday = date.toDateString() === new Date().toDateString();
  const text = isToday ? app.t.today : date.toLocaleDateString(app.lang, { day: 'numeric', month: 'long' });
  return h('li', { class: 'day' }, h('span', {}, text));
}

function content(app, message) {
  const { t } = app;
  const text = message.body ? h('p', { dir: 'auto' }, message.body) : null;
  switch (message.kind) {
    case 'text':
      return text;
    case 'revoke':
      return h('p', { class: 'gone' }, t.deleted);
    case 'image':
    case 'sticker':
      return [h('img', { src: message.mediaUrl, alt: t[message.kind], class: message.kind }), text];
    case 'voice':
    case 'audio':
      return h('audio', { src: message.mediaUrl, controls: '', preload: 'metadata' });
    case 'video':
      return [h('video', { src: message.mediaUrl, controls: '', preload: 'metadata' }), text];
    case 'document':
      return [
        h('a', { href: message.mediaUrl, download: message.filename ?? '' }, [
          icon('document'),
          ` ${message.filename ?? 'PDF'}`,
        ]),
        text,
      ];
    default:
      return h('p', {}, `${SIGNS[message.kind] ?? '💬'} ${t[message.kind] ?? ''} ${message.body ?? ''}`);
  }
}
