export type RichText =
  | { kind: 'text'; text: string }
  | { kind: 'code'; text: string }
  | { kind: 'link'; text: string; href: string }
  | { kind: 'bold' | 'italic' | 'strike'; children: RichText[] };

const MARKS = { '*': 'bold', _: 'italic', '~': 'strike' } as const;

/** As WhatsApp reads it: a mark opens after a non-word and closes before one, touches its text, and stays in its line. */
const MARKED = /(?<![\p{L}\p{N}])([*_~])(?=\S)([^\n]{0,1000}?\S)\1(?![\p{L}\p{N}])/u;
const CODE = /```([\s\S]+?)```|`([^`\n]+)`/;
const LINK =
  /(?<![\p{L}\p{N}@.])(?:(https?:\/\/[^\s<>"]+)|((?:www\.[^\s<>"]+)|(?:[a-z0-9-]+\.)+(?:com|net|org|br|app|io|dev|me|shop|store|site|online|info|pt)(?![a-z0-9-])(?:[/?#][^\s<>"]*)?)|([\w.+-]+@[\w-]+(?:\.[\w-]+)+))/iu;

/** More marks and links than this in one text are shown as typed: a hostile text must not stop the page. */
const MOST_PARTS = 200;

/**
 * A message's text with WhatsApp's marks (`*bold*`, `_italic_`, `~strike~`, code) and its addresses as links. Only
 * `http`, `https` and `mailto` ever become a link.
 */
export function parseRichText(text: string): RichText[] {
  const parts: RichText[] = [];
  let rest = text;
  for (let match = CODE.exec(rest); match && parts.length < MOST_PARTS; match = CODE.exec(rest)) {
    parts.push(...parseInline(rest.slice(0, match.index)));
    parts.push({ kind: 'code', text: match[1] ?? match[2] ?? '' });
    rest = rest.slice(match.index + match[0].length);
  }
  return [...parts, ...parseInline(rest)];
}

/** What comes first wins: an underscore inside an address is no mark. */
function parseInline(text: string): RichText[] {
  const parts: RichText[] = [];
  let rest = text;
  while (rest && parts.length < MOST_PARTS) {
    const link = findLink(rest);
    const marked = MARKED.exec(rest);
    if (marked && (!link || marked.index < link.index)) {
      parts.push(...plain(rest.slice(0, marked.index)));
      parts.push({ kind: MARKS[marked[1] as keyof typeof MARKS], children: parseInline(marked[2] ?? '') });
      rest = rest.slice(marked.index + marked[0].length);
    } else if (link) {
      parts.push(...plain(rest.slice(0, link.index)));
      parts.push({ kind: 'link', text: link.text, href: link.href });
      rest = rest.slice(link.index + link.text.length);
    } else break;
  }
  return [...parts, ...plain(rest)];
}

function findLink(text: string): { index: number; text: string; href: string } | undefined {
  const match = LINK.exec(text);
  if (!match) return undefined;
  const shown = withoutTail(match[0]);
  const href = match[1] ? shown : match[2] ? `https://${shown}` : `mailto:${shown}`;
  return { index: match.index, text: shown, href };
}

/** A full stop or a bracket after an address belongs to the sentence; a bracket opened inside stays. */
function withoutTail(address: string): string {
  const cut = address.replace(/[.,;:!?'"*_~]+$/, '');
  if (cut.endsWith(')') && !cut.includes('(')) return withoutTail(cut.slice(0, -1));
  return cut;
}

const plain = (text: string): RichText[] => (text ? [{ kind: 'text', text }] : []);

const ONLY_EMOJI =
  /^(?:\p{Extended_Pictographic}|\p{Emoji_Modifier}|\p{Regional_Indicator}|[\u200d\ufe0f]|[#*\d]\ufe0f?\u20e3|\s)+$/u;
const MOST_LARGE = 3;

/** Whether a text is one to three emoji and nothing else: those are shown large. */
export function isLargeEmoji(text: string): boolean {
  if (text.length > 60 || !ONLY_EMOJI.test(text)) return false;
  const segments = [...new Intl.Segmenter().segment(text.replace(/\s/g, ''))];
  return segments.length > 0 && segments.length <= MOST_LARGE;
}
