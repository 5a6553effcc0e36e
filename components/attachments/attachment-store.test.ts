import { beforeEach, describe, expect, it } from 'vitest';
import type { Drafts } from '../messages/drafts';
import { AttachmentStore } from './attachment-store';

/** Only what the store asks of drafts. */
function someDrafts() {
  const texts = new Map<string, string>();
  const drafts = {
    textOf: (id: string) => texts.get(id) ?? '',
    set: (id: string, text: string) => void texts.set(id, text),
  };
  return drafts as unknown as Drafts;
}

const pdf = (name: string) => new File(['%PDF'], name, { type: 'application/pdf' });

describe('what is picked', () => {
  let drafts: Drafts;
  let store: AttachmentStore;
  const names = (id = 'c') => store.of(id).files.map(({ name }) => name);
  const idOf = (name: string) => store.of('c').files.find((file) => file.name === name)?.id ?? '';
  beforeEach(() => {
    drafts = someDrafts();
    store = new AttachmentStore(drafts, 1000);
  });

  it('takes what was written as its first caption, and gives it back when it is thrown out', async () => {
    drafts.set('c', 'Segue o pedido');
    await store.add('c', [pdf('um'), pdf('dois')]);
    expect(store.of('c').files.map(({ caption }) => caption)).toEqual(['Segue o pedido', '']);
    store.remove('c', idOf('dois'));
    store.remove('c', idOf('um'));
    expect(drafts.textOf('c')).toBe('Segue o pedido');
  });

  it('keeps each caption with its file, also as a draft', async () => {
    await store.add('c', [pdf('um'), pdf('dois')]);
    store.setCaption('c', 'A');
    store.select('c', idOf('dois'));
    store.setCaption('c', 'B');
    store.reorder('c', idOf('dois'), 0);
    expect(store.take('c').map(({ name, caption }) => [name, caption])).toEqual([
      ['dois', 'B'],
      ['um', 'A'],
    ]);
    expect(drafts.textOf('c')).toBe('A\nB');
    expect(names()).toEqual([]);
  });

  it('goes along when its conversation becomes part of another one', async () => {
    await store.add('c', [pdf('um')]);
    await store.add('d', [pdf('dois')]);
    store.move('c', 'd');
    expect(names('d')).toEqual(['dois', 'um']);
    expect(names('c')).toEqual([]);
  });

  it('is 30 files at most; the rest is named', async () => {
    await store.add(
      'c',
      Array.from({ length: 32 }, (_, index) => pdf(`${index + 1}`)),
    );
    expect(names()).toHaveLength(30);
    expect(store.of('c').refused).toEqual([
      { name: '31', reason: 'tooMany' },
      { name: '32', reason: 'tooMany' },
    ]);
  });
});
