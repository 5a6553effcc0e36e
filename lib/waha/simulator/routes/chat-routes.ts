import { messagePayload } from '../engine/shapes';
import { badRequest, notFound, notImplemented } from '../http/http-error';
import type { Call, Router } from '../http/router';
import { bareIdOf } from '../ids';
import { ackName, type SimMessage } from '../messages';
import { isGroup, readChatId, userOf } from '../network/jids';
import { workingSession } from '../sessions/guard';
import type { Session } from '../sessions/session';
import type { World } from '../world';
import { requireStore } from './message-routes';

/** Chats, overview and message history. */
export function chatRoutes(router: Router): void {
  router.on('GET', '/api/:session/chats', chats);
  router.on('GET', '/api/:session/chats/overview', ({ world, params, query }) =>
    overview(world, params.session, {
      limit: query.get('limit') ?? 20,
      offset: query.get('offset') ?? 0,
      ids: query.getAll('ids').flatMap((ids) => ids.split(',')),
    }),
  );
  router.on('POST', '/api/:session/chats/overview', overviewByBody);
  router.on('GET', '/api/:session/chats/:chat/messages', messages);
  router.on('GET', '/api/messages', ({ world, query, ...call }) => {
    const params = { session: query.get('session') ?? 'default', chat: query.get('chatId') ?? '' };
    return messages({ ...call, world, query, params });
  });
  router.on('GET', '/api/:session/chats/:chat/messages/:id', oneMessage);
  router.on('POST', '/api/:session/chats/:chat/messages/read', readChat);
  router.on('GET', '/api/:session/chats/:chat/picture', async ({ world, params }) => {
    await workingSession(world, params.session);
    return { url: null };
  });
  for (const action of ['archive', 'unarchive', 'unread']) {
    router.on('POST', `/api/:session/chats/:chat/${action}`, async ({ world, params }) => {
      if (world.options.engine === 'GOWS' && action !== 'unread')
        throw notImplemented(world.features, 'GOWS');
      await workingSession(world, params.session);
      return { success: true };
    });
  }
}

/** The device's history: only WORKING, and on NOWEB only with the store. */
async function historyOf(world: World, name: string | undefined): Promise<Session> {
  const session = await workingSession(world, name);
  requireStore(world, session);
  return session;
}

async function chats({ world, params, query }: Call): Promise<unknown> {
  const session = await historyOf(world, params.session);
  const rows = session.history.newest().map(({ chatId, message }) => ({
    id:
      world.options.engine === 'WEBJS'
        ? { server: 'c.us', user: userOf(chatId), _serialized: chatId }
        : chatId,
    name: nameOf(world, session, chatId),
    conversationTimestamp: message.timestamp,
    ...(world.options.engine === 'WEBJS' ? { timestamp: message.timestamp, isGroup: isGroup(chatId) } : {}),
  }));
  return page(rows, query.get('limit'), query.get('offset'));
}

/** Newest first; `lastMessage` without media. Missing before 2025. */
async function overview(
  world: World,
  name: string | undefined,
  wanted: { limit: unknown; offset: unknown; ids: string[] },
): Promise<unknown> {
  if (!world.features.modernHistory) throw notFound(world.features, `Cannot GET /api/${name}/chats/overview`);
  const session = await historyOf(world, name);
  const ids = wanted.ids.filter(Boolean).map((id) => world.network.conversationKey(readChatId(id)));
  const rows = session.history
    .newest()
    .filter(({ chatId }) => ids.length === 0 || ids.includes(chatId))
    .map(({ chatId, message }) => ({
      id: chatId,
      name: nameOf(world, session, chatId),
      picture: null,
      lastMessage: messagePayload(world, session, message, false),
      _chat: { id: chatId, conversationTimestamp: message.timestamp },
    }));
  return page(rows, wanted.limit, wanted.offset);
}

/** `pagination` is required since 2026.5.1. */
function overviewByBody({ world, params, body }: Call): Promise<unknown> {
  const pagination = body.pagination as { limit?: number; offset?: number } | undefined;
  if (!pagination) throw badRequest(world.features, ['pagination should not be empty']);
  const ids = (body.filter as { ids?: string[] } | undefined)?.ids ?? [];
  return overview(world, params.session, {
    limit: pagination.limit ?? 20,
    offset: pagination.offset ?? 0,
    ids,
  });
}

/** 10 messages (2024: 100), newest first unless `sortOrder=asc`; filters are inclusive seconds. */
async function messages({ world, params, query }: Call): Promise<unknown> {
  const session = await historyOf(world, params.session);
  const { chat = '' } = params;
  if (chat === 'all' && world.options.engine === 'WEBJS') throw notImplemented(world.features, 'WEBJS');
  const ascending = query.get('sortOrder') === 'asc';
  const sign = ascending ? 1 : -1;
  const known = session.history.list(chat === 'all' ? 'all' : readChatId(chat));
  const rows = (ascending ? known : known.reverse())
    .filter((message) => !world.features.modernHistory || passes(message, query))
    .sort((a, b) => sign * (a.timestamp - b.timestamp));
  const withMedia = query.get('downloadMedia') !== 'false';
  const limit = query.get('limit') ?? (world.features.modernHistory ? 10 : 100);
  return page(rows, limit, query.get('offset')).map((message) =>
    messagePayload(world, session, shown(message), withMedia),
  );
}

async function oneMessage({ world, params, query }: Call): Promise<unknown> {
  if (!world.features.modernHistory)
    throw notFound(world.features, `Cannot GET /api/${params.session}/chats`);
  const session = await historyOf(world, params.session);
  const { chat = '', id = '' } = params;
  if (world.options.engine === 'WEBJS' && (chat === 'all' || !id.includes('_'))) {
    throw notFound(world.features, 'Message not found');
  }
  const message = session.history.find(bareIdOf(id), chat === 'all' ? 'all' : readChatId(chat));
  if (!message) throw notFound(world.features, 'Message not found');
  return messagePayload(world, session, shown(message), query.get('downloadMedia') !== 'false');
}

async function readChat({ world, params }: Call): Promise<unknown> {
  const session = await historyOf(world, params.session);
  const unseen = session.history.list(readChatId(params.chat ?? '')).filter((m) => !m.fromMe && !m.seen);
  for (const message of unseen) message.seen = true;
  return { ids: unseen.map((message) => message.bareId) };
}

/** A message taken back is still listed, without its content. */
function shown(message: SimMessage): SimMessage {
  return message.revoked ? { ...message, content: { kind: 'revoke', targetId: message.bareId } } : message;
}

function passes(message: SimMessage, query: URLSearchParams): boolean {
  const from = query.get('filter.timestamp.gte');
  const to = query.get('filter.timestamp.lte');
  const fromMe = query.get('filter.fromMe');
  const ack = query.get('filter.ack');
  if (from !== null && message.timestamp < Number(from)) return false;
  if (to !== null && message.timestamp > Number(to)) return false;
  if (fromMe !== null && String(message.fromMe) !== fromMe) return false;
  return ack === null || ackName(message.ack) === ack;
}

function nameOf(world: World, session: Session, chatId: string): string | null {
  if (isGroup(chatId)) return world.network.groups.get(chatId)?.subject ?? null;
  const saved = session.contacts.get(chatId);
  return saved?.firstName ?? world.network.people.get(userOf(chatId))?.name ?? null;
}

/** One page of a list; garbage counts as no limit and no offset. */
export function page<T>(rows: T[], limit: unknown, offset: unknown): T[] {
  const start = Number(offset ?? 0) || 0;
  const count = limit === null || limit === undefined ? rows.length : Number(limit);
  return rows.slice(start, start + (Number.isFinite(count) ? count : rows.length));
}
