import { sendMessageAction } from '@/lib/messages/actions';
import type { Attachment } from '../attachments/attachment-store';
import type { AttachmentKind } from '../attachments/check-file';
import { type Delivery, type Draft, failedDelivery } from '../messages/outbox';
import type { ThreadCache } from '../messages/thread-cache';

type Uploaded = {
  content?: { type: AttachmentKind; media: { uploadId: string; seconds?: number; waveform?: string } };
  /** Why there is none. */
  delivery?: Delivery;
};

/**
 * Hands one message to the server, its file first. A call that fails altogether was not answered: the message goes on
 * waiting.
 */
export async function deliver(draft: Draft, threads: ThreadCache): Promise<Delivery> {
  const { conversationId, text, clientId, replyTo, file, mentions } = draft;
  try {
    const upload = file && (await uploaded(file));
    if (upload?.delivery) return upload.delivery;
    const result = await sendMessageAction({
      conversationId,
      ...upload?.content,
      text: text || undefined,
      clientId,
      mentions: mentions?.length ? mentions : undefined,
      replyTo: replyTo?.id ?? undefined,
    });
    if (!result.ok) {
      // An upload that nobody used for a day is gone: the next attempt uploads anew.
      if (result.error.code === 'not_found') file?.upload.cancel();
      return failedDelivery(result.error);
    }
    threads.fold(result.data, 'answer');
    return { ok: true };
  } catch {
    return { ok: false, offline: true };
  }
}

async function uploaded({ upload, voice }: Attachment): Promise<Uploaded> {
  const { kind, uploadId, error } = await upload.finish();
  if (uploadId) return { content: { type: kind, media: { uploadId, ...voice } } };
  const isOffline = !error || error.code === 'offline';
  const delivery: Delivery = isOffline
    ? { ok: false, offline: true }
    : failedDelivery({ code: error.code, detail: error.message });
  return { delivery };
}
