import type { MessageView } from '@/lib/messages/schema';
import type { Attachment } from '../attachments/attachment-store';
import type { UploadState } from '../attachments/upload';
import type { Outgoing } from './outbox';

/** The message that a text or file will be, as far as it is known before the server has it. */
export function outgoingView(outgoing: Outgoing, file?: Attachment, upload?: UploadState): MessageView {
  const { clientId, conversationId, text, createdAt, replyTo = null } = outgoing;
  return {
    ...PLAIN,
    id: clientId,
    clientId,
    conversationId,
    type: upload?.kind ?? 'text',
    text: text || null,
    replyTo,
    media: file && upload ? mediaOf(file, upload) : null,
    sentAt: createdAt,
    createdAt,
  };
}

function mediaOf({ id, url, mimetype, name, voice }: Attachment, { size, width, height }: UploadState) {
  return {
    id,
    url,
    mimetype,
    filename: name,
    size,
    state: 'ready' as const,
    reason: null,
    thumbnailUrl: null,
    blur: null,
    width: width ?? null,
    height: height ?? null,
    seconds: voice?.seconds ?? null,
    waveform: voice?.waveform ?? null,
  };
}

const PLAIN = {
  instanceId: '',
  direction: 'outbound',
  status: 'queued',
  error: null,
  dismissed: false,
  held: null,
  undoUntil: null,
  sender: { kind: 'user', id: null, name: null },
  location: null,
  contacts: null,
  poll: null,
  system: null,
  mentions: [],
  forwarded: false,
  late: false,
  recovered: null,
  reactions: [],
  pendingChanges: [],
  editedAt: null,
  revokedAt: null,
  waMessageId: null,
  sentRank: 0,
} satisfies Partial<MessageView>;
