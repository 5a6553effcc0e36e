import type { TemplateView } from '@/lib/templates/schema';
import { fold } from '../search/highlight';

/** What is being looked for, and where in the text it begins: all from there to the cursor is replaced by what is chosen. */
export type TemplateQuery = {
  from: number;
  words: string;
  /** Opened by a `/` amid a text, where much else is written with one. */
  isAmid: boolean;
};

/**
 * Whether a template is being called where the cursor stands: a `/` at the beginning of a word, and then only what a shortcut is
 * made of. Neither a date, an address or a path is one, nor “e/ou”.
 */
export function slashQuery(text: string, cursor: number): TemplateQuery | undefined {
  const before = text.slice(0, cursor);
  const match = /(?:^|\s)\/([\p{L}\p{M}\p{N}_-]*)$/u.exec(before);
  if (!match) return undefined;
  const words = match[1] ?? '';
  const from = before.length - words.length - 1;
  return { from, words, isAmid: text.slice(0, from).trim() !== '' };
}

const MOST = 50;

/** Which templates fit what was typed, the nearest first: shortcut before title before text. Amid a text only shortcuts count. */
export function findTemplates(templates: readonly TemplateView[], query: TemplateQuery): TemplateView[] {
  const wanted = fold(query.words.trim());
  return templates
    .map((template) => ({ template, rank: rankOf(template, wanted) }))
    .filter(({ rank }) => rank <= (query.isAmid ? BEGINS : TEXT))
    .sort((one, other) => one.rank - other.rank || (one.template.shortcut < other.template.shortcut ? -1 : 1))
    .slice(0, MOST)
    .map(({ template }) => template);
}

/** All templates that have what was typed anywhere, in their order. */
export function searchTemplates(templates: readonly TemplateView[], words: string): TemplateView[] {
  const wanted = fold(words.trim()).replace(/^\//, '');
  return templates.filter((template) => rankOf(template, wanted) < NOT);
}

const [SAME, BEGINS, INSIDE, TITLE, TEXT, NOT] = [0, 1, 2, 3, 4, 5];

function rankOf({ shortcut, title, text }: TemplateView, wanted: string): number {
  if (wanted === '') return BEGINS;
  if (shortcut === wanted) return SAME;
  if (shortcut.startsWith(wanted)) return BEGINS;
  if (shortcut.includes(wanted)) return INSIDE;
  if (title && folded(title).includes(wanted)) return TITLE;
  const all = `${shortcut} ${folded(title ?? '')} ${folded(text)}`;
  return wanted.split(/\s+/).every((word) => all.includes(word)) ? TEXT : NOT;
}

/** With every letter that is typed all texts are looked through again: they are folded once. */
const known = new Map<string, string>();
const KNOWN_MAX = 5_000;

function folded(text: string): string {
  const before = known.get(text);
  if (before !== undefined) return before;
  if (known.size >= KNOWN_MAX) known.clear();
  const now = fold(text);
  known.set(text, now);
  return now;
}
