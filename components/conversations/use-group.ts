import { useEffect } from 'react';
import { listGroupPeopleAction } from '@/lib/conversations/actions';
import type { Group } from '@/lib/conversations/group-schema';
import type { ConversationView } from '@/lib/conversations/schema';
import { useObservable } from '../realtime/observable';
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

/** Asks the server; undefined where it did not answer. */
export async function askGroup(id: string): Promise<Group | undefined> {
  const result = await listGroupPeopleAction({ id }).catch(() => undefined);
  return result?.ok ? result.data : undefined;
}
