'use client';

import { useTranslations } from 'next-intl';
import useSWR from 'swr';
import { readJson } from '@/components/problem/read-json';
import { useRealtime } from '@/components/realtime/use-realtime';
import { NavCount } from '@/components/shell/nav-badge';
import type { ConversationView } from '@/lib/conversations/schema';
import type { Page } from '@/lib/core/pagination';

const URL = '/api/messages/conversations?unread=true&limit=100';

/**
 * How many conversations are unread, on the rail. It keeps the ids of unread ones (at most 100) and folds the
 * stream's events into them, so that a busy inbox costs no request.
 */
export function UnreadBadge({ initialIds }: { initialIds: string[] }) {
  const t = useTranslations('shell');
  const { data = initialIds, mutate } = useSWR<string[]>(['unread-ids', URL], readIds, {
    fallbackData: initialIds,
    revalidateOnMount: false,
    revalidateIfStale: false,
  });
  useRealtime({
    'conversation.updated': ({ conversation }) =>
      void mutate((ids = initialIds) => withConversation(ids, conversation), { revalidate: false }),
    resync: () => void mutate(),
  });
  return <NavCount value={data.length} label={t('unread', { count: data.length })} />;
}

function withConversation(
  ids: string[],
  { id, unreadCount }: Pick<ConversationView, 'id' | 'unreadCount'>,
): string[] {
  const others = ids.filter((other) => other !== id);
  return unreadCount > 0 ? [...others, id] : others;
}

async function readIds([, url]: [string, string]): Promise<string[]> {
  const { data }: Page<ConversationView> = await readJson(url);
  return data.map(({ id }) => id);
}
