import { createTranslator } from 'next-intl';
import en from '@/messages/en/conversations.json';
import type { MessageView } from './schema';

/** The English sentence of a line that nobody wrote, for programs; screens have their own words. */
export function systemText({ kind, people, title, video }: NonNullable<MessageView['system']>): string {
  const translate = createTranslator({ locale: 'en', messages: en, namespace: 'system' });
  return translate(kind, {
    people: people.join(', '),
    count: people.length,
    title: title ?? '',
    video: String(video),
  });
}
