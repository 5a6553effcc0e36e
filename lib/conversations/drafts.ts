import { AppError } from '@/lib/core/errors';
import { authorize, inTransaction, type Scope } from '@/lib/core/scope';
import { publish } from '@/lib/realtime/publish';
import { clearDraft, selectDraft, selectDrafts, selectDraftsByIds, writeDraft } from './draft-queries';
import type { DraftList, SaveDraftInput, SavedDraft } from './draft-schema';
import { requireConversation } from './service';

/** Nobody has more begun than this; the rest is read when its conversation is opened on the device it was typed on. */
const MOST = 200;

/**
 * Keeps what the caller has typed in a conversation, for all their devices. Of two the one that was typed last holds, and
 * always the one that is known to follow the other: how long a text was on its way counts as typed later. The answer says which. Throws `forbidden` for who is no person, `not_found`.
 */
export async function saveDraft(scope: Scope, { text, ...input }: SaveDraftInput): Promise<SavedDraft> {
  const userId = requirePerson(scope);
  return inTransaction(scope, async (inside) => {
    const { conversation } = await requireConversation(inside, input.conversationId);
    const conversationId = conversation.id;
    const place = { userId, conversationId };
    const plain = text.replaceAll('\u0000', '').toWellFormed();
    // What was moved here with another conversation is not what the writer followed.
    const replaces = conversationId === input.conversationId ? input.replaces : undefined;
    const id = await writeDraft(inside, place, { ...input, replaces, text: plain });
    if (id) await publish(inside.db, scope.organizationId, { drafts: [id] });
    const now = await selectDraft(inside, place);
    return { conversationId, text: now, isTaken: id !== undefined || now === plain };
  });
}

/** What the caller has begun, the latest first. */
export async function listDrafts(scope: Scope): Promise<DraftList> {
  const found = await selectDrafts(scope, requirePerson(scope), MOST + 1);
  return { drafts: found.slice(0, MOST), isAll: found.length <= MOST };
}

/** A person's draft became a message: it goes with that. Inside the caller's transaction. */
export async function endDraft(scope: Scope, conversationId: string, text: string): Promise<void> {
  if (scope.actor.kind !== 'user') return;
  const id = await clearDraft(scope, { userId: scope.actor.userId, conversationId }, text.trim());
  if (id) await publish(scope.db, scope.organizationId, { drafts: [id] });
}

/** For the stream: each with whose it is. */
export const viewDrafts = (scope: Scope, ids: string[]) =>
  ids.length === 0 ? Promise.resolve([]) : selectDraftsByIds(scope, ids);

function requirePerson(scope: Scope): string {
  authorize(scope, 'conversations', 'messages:send');
  if (scope.actor.kind !== 'user') throw new AppError('forbidden');
  return scope.actor.userId;
}
