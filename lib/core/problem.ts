import { createTranslator } from 'next-intl';
import en from '@/messages/en/problems.json';
import ptBR from '@/messages/pt-BR/problems.json';
import { type AppError, ERROR_STATUS, type ErrorCode, type FieldError } from './errors';

export type Locale = 'pt-BR' | 'en';

/** RFC 9457. `code` is stable; `title` and `detail` are for people. */
export type Problem = {
  type: string;
  title: string;
  status: number;
  detail: string;
  code: ErrorCode;
  errors?: FieldError[];
};

const DICTIONARIES = { en, 'pt-BR': ptBR };

/** An error as the document that leaves the server: no stack, no cause, no upstream text. */
export function toProblem(error: AppError, locale: Locale): Problem {
  const translate = translator(locale);
  const ownTitles: Record<string, string> = DICTIONARIES[locale].titleOf;
  const title = ownTitles[error.detail ?? ''] ?? translate(`title.${error.code}`);
  const detail = error.detail
    ? translate(`detail.${error.detail}`, error.params)
    : translate(`about.${error.code}`);
  return {
    type: `urn:recado:problem:${error.code}`,
    title,
    status: ERROR_STATUS[error.code],
    detail,
    code: error.code,
    ...(error.errors ? { errors: error.errors } : {}),
  };
}

/** The sentence of a message's error code, in the API's English; screens have their own words. */
export const messageErrorText = (code: string): string => translator('en')(`message.${code}`);

/** Why a message waits, in the API's English: by what holds it. */
export const heldText = (hold: 'restriction' | 'budget'): string => translator('en')(`held.${hold}`);

/** The same for what was wanted of a message that is there. */
export const changeErrorText = (code: string): string => translator('en')(`change.${code}`);

type Translate = (key: string, values?: Record<string, string | number>) => string;

const translator = (locale: Locale) =>
  createTranslator({ locale, messages: DICTIONARIES[locale] }) as Translate;

/** Portuguese when the header prefers it to English, else English. */
export function problemLocale(acceptLanguage: string | null): Locale {
  const ranked = (acceptLanguage ?? '')
    .split(',')
    .map((part) => {
      const [tag = '', ...options] = part.trim().toLowerCase().split(';');
      const quality = options.find((option) => option.trim().startsWith('q='));
      return { tag: tag.trim(), quality: quality ? Number.parseFloat(quality.trim().slice(2)) || 0 : 1 };
    })
    .filter(({ tag, quality }) => quality > 0 && (tag.startsWith('pt') || tag.startsWith('en')))
    .sort((a, b) => b.quality - a.quality);
  return ranked[0]?.tag.startsWith('pt') ? 'pt-BR' : 'en';
}
