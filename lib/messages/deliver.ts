import { newId } from '@/lib/core/ids';
import { log } from '@/lib/core/log';
import type { Scope } from '@/lib/core/scope';
import { type Connection, findConnection } from '@/lib/instances/connection';
import { holdLease } from '@/lib/instances/lease';
import { addJob } from '@/lib/jobs/add-job';
import { publish } from '@/lib/realtime/publish';
import { WahaError } from '@/lib/waha/http';
import { fullMessageId } from '@/lib/waha/ids';
import { withFile } from './fetch-media';
import { abandonSends, failUnsent, moveMessage, type OutboxItem, selectNext } from './outbox-queries';
import { outcomeOf } from './outcome';
import { reachableAddress } from './reach';
import type { MessageErrorCode } from './schema';
import { settleByEcho, settleOtherwise, settleSent } from './settle';
import { takesId, toWahaCall } from './waha-call';

/** Between two questions for a message whose fate is unknown, and before trying again what could not leave. */
const ASK_AGAIN_MS = 5_000;
const WAIT_MS = [1_000, 2_000, 5_000, 10_000, 15_000];
/** While another process holds the outbox: its lease runs out after 30 s if it was killed. */
const LOOK_AGAIN_MS = 10_000;
/** A clear "not there" counts only when it was said twice. */
const ABSENCES_NEEDED = 2;
/** Without an id of its own a send can't be asked for: after this only a person may decide. */
const UNSETTLED_MS = 60_000;

/**
 * Job: sends what waits in an instance's outbox, in order, one process at a time. What can't leave yet stays queued
 * and wakes the job again; WAHA coming back (a WORKING status) does too.
 */
export async function drainOutbox(scope: Scope, instanceId: string): Promise<void> {
  const owner = newId();
  let isMore = true;
  while (isMore) {
    const held = await holdLease(scope, instanceId, 'drain', owner, () => drain(scope, instanceId));
    // Whoever holds the lease looks once more after giving it back; a killed process never does.
    if (!held.isMine) return lookAgain(scope, instanceId);
    const next = await selectNext(scope, instanceId);
    isMore = next !== undefined && isDue(next) && held.result === 'empty';
    if (next && !isMore && held.result !== 'offline') await wakeLater(scope, instanceId, next);
  }
}

const isDue = ({ nextAttemptAt }: OutboxItem) =>
  nextAttemptAt === null || new Date(nextAttemptAt) <= new Date();

async function wakeLater(scope: Scope, instanceId: string, { nextAttemptAt }: OutboxItem): Promise<void> {
  const soonest = Date.now() + 500;
  const runAt = new Date(Math.max(nextAttemptAt ? new Date(nextAttemptAt).getTime() : 0, soonest));
  await addJob(
    scope.db,
    'drain_outbox',
    { organizationId: scope.organizationId, instanceId },
    { key: `drain-later:${instanceId}`, runAt },
  );
}

const lookAgain = (scope: Scope, instanceId: string) =>
  addJob(
    scope.db,
    'drain_outbox',
    { organizationId: scope.organizationId, instanceId },
    { key: `drain-lease:${instanceId}`, runAt: new Date(Date.now() + LOOK_AGAIN_MS) },
  );

/** `empty`: nothing is due any more. `stopped`: WAHA can't take any now. `offline`: the session is not WORKING. */
async function drain(scope: Scope, instanceId: string): Promise<'empty' | 'stopped' | 'offline'> {
  const abandoned = await abandonSends(scope, instanceId);
  if (abandoned.length > 0)
    await publish(scope.db, scope.organizationId, { messagesUpdated: abandoned.map((row) => row.id) });
  for (;;) {
    const connection = await findConnection(scope, instanceId);
    if (!connection) return giveUp(scope, instanceId);
    const item = await selectNext(scope, instanceId);
    if (!item || !isDue(item)) return 'empty';
    // It would hold each call for 10 s before refusing it; its WORKING wakes us.
    if (connection.status !== 'WORKING') return 'offline';
    const isThrough =
      item.status === 'checking' ? await check(scope, connection, item) : await send(scope, connection, item);
    if (!isThrough) return 'stopped';
  }
}

/** The number is gone: what still waits will not leave. */
async function giveUp(scope: Scope, instanceId: string): Promise<'empty'> {
  const failed = await failUnsent(scope, instanceId);
  await publish(scope.db, scope.organizationId, {
    messagesUpdated: failed.map((row) => row.id),
    conversations: failed.map((row) => row.conversationId),
  });
  return 'empty';
}

/** Sends one message; false when WAHA can't take any now. */
async function send(scope: Scope, connection: Connection, item: OutboxItem): Promise<boolean> {
  const { client, session } = connection;
  let waId = item.waId;
  let chatId: string | undefined;
  try {
    chatId = await reachableAddress(scope, connection, item);
    if (chatId === undefined) return failUntried(scope, item, 'not_on_whatsapp');
    if (!waId && connection.canPresetIds && takesId(item)) waId = await client.newMessageId(session);
  } catch (error) {
    return waitAfter(scope, item, 'queued', error);
  }
  const filed = await withFile(scope, item);
  const content = filed && (await toWahaCall(scope, filed));
  if (!content) return failUntried(scope, item, 'media_refused');
  const attempts = item.attempts + 1;
  const isMine = await moveMessage(scope, item.id, 'queued', {
    status: 'sending',
    waId,
    waChat: chatId,
    attempts,
    sendingAt: new Date(),
    nextAttemptAt: null,
  });
  if (!isMine) return true;
  await publish(scope.db, scope.organizationId, { messagesUpdated: [item.id] });
  const sending = { ...item, waId, attempts };
  try {
    const id = connection.canPresetIds && waId ? { id: waId } : {};
    const sent = await client.send(content.call, {
      session,
      chatId,
      ...content.fields,
      ...id,
      ...quoteOf(item),
    });
    await settleSent(scope, connection.instanceId, sending, 'sending', {
      waId: sent.waId ?? null,
      sentAt: sent.sentAt ?? null,
    });
    return true;
  } catch (error) {
    return afterFailure(scope, connection, sending, error);
  }
}

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

async function settleByEchoOnly(scope: Scope, connection: Connection, item: OutboxItem): Promise<void> {
  if (!item.waId) await settleByEcho(scope, connection.instanceId, item);
}

/** Nothing left: back in the queue, at growing distance. Always false: the next one would fare no better. */
async function waitAfter(
  scope: Scope,
  item: OutboxItem,
  from: 'queued' | 'sending',
  error: unknown,
): Promise<false> {
  if (!(error instanceof WahaError)) throw error;
  const pause = WAIT_MS[Math.min(item.attempts, WAIT_MS.length - 1)] ?? ASK_AGAIN_MS;
  const nextAttemptAt = new Date(Date.now() + pause);
  if (from === 'queued')
    await moveMessage(scope, item.id, 'queued', {
      status: 'queued',
      nextAttemptAt,
      attempts: item.attempts + 1,
    });
  else await settleOtherwise(scope, item, 'sending', { status: 'queued', nextAttemptAt });
  return false;
}

/** Asks for a message whose fate is unknown; false when WAHA can't be asked now. */
async function check(scope: Scope, connection: Connection, item: OutboxItem): Promise<boolean> {
  if (!item.waId || !connection.canPresetIds) return checkWithoutId(scope, connection, item);
  try {
    const found = await connection.client.findMessage(connection.session, item.waId);
    if (found) {
      const sentAt = found.timestamp ? new Date(found.timestamp * 1000) : null;
      await settleSent(scope, connection.instanceId, item, 'checking', {
        waId: item.waId,
        sentAt,
        ack: found.ack,
      });
      return true;
    }
  } catch (error) {
    if (!(error instanceof WahaError)) throw error;
    await askAgain(scope, item, item.absences);
    return false;
  }
  const absences = item.absences + 1;
  if (absences < ABSENCES_NEEDED) await askAgain(scope, item, absences);
  // It certainly never left: the same message may go once more, with the same id.
  else
    await settleOtherwise(scope, item, 'checking', {
      status: 'queued',
      nextAttemptAt: new Date(),
      absences: 0,
    });
  return true;
}

async function checkWithoutId(scope: Scope, connection: Connection, item: OutboxItem): Promise<boolean> {
  if (await settleByEcho(scope, connection.instanceId, item)) return true;
  const age = Date.now() - (item.sendingAt ? new Date(item.sendingAt).getTime() : 0);
  if (age < UNSETTLED_MS) await askAgain(scope, item, 0);
  else
    await settleOtherwise(scope, item, 'checking', {
      status: 'failed',
      errorCode: 'unsettled',
      nextAttemptAt: null,
    });
  return true;
}

const askAgain = (scope: Scope, item: OutboxItem, absences: number) =>
  moveMessage(scope, item.id, 'checking', {
    status: 'checking',
    absences,
    nextAttemptAt: new Date(Date.now() + ASK_AGAIN_MS),
  });
