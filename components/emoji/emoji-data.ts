import type { EmojiData, SkinTone } from 'frimousse';

/** What every device of the last years can draw. */
const NEWEST = 15;
/** Of these the parts of other emoji are made. */
const COMPONENTS = 2;
const TONES: readonly Exclude<SkinTone, 'none'>[] = [
  'light',
  'medium-light',
  'medium',
  'medium-dark',
  'dark',
];
/** In the order of the data's groups. */
const CATEGORIES = [
  'smileys',
  'people',
  'components',
  'nature',
  'food',
  'travel',
  'activities',
  'objects',
  'symbols',
  'flags',
] as const;
export type CategoryName = (typeof CATEGORIES)[number];

type Entry = {
  emoji: string;
  label: string;
  tags?: string[];
  group?: number;
  version: number;
  tone?: number | number[];
  skins?: Entry[];
};

/** All emoji with their names in a language, out of our own files. */
export async function emojiData(
  locale: string,
  nameOf: (category: CategoryName) => string,
): Promise<EmojiData> {
  const { default: entries } =
    locale === 'pt-BR'
      ? await import('emojibase-data/pt/data.json')
      : await import('emojibase-data/en/data.json');
  return {
    locale,
    emojis: (entries as Entry[]).filter(isShown).map(toEmoji),
    categories: CATEGORIES.map((name, index) => ({ index, label: nameOf(name) })).filter(
      ({ index }) => index !== COMPONENTS,
    ),
    skinTones: { light: '🏻', 'medium-light': '🏼', medium: '🏽', 'medium-dark': '🏾', dark: '🏿' },
  };
}

const isShown = ({ group, version }: Entry) =>
  group !== undefined && group !== COMPONENTS && version <= NEWEST;

function toEmoji({ emoji, label, tags = [], group = 0, version, skins = [] }: Entry) {
  const words = [label, ...tags];
  return {
    emoji,
    label,
    category: group,
    version,
    // People leave accents out when they look for something.
    tags: [...new Set([...tags, ...words.map(withoutAccents)])],
    skins: skinsOf(skins),
  };
}

function skinsOf(skins: Entry[]): Record<Exclude<SkinTone, 'none'>, string> | undefined {
  const [light, mediumLight, medium, mediumDark, dark] = TONES.map(
    (_, index) => skins.find(({ tone }) => tone === index + 1)?.emoji,
  );
  if (!light || !mediumLight || !medium || !mediumDark || !dark) return undefined;
  return { light, 'medium-light': mediumLight, medium, 'medium-dark': mediumDark, dark };
}

const withoutAccents = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '');
