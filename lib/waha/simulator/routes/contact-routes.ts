import { meInfo } from '../events/me';
import { notFound } from '../http/http-error';
import type { Call, Router } from '../http/router';
import { readChatId, userOf } from '../network/jids';
import { sessionIn, workingSession } from '../sessions/guard';
import type { Session } from '../sessions/session';
import type { World } from '../world';
import { page } from './chat-routes';
import { requireStore } from './message-routes';

/** Contacts, check-exists, LIDs and the own profile. */
export function contactRoutes(router: Router): void {
  router.on('GET', '/api/contacts/check-exists', checkExists);
  router.on('GET', '/api/checkNumberStatus', checkExists);
  router.on('GET', '/api/contacts/all', async ({ world, query }) => {
    const session = await storedSession(world, query.get('session') ?? undefined);
    const ids = session.history.newest().map(({ chatId }) => chatId);
    return page(ids, query.get('limit'), query.get('offset')).map((id) => contactView(world, session, id));
  });
  router.on('GET', '/api/contacts', async ({ world, query }) => {
    const session = await storedSession(world, query.get('session') ?? undefined);
    const id = world.network.conversationKey(readChatId(query.get('contactId') ?? ''));
    return contactView(world, session, id);
  });
  router.on('GET', '/api/contacts/profile-picture', async ({ world, query }) => {
    await workingSession(world, query.get('session') ?? undefined);
    return { profilePictureURL: null };
  });
  router.on('GET', '/api/:session/contacts/:id', async ({ world, params }) => {
    const session = await storedSession(world, params.session);
    return contactView(world, session, world.network.conversationKey(readChatId(params.id ?? '')));
  });
  router.on('PUT', '/api/:session/contacts/:id', async ({ world, params, body }) => {
    const session = await workingSession(world, params.session);
    const [firstName, lastName] = [String(body.firstName ?? ''), String(body.lastName ?? '')];
    session.contacts.set(world.network.conversationKey(readChatId(params.id ?? '')), { firstName, lastName });
    return { success: true };
  });
  router.on('GET', '/api/:session/profile', async ({ world, params }) => {
    const session = await sessionIn(world, params.session, ['WORKING']);
    const me = meInfo(world, session);
    return { id: me?.id, name: me?.pushName, picture: null };
  });
  lidRoutes(router);
}

function lidRoutes(router: Router): void {
  router.on('GET', '/api/:session/lids', async ({ world, params, query }) => {
    const session = await lidSession(world, params.session);
    return page(knownLids(world, session), query.get('limit') ?? 100, query.get('offset'));
  });
  router.on('GET', '/api/:session/lids/count', async ({ world, params }) => {
    const session = await lidSession(world, params.session);
    return { count: knownLids(world, session).length };
  });
  router.on('GET', '/api/:session/lids/pn/:phone', async ({ world, params }) => {
    await lidSession(world, params.session);
    const phone = userOf(params.phone ?? '');
    const person = world.network.people.get(phone);
    return { lid: person && !person.phoneHidden ? `${person.lid}@lid` : null, pn: `${phone}@c.us` };
  });
  router.on('GET', '/api/:session/lids/:lid', async ({ world, params }) => {
    await lidSession(world, params.session);
    const lid = `${userOf(params.lid ?? '')}@lid`;
    const person = world.network.personAt(lid);
    return { lid, pn: person && !person.phoneHidden ? `${person.phone}@c.us` : null };
  });
}

async function storedSession(world: World, name: string | undefined): Promise<Session> {
  const session = await workingSession(world, name);
  requireStore(world, session);
  return session;
}

/** The lids API exists since 2025.5.4. */
function lidSession(world: World, name: string | undefined): Promise<Session> {
  if (!world.features.modernHistory) throw notFound(world.features, `Cannot GET /api/${name}/lids`);
  return storedSession(world, name);
}

function knownLids(world: World, session: Session) {
  return session.history.newest().flatMap(({ chatId }) => {
    const person = world.network.personAt(chatId);
    return person && !person.phoneHidden ? [{ lid: `${person.lid}@lid`, pn: `${person.phone}@c.us` }] : [];
  });
}

/** `chatId` is the registered form, in Brazil with or without the ninth digit. */
async function checkExists({ world, query }: Call): Promise<unknown> {
  await workingSession(world, query.get('session') ?? undefined);
  const asked = query.get('phone') ?? '';
  const { engine } = world.options;
  if (asked.endsWith('@lid')) {
    const person = world.network.personAt(asked);
    if (!person) return { numberExists: false };
    const pn = engine === 'GOWS' && !person.phoneHidden ? { pn: `${person.phone}@c.us` } : {};
    return { numberExists: true, chatId: asked, ...pn };
  }
  const phone = world.network.registeredForm(userOf(asked).replace(/^\+/, ''));
  return phone ? { numberExists: true, chatId: `${phone}@c.us` } : { numberExists: false };
}

/** NOWEB knows only id and names; null for somebody unknown. */
function contactView(world: World, session: Session, id: string): Record<string, unknown> | null {
  const person = world.network.people.get(userOf(id));
  if (!person) return null;
  const saved = session.contacts.get(id);
  const name = saved ? `${saved.firstName} ${saved.lastName}`.trim() : undefined;
  if (world.options.engine !== 'WEBJS') return { id, ...(name ? { name } : {}), pushname: person.name };
  const flags = {
    isMe: false,
    isGroup: false,
    isWAContact: true,
    isMyContact: saved !== undefined,
    isBlocked: false,
  };
  return { id, number: person.phone, name, pushname: person.name, shortName: person.name, ...flags };
}
