import { redirect } from 'next/navigation';
import { Inbox } from '@/components/conversations/inbox';
import {
  inboxAddress,
  listSearch,
  readFilters,
  readMessageId,
} from '@/components/conversations/inbox-address';
import { firstPage, isTooMany, UNREAD } from '@/components/messages/first-page';
import { conversationQuery } from '@/lib/conversations/schema';
import { getConversation, listConversations } from '@/lib/conversations/service';
import { countUnread } from '@/lib/conversations/unread';
import { AppError } from '@/lib/core/errors';
import type { Permission } from '@/lib/core/permissions';
import type { Scope } from '@/lib/core/scope';
import { canSee } from '@/lib/dashboard/service';
import { env } from '@/lib/env';
import { loadPage } from '@/lib/handlers/load-page';
import { ClientMessages } from '@/lib/i18n/client-messages';
import { listInstances } from '@/lib/instances/service';
import { threadQuery } from '@/lib/messages/schema';
import { listMessages } from '@/lib/messages/service';
import { getPreferences } from '@/lib/organizations/preferences';

export type SearchParams = Promise<Record<string, string | string[] | undefined>>;

/** The inbox as the server knows it: the list as filtered by the address, and the conversation it names. */
export async function InboxPage({ searchParams, id }: { searchParams: SearchParams; id?: string }) {
  const params = toParams(await searchParams);
  const [filters, messageId] = [readFilters(params), readMessageId(params)];
  const query = conversationQuery.parse(Object.fromEntries(new URLSearchParams(listSearch(filters))));
  const { start, timeZone } = await loadPage(async (scope, { me }) => {
    const [page, unread, instances, open, { sendWith }] = await Promise.all([
      listConversations(scope, query),
      countUnread(scope, query),
      canSee(scope, 'instances', 'instances:read') ? listInstances(scope, { limit: 100 }) : { data: [] },
      id ? loadThread(scope, id, messageId) : undefined,
      getPreferences(scope),
    ]);
    const may = (permission: Permission) =>
      'permissions' in scope.actor && scope.actor.permissions.has(permission);
    return {
      timeZone: me.timeZone,
      start: {
        me: {
          id: me.userId,
          name: me.name,
          canWrite: may('conversations:write'),
          canSend: may('messages:send'),
          canRelease: may('messages:release'),
          canManageTemplates: may('templates:manage'),
          sendWith,
        },
        filters,
        page,
        unread,
        instances: instances.data,
        open,
        uploadLimit: env().LIMIT_UPLOAD_BYTES,
        canUploadDirectly: env().bucketOrigin !== undefined,
      },
    };
  });
  // It was joined with another one: links and bookmarks lead to that.
  if (start.open && start.open.conversation.id !== id)
    redirect(inboxAddress(start.open.conversation.id, filters, messageId));
  return (
    <ClientMessages
      namespaces={['conversations', 'attachments', 'emoji', 'groups', 'replies', 'search', 'typing', 'voice']}
    >
      <Inbox start={start} timeZone={timeZone} now={Date.now()} />
    </ClientMessages>
  );
}

/** The newest messages; where a link names one, that with its neighbours, if it is there; with very many unread where they begin. */
async function loadThread(scope: Scope, id: string, around: string | undefined) {
  const conversation = await getConversation(scope, id);
  const newest = { limit: firstPage(conversation.unreadCount) };
  const middle = around ?? (isTooMany(conversation.unreadCount) ? UNREAD : undefined);
  if (middle) {
    const messages = await findAround(scope, id, middle);
    if (messages) return { conversation, messages, around: middle };
  }
  return { conversation, messages: await listMessages(scope, id, threadQuery.parse(newest)) };
}

async function findAround(scope: Scope, id: string, around: string) {
  try {
    return await listMessages(scope, id, threadQuery.parse({ limit: 100, around }));
  } catch (error) {
    if (error instanceof AppError && error.code === 'not_found') return undefined;
    throw error;
  }
}

function toParams(values: Awaited<SearchParams>): { get: (name: string) => string | null } {
  return {
    get: (name) => {
      const value = values[name];
      return typeof value === 'string' ? value : null;
    },
  };
}
