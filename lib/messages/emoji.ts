/** Sets of strings need the flag v, which the compiler's target does not know yet. */
const SETS = 'v';
const RECOMMENDED = new RegExp('^\\p{RGI_Emoji}$', SETS);
const BARE =
  /((?!\p{Emoji_Presentation})\p{Extended_Pictographic})(?!\uFE0F|\p{Emoji_Modifier})(?=\u200D|$)/gu;

/** Whether this is just one emoji, also where the mark that makes a sign one (U+FE0F, as in ❤️) was left out. */
export function isEmoji(text: string): boolean {
  return RECOMMENDED.test(text) || RECOMMENDED.test(text.replace(BARE, '$1\uFE0F'));
}
