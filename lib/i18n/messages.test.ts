import { readdir, readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { defaultLocale, locales } from './locale';
import { pickMessages } from './messages';
import { type Messages, namespaces } from './namespaces';

type Tree = { [key: string]: string | Tree };

const folder = new URL('../../messages/', import.meta.url);

describe.each(locales)('messages in %s', (locale) => {
  it('has a file for every namespace and no other', async () => {
    const files = await readdir(new URL(`${locale}/`, folder));
    expect(files.sort()).toEqual(namespaces.map((name) => `${name}.json`).sort());
  });

  it.each(namespaces)('%s leaves no message empty', async (namespace) => {
    const empty = Object.entries(flatten(await read(locale, namespace))).filter(
      ([, text]) => text.trim() === '',
    );
    expect(empty).toEqual([]);
  });
});

describe.each(locales.filter((locale) => locale !== defaultLocale))(
  `%s beside ${defaultLocale}`,
  (locale) => {
    it.each(namespaces)('%s has the same keys with the same ICU arguments', async (namespace) => {
      expect(shapeOf(await read(locale, namespace))).toEqual(shapeOf(await read(defaultLocale, namespace)));
    });
  },
);

/** Where a place says its name: the rail, its own page, the command bar. */
const PLACES = {
  home: ['shell.nav.home', 'dashboard.title', 'search.places.home'],
  conversations: ['shell.nav.conversations', 'conversations.title', 'search.places.conversations'],
  numbers: ['shell.nav.whatsapp', 'instances.title', 'search.places.whatsapp'],
  settings: ['shell.nav.settings', 'tokens.settings'],
  servers: ['servers.title', 'search.places.servers'],
  health: ['health.title', 'search.places.health'],
  tokens: ['tokens.title', 'search.places.tokens'],
  monitoring: ['monitoring.title', 'search.places.monitoring'],
  templates: ['templates.title', 'search.places.templates', 'replies.title'],
  personal: ['personal.title', 'search.places.personal'],
  docs: ['docs.title', 'search.places.docs'],
};

describe.each(locales)('in %s', (locale) => {
  it.each(Object.entries(PLACES))('%s is called the same everywhere', async (_, paths) => {
    const names = paths.map(async (path) => {
      const [namespace = '', ...rest] = path.split('.');
      return flatten(await read(locale, namespace))[rest.join('.')];
    });
    const [first, ...others] = await Promise.all(names);
    expect(first).toBeTruthy();
    expect(new Set(others)).toEqual(new Set([first]));
  });
});

describe('the reading of ICU arguments', () => {
  it.each([
    ['plain', []],
    [
      '{name} has {count, plural, one {# file of {owner}} other {# files}}',
      ['count plural', 'name', 'owner'],
    ],
    ['{kind, select, a {one} other {<b>{what}</b>}}', ['<b>', 'kind select', 'what']],
    ['{at, date, short}', ['at date']],
  ])('%s', (message, expected) => {
    expect(argumentsOf(message)).toEqual(expected);
  });
});

it('picks only the named namespaces', () => {
  const messages = { auth: { a: '1' }, common: { b: '2' } } as unknown as Messages;
  expect(pickMessages(messages, ['common'])).toEqual({ common: { b: '2' } });
});

async function read(locale: string, namespace: string): Promise<Tree> {
  return JSON.parse(await readFile(new URL(`${locale}/${namespace}.json`, folder), 'utf8'));
}

function flatten(tree: Tree, path = ''): Record<string, string> {
  const flat: Record<string, string> = {};
  for (const [key, value] of Object.entries(tree)) {
    if (typeof value === 'string') flat[path + key] = value;
    else Object.assign(flat, flatten(value, `${path}${key}.`));
  }
  return flat;
}

function shapeOf(tree: Tree): Record<string, string[]> {
  const flat = flatten(tree);
  return Object.fromEntries(Object.keys(flat).map((key) => [key, argumentsOf(flat[key] ?? '')]));
}

/** Names and types of a message's arguments and its tags, each once, sorted; also those inside plural branches. */
function argumentsOf(message: string): string[] {
  const found = new Set([...message.matchAll(/<\w+>/g)].map(([tag]) => tag));
  for (const inner of topLevelBraces(message)) {
    const [, name, type, rest = ''] = /^\s*(\w+)\s*(?:,\s*(\w+)\s*(?:,([\s\S]*))?)?$/.exec(inner) ?? [];
    found.add(type ? `${name} ${type}` : `${name}`);
    if (!type || !/^(plural|select|selectordinal)$/.test(type)) continue;
    for (const branch of topLevelBraces(rest)) for (const each of argumentsOf(branch)) found.add(each);
  }
  return [...found].sort();
}

function topLevelBraces(text: string): string[] {
  const groups: string[] = [];
  let depth = 0;
  let start = 0;
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '{' && depth++ === 0) start = at + 1;
    if (text[at] === '}' && --depth === 0) groups.push(text.slice(start, at));
  }
  if (depth !== 0) throw new Error(`Unbalanced braces: ${text}`);
  return groups;
}
