export const locales = ['pt-BR', 'en'] as const;

export type Locale = (typeof locales)[number];

export const defaultLocale: Locale = 'pt-BR';

export const localeCookie = 'recado_locale';

export const defaultTimeZone = 'America/Sao_Paulo';

/** Each language in its own words: the only names that are not translated. */
export const localeNames: Record<Locale, string> = { 'pt-BR': 'Português (Brasil)', en: 'English' };

/** Whether a text names a language we have, exactly as we write it. */
export function isLocale(value: string | undefined): value is Locale {
  return locales.some((locale) => locale === value);
}

/**
 * The language to show: the person's own choice (cookie), else the best of `Accept-Language` by its weights
 * (`pt-PT` is served `pt-BR`, `en-GB` is served `en`), else {@link defaultLocale}.
 */
export function resolveLocale(chosen: string | undefined, acceptLanguage: string | null): Locale {
  if (isLocale(chosen)) return chosen;
  for (const tag of preferredTags(acceptLanguage ?? '')) {
    const language = tag.split('-')[0];
    const match = locales.find((locale) => locale.split('-')[0] === language);
    if (match) return match;
  }
  return defaultLocale;
}

function preferredTags(header: string): string[] {
  return header
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.split(';').map((piece) => piece.trim().toLowerCase());
      const weight = parameters.find((parameter) => parameter.startsWith('q='));
      return { tag, weight: weight ? Number(weight.slice(2)) : 1 };
    })
    .filter(({ tag, weight }) => tag !== '' && weight > 0)
    .sort((a, b) => b.weight - a.weight)
    .map(({ tag }) => tag);
}
