import { endDraft } from '@/lib/conversations/drafts';
import { ensureConversations, ensurePeople } from '@/lib/conversations/resolve';
import { requireLocked } from '@/lib/conversations/service';
import { refreshConversations } from '@/lib/conversations/upkeep';
import { AppError, invalidField } from '@/lib/core/errors';
import { isId, newId } from '@/lib/core/ids';
import { toPhoneDigits } from '@/lib/core/phones';
import { authorize, inTransaction, type Scope } from '@/lib/core/scope';
import { requireInstance } from '@/lib/instances/service';
import { addJob } from '@/lib/jobs/add-job';
import { countMessage } from '@/lib/organizations/limits';
import { getPreferences } from '@/lib/organizations/preferences';
import { publish } from '@/lib/realtime/publish';
import { chatKind, isChatAddress, normalizeAddress } from '@/lib/waha/ids';
import { requeueChanges } from './change-queries';
import { forwardOf } from './forward';
import { holdNew } from './holds';
import { nameInText } from './mentions';
import { requeueFailed } from './outbox-queries';
import { contentOf } from './outgoing';
import { insertOutgoing, selectByClientId, selectInstanceState } from './queries';
import type { MessageView } from './schema';
import type { SendInput, SendToInput } from './send-schema';
import { requireMessage } from './service';
import { toMessageView } from './view';

/**
 * Stores a message to be sent and wakes the outbox: it is committed before anything leaves, in every state of the
 * number. The same `clientId` in the same conversation is the same message. Throws `not_found`, `invalid_state` for a
 * deleted number, `limit_reached`.
 */
export async function sendMessage(
  scope: Scope,
  conversationId: string,
  input: SendInput,
): Promise<MessageView> {
  authorize(scope, 'conversations', 'messages:send');
  return inTransaction(scope, (inside) => enqueue(inside, conversationId, input));
}

/** As {@link sendMessage}, to anybody: a phone in any usual form, a WhatsApp chat id, or a conversation of this number. */
export async function sendTo(
  scope: Scope,
  instanceId: string,
  { to, ...input }: SendToInput,
): Promise<MessageView> {
  authorize(scope, 'conversations', 'messages:send');
  await requireInstance(scope, instanceId);
  return inTransaction(scope, async (inside) =>
    enqueue(inside, await findOrMake(inside, instanceId, to), input),
  );
}

/** Stores a message to be sent, whoever wants it. Inside the caller's transaction, which has asked whether they may. */
export async function enqueue(scope: Scope, givenId: string, input: SendInput): Promise<MessageView> {
  const conversation = await requireLocked(scope, givenId);
  const conversationId = conversation.id;
  const state = await selectInstanceState(scope, conversation.instanceId);
  if (!state || state.deletedAt) throw new AppError('invalid_state', { detail: 'instanceDeleted' });
  const places = { givenId, conversationId };
  const twin = input.clientId ? await selectByClientId(scope, places, input.clientId) : undefined;
  if (twin) return toMessageView(twin);
  await countMessage(scope);
  const id = newId();
  await insertOutgoing(scope, {
    organizationId: scope.organizationId,
    id,
    instanceId: conversation.instanceId,
    conversationId,
    direction: 'outbound',
    ...(await whatToSend(scope, conversation, input)),
    status: 'queued',
    ...senderOf(scope),
    clientId: input.clientId,
    clientScopeId: input.clientId ? conversationId : null,
    sentAt: new Date(),
    ...(await undoable(scope, input)),
    ...(await holdNew(scope, conversation, state)),
    ...(input.replyTo ? await quote(scope, conversationId, input.replyTo) : {}),
  });
  if (input.text && input.clientId) await endDraft(scope, conversationId, input.text);
  await refreshConversations(scope, [conversationId]);
  await wakeOutbox(scope, conversation.instanceId);
  await publish(scope.db, scope.organizationId, { messagesCreated: [id], conversations: [conversationId] });
  return toMessageView(await requireMessage(scope, id));
}

/**
 * Sends a failed message once more: the same message, back in the queue; or, of one that has left, what failed to be
 * changed on it. Throws `invalid_state` unless something failed.
 */
export async function retryMessage(scope: Scope, id: string): Promise<MessageView> {
  authorize(scope, 'conversations', 'messages:send');
  return inTransaction(scope, async (inside) => {
    const { message } = await requireMessage(inside, id);
    const state = await selectInstanceState(inside, message.instanceId);
    if (!state || state.deletedAt) throw new AppError('invalid_state', { detail: 'instanceDeleted' });
    const isBack = !message.revokedAt && (await requeueFailed(inside, id));
    if (!isBack && (await requeueChanges(inside, id)) === 0)
      throw new AppError('invalid_state', { detail: 'notFailed' });
    await wakeOutbox(inside, message.instanceId);
    await publish(inside.db, scope.organizationId, {
      messagesUpdated: [id],
      conversations: [message.conversationId],
    });
    return toMessageView(await requireMessage(inside, id));
  });
}

/** Has the outbox of an instance looked at, soon. */
export const wakeOutbox = (scope: Scope, instanceId: string): Promise<void> =>
  addJob(
    scope.db,
    'drain_outbox',
    { organizationId: scope.organizationId, instanceId },
    { key: `drain:${instanceId}`, priority: -1 },
  );

/** What the message says: of its own, passed on, or with people of the group named. */
async function whatToSend(scope: Scope, { kind }: { kind: string }, input: SendInput) {
  if (input.forward) return forwardOf(scope, input.forward);
  if (!input.mentions?.length) return contentOf(scope, input);
  if (kind !== 'group') throw invalidField('mentions', 'are possible in groups only');
  const { text, mentions } = await nameInText(scope, input.text, input.mentions);
  return { ...(await contentOf(scope, { ...input, text })), mentions };
}

/** When it may leave: at once, or when its sender, who wrote it at a screen, can't take it back any more. */
async function undoable(scope: Scope, { clientId }: SendInput) {
  const { undoSeconds } = clientId ? await getPreferences(scope) : { undoSeconds: 0 };
  if (undoSeconds === 0) return { nextAttemptAt: new Date() };
  const undoUntil = new Date(Date.now() + undoSeconds * 1000);
  return { undoUntil, nextAttemptAt: undoUntil };
}

function senderOf({ actor }: Scope) {
  if (actor.kind === 'user')
    return { senderKind: 'user' as const, senderId: actor.userId, senderName: actor.name };
  if (actor.kind === 'token')
    return { senderKind: 'api' as const, senderId: actor.tokenId, senderName: actor.name };
  return { senderKind: 'automation' as const };
}

async function quote(scope: Scope, conversationId: string, replyTo: string) {
  const { message } = await requireMessage(scope, replyTo);
  if (message.conversationId !== conversationId) throw new AppError('not_found');
  const reply = { id: message.id, text: message.text, senderName: message.senderName };
  return { replyToWaId: message.waId, reply };
}

/** The conversation that `to` names on this number, made where there is none. Inside the caller's transaction. */
async function findOrMake(scope: Scope, instanceId: string, to: string): Promise<string> {
  if (isId(to)) {
    const conversation = await requireLocked(scope, to);
    if (conversation.instanceId !== instanceId) throw new AppError('not_found');
    return conversation.id;
  }
  const address = to.includes('@') ? normalizeAddress(to) : phoneAddress(to);
  if (!address || !isChatAddress(address)) throw notReachable();
  const kind = chatKind(address);
  const contactId =
    kind === 'direct'
      ? ((await ensurePeople(scope, [{ addresses: [address], isSeen: false }]))[0] ?? null)
      : null;
  const groupAddress = kind === 'group' ? address : null;
  const party = { contactId, groupAddress, chatAddress: address, activityAt: new Date() };
  const [conversation] = await ensureConversations(scope, instanceId, [party]);
  if (!conversation) throw notReachable();
  return conversation.id;
}

const phoneAddress = (to: string) => {
  const digits = toPhoneDigits(to);
  return digits && `${digits}@c.us`;
};

const notReachable = () =>
  new AppError('invalid', {
    detail: 'phoneInvalid',
    errors: [{ path: 'to', message: 'is not a phone number, chat id or conversation' }],
  });
