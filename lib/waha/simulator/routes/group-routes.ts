import { groupInfo, participantView } from '../control/people';
import { badRequest, EngineError, HttpError, notFound } from '../http/http-error';
import type { Call, Router } from '../http/router';
import { userOf } from '../network/jids';
import type { Group } from '../network/network';
import { workingSession } from '../sessions/guard';
import type { Session } from '../sessions/session';
import { setPresence } from '../traffic/online';
import type { World } from '../world';

/** Groups, presence and calls. */
export function groupRoutes(router: Router): void {
  router.on('GET', '/api/:session/groups', list);
  router.on('GET', '/api/:session/groups/count', async ({ world, params }) => {
    const session = await workingSession(world, params.session);
    return { count: groupsOf(world, session).length };
  });
  router.on('POST', '/api/:session/groups/refresh', async ({ world, params }) => {
    await workingSession(world, params.session);
    return { success: true };
  });
  router.on('GET', '/api/:session/groups/:id', async ({ world, params }) =>
    rawGroup(world, await group({ world, params })),
  );
  router.on(
    'GET',
    '/api/:session/groups/:id/participants',
    async ({ world, params }) =>
      (rawGroup(world, await group({ world, params })) as { participants: unknown }).participants,
  );
  router.on('GET', '/api/:session/groups/:id/participants/v2', async ({ world, params }) => {
    const { participants } = await group({ world, params });
    return participants.map(({ phone, role }) => participantView(world, phone, role));
  });
  presenceRoutes(router);
  router.on('POST', '/api/:session/calls/reject', async ({ world, params, body }) => {
    const session = await workingSession(world, params.session);
    const payload = {
      id: body.id,
      from: body.from,
      timestamp: world.clock.seconds(),
      isVideo: false,
      isGroup: false,
    };
    void world.events.emit(session, { event: 'call.rejected', payload: { ...payload, _data: {} } });
    return undefined;
  });
}

function presenceRoutes(router: Router): void {
  router.on('POST', '/api/:session/presence', presence);
  router.on('POST', '/api/:session/presence/:chat/subscribe', async (call) => {
    await subscribe(call);
    return undefined;
  });
  router.on('GET', '/api/:session/presence/:chat', async (call) => {
    const id = await subscribe(call);
    return { id, presences: [] };
  });
}

async function subscribe({ world, params }: Call): Promise<string> {
  const session = await workingSession(world, params.session);
  const id = params.chat ?? '';
  session.subscriptions.add(world.network.conversationKey(id));
  return id;
}

/** `online` and `offline` are the account's own and forbid a chat; the others need one. */
async function presence({ world, params, body }: Call): Promise<unknown> {
  const session = await workingSession(world, params.session);
  const { presence: value, chatId } = body;
  if (value === 'online' || value === 'offline') {
    if (chatId) throw detail(`'${value}' presence works on global scope and doesn't require chatId`);
    setPresence(session, value);
    return undefined;
  }
  if (value !== 'typing' && value !== 'recording' && value !== 'paused') {
    throw badRequest(
      world.features,
      'presence must be one of the following values: offline, online, typing, recording, paused',
    );
  }
  if (typeof chatId !== 'string') throw detail(`'${value}' presence requires chatId`);
  const key = world.network.conversationKey(chatId);
  if (value === 'paused') session.typing.delete(key);
  else session.typing.add(key);
  return undefined;
}

function detail(text: string): HttpError {
  return new HttpError(400, { detail: text });
}

async function group({ world, params }: Pick<Call, 'world' | 'params'>): Promise<Group> {
  const session = await workingSession(world, params.session);
  const found = groupsOf(world, session).find(({ id }) => userOf(id) === userOf(params.id ?? ''));
  if (!found)
    throw world.options.engine === 'WEBJS'
      ? notFound(world.features, 'Group not found')
      : new EngineError('item-not-found');
  return found;
}

/** Engine-raw: NOWEB answers an object keyed by id, the others an array. */
async function list({ world, params }: Call): Promise<unknown> {
  const session = await workingSession(world, params.session);
  const rows = groupsOf(world, session).map((row) => rawGroup(world, row));
  if (world.options.engine !== 'NOWEB') return rows;
  return Object.fromEntries(groupsOf(world, session).map((row, index) => [row.id, rows[index]]));
}

function groupsOf(world: World, session: Session): Group[] {
  const own = session.account?.phone;
  return [...world.network.groups.values()].filter((row) =>
    row.participants.some(({ phone }) => phone === own),
  );
}

function rawGroup(world: World, { id, subject, description, participants }: Group): Record<string, unknown> {
  const { engine } = world.options;
  if (engine === 'GOWS') {
    const Participants = participants.map(({ phone, role }) => ({
      JID: `${world.network.ensurePerson(phone).lid}@lid`,
      PhoneNumber: `${phone}@s.whatsapp.net`,
      IsAdmin: role !== 'participant',
    }));
    return { JID: id, Name: subject, Topic: description, Participants, participants: Participants };
  }
  if (engine === 'WEBJS')
    return {
      ...groupInfo(world, id),
      id: { _serialized: id, user: userOf(id), server: 'g.us' },
      name: subject,
    };
  const members = participants.map(({ phone, role }) => ({
    id: `${world.network.ensurePerson(phone).lid}@lid`,
    phoneNumber: `${phone}@s.whatsapp.net`,
    admin: role === 'participant' ? null : role,
  }));
  return { id, subject, desc: description, size: members.length, participants: members };
}
