import { hasBrokenBraces, TEXT_MAX, TITLE_MAX } from '@/lib/templates/rules';

export type TemplateDraft = { shortcut: string; title: string; text: string };
export type TemplateFaults = {
  shortcut?: 'missing';
  title?: 'tooLong';
  text?: 'missing' | 'tooLong' | 'braces';
};

/** What is wrong with a template before it is kept, by field. */
export function checkTemplate({ shortcut, title, text }: TemplateDraft): TemplateFaults {
  return {
    ...(shortcut === '' && { shortcut: 'missing' }),
    ...(title.trim().length > TITLE_MAX && { title: 'tooLong' }),
    ...textFault(text.trim()),
  };
}

function textFault(text: string): Pick<TemplateFaults, 'text'> {
  if (text === '') return { text: 'missing' };
  if (text.length > TEXT_MAX) return { text: 'tooLong' };
  return hasBrokenBraces(text) ? { text: 'braces' } : {};
}
