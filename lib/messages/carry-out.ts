import { refreshConversations } from '@/lib/conversations/upkeep';
import { log } from '@/lib/core/log';
import { inTransaction, type Scope } from '@/lib/core/scope';
import type { Connection } from '@/lib/instances/connection';
import { lockInstance } from '@/lib/instances/lock';
import { publish } from '@/lib/realtime/publish';
import type { Done } from '@/lib/waha/client';
import type { Note } from '@/lib/waha/happenings';
import { WahaError } from '@/lib/waha/http';
import { fullMessageId } from '@/lib/waha/ids';
import {
  type DueChange,
  deleteChange,
  isChangeDone,
  putBack,
  takeChange,
  timeOfChange,
} from './change-queries';
import { applyNotes } from './notes';
import { outcomeOf } from './outcome';
import { isTooLate } from './rules';
import type { ChangeErrorCode } from './schema';

/** WAHA can't take any now; or nobody told whether it did: repeating does no harm, a few times. */
const WAIT_MS = 5_000;
const REPEAT_MS = [1_000, 2_000, 5_000, 15_000];

/** Has WhatsApp do one change of a message; false when WAHA can't take any now. */
export async function carryOut(scope: Scope, connection: Connection, due: DueChange): Promise<boolean> {
  // The event of an attempt whose answer was lost may have come.
  if (due.attempts > 0 && (await isChangeDone(scope, due))) return finish(scope, connection, due, undefined);
  if (isTooLate(due.kind, new Date(due.sentAt))) return fail(scope, connection, due, 'too_late');
  const taken = await takeChange(scope, due.id);
  if (!taken) return true;
  const change = { ...due, text: taken.text };
  try {
    return await finish(scope, connection, change, await call(connection, change));
  } catch (error) {
    if (!(error instanceof WahaError)) throw error;
    return afterFailure(scope, connection, change, error);
  }
}

function call({ client, session }: Connection, { kind, text, ...message }: DueChange): Promise<Done> {
  const id = fullMessageId({ ...message, fromMe: message.direction === 'outbound' });
  const target = { session, chatId: message.chat, messageId: id };
  if (kind === 'reaction') return client.react(target, text ?? '');
  return kind === 'edit' ? client.editMessage(target, text ?? '') : client.revokeMessage(target);
}

/** It is done: what WhatsApp's event will say, or has said, is said here too, and the wish goes. */
async function finish(
  scope: Scope,
  { instanceId }: Connection,
  change: DueChange,
  done: Done | undefined,
): Promise<true> {
  await inTransaction(scope, async (inside) => {
    await lockInstance(inside, instanceId);
    if (done) await applyNotes(inside, instanceId, [await toNote(inside, change, done)]);
    await deleteChange(inside, change.id);
    await refreshConversations(inside, [change.conversationId]);
    await tell(inside, change);
  });
  return true;
}

/** WEBJS answers an edit with the message itself, which has its own id and time. */
async function toNote(scope: Scope, change: DueChange, done: Done): Promise<Note> {
  const isItself = done.waId === change.waId;
  const editId = done.waId ?? change.id;
  const told = isItself ? undefined : done.at;
  const at = await timeOfChange(scope, change, editId, told ?? new Date());
  const { kind, waId, text } = change;
  if (kind === 'reaction') return { kind, waId, fromMe: true, author: null, at, emoji: text ?? '' };
  return kind === 'edit' ? { kind, waId, editId, text, at } : { kind, waId, at };
}

async function afterFailure(
  scope: Scope,
  connection: Connection,
  change: DueChange,
  error: WahaError,
): Promise<boolean> {
  const outcome = outcomeOf(error);
  log().info(
    { messageId: change.messageId, change: change.kind, status: error.status, outcome: outcome.kind },
    'A change of a message brought no success',
  );
  if (outcome.kind === 'fail')
    return fail(scope, connection, change, outcome.code === 'not_supported' ? 'not_supported' : 'rejected');
  if (outcome.kind === 'wait') {
    await again(scope, connection, change, change.attempts, WAIT_MS);
    return false;
  }
  const pause = REPEAT_MS[change.attempts];
  if (pause === undefined) return fail(scope, connection, change, 'unsettled');
  await again(scope, connection, change, change.attempts + 1, pause);
  return true;
}

const again = (scope: Scope, connection: Connection, change: DueChange, attempts: number, pause: number) =>
  end(scope, connection, change, {
    state: 'queued',
    errorCode: null,
    attempts,
    nextAttemptAt: new Date(Date.now() + pause),
  });

async function fail(
  scope: Scope,
  connection: Connection,
  change: DueChange,
  errorCode: ChangeErrorCode,
): Promise<true> {
  const { attempts } = change;
  await end(scope, connection, change, { state: 'failed', errorCode, attempts, nextAttemptAt: new Date() });
  return true;
}

const end = (
  scope: Scope,
  { instanceId }: Connection,
  change: DueChange,
  how: Parameters<typeof putBack>[2],
): Promise<void> =>
  inTransaction(scope, async (inside) => {
    await lockInstance(inside, instanceId);
    await putBack(inside, change.id, how);
    await tell(inside, change);
  });

const tell = (scope: Scope, { messageId, conversationId }: DueChange) =>
  publish(scope.db, scope.organizationId, {
    messagesUpdated: [messageId],
    conversations: [conversationId],
  });
