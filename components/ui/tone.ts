const tones = ['tone-1', 'tone-2', 'tone-3', 'tone-4', 'tone-5', 'tone-6', 'tone-7', 'tone-8'] as const;

/** The class that sets a person's or label's steady colour (`--tone`), always the same for an id (FNV-1a). */
export function toneOf(id: string): (typeof tones)[number] {
  let hash = 0x811c9dc5;
  for (const character of id) {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  }
  // The last bits of FNV-1a are its weakest: ids that differ only at the end need the upper ones too.
  return tones[((hash >>> 16) ^ hash) & 7] ?? 'tone-1';
}

/**
 * One or two letters for a face without a picture: of the first and last word, or of the only one (a year at the
 * end is no word: “Feirão 2025” is FE, “Entregas 2” is E2); the last two digits of a phone number.
 */
export function initialsOf(name: string): string {
  const digits = name.replace(/\D/g, '');
  if (/^[+\d\s().-]+$/.test(name) && digits.length > 1) return digits.slice(-2);
  const words = name.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word));
  const first = letters(words[0] ?? '');
  const last = words.length > 1 ? letters(lastWord(words)) : [];
  const pair = last.length > 0 ? [first[0], last[0]] : first.slice(0, 2);
  return pair.join('').toUpperCase();
}

function lastWord(words: string[]): string {
  const last = words.at(-1) ?? '';
  return /^\d{3,}$/.test(last) ? '' : last;
}

function letters(word: string): string[] {
  return word.match(/[\p{L}\p{N}]/gu) ?? [];
}
