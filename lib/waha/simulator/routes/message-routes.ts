import { badRequest, notImplemented } from '../http/http-error';
import type { Call, Router } from '../http/router';
import { bareIdOf } from '../ids';
import { workingSession } from '../sessions/guard';
import { type Session, signal } from '../sessions/session';
import { markActive } from '../traffic/online';
import type { World } from '../world';
import { chatIdOf } from './perform-send';

/** Small calls about messages and chats: star, pin, seen, typing. */
export function messageRoutes(router: Router): void {
  router.on('PUT', '/api/star', async ({ world, body }) => {
    if (world.options.engine === 'GOWS') throw notImplemented(world.features, 'GOWS');
    await workingSession(world, body.session);
    return undefined;
  });
  router.on('POST', '/api/:session/chats/:chat/messages/:id/pin', pin);
  router.on('POST', '/api/:session/chats/:chat/messages/:id/unpin', pin);
  router.on('POST', '/api/sendSeen', sendSeen);
  router.on('POST', '/api/startTyping', (call) => typing(call, true));
  router.on('POST', '/api/stopTyping', (call) => typing(call, false));
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
  signal(session, 'seen', chatId, wanted);
  return undefined;
}

async function typing({ world, body }: Call, on: boolean): Promise<unknown> {
  const session = await workingSession(world, body.session);
  const chatId = chatIdOf(body.chatId);
  markActive(world, session);
  const key = world.network.conversationKey(chatId);
  if (on) session.typing.add(key);
  else session.typing.delete(key);
  signal(session, on ? 'typing' : 'stopped', chatId);
  return { result: true };
}

/** NOWEB keeps chats, contacts and messages only with its store. */
export function requireStore(world: World, session: Session): void {
  if (world.options.engine !== 'NOWEB' || session.config?.noweb?.store?.enabled) return;
  throw storeError(world);
}

function storeError(world: World) {
  const text =
    'Enable NOWEB store "config.noweb.store.enabled=True" and "config.noweb.store.full_sync=True" when starting a new session.';
  return badRequest(world.features, text);
}
