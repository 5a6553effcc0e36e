import { describe, expect, it } from 'vitest';
import { findWords, fold, markName, parseHighlight } from './highlight';

describe('parseHighlight', () => {
  it('gives text, never HTML', () => {
    expect(parseHighlight('<mark>Colchão</mark> &lt;b&gt;novo&lt;/b&gt; &amp;amp; &quot;x&quot;')).toEqual([
      { text: 'Colchão', isMarked: true },
      { text: ' <b>novo</b> &amp; "x"', isMarked: false },
    ]);
  });

  it('takes a mark over several lines', () => {
    expect(parseHighlight('a <mark>b\nc</mark>')).toEqual([
      { text: 'a ', isMarked: false },
      { text: 'b\nc', isMarked: true },
    ]);
  });
});

describe('fold', () => {
  it('keeps every place: what has no single bare letter stays', () => {
    expect(fold('Açaí É İ 👍🏽')).toBe('acai e i 👍🏽');
    for (const text of ['Açaí', 'ﬁ', 'İstanbul', '👨‍👩‍👧 é']) expect(fold(text)).toHaveLength(text.length);
  });
});

describe('markName', () => {
  it('marks without accents and case', () => {
    expect(markName('Otávio Gonçalves', 'GONCA')).toEqual([
      { text: 'Otávio ', isMarked: false },
      { text: 'Gonça', isMarked: true },
      { text: 'lves', isMarked: false },
    ]);
    expect(markName('Otávio', 'x')).toEqual([{ text: 'Otávio', isMarked: false }]);
    expect(markName('Otávio', '  ')).toEqual([{ text: 'Otávio', isMarked: false }]);
  });
});

describe('findWords', () => {
  it('finds whole words, and beginnings of the last one', () => {
    const at = (text: string, typed: string) =>
      findWords(text, typed).map(([from, to]) => text.slice(from, to));
    expect(at('O sofá azul, os sofás', 'SOFA')).toEqual(['sofá', 'sofá']);
    expect(at('sofás azuis e sofá azul', 'sofa az')).toEqual(['sofá', 'az', 'az']);
    expect(at('guarda-sol (novo)', '(no')).toEqual(['no']);
    expect(at('qualquer', '???')).toEqual([]);
  });
});
