import { type RefObject, useRef } from 'react';
import { useObservable } from '../realtime/observable';
import { useInbox } from './inbox-context';

type Box = {
  box: RefObject<HTMLTextAreaElement | null>;
  /** A message is being given another text: files have no place there. */
  isEditing: boolean;
  onStopEditing: () => void;
};

/** The files picked in a conversation, and the ways to pick more. */
export function usePicked(conversationId: string, { box, isEditing, onStopEditing }: Box) {
  const { attachments } = useInbox();
  const picker = useRef<HTMLInputElement>(null);
  const all = useObservable(attachments.all).get(conversationId);
  const picked = isEditing ? undefined : all;
  const selected = picked?.files.find(({ id }) => id === picked.selectedId);
  const write = () => box.current?.focus();
  const add = (files: File[]) => {
    if (isEditing) onStopEditing();
    attachments.add(conversationId, files);
    write();
  };
  const strip = picked && {
    conversationId,
    picked,
    store: attachments,
    onPick: () => picker.current?.click(),
    onWrite: write,
  };
  return { picker, selected, hasFiles: (picked?.files.length ?? 0) > 0, add, strip };
}
