import { describe, expect, it } from 'vitest';
import type { TemplateView } from '@/lib/templates/schema';
import { findTemplates, slashQuery } from './find-templates';

describe('a template is being called', () => {
  it.each([
    ['/', { from: 0, words: '', isAmid: false }],
    ['/fre', { from: 0, words: 'fre', isAmid: false }],
    ['/preço-1_a', { from: 0, words: 'preço-1_a', isAmid: false }],
    ['  /fre', { from: 2, words: 'fre', isAmid: false }],
    ['Oi! /fre', { from: 4, words: 'fre', isAmid: true }],
    ['Oi!\n/', { from: 4, words: '', isAmid: true }],
  ])('in %j', (text, query) => {
    expect(slashQuery(text, text.length)).toEqual(query);
  });

  it.each([
    '',
    'fre',
    '10/12',
    'dia 10/12/2026',
    'e/ou',
    'km/h',
    'https://',
    'https://exemplo.com.br/frete',
    '/home/ana',
    '//',
    '/?',
    '/etc.conf',
    '/fre te',
    '/fre ',
  ])('not in %j', (text) => {
    expect(slashQuery(text, text.length)).toBeUndefined();
  });

  it('only where the cursor stands', () => {
    expect(slashQuery('/frete depois', 3)).toEqual({ from: 0, words: 'fr', isAmid: false });
    expect(slashQuery('/frete depois', 9)).toBeUndefined();
  });
});

describe('what was typed finds', () => {
  const template = (shortcut: string, title: string | null, text: string) =>
    ({ id: shortcut, shortcut, title, text, fields: [] }) as unknown as TemplateView;
  const all = [
    template('endereco', 'Onde estamos', 'Rua das Camélias, 210. Frete grátis na região.'),
    template('frete', null, 'Para {{bairro}} sai por {{valor}}'),
    template('frete-gratis', null, 'Acima de R$ 1.500'),
    template('prazo', 'Prazo do frete', 'Até 3 dias úteis'),
    template('sem-frete', null, 'Por nossa conta'),
  ];
  const found = (words: string, isAmid = false) =>
    findTemplates(all, { from: 0, words, isAmid }).map(({ shortcut }) => shortcut);

  it.each([
    ['', ['endereco', 'frete', 'frete-gratis', 'prazo', 'sem-frete']],
    ['frete', ['frete', 'frete-gratis', 'sem-frete', 'prazo', 'endereco']],
    ['FRE', ['frete', 'frete-gratis', 'sem-frete', 'prazo', 'endereco']],
    ['úteis', ['prazo']],
    ['camelias', ['endereco']],
    ['rua grátis', ['endereco']],
    ['nada', []],
  ])('by %j: %j', (words, shortcuts) => {
    expect(found(words)).toEqual(shortcuts);
  });

  it('amid a text only by the beginning of a shortcut', () => {
    expect(found('fre', true)).toEqual(['frete', 'frete-gratis']);
    expect(found('camelias', true)).toEqual([]);
  });

  it('fifty at most', () => {
    const many = Array.from({ length: 200 }, (_, n) => template(`n${n}`, null, 'Oi'));
    expect(findTemplates(many, { from: 0, words: 'n', isAmid: false })).toHaveLength(50);
  });
});
