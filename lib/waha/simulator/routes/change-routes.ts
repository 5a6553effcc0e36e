import { editedEvent, reactionEvent, revokedEvent } from '../engine/events';
import { nowebKey } from '../engine/noweb';
import { fullIdOf, messagePayload, ownParticipant } from '../engine/shapes';
import { EngineError, notFound } from '../http/http-error';
import type { Call, Router } from '../http/router';
import { bareIdOf, webMessageId } from '../ids';
import { type Content, isMedia, type SimMessage } from '../messages';
import { readChatId } from '../network/jids';
import { workingSession } from '../sessions/guard';
import type { Session } from '../sessions/session';
import { markActive } from '../traffic/online';
import { recipientsOf } from '../traffic/outbound';
import type { World } from '../world';
import { performChange } from './perform-send';

const ONE_MESSAGE = '/api/:session/chats/:chat/messages/:id';

/** What is done to a message that is there: reaction, edit, deletion for everyone. */
export function changeRoutes(router: Router): void {
  router.on('PUT', '/api/reaction', react);
  router.on('PUT', ONE_MESSAGE, edit);
  router.on('DELETE', ONE_MESSAGE, revoke);
}

/** The customer's phone learns about a change of an own message by a message of its own. */
function sendCarrier(world: World, session: Session, target: SimMessage, content: Content): SimMessage {
  const carrier: SimMessage = {
    bareId: webMessageId(world.random),
    fromMe: true,
    chatId: target.chatId,
    participant: ownParticipant(session, target.chatId),
    timestamp: world.clock.seconds(),
    source: 'api',
    pushName: session.account?.pushName ?? '',
    content,
    ack: 0,
  };
  markActive(world, session);
  return carrier;
}

async function react(call: Call): Promise<unknown> {
  const { world, body } = call;
  const session = await workingSession(world, body.session);
  if (typeof body.messageId !== 'string') {
    throw new EngineError("Cannot read properties of undefined (reading 'split')", 'TypeError');
  }
  const target = session.history.find(bareIdOf(body.messageId));
  if (!target) throw new EngineError('Message not found');
  const text = typeof body.reaction === 'string' ? body.reaction : '';
  return performChange(call, session, () => applyReaction(world, session, target, text));
}

function applyReaction(world: World, session: Session, target: SimMessage, text: string): unknown {
  target.reactions = { ...target.reactions, me: text };
  const carrier = sendCarrier(world, session, target, { kind: 'empty' });
  for (const person of recipientsOf(world, session, target.chatId)) {
    world.network.record({
      customer: person.phone,
      session: session.name,
      from: session.account?.phone ?? '',
      chatId: target.chatId,
      id: carrier.bareId,
      messageId: fullIdOf(world, target),
      kind: 'reaction',
      body: text,
      content: null,
      quotedId: target.bareId,
      mentions: [],
      forwarded: false,
      source: 'api',
      timestamp: carrier.timestamp,
    });
  }
  void world.events.emit(session, reactionEvent(world, carrier, target, text));
  return rawAnswer(world, session, carrier);
}

async function edit(call: Call): Promise<unknown> {
  const { world, params } = call;
  const { text } = call.body;
  const session = await workingSession(world, params.session);
  const target = ownMessage(world, session, params);
  if (typeof text !== 'string') {
    throw new EngineError("Cannot read properties of undefined (reading 'match')", 'TypeError');
  }
  return performChange(call, session, () => applyEdit(world, session, target, text));
}

function applyEdit(world: World, session: Session, target: SimMessage, text: string): unknown {
  const content = { kind: 'edit' as const, targetId: target.bareId, text };
  const carrier = sendCarrier(world, session, target, content);
  if (isMedia(target.content)) target.content = { ...target.content, caption: text };
  else target.content = { kind: 'text', text };
  changeReceived(world, session, target, { body: text, content: target.content });
  const event = editedEvent(world, session, carrier, target);
  if (event) void world.events.emit(session, event);
  return rawAnswer(world, session, carrier);
}

async function revoke(call: Call): Promise<unknown> {
  const { world, params } = call;
  const session = await workingSession(world, params.session);
  const target = ownMessage(world, session, params);
  return performChange(call, session, () => applyRevoke(world, session, target));
}

function applyRevoke(world: World, session: Session, target: SimMessage): unknown {
  const carrier = sendCarrier(world, session, target, { kind: 'revoke', targetId: target.bareId });
  const event = revokedEvent(world, session, carrier, target);
  target.revoked = true;
  changeReceived(world, session, target, {
    body: null,
    content: { kind: 'revoke', targetId: target.bareId },
  });
  if (event) void world.events.emit(session, event);
  return rawAnswer(world, session, carrier);
}

function ownMessage(world: World, session: Session, params: Record<string, string>): SimMessage {
  const target = session.history.find(bareIdOf(params.id ?? ''), readChatId(params.chat ?? ''));
  if (!target?.fromMe) throw notFound(world.features, 'Message not found');
  return target;
}

function changeReceived(
  world: World,
  session: Session,
  target: SimMessage,
  change: { body: string | null; content: Content },
): void {
  for (const person of recipientsOf(world, session, target.chatId)) {
    world.network.change(person.phone, target.bareId, change);
  }
}

function rawAnswer(world: World, session: Session, carrier: SimMessage): unknown {
  if (world.options.engine !== 'NOWEB') return messagePayload(world, session, carrier, false);
  return { key: nowebKey(carrier), messageTimestamp: String(carrier.timestamp), status: 'PENDING' };
}
