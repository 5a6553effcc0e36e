import type { MessageView } from '@/lib/messages/schema';
import { keepPreview } from '../attachments/local-previews';
import type { Composing } from '../messages/composing';
import { useObservable } from '../realtime/observable';
import { useInbox } from './inbox-context';
import type { MessageVerbs } from './use-message-verbs';

/** What stands in the box of a conversation — a draft, a caption, the new text of a message — and what sending does. */
export function useComposing(conversationId: string, onEdit: MessageVerbs['edit']) {
  const inbox = useInbox();
  const { drafts, attachments } = inbox;
  const draft = useObservable(drafts.all, () => NONE).get(conversationId) ?? '';
  const composing = useObservable(inbox.composing.all).get(conversationId);
  const picked = useObservable(attachments.all).get(conversationId);
  const edited = composing?.kind === 'edit' ? composing : undefined;
  const selected = picked?.files.find(({ id }) => id === picked.selectedId);
  const end = () => inbox.composing.set(conversationId, undefined);
  const write = (text: string) => {
    if (edited) inbox.composing.set(conversationId, { ...edited, text });
    // Asked now: a file may have been picked since this was drawn, and what is typed then is its caption.
    else if (attachments.of(conversationId).selectedId) attachments.setCaption(conversationId, text);
    else drafts.set(conversationId, text);
  };
  const send = (mentionsOf: (text: string) => string[]) => {
    if (edited) return edited.text.trim() && onEdit(edited.message, edited.text.trim());
    for (const one of toSend(inbox, conversationId, composing))
      inbox.outbox.send({ ...one, mentions: mentionsOf(one.text) });
    drafts.set(conversationId, '');
    end();
  };
  return { composing, edited, text: edited?.text ?? selected?.caption ?? draft, write, send, end };
}

/** One message for each picked file, in their order, or one of the text. The first one is the answer. */
function toSend(
  { drafts, attachments }: ReturnType<typeof useInbox>,
  conversationId: string,
  composing?: Composing,
) {
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

const NONE: ReadonlyMap<string, string> = new Map();
