import { requireLocked } from '@/lib/conversations/service';
import { lockInOrder, refreshConversations } from '@/lib/conversations/upkeep';
import { AppError } from '@/lib/core/errors';
import { newId } from '@/lib/core/ids';
import { authorize, inTransaction, type Scope } from '@/lib/core/scope';
import { lockInstance } from '@/lib/instances/lock';
import { publish } from '@/lib/realtime/publish';
import { deleteChanges, selectChanges, upsertChange } from './change-queries';
import { canChange } from './change-rules';
import { plain } from './outgoing';
import type { MessageRow } from './queries';
import type { ChangeKind, MessageView } from './schema';
import { wakeOutbox } from './send';
import { requireMessage } from './service';
import { cancelUnsent, dismissUnsettled, rewriteUnsent } from './unsent-queries';
import { toMessageView } from './view';

/** Reacts in the number's name; an empty emoji takes the reaction back. Throws `not_found`, `invalid_state`. */
export const reactToMessage = (scope: Scope, id: string, emoji: string): Promise<MessageView> =>
  change(scope, id, 'reaction', emoji, async (inside, row) => {
    const ours = row.reactions.find(({ fromMe }) => fromMe)?.emoji ?? '';
    await want(inside, row, 'reaction', emoji, ours);
  });

/**
 * Changes the text or caption of a message of ours: at once while it still waits here, else as WhatsApp allows it.
 * Throws `not_found`, `invalid_state`.
 */
export const editMessage = (scope: Scope, id: string, text: string): Promise<MessageView> =>
  change(scope, id, 'edit', plain(text), async (inside, row) => {
    if (await rewriteUnsent(inside, id, plain(text))) return;
    await want(inside, row, 'edit', plain(text), row.message.text);
  });

/**
 * Deletes a message of ours for everyone: one that still waits here never leaves. Throws `not_found`, `invalid_state`.
 */
export const revokeMessage = (scope: Scope, id: string): Promise<MessageView> =>
  change(scope, id, 'revoke', null, async (inside, row) => {
    await deleteChanges(inside, id, { kinds: ['edit', 'reaction'] });
    if (row.message.revokedAt || (await cancelUnsent(inside, id))) return;
    if ((await selectChanges(inside, id)).some(({ kind, state }) => kind === 'revoke' && state !== 'failed'))
      return;
    await upsertChange(inside, { ...ids(row), id: newId(), kind: 'revoke', text: null });
  });

/**
 * Forgets what failed, a change or a send that nobody can tell about: the message stays as it is. Throws `not_found`,
 * `invalid_state` when nothing did.
 */
export async function dismissChanges(scope: Scope, id: string): Promise<MessageView> {
  authorize(scope, 'conversations', 'messages:send');
  return inTransaction(scope, async (inside) => {
    const { message } = await requireMessage(inside, id);
    const { id: conversationId } = await requireLocked(inside, message.conversationId);
    const isTaken = await dismissUnsettled(inside, id);
    if ((await deleteChanges(inside, id, 'failed')) === 0 && !isTaken)
      throw new AppError('invalid_state', { detail: 'nothingFailed' });
    return tell(inside, id, conversationId);
  });
}

/** Checks, wants and tells, under the lock of receiving: an event about the same message comes before or after. */
async function change(
  scope: Scope,
  id: string,
  kind: ChangeKind,
  text: string | null,
  apply: (inside: Scope, row: MessageRow) => Promise<void>,
): Promise<MessageView> {
  authorize(scope, 'conversations', 'messages:send');
  return inTransaction(scope, async (inside) => {
    const { instanceId } = (await requireMessage(inside, id)).message;
    if (!(await lockInstance(inside, instanceId)))
      throw new AppError('invalid_state', { detail: 'instanceDeleted' });
    const row = await requireMessage(inside, id);
    // Before the job, as whoever sends does.
    await lockInOrder(inside, [row.message.conversationId]);
    canChange(row, kind, text);
    await apply(inside, row);
    await wakeOutbox(inside, instanceId);
    return tell(inside, id, row.message.conversationId);
  });
}

/** What already is so and is not being changed needs no call. */
async function want(
  scope: Scope,
  row: MessageRow,
  kind: ChangeKind,
  text: string,
  now: string | null,
): Promise<void> {
  const isMoving = (await selectChanges(scope, row.message.id)).some(
    (one) => one.kind === kind && one.state === 'sending',
  );
  if (text === now && !isMoving) await deleteChanges(scope, row.message.id, { kinds: [kind] });
  else await upsertChange(scope, { ...ids(row), id: newId(), kind, text });
}

const ids = ({ message }: MessageRow) => ({ messageId: message.id, instanceId: message.instanceId });

async function tell(scope: Scope, id: string, conversationId: string): Promise<MessageView> {
  await refreshConversations(scope, [conversationId]);
  await publish(scope.db, scope.organizationId, { messagesUpdated: [id], conversations: [conversationId] });
  return toMessageView(await requireMessage(scope, id));
}
