import { changeErrorText, heldText, messageErrorText } from '@/lib/core/problem';
import type { MessageRow } from './queries';
import type { MessageErrorCode, MessageStatus, MessageType, MessageView, SystemKind } from './schema';
import { systemText } from './system-text';
import { withWishes } from './wishes';

/** A row as everybody sees it: page, API and stream alike. */
export function toMessageView(stored: MessageRow): MessageView {
  const row = withWishes(stored);
  const { message } = row;
  return {
    id: message.id,
    conversationId: message.conversationId,
    instanceId: message.instanceId,
    direction: message.direction,
    type: message.type as MessageType,
    status: message.status as MessageStatus,
    error: toError(message),
    dismissed: message.status === 'failed' && message.letGo === 'dismissed',
    held: toHeld(message),
    undoUntil: toUndo(message),
    sender: {
      kind: message.senderKind,
      id: row.writer?.id ?? message.senderId,
      name: row.writer?.name ?? message.senderName,
    },
    mentions: toMentions(row),
    forwarded: message.isForwarded,
    late: message.isLate,
    recovered: message.recovery && toRecovered(message.recovery),
    replyTo: toReply(row),
    pendingChanges: toChanges(row.changes),
    editedAt: message.editedAt?.toISOString() ?? null,
    revokedAt: message.revokedAt?.toISOString() ?? null,
    waMessageId: message.waId,
    clientId: message.clientId,
    sentAt: message.sentAt.toISOString(),
    sentRank: message.sentRank,
    createdAt: message.createdAt.toISOString(),
    // Last: V8 takes a microsecond or more for each property that follows a spread (Node 20).
    ...toContent(row),
  };
}

/** What it says. Of a message that was deleted for everyone nothing is shown; its row keeps it. */
function toContent(row: MessageRow) {
  const { message, reactions, votes } = row;
  const system = message.system && toSystem(message.system, row.names);
  if (message.revokedAt)
    return { text: null, media: null, location: null, contacts: null, poll: null, system, reactions: [] };
  return {
    text: system ? systemText(system) : message.text,
    media: message.media && toMedia(message.id, message.media),
    location: message.location,
    contacts: message.contacts,
    poll: message.poll && toPoll(message.poll, votes),
    system,
    reactions,
  };
}

/** A person without any name is shown by the phone, else by the bare address. */
function toSystem(system: NonNullable<MessageRow['message']['system']>, names: Record<string, string>) {
  const people = system.people.map((address) => {
    const user = address.split('@')[0] ?? '';
    return names[address] ?? (address.endsWith('@c.us') ? `+${user}` : user);
  });
  return { kind: system.kind as SystemKind, people, title: system.title, video: system.isVideo };
}

type Poll = NonNullable<MessageView['poll']>;

function toPoll(poll: Poll, votes: Record<string, number>): Poll {
  return { ...poll, options: poll.options.map(({ text }) => ({ text, votes: votes[text] ?? 0 })) };
}

const toRecovered = ({ count, from, to }: NonNullable<MessageRow['message']['recovery']>) => ({
  count,
  from,
  to,
});

/** The sentence is English, as in the API; screens have their own for each code. */
function toError(message: MessageRow['message']): MessageView['error'] {
  const code = message.errorCode;
  if (!code) return null;
  const text =
    message.hold && message.hold !== 'pace' && message.status === 'queued'
      ? heldText(message.hold)
      : messageErrorText(code);
  return { code: code as MessageErrorCode, message: text };
}

const HELD = { restriction: 'number_restricted', budget: 'first_contacts', pace: 'pace' } as const;

function toHeld({ status, hold, nextAttemptAt }: MessageRow['message']): MessageView['held'] {
  if (status !== 'queued' || !hold || !nextAttemptAt) return null;
  return { reason: HELD[hold], until: nextAttemptAt.toISOString() };
}

const toMentions = ({ message: { mentions, revokedAt }, names }: MessageRow): MessageView['mentions'] =>
  revokedAt
    ? []
    : (mentions ?? []).flatMap((address) => {
        const name = names[address];
        return name ? [{ number: address.split('@')[0] ?? '', name }] : [];
      });

const toUndo = ({ status, undoUntil }: MessageRow['message']): string | null =>
  status === 'queued' && undoUntil && undoUntil > new Date() ? undoUntil.toISOString() : null;

const toChanges = (changes: MessageRow['changes']): MessageView['pendingChanges'] =>
  changes.map(({ kind, state, text, errorCode }) => ({
    kind,
    state,
    text,
    error: errorCode && { code: errorCode, message: changeErrorText(errorCode) },
  }));

/** What arrives as a file is shown at once; the file itself is fetched apart. */
function toMedia(
  messageId: string,
  media: NonNullable<MessageRow['message']['media']>,
): NonNullable<MessageView['media']> {
  const { mimetype, filename, size, fault } = media;
  const id = media.id ?? messageId;
  const url = `/api/media/${id}`;
  return {
    id,
    url,
    mimetype,
    filename,
    size,
    state: media.id ? 'ready' : fault ? 'failed' : 'pending',
    reason: media.id ? null : (fault ?? null),
    thumbnailUrl: media.id && media.hasThumbnail ? `${url}?thumbnail=true` : null,
    blur: media.blur ?? null,
    width: media.width ?? null,
    height: media.height ?? null,
    seconds: media.seconds ?? null,
    waveform: media.waveform ?? null,
  };
}

function toReply({
  message,
  quotedId,
  quotedText,
  quotedSender,
  quotedWriter,
  isQuotedOurs,
  isQuotedRevoked,
}: MessageRow): MessageView['replyTo'] {
  if (!message.replyToWaId && !message.reply) return null;
  return {
    id: quotedId,
    text: isQuotedRevoked ? null : (quotedText ?? message.reply?.text ?? null),
    senderName: quotedWriter?.name ?? quotedSender ?? message.reply?.senderName ?? null,
    senderId: quotedWriter?.id ?? null,
    fromMe: isQuotedOurs,
  };
}
