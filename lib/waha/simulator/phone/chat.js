import { bubble, dayLine } from './bubble.js';
import { control, h, icon, initials, readable } from './dom.js';

const FIRST_CUSTOMERS = [
  { phone: '5511988887777', name: 'Ana Souza' },
  { phone: '5521977776666', name: 'Bruno Lima' },
];

let creating = false;
let open = false;
let shown = '';

/** The customer's side: who writes, to which number, and the conversation. */
export function chatsView(app) {
  const { t, state } = app;
  const businesses = state.sessions.filter((session) => session.phone && !session.unlinked);
  if (!businesses.some((session) => session.name === app.session)) app.session = businesses[0]?.name ?? null;
  const known = state.customers.map(({ phone, name }) => ({ phone, name }));
  const customers = known.length > 0 ? known : FIRST_CUSTOMERS;
  if (!customers.some(({ phone }) => phone === app.customer)) app.customer = customers[0].phone;
  const customer = customers.find(({ phone }) => phone === app.customer);
  shown = '';
  if (businesses.length === 0) return nobody(app);
  return h(
    'div',
    { class: open ? 'chats open' : 'chats' },
    h(
      'aside',
      { 'aria-label': t.customer },
      h('h2', {}, t.customer),
      h(
        'ul',
        { class: 'people' },
        customers.map((person) => personRow(app, person)),
      ),
      creating ? newCustomer(app) : newButton(app),
    ),
    conversation(app, customer, businesses),
  );
}

/** Two customers to begin with, so that the page is never empty. */
export async function ensureCustomers() {
  const { customers } = await control('state');
  if (customers.length > 0) return;
  for (const person of FIRST_CUSTOMERS) await control('customer', person);
}

/** Reads the open conversation again and redraws it only when something changed. */
export async function refreshChat(app) {
  const list = document.querySelector('#messages');
  if (!list || !app.session) return;
  const visible = document.visibilityState === 'visible' && list.offsetParent !== null;
  if (visible) {
    const about = { session: app.session, phone: app.customer };
    await control('openChat', { phone: app.customer, seconds: 3 });
    await control('customerReads', about);
  }
  const chat = await control('chat', { session: app.session, phone: app.customer });
  const status = document.querySelector('#chat-status');
  const online = chat.presence === 'online' ? app.t.online : '';
  status.textContent =
    chat.status === 'WORKING' ? (chat.typing ? app.t.typing : online) : app.t.status[chat.status];
  const now = JSON.stringify([app.session, app.customer, app.lang, chat.messages]);
  if (now === shown) return;
  shown = now;
  drawMessages(app, list, chat.messages);
}

function drawMessages(app, list, messages) {
  const atEnd = list.scrollHeight - list.scrollTop - list.clientHeight < 80 || list.childElementCount === 0;
  let day = '';
  const rows = messages.flatMap((message) => {
    const date = new Date(message.timestamp * 1000).toDateString();
    const line = date === day ? [] : [dayLine(app, message.timestamp)];
    day = date;
    return [...line, bubble(app, message)];
  });
  list.replaceChildren(...(rows.length > 0 ? rows : [h('li', { class: 'none' }, app.t.empty)]));
  if (atEnd) list.scrollTop = list.scrollHeight;
}

function nobody(app) {
  const { t } = app;
  const go = () => {
    app.tab = 'connectTab';
    app.draw();
  };
  return h(
    'div',
    { class: 'page' },
    h(
      'div',
      { class: 'card empty' },
      h('strong', {}, t.noBusiness),
      h('p', {}, t.noBusinessHint),
      h('button', { type: 'button', class: 'main', onclick: go }, t.goConnect),
    ),
  );
}

function personRow(app, person) {
  const choose = () => {
    app.customer = person.phone;
    localStorage.setItem('customer', person.phone);
    open = true;
    app.run(() => control('customer', person));
    app.draw();
    document.querySelector('#text')?.focus();
  };
  const current = person.phone === app.customer ? 'true' : undefined;
  return h(
    'li',
    {},
    h(
      'button',
      { type: 'button', class: 'person', 'aria-current': current, onclick: choose },
      h('span', { class: 'avatar', 'aria-hidden': 'true' }, initials(person.name)),
      h(
        'span',
        { class: 'who' },
        h('strong', {}, person.name),
        h('span', { class: 'hint' }, readable(person.phone)),
      ),
    ),
  );
}

function newButton(app) {
  const show = () => {
    creating = true;
    app.draw();
    document.querySelector('#new-name')?.focus();
  };
  return h('button', { type: 'button', class: 'quiet wide', onclick: show }, `+ ${app.t.newCustomer}`);
}

function newCustomer(app) {
  const { t } = app;
  const name = h('input', { id: 'new-name', required: '', autocomplete: 'off' });
  const phone = h('input', {
    required: '',
    inputmode: 'tel',
    placeholder: '+55 11 91234-5678',
    autocomplete: 'off',
  });
  const submit = (event) => {
    event.preventDefault();
    const person = { name: name.value.trim(), phone: phone.value.replace(/\D/g, '') };
    app.run(async () => {
      await control('customer', person);
      app.customer = person.phone;
      creating = false;
      open = true;
      document.activeElement?.blur();
    });
  };
  const cancel = () => {
    creating = false;
    app.draw();
  };
  return h(
    'form',
    { class: 'card new', onsubmit: submit },
    h('label', {}, t.name, name),
    h('label', {}, t.phone, phone),
    h(
      'div',
      { class: 'row' },
      h('button', { class: 'main' }, t.create),
      h('button', { type: 'button', class: 'quiet', onclick: cancel }, t.cancel),
    ),
  );
}

function conversation(app, customer, businesses) {
  const { t } = app;
  const back = () => {
    open = false;
    app.draw();
  };
  const choose = (event) => {
    app.session = event.target.value;
    localStorage.setItem('session', app.session);
    app.run(() => undefined);
  };
  const option = (session) =>
    h(
      'option',
      { value: session.name, selected: session.name === app.session ? '' : undefined },
      `${session.me?.pushName ?? session.title} · ${readable(session.phone)}`,
    );
  return h(
    'section',
    { class: 'chat', 'aria-label': customer.name },
    h(
      'header',
      {},
      h('button', { type: 'button', class: 'quiet back', 'aria-label': t.back, onclick: back }, '‹'),
      h(
        'label',
        { class: 'to' },
        h('span', { class: 'hint' }, `${customer.name} ${t.business}`),
        h('select', { onchange: choose }, businesses.map(option)),
      ),
      h('span', { id: 'chat-status', class: 'status', 'aria-live': 'polite' }),
    ),
    h('ol', { id: 'messages', tabindex: '0', 'aria-live': 'polite' }),
    composer(app),
  );
}

function composer(app) {
  const { t } = app;
  const say = (content) =>
    app.run(() => control('inbound', { session: app.session, from: app.customer, ...content }));
  const tell = (presence) =>
    control('presence', { session: app.session, from: app.customer, presence }).catch(() => undefined);
  const field = h('input', {
    id: 'text',
    autocomplete: 'off',
    placeholder: t.write,
    'aria-label': t.write,
    oninput: () => tell(field.value ? 'typing' : 'paused'),
    onblur: () => field.value && tell('paused'),
  });
  const submit = (event) => {
    event.preventDefault();
    const text = field.value.trim();
    field.value = '';
    if (text) say({ text });
    field.focus();
  };
  const sample = (kind, label, sign) =>
    h(
      'button',
      {
        type: 'button',
        class: 'quiet icon',
        title: label,
        'aria-label': label,
        onclick: () => say({ kind }),
      },
      icon(sign),
    );
  return h(
    'form',
    { class: 'composer', onsubmit: submit },
    sample('image', t.picture, 'camera'),
    sample('voice', t.voice, 'microphone'),
    sample('document', t.document, 'document'),
    field,
    h('button', { class: 'main round', 'aria-label': t.send }, icon('send')),
  );
}
