import { expect, it } from 'vitest';
import type { TemplateView } from '@/lib/templates/schema';
import { TemplateStore } from './template-store';

const list = (...shortcuts: string[]) => shortcuts.map((shortcut) => ({ shortcut }) as TemplateView);

/** A server whose answers are given by hand. */
function asked() {
  const answers: { resolve: (all: TemplateView[]) => void; reject: () => void }[] = [];
  const store = new TemplateStore(
    () =>
      new Promise((resolve, reject) => answers.push({ resolve, reject: () => reject(new Error('away')) })),
  );
  return { store, answers, now: () => store.all.get() };
}

it('asks once for all who want them, and again only after a change', async () => {
  const { store, answers, now } = asked();
  const both = [store.read(), store.read()];
  expect(answers).toHaveLength(1);
  answers[0]?.resolve(list('ola'));
  await Promise.all(both);
  expect(now()).toEqual({ state: 'ready', list: list('ola') });
  await store.read();
  expect(answers).toHaveLength(1);
  store.changed();
  expect(now()).toEqual({ state: 'stale', list: list('ola') });
  const again = store.read();
  answers[1]?.resolve(list('frete', 'ola'));
  await again;
  expect(now()).toEqual({ state: 'ready', list: list('frete', 'ola') });
});

it('does not take for current what changed while it was on its way', async () => {
  const { store, answers, now } = asked();
  const first = store.read();
  store.changed();
  answers[0]?.resolve(list('ola'));
  await first;
  expect(now()).toEqual({ state: 'stale', list: list('ola') });
});

it('keeps what it has when nobody answers, and can be asked again', async () => {
  const { store, answers, now } = asked();
  const first = store.read();
  answers[0]?.resolve(list('ola'));
  await first;
  store.changed();
  const second = store.read();
  answers[1]?.reject();
  await second;
  expect(now()).toEqual({ state: 'failed', list: list('ola') });
  const third = store.read();
  answers[2]?.resolve([]);
  await third;
  expect(now()).toEqual({ state: 'ready', list: [] });
});
