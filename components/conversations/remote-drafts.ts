import { listDraftsAction, saveDraftAction } from '@/lib/conversations/actions';
import type { DraftRemote } from '../messages/drafts';

/** Drafts on the server. What it refuses (a conversation that is gone) counts as taken: asking again changes nothing. */
export const remoteDrafts: DraftRemote = {
  save: async (draft) => {
    try {
      const result = await saveDraftAction(draft);
      return result.ok ? result.data : { ...draft, isTaken: true };
    } catch {
      return undefined;
    }
  },
  list: async () => {
    try {
      const result = await listDraftsAction({});
      return result.ok ? result.data : undefined;
    } catch {
      return undefined;
    }
  },
};
