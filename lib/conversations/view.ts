import type { MessageStatus, MessageType } from '@/lib/messages/schema';
import type { ConversationRow } from './queries';
import type { ConversationView } from './schema';

/** A row as everybody sees it. */
export function toConversationView(row: ConversationRow): ConversationView {
  const { conversation, contact, assigneeName, labels, last } = row;
  const title = titleOf(row);
  return {
    id: conversation.id,
    instanceId: conversation.instanceId,
    kind: conversation.kind,
    contact: contact && {
      id: contact.id,
      name: title,
      phoneNumber: contact.phoneNumber,
      avatarUrl: contact.avatarUrl,
    },
    title,
    status: conversation.status,
    assignee: conversation.assigneeId ? { id: conversation.assigneeId, name: assigneeName ?? '' } : null,
    labels,
    unreadCount: conversation.unreadCount,
    lastMessage: last && {
      id: last.id,
      direction: last.direction,
      type: last.type as MessageType,
      preview: last.revokedAt ? '' : (last.text ?? last.filename ?? ''),
      status: last.status as MessageStatus,
      sentAt: last.sentAt.toISOString(),
    },
    lastMessageAt: last?.sentAt.toISOString() ?? null,
    snoozedUntil: conversation.snoozedUntil?.toISOString() ?? null,
    createdAt: conversation.createdAt.toISOString(),
    updatedAt: conversation.updatedAt.toISOString(),
  };
}

/** The business's own name wins over the push name; without either the phone, else the bare address. */
function titleOf({ conversation, contact }: ConversationRow): string {
  const address = conversation.chatAddress.split('@')[0] ?? '';
  if (conversation.kind === 'group') return conversation.groupName ?? address;
  return contact?.name ?? contact?.pushName ?? contact?.phoneNumber ?? address;
}
