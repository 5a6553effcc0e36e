import { plain } from '@/lib/i18n/plain';

/** A piece of text; `isMarked` where it is what was looked for. */
export type Piece = { text: string; isMarked: boolean };

const ENTITIES: Record<string, string> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"' };

/** A highlight of the API (HTML with nothing but `<mark>`) as pieces: it never becomes HTML of the page. */
export function parseHighlight(html: string): Piece[] {
  return html
    .split(/<mark>(.*?)<\/mark>/s)
    .map((part, index) => ({
      text: part.replace(/&(?:amp|lt|gt|quot);/g, (entity) => ENTITIES[entity] ?? entity),
      isMarked: index % 2 === 1,
    }))
    .filter(({ text }) => text !== '');
}

/** Without accents and case, as the search compares. Every character stays one, so that places agree. */
export const fold = (text: string): string =>
  Array.from(text, (character) => {
    const bare = plain(character);
    return bare.length === character.length ? bare : character;
  }).join('');

/** A name with the part that was typed marked. */
export function markName(name: string, typed: string): Piece[] {
  const wanted = fold(typed.trim());
  const at = wanted ? fold(name).indexOf(wanted) : -1;
  if (at < 0) return [{ text: name, isMarked: false }];
  const end = at + wanted.length;
  return [
    { text: name.slice(0, at), isMarked: false },
    { text: name.slice(at, end), isMarked: true },
    { text: name.slice(end), isMarked: false },
  ].filter(({ text }) => text !== '');
}

/** The places in a text where the words of a search begin; the last word also where it only begins one. */
export function findWords(text: string, typed: string): [from: number, to: number][] {
  const words = fold(typed).match(/[\p{L}\p{N}]+/gu) ?? [];
  const folded = fold(text);
  return words.flatMap((word, index) => {
    const end = index === words.length - 1 ? '' : '(?![\\p{L}\\p{N}])';
    const places = folded.matchAll(new RegExp(`(?<![\\p{L}\\p{N}])${word}${end}`, 'gu'));
    return Array.from(places, (match): [number, number] => [match.index, match.index + word.length]);
  });
}
