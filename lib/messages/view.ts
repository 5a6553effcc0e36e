import { messageErrorText } from '@/lib/core/problem';
import type { MessageRow } from './queries';
import type { MessageErrorCode, MessageStatus, MessageType, MessageView } from './schema';

/** A row as everybody sees it: page, API and stream alike. */
export function toMessageView(row: MessageRow): MessageView {
  const { message } = row;
  return {
    id: message.id,
    conversationId: message.conversationId,
    instanceId: message.instanceId,
    direction: message.direction,
    type: message.type as MessageType,
    text: message.revokedAt ? null : message.text,
    status: message.status as MessageStatus,
    error: toError(message.errorCode),
    sender: { kind: message.senderKind, id: message.senderId, name: message.senderName },
    media: message.media && toMedia(message.id, message.media),
    location: message.location,
    contacts: message.contacts,
    poll: message.poll,
    forwarded: message.isForwarded,
    late: message.isLate,
    replyTo: toReply(row),
    reactions: [],
    editedAt: message.editedAt?.toISOString() ?? null,
    revokedAt: message.revokedAt?.toISOString() ?? null,
    waMessageId: message.waId,
    clientId: message.clientId,
    sentAt: message.sentAt.toISOString(),
    createdAt: message.createdAt.toISOString(),
  };
}

/** The sentence is English, as in the API; screens have their own for each code. */
function toError(code: string | null): MessageView['error'] {
  return code ? { code: code as MessageErrorCode, message: messageErrorText(code) } : null;
}

/** What arrives as a file is shown at once; the file itself is fetched apart. */
function toMedia(
  messageId: string,
  media: { id?: string; mimetype: string; filename: string | null; size: number | null },
): MessageView['media'] {
  const { mimetype, filename, size } = media;
  const id = media.id ?? messageId;
  return { id, url: `/api/media/${id}`, mimetype, filename, size, state: media.id ? 'ready' : 'pending' };
}

function toReply({ message, quotedId, quotedText, quotedSender }: MessageRow): MessageView['replyTo'] {
  if (!message.replyToWaId && !message.reply) return null;
  return {
    id: quotedId,
    text: quotedText ?? message.reply?.text ?? null,
    senderName: quotedSender ?? message.reply?.senderName ?? null,
  };
}
