import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { MessageView } from '@/lib/messages/schema';
import { LiveRegion } from '../ui/live-region';

const LONGEST = 200;

type Props = { messages: readonly MessageView[]; since: string; title: string };

/** Reads out what arrives while one is in the conversation; `since` is when what was there had been sent. */
export function ThreadNews({ messages, since, title }: Props) {
  const t = useTranslations('conversations');
  const newest = messages.find(({ direction }) => direction === 'inbound');
  const [known] = useState(newest?.id);
  if (!newest || newest.id === known || newest.sentAt < since) return <LiveRegion />;
  const text = (newest.text ?? t(`types.${newest.type}`)).slice(0, LONGEST);
  return <LiveRegion>{t('thread.arrived', { name: newest.sender.name ?? title, text })}</LiveRegion>;
}
