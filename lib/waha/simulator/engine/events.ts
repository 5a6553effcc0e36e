import { ackName, type SimMessage } from '../messages';
import { isGroup, toRawJid } from '../network/jids';
import type { Session } from '../sessions/session';
import type { World } from '../world';
import { nowebKey } from './noweb';
import type { RawObject } from './raw-content';
import { fullIdOf, messagePayload } from './shapes';

/** An event ready to be sent: its name and payload. */
export interface EngineEvent {
  event: string;
  payload: RawObject;
}

/** A receipt. In groups it is `message.ack.group`, and NOWEB calls "delivered" SERVER there. */
export function ackEvent(
  world: World,
  session: Session,
  message: SimMessage,
  ack: number,
  reader: string,
): EngineEvent {
  const group = isGroup(message.chatId);
  const event =
    group && world.features.events.includes('message.ack.group') ? 'message.ack.group' : 'message.ack';
  if (world.options.engine === 'WEBJS') {
    return { event, payload: messagePayload(world, session, { ...message, ack }, false) };
  }
  const level = group && world.options.engine === 'NOWEB' && ack === 2 ? 1 : ack;
  const head = { id: fullIdOf(world, message), from: message.chatId };
  const levels = { fromMe: message.fromMe, ack: level, ackName: ackName(level) };
  if (world.options.engine === 'GOWS') {
    const ends = { to: group ? reader : null, participant: group ? reader : null };
    return { event, payload: { ...head, ...ends, ...levels, _data: gowsReceipt(message, reader, ack) } };
  }
  if (!group) return { event, payload: { ...head, ...levels } };
  const _data = {
    key: nowebKey(message),
    receipt: { userJid: reader, readTimestamp: world.clock.seconds() },
  };
  return { event, payload: { ...head, to: message.chatId, participant: reader, ...levels, _data } };
}

function gowsReceipt(message: SimMessage, reader: string, ack: number): RawObject {
  return {
    Chat: toRawJid(message.chatId),
    Sender: toRawJid(reader),
    IsFromMe: false,
    IsGroup: isGroup(message.chatId),
    MessageIDs: [message.bareId],
    Timestamp: new Date().toISOString().replace(/\.\d+Z$/, 'Z'),
    Type: { '-1': 'server-error', '3': 'read', '4': 'played' }[String(ack)] ?? '',
    MessageSender: '',
  };
}

/** A reaction; an empty text takes it back. `carrier` is the reaction's own message. */
export function reactionEvent(
  world: World,
  carrier: SimMessage,
  target: SimMessage,
  text: string,
): EngineEvent {
  const ends =
    world.options.engine === 'GOWS'
      ? { to: carrier.participant ?? null, participant: carrier.participant ?? null }
      : carrier.participant
        ? { to: carrier.chatId, participant: carrier.participant }
        : {};
  return {
    event: 'message.reaction',
    payload: {
      id: fullIdOf(world, carrier),
      timestamp: carrier.timestamp,
      from: carrier.chatId,
      fromMe: carrier.fromMe,
      ...(world.features.legacyPayloads ? {} : { source: carrier.source }),
      ...ends,
      reaction: { text, messageId: fullIdOf(world, target) },
    },
  };
}

/** An edit: NOWEB and GOWS give it a new id, WEBJS keeps the original's. 2024.10 only sent `message`, body null. */
export function editedEvent(
  world: World,
  session: Session,
  carrier: SimMessage,
  target: SimMessage,
): EngineEvent | undefined {
  if (!world.features.events.includes('message.edited')) return undefined;
  const shown = world.options.engine === 'WEBJS' ? { ...carrier, bareId: target.bareId } : carrier;
  const payload = messagePayload(world, session, shown, false);
  return { event: 'message.edited', payload: { ...payload, editedMessageId: target.bareId } };
}

/** A revoke; `before` is known to WEBJS only. */
export function revokedEvent(
  world: World,
  session: Session,
  carrier: SimMessage,
  target: SimMessage,
): EngineEvent | undefined {
  if (world.features.legacyPayloads) return undefined;
  const after = messagePayload(world, session, carrier, false);
  const webjs = world.options.engine === 'WEBJS';
  const before = webjs ? messagePayload(world, session, target, false) : null;
  const tail = webjs ? {} : { _data: {} };
  return { event: 'message.revoked', payload: { after, before, revokedMessageId: target.bareId, ...tail } };
}

/** A vote in a poll of ours; an empty list takes the vote back. */
export function pollVoteEvent(
  world: World,
  carrier: SimMessage,
  poll: SimMessage,
  selectedOptions: string[],
): EngineEvent {
  const own = { id: fullIdOf(world, poll), to: poll.chatId, from: 'me', fromMe: true };
  const vote = {
    id: fullIdOf(world, carrier),
    from: carrier.chatId,
    fromMe: false,
    ...(world.options.engine === 'GOWS'
      ? { to: null, participant: carrier.participant ?? null }
      : { to: 'me' }),
    selectedOptions,
    timestamp: carrier.timestamp * 1000,
  };
  const gows = world.options.engine === 'GOWS';
  return { event: 'poll.vote', payload: { poll: own, vote, ...(gows ? { _data: {} } : {}) } };
}
