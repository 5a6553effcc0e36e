import { flushSync } from 'react-dom';
import { useObservable } from '../realtime/observable';
import { useInbox } from './inbox-context';
import { sendWritten } from './send-written';
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
  /** False: a field of a template is still empty, and the text that has it is in the box. */
  const send = (mentionsOf: (text: string) => string[]): boolean => {
    const { unfilled } = sendWritten(inbox, { conversationId, onEdit, mentionsOf });
    // At once, so that the box has it when the field is gone to.
    if (typeof unfilled === 'object') flushSync(() => attachments.select(conversationId, unfilled.fileId));
    return !unfilled;
  };
  return { composing, edited, text: edited?.text ?? selected?.caption ?? draft, write, send, end };
}

const NONE: ReadonlyMap<string, string> = new Map();
