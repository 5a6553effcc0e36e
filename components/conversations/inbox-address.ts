import { CONVERSATION_STATUSES, type ConversationStatus } from './conversation-status';

/** What the list shows. `status` `all` means any; without `assignee` everybody's. */
export type InboxFilters = {
  status: ConversationStatus | 'all';
  assignee?: 'me' | 'none';
  unread?: boolean;
  instanceId?: string;
  kind?: 'group';
};

type Params = { get: (name: string) => string | null };

const UUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;

/** The filters an address asks for; what it says wrongly is left out. */
export function readFilters(params: Params): InboxFilters {
  const status = params.get('status');
  const assignee = params.get('assignee');
  const instanceId = params.get('instanceId');
  return {
    status: [...CONVERSATION_STATUSES, 'all' as const].find((known) => known === status) ?? 'open',
    ...(assignee === 'me' || assignee === 'none' ? { assignee } : {}),
    ...(params.get('unread') === 'true' ? { unread: true } : {}),
    ...(instanceId && UUID.test(instanceId) ? { instanceId } : {}),
    ...(params.get('kind') === 'group' ? { kind: 'group' } : {}),
  };
}

/** The message an address leads to. */
export function readMessageId(params: Params): string | undefined {
  const id = params.get('message');
  return id && UUID.test(id) ? id : undefined;
}

/** The address of the inbox with these filters, of a conversation in it, and of a message in that. */
export function inboxAddress(
  conversationId: string | undefined,
  filters: InboxFilters,
  messageId?: string,
): string {
  const shown = toSearch({ ...filters, status: filters.status === 'open' ? undefined : filters.status });
  const search = [shown, messageId && `message=${messageId}`].filter(Boolean).join('&');
  return `/conversations${conversationId ? `/${conversationId}` : ''}${search && `?${search}`}`;
}

/** The address at which a conversation with this phone is begun. */
export function writeAddress(phone: string, filters: InboxFilters): string {
  const address = inboxAddress(undefined, filters);
  return `${address}${address.includes('?') ? '&' : '?'}write=${encodeURIComponent(phone)}`;
}

/** The phone that an address wants to write to. */
export function readWriteTo(params: Params): string | undefined {
  const phone = params.get('write');
  return phone && /^\+\d{6,15}$/.test(phone) ? phone : undefined;
}

/** The same filters as the API's list takes them. */
export function listSearch(filters: InboxFilters): string {
  return toSearch({ ...filters, status: filters.status === 'all' ? undefined : filters.status });
}

/** The conversation an address is of; undefined on the bare inbox. */
export function conversationOf(pathname: string): string | undefined {
  return /^\/conversations\/([^/]+)/.exec(pathname)?.[1];
}

function toSearch({ status, assignee, unread, instanceId, kind }: Partial<InboxFilters>): string {
  const search = new URLSearchParams();
  if (assignee) search.set('assignee', assignee);
  if (status) search.set('status', status);
  if (unread) search.set('unread', 'true');
  if (instanceId) search.set('instanceId', instanceId);
  if (kind) search.set('kind', kind);
  return search.toString();
}
