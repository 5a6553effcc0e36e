import { describe, expect, it } from 'vitest';
import { fieldsOf, fillIn, hasBrokenBraces, toShortcut, variablesIn } from './rules';

const VALUES = { nome: 'Marina Duarte', primeiro_nome: 'Marina', atendente: 'Ana', nome_do_numero: 'Vendas' };

describe('a text', () => {
  it.each([
    // What is known is filled in, however it is written.
    ['Oi, {{primeiro_nome}}!', 'Oi, Marina!', []],
    ['Oi, {{ Primeiro nome }}! {{ATENDENTE}} aqui', 'Oi, Marina! Ana aqui', []],
    ['{{nome}} fala com {{nome-do-número}}', 'Marina Duarte fala com Vendas', []],
    ['{{nome}}{{nome}}', 'Marina DuarteMarina Duarte', []],
    // All else is to be filled in by somebody, each once, in order.
    ['Frete para {{bairro}}: {{valor}}', 'Frete para {{bairro}}: {{valor}}', ['bairro', 'valor']],
    ['{{valor}} ou {{Valor}}', '{{valor}} ou {{Valor}}', ['valor']],
    ['{{nome}}, prazo de {{prazo (dias)}}', 'Marina Duarte, prazo de {{prazo (dias)}}', ['prazo (dias)']],
    // A brace too few at the end is a slip, not a text.
    ['Valor: {{valor}', 'Valor: {{valor}', ['valor']],
    ['{{nome}, oi', 'Marina Duarte, oi', []],
    // Braces that are no variable, and what is written as code, are text.
    ['{"a": {"b": 1}} e {chaves}', '{"a": {"b": 1}} e {chaves}', []],
    ['{{}} {{ }} {{\nnome}}', '{{}} {{ }} {{\nnome}}', []],
    ['Use `{{nome}}` e ```\n{{valor}}\n```', 'Use `{{nome}}` e ```\n{{valor}}\n```', []],
    ['`um` {{valor}} `dois`', '`um` {{valor}} `dois`', ['valor']],
    [`{{${'x'.repeat(41)}}}`, `{{${'x'.repeat(41)}}}`, []],
    [`{{${'x'.repeat(40)}}}`, `{{${'x'.repeat(40)}}}`, ['x'.repeat(40)]],
  ])('%j becomes %j with the fields %j', (text, filled, fields) => {
    expect(fillIn(text, VALUES)).toBe(filled);
    expect(fieldsOf(text)).toEqual(fields);
  });

  it('keeps as a field what is not known', () => {
    for (const values of [{ nome: null, primeiro_nome: '' }, {}]) {
      const text = fillIn('{{primeiro_nome}}, {{nome}}', values);
      expect(text).toBe('{{primeiro_nome}}, {{nome}}');
      expect(variablesIn(text).map(({ name }) => name)).toEqual(['primeiro_nome', 'nome']);
    }
  });

  it('takes a name as it is: nothing in it is filled in again', () => {
    expect(fillIn('Oi, {{nome}}', { nome: '{{atendente}} $& `' })).toBe('Oi, atendente $& `');
  });

  it('tells where each variable stands', () => {
    const text = 'a `{{x}}` {{ valor }}, {{prazo}';
    const found = variablesIn(text).map(({ from, to }) => text.slice(from, to));
    expect(found).toEqual(['{{ valor }}', '{{prazo}']);
  });
});

describe('braces', () => {
  it.each(['{{nome}', '{{nome', '{{}}', 'Oi {{ }}', `{{${'x'.repeat(41)}}}`, '{{a\nb}}'])(
    'are broken in %j',
    (text) => {
      expect(hasBrokenBraces(text)).toBe(true);
    },
  );

  it.each(['', '{{nome}}', '{{a}} {{b}}', '{{{a}}}', '{a}', 'fim }}', '`{{`'])('are whole in %j', (text) => {
    expect(hasBrokenBraces(text)).toBe(false);
  });
});

it.each([
  ['/Preço final', 'preco-final'],
  ['FRETE_sp', 'frete_sp'],
  ['olá! (1)', 'ola-1'],
  ['ação ', 'acao-'],
  ['x'.repeat(50), 'x'.repeat(32)],
  ['👍', ''],
])('%j as a shortcut is %j', (typed, shortcut) => {
  expect(toShortcut(typed)).toBe(shortcut);
});
