/** Parts of what somebody typed: words, and in quotes several words in that order. */
const PARTS = /"([^"]*)"|(\S+)/g;

/**
 * What somebody typed as a query of Postgres' text search (`to_tsquery`): every word must occur, the last one typed
 * also as the beginning of one. Nothing of it is taken as an operator. Undefined where it holds no letter and no digit.
 */
export function toSearchQuery(typed: string): string | undefined {
  const parts = [...typed.toWellFormed().matchAll(PARTS)]
    .map(([, phrase, word]) => ({ text: clean(phrase ?? word ?? ''), isPhrase: phrase !== undefined }))
    .filter(({ text }) => /[\p{L}\p{N}]/u.test(text));
  if (parts.length === 0) return undefined;
  return parts
    .map(({ text, isPhrase }, index) => {
      const isTyping = index === parts.length - 1 && !isPhrase;
      return `'${text}'${isTyping ? ':*' : ''}`;
    })
    .join(' & ');
}

/** Quotes and backslashes would end the word, U+0000 ends the text. */
const clean = (text: string) => text.replace(/[\\']/g, ' ').replaceAll('\u0000', ' ').trim();

/**
 * Where Postgres marks what it found, and what stands for angle brackets meanwhile, since it would take `<b>` for a tag
 * and leave it out: characters that are taken out of the text before.
 */
export const MARK = { start: '\u0002', end: '\u0003', less: '\u0004', greater: '\u0005' };

/** A headline of Postgres as HTML that says nothing but what is marked. */
export function toHighlight(headline: string): string {
  return headline
    .replaceAll('&', '&amp;')
    .replaceAll(MARK.less, '&lt;')
    .replaceAll(MARK.greater, '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll(MARK.start, '<mark>')
    .replaceAll(MARK.end, '</mark>');
}
