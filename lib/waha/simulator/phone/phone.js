import { chatsView, ensureCustomers, refreshChat } from './chat.js';
import { connectView } from './connect.js';
import { control, h, toast } from './dom.js';
import { mischiefView } from './mischief.js';
import { stringsOf } from './strings.js';

const TABS = { chatsTab: chatsView, connectTab: connectView, mischiefTab: mischiefView };
const POLL_MS = 1000;

/** What the page shows; `draw` makes it visible again after a change. */
const app = {
  lang: localStorage.getItem('lang') ?? document.documentElement.lang,
  tab: 'chatsTab',
  state: { sessions: [], customers: [] },
  customer: localStorage.getItem('customer'),
  session: localStorage.getItem('session'),
  t: {},
  draw,
  run,
};

/** Runs something the person asked for, says how it went, and reads the state again. */
async function run(task, done) {
  try {
    await task();
    if (done) toast(done);
  } catch (error) {
    toast(error.message);
  }
  await poll();
}

function draw() {
  app.t = stringsOf(app.lang);
  document.documentElement.lang = app.lang;
  document.title = app.t.title;
  document.querySelector('#title').textContent = app.t.title;
  document.querySelector('#lang').textContent = app.t.otherLanguage;
  document.querySelector('#tabs').replaceChildren(...Object.keys(TABS).map(tabButton));
  document.querySelector('#main').replaceChildren(TABS[app.tab](app));
  app.drawn = fingerprint();
}

function tabButton(name) {
  const waiting = app.state.sessions.filter((session) => session.qr).length;
  const badge = name === 'connectTab' && waiting > 0 ? h('span', { class: 'badge' }, String(waiting)) : null;
  const selected = String(app.tab === name);
  const choose = () => {
    app.tab = name;
    draw();
    document.querySelector(`#tab-${name}`)?.focus();
  };
  const attributes = {
    id: `tab-${name}`,
    type: 'button',
    role: 'tab',
    'aria-selected': selected,
    onclick: choose,
  };
  return h('button', attributes, app.t[name], badge);
}

/** What the page depends on: a poll that changes nothing leaves the page, and what is typed, alone. */
function fingerprint() {
  const sessions = app.state.sessions.map(({ presence, waiting, ...rest }) => rest);
  return JSON.stringify([
    app.tab,
    sessions,
    app.state.customers.map((person) => [person.phone, person.name]),
    app.state.faults,
  ]);
}

async function poll() {
  try {
    app.state = await control('state');
    if (fingerprint() !== app.drawn && !isTyping()) draw();
    if (app.tab === 'chatsTab') await refreshChat(app);
  } catch {
    // The simulator restarts: the next poll finds it again.
  }
}

/** Redrawing would take a half-typed text away. */
function isTyping() {
  const field = document.activeElement;
  return field?.matches?.('input, textarea') && field.value !== field.defaultValue;
}

document.querySelector('#lang').addEventListener('click', () => {
  app.lang = app.lang === 'en' ? 'pt-BR' : 'en';
  localStorage.setItem('lang', app.lang);
  draw();
});
draw();
await ensureCustomers();
await poll();
setInterval(poll, POLL_MS);
