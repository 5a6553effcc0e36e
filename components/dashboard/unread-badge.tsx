'use client';

import { useTranslations } from 'next-intl';
import { useLiveIds } from '@/components/realtime/use-live-ids';
import { useRealtime } from '@/components/realtime/use-realtime';
import { NavCount } from '@/components/shell/nav-badge';
import type { ConversationView } from '@/lib/conversations/schema';

const URL = '/api/messages/conversations?unread=true&limit=100';

const isUnread = ({ unreadCount }: ConversationView) => unreadCount > 0;

/** How many conversations are unread, on the rail; live. */
export function UnreadBadge({ initialIds }: { initialIds: string[] }) {
  const t = useTranslations('shell');
  const { ids, fold } = useLiveIds<ConversationView>(initialIds, URL, isUnread);
  useRealtime({ 'conversation.updated': ({ conversation }) => fold(conversation) });
  return <NavCount value={ids.length} label={t('unread', { count: ids.length })} />;
}
