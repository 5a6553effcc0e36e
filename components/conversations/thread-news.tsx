import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { MessageView } from '@/lib/messages/schema';
import { LiveRegion } from '../ui/live-region';

const LONGEST = 200;

/** Reads out what arrives while one is in the conversation. */
export function ThreadNews({ messages, title }: { messages: readonly MessageView[]; title: string }) {
  const t = useTranslations('conversations');
  const newest = messages.find(({ direction }) => direction === 'inbound');
  const [known] = useState(newest?.id);
  if (!newest || newest.id === known) return <LiveRegion />;
  const text = (newest.text ?? t(`types.${newest.type}`)).slice(0, LONGEST);
  return <LiveRegion>{t('thread.arrived', { name: newest.sender.name ?? title, text })}</LiveRegion>;
}
