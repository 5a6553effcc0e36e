import { serializeId } from '../ids';
import { isMedia, type SimMessage } from '../messages';
import { isGroup } from '../network/jids';
import type { Session } from '../sessions/session';
import type { World } from '../world';
import { gowsMessage, gowsSendAnswer } from './gows';
import { nowebMessage, nowebSendAnswer } from './noweb';
import type { RawObject } from './raw-content';
import { webjsMessage, webjsSendAnswer } from './webjs';

/** What an engine's mapper needs beside the message itself. */
export interface MessageContext {
  /** Full id. */
  id: string;
  legacy: boolean;
  /** My own address, `…@c.us`. */
  me: string;
  /** My own raw device address, `…:22@s.whatsapp.net`. */
  ownDevice: string;
  media: RawObject | null;
}

/** Full id of a message. 2024.10 used three parts in groups too. */
export function fullIdOf(world: World, message: SimMessage): string {
  const participant = world.features.legacyPayloads ? undefined : message.participant;
  return serializeId(message.fromMe, message.chatId, message.bareId, participant);
}

/** The running engine's WAMessage. `withMedia` puts the file under /api/files and fills its URL. */
export function messagePayload(
  world: World,
  session: Session,
  message: SimMessage,
  withMedia = true,
): RawObject {
  const context = contextOf(world, session, message, withMedia);
  if (world.options.engine === 'NOWEB') return nowebMessage(message, context);
  if (world.options.engine === 'GOWS') return gowsMessage(message, context);
  return webjsMessage(message, context);
}

/** The running engine's answer to a send. Polls and forwards are WAHA messages on NOWEB. */
export function sendAnswer(
  world: World,
  session: Session,
  message: SimMessage,
  asMessage = false,
): RawObject {
  const context = contextOf(world, session, message, asMessage);
  if (world.options.engine === 'GOWS') return gowsSendAnswer(message, context);
  if (world.options.engine === 'WEBJS') return webjsSendAnswer(message, context);
  return asMessage ? nowebMessage(message, context) : nowebSendAnswer(message);
}

/** The session's own address, `…@c.us`. */
export function ownId(session: Session): string {
  return `${session.account?.phone ?? '0'}@c.us`;
}

/** Participant part of own messages: only groups have one. */
export function ownParticipant(session: Session, chatId: string): string | undefined {
  return isGroup(chatId) ? ownId(session) : undefined;
}

function contextOf(world: World, session: Session, message: SimMessage, withMedia: boolean): MessageContext {
  const id = fullIdOf(world, message);
  const me = ownId(session);
  const { content } = message;
  const media = isMedia(content) && withMedia ? world.files.mediaObject(session.name, message, id) : null;
  return {
    id,
    legacy: world.features.legacyPayloads,
    me,
    ownDevice: me.replace('@c.us', ':22@s.whatsapp.net'),
    media,
  };
}
