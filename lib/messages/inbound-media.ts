import { AppError } from '@/lib/core/errors';
import { log } from '@/lib/core/log';
import { authorize, inTransaction, type Scope } from '@/lib/core/scope';
import { env } from '@/lib/env';
import { type Connection, findConnection } from '@/lib/instances/connection';
import { restAccount } from '@/lib/instances/presence';
import { addJob, addJobs } from '@/lib/jobs/add-job';
import { keepInbound } from '@/lib/media/inbound';
import { publish } from '@/lib/realtime/publish';
import { downloadFile, FileTooLarge } from '@/lib/waha/files';
import { WahaError } from '@/lib/waha/http';
import { fullMessageId } from '@/lib/waha/ids';
import { type Fetchable, forgetFault, noteMedia, selectFetchable } from './media-queries';
import type { MessageView } from './schema';
import { requireMessage } from './service';
import { toMessageView } from './view';

type Fault = NonNullable<Fetchable['media']['fault']>;

const MINUTE = 60_000;
/** After a refusal it is asked for again at this distance; after the last one only a person asks. */
const AGAIN_MS = [10_000, MINUTE, 10 * MINUTE, 60 * MINUTE, 6 * 60 * MINUTE];
/** While WAHA is away nothing was refused: it is only looked at later, the older the message the later. */
const AWAY_MS = { least: 30_000, most: 60 * MINUTE, ofAge: 0.1 };
/** What is new is looked at first; below messages that wait to be sent. */
const PRIORITY = 5;

/** Has the files of messages that just came fetched; inside the transaction that stores the messages. */
export const wakeMediaFetches = (scope: Scope, messageIds: string[]): Promise<void> =>
  addJobs(
    scope.db,
    'fetch_media',
    'media',
    messageIds.map((id) => ({ id, payload: { organizationId: scope.organizationId, messageId: id } })),
    { priority: PRIORITY },
  );

/**
 * Job: brings the file of a received message into our storage. WAHA keeps it for three minutes; after that WAHA is asked
 * to fetch it from WhatsApp once more. What can't be had is asked for again at growing distance, and then says why; so does
 * what could not be kept the `isLast` time.
 */
export async function fetchInboundMedia(scope: Scope, messageId: string, isLast = false): Promise<void> {
  const message = await selectFetchable(scope, messageId);
  if (!message || message.media.fault) return;
  const connection = await findConnection(scope, message.instanceId);
  if (!connection) return giveUp(scope, message, 'unavailable');
  try {
    await fetchFile(scope, connection, message);
  } catch (error) {
    await afterFailure(scope, message, error, isLast);
  }
}

/** Tries again, from the beginning, what nobody tried any more. Throws `invalid_state` unless it failed. */
export async function retryMedia(scope: Scope, id: string): Promise<MessageView> {
  authorize(scope, 'conversations', 'conversations:write');
  return inTransaction(scope, async (inside) => {
    await requireMessage(inside, id);
    if (!(await forgetFault(inside, id))) throw new AppError('invalid_state', { detail: 'mediaNotFailed' });
    await wakeMediaFetches(inside, [id]);
    await publish(inside.db, scope.organizationId, { messagesUpdated: [id] });
    return toMessageView(await requireMessage(inside, id));
  });
}

async function fetchFile(scope: Scope, connection: Connection, message: Fetchable): Promise<void> {
  const { media } = message;
  const isFirst = media.sourceUrl !== null && !media.attempts;
  if (isFirst && (await keepFrom(scope, connection, message, media.sourceUrl ?? '').catch(ignoreGone)))
    return;
  const address = await connection.client.mediaAddress(connection.session, {
    chat: message.waChat,
    id: fullMessageId({
      waId: message.waId,
      fromMe: message.direction === 'outbound',
      chat: message.waChat,
      author: message.waAuthor,
    }),
  });
  await restAccount(scope, connection.instanceId);
  if (!address) throw new WahaError('refused', 404, 'WhatsApp does not give out the file');
  await keepFrom(scope, connection, message, address);
}

async function keepFrom(
  scope: Scope,
  { client }: Connection,
  message: Fetchable,
  address: string,
): Promise<true> {
  const source = client.locateFile(address, env().WAHA_FILE_HOSTS);
  if (!source) throw new WahaError('refused', 403, 'the file is at an address that is not asked');
  const { id, conversationId, media } = message;
  await keepInbound(
    scope,
    media,
    (path) => downloadFile(source, path, env().LIMIT_INBOUND_BYTES),
    async (inside, kept) => {
      const { id: mediaId, mimetype, size, width, height, blur, hasThumbnail } = kept;
      const change = { id: mediaId, mimetype, size, width, height, blur, hasThumbnail };
      if (!(await noteMedia(inside, id, change))) return false;
      await publish(inside.db, scope.organizationId, {
        messagesUpdated: [id],
        conversations: [conversationId],
      });
      return true;
    },
  );
  return true;
}

/** The first address is short-lived: that it leads nowhere any more only means that WAHA has to fetch the file anew. */
function ignoreGone(error: unknown): false {
  if (error instanceof WahaError) return false;
  throw error;
}

async function afterFailure(
  scope: Scope,
  message: Fetchable,
  error: unknown,
  isLast: boolean,
): Promise<void> {
  if (error instanceof FileTooLarge) return giveUp(scope, message, 'too_large');
  if (error instanceof AppError && error.code === 'limit_reached')
    return giveUp(scope, message, 'storage_full');
  if (!(error instanceof WahaError)) {
    // Our own fault: a storage that is away. With a reason on it a person can try once more.
    if (isLast) await giveUp(scope, message, 'unavailable');
    throw error;
  }
  const { attempts = 0 } = message.media;
  // 422: the session is not WORKING.
  const isAway = error.kind === 'unreachable' || error.status === 422;
  const wait = isAway ? awayFor(message) : AGAIN_MS[attempts];
  log().info(
    { messageId: message.id, kind: error.kind, status: error.status, attempts },
    'A file could not be fetched',
  );
  if (wait === undefined) return giveUp(scope, message, 'unavailable');
  await inTransaction(scope, async (inside) => {
    if (!isAway && !(await noteMedia(inside, message.id, { attempts: attempts + 1 }))) return;
    await addJob(
      inside.db,
      'fetch_media',
      { organizationId: scope.organizationId, messageId: message.id },
      { key: `media:${message.id}`, runAt: new Date(Date.now() + wait), priority: PRIORITY },
    );
  });
}

function awayFor({ createdAt }: Fetchable): number {
  const age = Date.now() - new Date(createdAt).getTime();
  return Math.min(AWAY_MS.most, AWAY_MS.least + age * AWAY_MS.ofAge);
}

async function giveUp(scope: Scope, { id }: Fetchable, fault: Fault): Promise<void> {
  await inTransaction(scope, async (inside) => {
    if (await noteMedia(inside, id, { fault }))
      await publish(inside.db, scope.organizationId, { messagesUpdated: [id] });
  });
}
