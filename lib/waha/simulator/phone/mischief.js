import { control, h, readable } from './dom.js';

let target = '';

/** A small panel of failures: per number, and of the server as a whole. */
export function mischiefView(app) {
  const { t, state } = app;
  const linked = state.sessions.filter((session) => session.phone);
  if (!linked.some((session) => session.name === target)) target = linked[0]?.name ?? '';
  const session = linked.find(({ name }) => name === target);
  const twins = state.faults?.twins ?? false;
  const button = (label, name, input, on) => {
    const run = () => app.run(() => control(name, input), t.done);
    const state =
      on === undefined ? null : h('span', { class: on ? 'state on' : 'state' }, on ? t.on : t.off);
    const pressed = on === undefined ? undefined : String(on);
    return h(
      'button',
      { type: 'button', class: 'trick', 'aria-pressed': pressed, onclick: run },
      label,
      state,
    );
  };
  const own = session
    ? [
        button(t.silence, 'silence', { session: target, on: !session.silent }, session.silent),
        button(t.cut, 'cutAnswers', { session: target }),
        button(t.refuse, 'refuseSends', { session: target }),
        button(t.flap, 'flap', { session: target, downMs: 5000 }),
        button(t.unlink, 'unlink', { session: target }),
      ]
    : [];
  return h(
    'div',
    { class: 'page' },
    h('h2', {}, t.mischiefTitle),
    h('p', { class: 'hint' }, t.mischiefHint),
    linked.length > 0 && h('label', {}, t.target, picker(app, linked)),
    h(
      'div',
      { class: 'tricks' },
      own,
      button(t.twins, 'twins', { on: !twins }, twins),
      button(t.drop, 'webhooks', { drop: 5 }),
      button(t.restart, 'restart', {}),
    ),
    h(
      'button',
      { type: 'button', class: 'main', onclick: () => app.run(() => control('clearFaults'), t.done) },
      t.clear,
    ),
  );
}

function picker(app, linked) {
  const choose = (event) => {
    target = event.target.value;
    app.draw();
  };
  const option = (session) =>
    h(
      'option',
      { value: session.name, selected: session.name === target ? '' : undefined },
      `${session.me?.pushName ?? session.title} ${readable(session.phone)}`,
    );
  return h('select', { onchange: choose }, linked.map(option));
}
