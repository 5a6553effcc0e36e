import { newId } from '@/lib/core/ids';
import { log } from '@/lib/core/log';
import { inTransaction, type Scope } from '@/lib/core/scope';
import type { Connection } from '@/lib/instances/connection';
import { lockInstance } from '@/lib/instances/lock';
import { noteAcceptance, noteRefusal } from '@/lib/instances/restriction';
import { publish } from '@/lib/realtime/publish';
import { WahaError } from '@/lib/waha/http';
import { fullMessageId } from '@/lib/waha/ids';
import { askTimelock } from '@/lib/waha/limits';
import { stopTyping } from '@/lib/waha/signals';
import { withFile } from './fetch-media';
import { holdRestricted } from './holds';
import { waitAfter } from './later';
import { moveMessage, type OutboxItem } from './outbox-queries';
import { outcomeOf } from './outcome';
import { reachableAddress } from './reach';
import { insertWaiting, REFUSED_MARK } from './receive-queries';
import type { MessageErrorCode } from './schema';
import { settleByEcho, settleOtherwise, settleSent } from './settle';
import { findForwarded, sendAsOwn } from './unsent-queries';
import { takesId, toWahaCall } from './waha-call';

/** Sends one message; false when WAHA can't take any now. */
export async function dispatchMessage(
  scope: Scope,
  connection: Connection,
  item: OutboxItem,
): Promise<boolean> {
  const { client, session } = connection;
  const forwarded = await forwardedBy(scope, connection, item);
  const canTakeId = connection.canPresetIds && takesId(item, connection.engine, forwarded !== undefined);
  let waId = canTakeId ? item.waId : null;
  let chatId: string | undefined;
  try {
    chatId = await reachableAddress(scope, connection, item);
    if (chatId === undefined) return failUntried(scope, item, 'not_on_whatsapp');
    if (!waId && canTakeId) waId = await client.newMessageId(session);
  } catch (error) {
    return waitAfter(scope, item, 'queued', error);
  }
  const filed = await withFile(scope, item);
  const content = filed && (await toWahaCall(scope, filed, forwarded));
  if (!content) return failUntried(scope, item, 'media_refused');
  const attempts = item.attempts + 1;
  const begin = (inside: Scope) =>
    moveMessage(inside, item.id, 'queued', {
      status: 'sending',
      waId,
      waChat: chatId,
      attempts,
      sendingAt: new Date(),
      nextAttemptAt: null,
      ifText: item.text,
    });
  // An id that can't be set again was of an attempt that failed: WhatsApp gives this one another.
  const isMine = await (waId === item.waId ? begin(scope) : parted(scope, item, begin));
  if (!isMine) return true;
  await publish(scope.db, scope.organizationId, { messagesUpdated: [item.id] });
  const sending = { ...item, waId, attempts };
  try {
    const id = waId ? { id: waId } : {};
    const fields = { session, chatId, ...content.fields, ...id, ...quoteOf(item) };
    const sent = await client.send(content.call, fields, content.file);
    await settleSent(scope, connection.instanceId, sending, 'sending', {
      waId: sent.waId ?? null,
      sentAt: sent.sentAt ?? null,
    });
    if (item.typingAt) await stopTyping(client, session, chatId);
    if (connection.restriction?.kind === 'refused' && !item.isKnown)
      await noteAcceptance(scope, connection.instanceId);
    return true;
  } catch (error) {
    if (forwarded && isNotForwarded(error)) {
      await parted(scope, item, (inside) => sendAsOwn(inside, item.id));
      return true;
    }
    return afterFailure(scope, connection, sending, error);
  }
}

/**
 * Parts a message from its id. WhatsApp may have refused it under that one: what is told of it later, or again, is then known
 * to speak of no other message. Under the instance's lock, so that nothing is received between the two.
 */
async function parted(
  scope: Scope,
  { id, instanceId, waId, isRefused }: OutboxItem,
  part: (inside: Scope) => Promise<boolean>,
): Promise<boolean> {
  if (!waId || !isRefused) return part(scope);
  return inTransaction(scope, async (inside) => {
    await lockInstance(inside, instanceId);
    if (!(await part(inside))) return false;
    const refused = { waId, direction: 'outbound' as const, fingerprint: REFUSED_MARK };
    await insertWaiting(inside, instanceId, [{ id: newId(), ...refused, event: { messageId: id } }]);
    return true;
  });
}

/** What WhatsApp itself is asked to pass on. GOWS can't (501): the same content is sent. */
const forwardedBy = async (scope: Scope, { instanceId, engine }: Connection, { forwardOfId }: OutboxItem) =>
  forwardOfId && engine !== 'GOWS' ? findForwarded(scope, instanceId, forwardOfId) : undefined;

/** The engine can't, or no longer knows the message: nothing was sent. */
const isNotForwarded = (error: unknown) =>
  error instanceof WahaError &&
  error.kind === 'refused' &&
  (error.status === 501 || error.status === 404 || /not found/i.test(error.reason));

/** Nothing was tried: the phone is not on WhatsApp, or the file is lost. The next one may fare better. */
async function failUntried(scope: Scope, item: OutboxItem, errorCode: MessageErrorCode): Promise<true> {
  await settleOtherwise(scope, item, 'queued', { status: 'failed', errorCode, nextAttemptAt: null });
  return true;
}

function quoteOf({ replyToWaId, replyChat, replyAuthor, replyDirection }: OutboxItem) {
  if (!replyToWaId || !replyChat) return {};
  return {
    reply_to: fullMessageId({
      waId: replyToWaId,
      fromMe: replyDirection === 'outbound',
      chat: replyChat,
      author: replyAuthor,
    }),
  };
}

async function afterFailure(
  scope: Scope,
  connection: Connection,
  item: OutboxItem,
  error: unknown,
): Promise<boolean> {
  if (!(error instanceof WahaError)) throw error;
  const outcome = outcomeOf(error);
  log().info(
    { messageId: item.id, kind: error.kind, status: error.status, outcome: outcome.kind },
    'A send brought no success',
  );
  if (outcome.kind === 'wait') return waitAfter(scope, item, 'sending', error);
  if (outcome.kind === 'fail') {
    if (outcome.code === 'restricted') await restrict(scope, connection);
    await settleOtherwise(scope, item, 'sending', {
      status: 'failed',
      errorCode: outcome.code,
      nextAttemptAt: null,
    });
    return true;
  }
  const nextAttemptAt = new Date(Date.now() + (item.waId ? 1_000 : 0));
  await settleOtherwise(scope, item, 'sending', { status: 'checking', nextAttemptAt, absences: 0 });
  await settleByEchoOnly(scope, connection, item);
  return true;
}

/** WhatsApp refuses new people (463): nothing more goes to any, and the number says so. */
async function restrict(scope: Scope, { client, session, instanceId }: Connection): Promise<void> {
  const told = await askTimelock(client, session);
  const restriction = await noteRefusal(scope, instanceId, told);
  if (restriction) await holdRestricted(scope, instanceId, restriction);
}

async function settleByEchoOnly(scope: Scope, connection: Connection, item: OutboxItem): Promise<void> {
  if (!item.waId) await settleByEcho(scope, connection.instanceId, item);
}
