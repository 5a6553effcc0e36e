import { editedEvent, reactionEvent } from '../engine/events';
import { nowebKey } from '../engine/noweb';
import { messagePayload, ownParticipant } from '../engine/shapes';
import { badRequest, EngineError, notFound, notImplemented } from '../http/http-error';
import type { Call, Router } from '../http/router';
import { bareIdOf, webMessageId } from '../ids';
import { type Content, isMedia, type SimMessage } from '../messages';
import { readChatId } from '../network/jids';
import { workingSession } from '../sessions/guard';
import type { Session } from '../sessions/session';
import { markActive } from '../traffic/online';
import { recipientsOf } from '../traffic/outbound';
import type { World } from '../world';
import { chatIdOf, refuseByFault } from './perform-send';

const ONE_MESSAGE = '/api/:session/chats/:chat/messages/:id';

/** What happens to a message after it was sent: reaction, star, edit, revoke, pin; and seen and typing. */
export function messageRoutes(router: Router): void {
  router.on('PUT', '/api/reaction', react);
  router.on('PUT', '/api/star', async ({ world, body }) => {
    if (world.options.engine === 'GOWS') throw notImplemented(world.features, 'GOWS');
    await workingSession(world, body.session);
    return undefined;
  });
  router.on('PUT', ONE_MESSAGE, edit);
  router.on('DELETE', ONE_MESSAGE, revoke);
  router.on('POST', `${ONE_MESSAGE}/pin`, pin);
  router.on('POST', `${ONE_MESSAGE}/unpin`, pin);
  router.on('POST', '/api/sendSeen', sendSeen);
  router.on('POST', '/api/startTyping', (call) => typing(call, true));
  router.on('POST', '/api/stopTyping', (call) => typing(call, false));
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
  refuseByFault(world, session);
  const text = typeof body.reaction === 'string' ? body.reaction : '';
  target.reactions = { ...target.reactions, me: text };
  const carrier = sendCarrier(world, session, target, { kind: 'empty' });
  for (const person of recipientsOf(world, session, target.chatId)) {
    world.network.record({
      customer: person.phone,
      session: session.name,
      from: session.account?.phone ?? '',
      chatId: target.chatId,
      id: carrier.bareId,
      messageId: body.messageId,
      kind: 'reaction',
      body: text,
      content: null,
      quotedId: target.bareId,
      mentions: [],
      source: 'api',
      timestamp: carrier.timestamp,
    });
  }
  void world.events.emit(session, reactionEvent(world, carrier, target, text));
  return rawAnswer(world, session, carrier);
}

async function edit({ world, params, body }: Call): Promise<unknown> {
  const session = await workingSession(world, params.session);
  const target = ownMessage(world, session, params);
  if (typeof body.text !== 'string') {
    throw new EngineError("Cannot read properties of undefined (reading 'match')", 'TypeError');
  }
  refuseByFault(world, session);
  const content = { kind: 'edit' as const, targetId: target.bareId, text: body.text };
  const carrier = sendCarrier(world, session, target, content);
  if (isMedia(target.content)) target.content = { ...target.content, caption: body.text };
  else target.content = { kind: 'text', text: body.text };
  changeReceived(world, session, target, { body: body.text, content: target.content });
  const event = editedEvent(world, session, carrier, target);
  if (event) void world.events.emit(session, event);
  return rawAnswer(world, session, carrier);
}

async function revoke({ world, params }: Call): Promise<unknown> {
  const session = await workingSession(world, params.session);
  const target = ownMessage(world, session, params);
  refuseByFault(world, session);
  const carrier = sendCarrier(world, session, target, { kind: 'revoke', targetId: target.bareId });
  target.revoked = true;
  changeReceived(world, session, target, {
    body: null,
    content: { kind: 'revoke', targetId: target.bareId },
  });
  return rawAnswer(world, session, carrier);
}

async function pin({ world, params }: Call): Promise<unknown> {
  if (world.options.engine === 'GOWS') throw notImplemented(world.features, 'GOWS');
  await workingSession(world, params.session);
  return { success: true };
}

/** 201 with an empty body; NOWEB without a store needs explicit ids. */
async function sendSeen({ world, body }: Call): Promise<unknown> {
  const session = await workingSession(world, body.session);
  const ids = Array.isArray(body.messageIds) ? body.messageIds : body.messageId ? [body.messageId] : [];
  if (ids.length === 0) requireStore(world, session);
  const chatId = chatIdOf(body.chatId);
  markActive(world, session);
  const wanted = ids.map((id) => bareIdOf(String(id)));
  for (const message of session.history.list(chatId)) {
    if (!message.fromMe && (wanted.length === 0 || wanted.includes(message.bareId))) message.seen = true;
  }
  return undefined;
}

async function typing({ world, body }: Call, on: boolean): Promise<unknown> {
  const session = await workingSession(world, body.session);
  const chatId = chatIdOf(body.chatId);
  markActive(world, session);
  const key = world.network.conversationKey(chatId);
  if (on) session.typing.add(key);
  else session.typing.delete(key);
  return { result: true };
}

/** NOWEB keeps chats, contacts and messages only with its store. */
export function requireStore(world: World, session: Session): void {
  if (world.options.engine !== 'NOWEB' || session.config?.noweb?.store?.enabled) return;
  throw storeError(world);
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

function storeError(world: World) {
  const text =
    'Enable NOWEB store "config.noweb.store.enabled=True" and "config.noweb.store.full_sync=True" when starting a new session.';
  return badRequest(world.features, text);
}
