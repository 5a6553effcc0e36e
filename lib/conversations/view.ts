import { sayNames } from '@/lib/contacts/rules';
import type { MessageStatus, MessageType } from '@/lib/messages/schema';
import type { JoinRow } from './join-queries';
import type { ConversationRow } from './queries';
import { type ConversationView, type JoinView, NUMBER_HIDDEN, UNDO_DAYS } from './schema';

/** A row as everybody sees it. */
export function toConversationView(row: ConversationRow): ConversationView {
  const { conversation, contact, assigneeName, labels, last } = row;
  const title = titleOf(row);
  const [joined = null, ...earlierJoins] = (row.joins ?? []).map(toJoined);
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
      preview: last.revokedAt ? '' : sayNames(last.text ?? last.filename ?? '', last.mentioned ?? []),
      senderName: last.senderName,
      status: last.status as MessageStatus,
      sentAt: last.sentAt.toISOString(),
    },
    lastMessageAt: last?.sentAt.toISOString() ?? null,
    joined,
    earlierJoins,
    snoozedUntil: conversation.snoozedUntil?.toISOString() ?? null,
    createdAt: conversation.createdAt.toISOString(),
    updatedAt: conversation.updatedAt.toISOString(),
  };
}

function toJoined({ at, ...rest }: JoinRow): JoinView {
  const undoUntil = new Date(at);
  undoUntil.setUTCDate(undoUntil.getUTCDate() + UNDO_DAYS);
  return { ...rest, at: new Date(at).toISOString(), undoUntil: undoUntil.toISOString() };
}

/** The business's own name wins over the push name; without either the phone. A hidden id looks like one and is none. */
function titleOf({ conversation, contact }: ConversationRow): string {
  if (conversation.kind === 'group')
    return conversation.groupName ?? conversation.chatAddress.split('@')[0] ?? '';
  return contact?.name ?? contact?.pushName ?? contact?.phoneNumber ?? NUMBER_HIDDEN;
}
