import { useEffect } from 'react';
import type { Group } from '@/lib/conversations/group-schema';
import type { ConversationView } from '@/lib/conversations/schema';
import { useObservable } from '../realtime/observable';
import { readApi } from '../realtime/read-api';
import { useInbox } from './inbox-context';

/** Whoever steps through the list asks for none of them. */
const LOOK_MS = 300;

/** Who is in the open conversation, where it is a group and that is known. */
export function useGroup({ id, kind }: ConversationView): Group | undefined {
  const { groups } = useInbox();
  const group = useObservable(groups.of(id));
  useEffect(() => {
    if (kind !== 'group') return;
    const timer = setTimeout(() => groups.read(id), LOOK_MS);
    return () => clearTimeout(timer);
  }, [groups, id, kind]);
  return group;
}

/** Asks the server; undefined where it did not answer. No action: those wait for each other, and WhatsApp may take its time. */
export const askGroup = (id: string): Promise<Group | undefined> =>
  readApi<Group>(`/api/messages/conversations/${encodeURIComponent(id)}/participants`).catch(() => undefined);
