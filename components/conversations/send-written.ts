import type { MessageView } from '@/lib/messages/schema';
import { keepPreview } from '../attachments/local-previews';
import type { Composing } from '../messages/composing';
import { emptyFields } from '../templates/fields';
import type { Inbox } from './inbox-context';
import type { MessageVerbs } from './use-message-verbs';

type Stores = Pick<Inbox, 'drafts' | 'attachments' | 'outbox' | 'composing'>;

type Sending = {
  conversationId: string;
  onEdit: MessageVerbs['edit'];
  mentionsOf: (text: string) => string[];
};

/**
 * Sends what stands in the box of a conversation: the text, the picked files with their captions, or the new text of a message.
 * Nothing of it leaves while a field of a template is empty: `unfilled` is the file whose caption has one, or the text.
 */
export function sendWritten(
  stores: Stores,
  { conversationId, onEdit, mentionsOf }: Sending,
): { unfilled?: 'text' | { fileId: string } } {
  const composing = stores.composing.all.get().get(conversationId);
  const edited = composing?.kind === 'edit' ? composing : undefined;
  const unfilled = findUnfilled(stores, conversationId, edited);
  if (unfilled) return { unfilled };
  if (edited) {
    if (edited.text.trim()) onEdit(edited.message, edited.text.trim());
    return {};
  }
  for (const one of toSend(stores, conversationId, composing))
    stores.outbox.send({ ...one, mentions: mentionsOf(one.text) });
  stores.drafts.set(conversationId, '');
  stores.composing.set(conversationId, undefined);
  return {};
}

function findUnfilled({ drafts, attachments }: Stores, conversationId: string, edited?: { text: string }) {
  const hasEmpty = (text: string) => emptyFields(text).length > 0;
  const { files } = attachments.of(conversationId);
  if (edited || files.length === 0)
    return hasEmpty(edited?.text ?? drafts.textOf(conversationId)) ? 'text' : undefined;
  const file = files.find(({ caption }) => hasEmpty(caption));
  return file && { fileId: file.id };
}

/** One message for each picked file, in their order, or one of the text. The first one is the answer. */
function toSend({ drafts, attachments }: Stores, conversationId: string, composing?: Composing) {
  const base = { conversationId, createdAt: new Date().toISOString() };
  const replyTo = composing && quoteOf(composing.message);
  const files = attachments.take(conversationId);
  for (const { id, url } of files) keepPreview(id, url);
  if (files.length === 0)
    return [{ ...base, clientId: crypto.randomUUID(), text: drafts.textOf(conversationId).trim(), replyTo }];
  return files.map((file, index) => ({
    ...base,
    clientId: file.id,
    text: file.caption.trim(),
    file,
    replyTo: index === 0 ? replyTo : undefined,
  }));
}

export const quoteOf = ({ id, text, sender, direction }: MessageView) => ({
  id,
  text,
  senderName: sender.name,
  senderId: sender.kind === 'contact' ? sender.id : null,
  fromMe: direction === 'outbound',
});
