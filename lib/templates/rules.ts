import { plain } from '@/lib/i18n/plain';

/**
 * What is filled in by itself, by the names that stand between double braces. One spelling, in Portuguese, whatever the
 * language of the screen: texts are shared by a team.
 */
export const KNOWN_VARIABLES = ['nome', 'primeiro_nome', 'atendente', 'nome_do_numero'] as const;
export type KnownVariable = (typeof KNOWN_VARIABLES)[number];

/** What the known variables stand for in one conversation; what is not known there is a field to fill. */
export type VariableValues = Partial<Record<KnownVariable, string | null>>;

/** A variable as it stands in a text: its name, and from where to where with its braces. */
export type Place = { name: string; from: number; to: number };

const NAME_MAX = 40;
/** One brace too few at the end is still meant as a variable: a slip of the finger must not reach a customer. */
const VARIABLE = new RegExp(
  `\\{\\{[^\\S\\n]*([^\\s{}](?:[^{}\\n]{0,${NAME_MAX - 2}}[^\\s{}])?)[^\\S\\n]*\\}\\}?`,
  'gu',
);
const CODE = /```[\s\S]+?```|`[^`\n]+`/gu;

/** Every variable of a text, in order. What stands in `code` is text: so one writes braces that are meant as such. */
export function variablesIn(text: string): Place[] {
  const prose = text.replace(CODE, (code) => ' '.repeat(code.length));
  return [...prose.matchAll(VARIABLE)].map((match) => ({
    name: match[1] ?? '',
    from: match.index,
    to: match.index + match[0].length,
  }));
}

/** The names of a text's fields: what somebody has to write before it can be sent. Each once, in order. */
export function fieldsOf(text: string): string[] {
  const names = variablesIn(text).map(({ name }) => name);
  const isFirst = (name: string, at: number) =>
    names.findIndex((other) => keyOf(other) === keyOf(name)) === at;
  return names.filter((name, at) => !toKnown(name) && isFirst(name, at));
}

/** The text with all that is known filled in, and nothing else touched. */
export function fillIn(text: string, values: VariableValues): string {
  let filled = '';
  let at = 0;
  for (const { name, from, to } of variablesIn(text)) {
    const known = toKnown(name);
    // In a name, braces would be taken for another field.
    const value = known && values[known]?.replace(/[{}]/g, '').trim();
    filled += text.slice(at, from) + (value || text.slice(from, to));
    at = to;
  }
  return filled + text.slice(at);
}

/** Whether braces in a text were begun and are no variable: not closed, nothing between them, or a name too long. */
export function hasBrokenBraces(text: string): boolean {
  const prose = text.replace(CODE, '');
  const rest = prose.replace(VARIABLE, (variable) => (variable.endsWith('}}') ? '' : variable));
  return rest.includes('{{');
}

/** The variable that is meant: capitals, accents, and what stands between words do not count. */
export function toKnown(name: string): KnownVariable | undefined {
  return KNOWN_VARIABLES.find((known) => known === keyOf(name));
}

const keyOf = (name: string) => plain(name).replace(/[\s-]+/g, '_');

export const SHORTCUT_MAX = 32;
export const TITLE_MAX = 80;
export const TEXT_MAX = 4096;

/** What was typed as a shortcut, as far as it can be one: `/Preço final` is `preco-final`. */
export const toShortcut = (typed: string): string =>
  plain(typed)
    .replace(/\s+/g, '-')
    .replace(/[^a-z0-9_-]/g, '')
    .slice(0, SHORTCUT_MAX);
