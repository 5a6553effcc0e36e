import { type KeyboardEvent, type RefObject, useEffect, useId, useState } from 'react';
import type { GroupPerson } from '@/lib/conversations/group-schema';
import { useInbox } from '../conversations/inbox-context';
import { useObservable } from '../realtime/observable';
import { labelOf, matching, mentionQuery, mentionsIn } from './mention-text';

type Input = {
  conversationId: string;
  isGroup: boolean;
  box: RefObject<HTMLTextAreaElement | null>;
  text: string;
  write: (text: string) => void;
};

/** Names people of a group in the box: `@` opens the list, arrows go through it, Enter or Tab takes one. */
export function useMentions({ conversationId, isGroup, box, text, write }: Input) {
  const id = useId();
  const [cursor, setCursor] = useState(0);
  const [active, setActive] = useState(0);
  /** Escape closes it for this `@`. */
  const [closedAt, setClosedAt] = useState<number>();
  const people = usePeople(conversationId, isGroup && text.includes('@'));
  const query = isGroup ? mentionQuery(text, cursor) : undefined;
  // Another `@` may begin at the same place.
  if (!query && closedAt !== undefined) setClosedAt(undefined);
  const found = query && query.from !== closedAt ? matching(people, query.words) : [];
  const chosen = Math.min(active, found.length - 1);

  const choose = (person: GroupPerson) => {
    if (!query) return;
    const label = `${labelOf(person)} `;
    const at = query.from + label.length;
    write(text.slice(0, query.from) + label + text.slice(cursor));
    setActive(0);
    requestAnimationFrame(() => {
      box.current?.focus();
      box.current?.setSelectionRange(at, at);
    });
  };
  /** Whether the key was for the list. */
  const onKey = (event: KeyboardEvent): boolean => {
    const person = found[chosen];
    if (!person || !query) return false;
    const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (by !== 0) setActive((chosen + by + found.length) % found.length);
    else if ((event.key === 'Enter' && !event.shiftKey) || event.key === 'Tab') choose(person);
    else if (event.key === 'Escape') setClosedAt(query.from);
    else return false;
    return true;
  };
  return {
    list: found.length > 0 ? { id, people: found, active: chosen, onChoose: choose } : undefined,
    onKey,
    onCursor: setCursor,
    mentionsOf: (sent: string) => (isGroup ? mentionsIn(sent, people) : []),
  };
}

const NOBODY: readonly GroupPerson[] = [];

/** Who is in the group; asked at the latest when the first `@` is there. */
function usePeople(conversationId: string, isWanted: boolean): readonly GroupPerson[] {
  const { groups } = useInbox();
  useEffect(() => {
    if (isWanted) groups.read(conversationId);
  }, [groups, conversationId, isWanted]);
  return useObservable(groups.of(conversationId))?.people ?? NOBODY;
}
