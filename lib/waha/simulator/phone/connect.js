import { control, h, readable } from './dom.js';

/** Phones that a visitor may link; further ones by typing. */
const PHONES = [
  { phone: '5511960000001', name: 'Loja Aurora' },
  { phone: '5511960000002', name: 'Suporte Aurora' },
  { phone: '5521960000003', name: 'Vendas Rio' },
];

const chosen = { phone: '', name: '' };

/** "Link a device": what waits for a scan, pairing by code, and what is linked. */
export function connectView(app) {
  const { t, state } = app;
  const linked = state.sessions.filter((session) => session.phone);
  if (!chosen.phone || linked.some((session) => session.phone === chosen.phone)) {
    const free = PHONES.find(({ phone }) => !linked.some((session) => session.phone === phone));
    Object.assign(chosen, free ?? { phone: '', name: '' });
  }
  const waiting = state.sessions.filter((session) => session.qr);
  return h(
    'div',
    { class: 'page' },
    phoneForm(app),
    h('h2', {}, t.waitingTitle),
    waiting.length > 0
      ? h(
          'div',
          { class: 'cards' },
          waiting.map((session) => qrCard(app, session)),
        )
      : h('div', { class: 'card empty' }, h('strong', {}, t.waitingNone), h('p', {}, t.waitingHint)),
    codeForm(app),
    linked.length > 0 && h('h2', {}, t.linkedTitle),
    linked.map((session) => linkedRow(app, session)),
  );
}

function phoneForm({ t }) {
  const input = (key, label, mode) =>
    h(
      'label',
      {},
      label,
      h('input', {
        value: key === 'phone' && chosen.phone ? readable(chosen.phone) : chosen[key],
        inputmode: mode,
        oninput: (event) => {
          const { value } = event.target;
          chosen[key] = key === 'phone' ? value.replace(/\D/g, '') : value;
        },
      }),
    );
  return h(
    'fieldset',
    { class: 'card' },
    h('legend', {}, t.scanWith),
    h('div', { class: 'two' }, input('phone', t.storePhone, 'tel'), input('name', t.storeName, 'text')),
  );
}

function qrCard(app, session) {
  const { t } = app;
  const scan = () =>
    app.run(() => control('scan', { qr: session.qr, phone: chosen.phone, pushName: chosen.name }), t.linked);
  const source = `/__sim/qr/${encodeURIComponent(session.name)}?v=${encodeURIComponent(session.qr.slice(2, 14))}`;
  return h(
    'article',
    { class: 'card qr' },
    h('img', { src: source, alt: `QR ${session.title}`, width: 176, height: 176 }),
    h('strong', {}, session.title),
    h('button', { type: 'button', class: 'main', onclick: scan }, t.scan),
  );
}

function codeForm(app) {
  const { t } = app;
  const field = h('input', {
    id: 'pairing-code',
    autocomplete: 'off',
    maxlength: 9,
    placeholder: 'ABCD-1234',
  });
  const submit = (event) => {
    event.preventDefault();
    const code = field.value;
    field.value = '';
    app.run(() => control('pair', { code, phone: chosen.phone, pushName: chosen.name }), t.linked);
  };
  return h(
    'form',
    { class: 'card', onsubmit: submit },
    h('h2', {}, t.codeTitle),
    h('label', {}, t.code, h('div', { class: 'row' }, field, h('button', { class: 'main' }, t.pair))),
    h('p', { class: 'hint' }, t.codeHint),
  );
}

function linkedRow(app, session) {
  const { t } = app;
  const unlink = () => app.run(() => control('unlink', { session: session.name }), t.done);
  const gone = session.unlinked;
  return h(
    'div',
    { class: 'card line' },
    h(
      'div',
      {},
      h('strong', {}, session.me?.pushName ?? session.title),
      h(
        'span',
        { class: 'hint' },
        `${readable(session.phone)} · ${t.status[session.status] ?? session.status}`,
      ),
    ),
    h(
      'button',
      { type: 'button', class: 'danger', onclick: unlink, disabled: gone ? '' : undefined },
      t.unlink,
    ),
  );
}
