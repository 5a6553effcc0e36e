import { describe, expect, it } from 'vitest';
import { isLargeEmoji, parseRichText, type RichText } from './rich-text';

const show = (parts: RichText[]): string =>
  parts
    .map((part) => {
      if (part.kind === 'text') return part.text;
      if (part.kind === 'link') return `<a ${part.href}>${part.text}</a>`;
      if (part.kind === 'code') return `<code>${part.text}</code>`;
      return `<${part.kind}>${show(part.children)}</${part.kind}>`;
    })
    .join('');

describe('parseRichText', () => {
  it.each([
    ['oi *Ana*!', 'oi <bold>Ana</bold>!'],
    ['_a_ ~b~ `*c*`', '<italic>a</italic> <strike>b</strike> <code>*c*</code>'],
    ['*negrito com _itálico_ dentro*', '<bold>negrito com <italic>itálico</italic> dentro</bold>'],
    ['```linha 1\nlinha 2```', '<code>linha 1\nlinha 2</code>'],
    ['2*3*4', '2*3*4'],
    ['* lista *', '* lista *'],
    ['snake_case_name', 'snake_case_name'],
    ['*a\nb*', '*a\nb*'],
    ['**', '**'],
    ['É *ótimo*', 'É <bold>ótimo</bold>'],
  ])('reads marks in %j', (text, expected) => expect(show(parseRichText(text))).toBe(expected));

  it.each([
    ['veja https://a.example/x_y_z.', 'veja <a https://a.example/x_y_z>https://a.example/x_y_z</a>.'],
    ['(www.a.com.br)', '(<a https://www.a.com.br>www.a.com.br</a>)'],
    ['loja.com/ipe?a=1', '<a https://loja.com/ipe?a=1>loja.com/ipe?a=1</a>'],
    ['pix@casa.example', '<a mailto:pix@casa.example>pix@casa.example</a>'],
    ['*https://a.example*', '<bold><a https://a.example>https://a.example</a></bold>'],
    ['https://a.example/x_(y)', '<a https://a.example/x_(y)>https://a.example/x_(y)</a>'],
  ])('links %j', (text, expected) => expect(show(parseRichText(text))).toBe(expected));

  it.each(['javascript:alert(1)', 'data:text/html,x', 'file:///etc/passwd', 'fim.Agora', 'R$ 1.500,00'])(
    'is no link: %s',
    (text) => expect(show(parseRichText(text))).toBe(text),
  );

  it.each(['*_~', '*a ', '`', 'a.com ', 'https://', '_*', 'x@y.z'])(
    'reads 60,000 characters of %j in no time',
    (piece) => {
      const text = piece.repeat(60_000 / piece.length);
      const started = performance.now();
      expect(parseRichText(text).length).toBeLessThan(500);
      expect(performance.now() - started).toBeLessThan(2_000);
    },
  );
});

describe('isLargeEmoji', () => {
  it.each(['😍', '👍🏽', '👨‍👩‍👧 ❤️', '🇧🇷', '1️⃣'])('%s is large', (text) =>
    expect(isLargeEmoji(text)).toBe(true),
  );
  it.each(['', ' ', 'oi 😍', '12', '😍😍😍😍', '#'])('%j is not', (text) =>
    expect(isLargeEmoji(text)).toBe(false),
  );
});
