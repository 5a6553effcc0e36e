import { authorize, type Scope } from '@/lib/core/scope';
import { findConnection } from '@/lib/instances/connection';
import { restAccount } from '@/lib/instances/presence';
import { type Typing, tellTyping } from '@/lib/realtime/publish';
import type { Presence } from '@/lib/waha/happenings';
import { chatKind } from '@/lib/waha/ids';
import { watchPresence } from '@/lib/waha/signals';
import type { TypingWatch } from './schema';
import { requireConversation } from './service';
import { selectTypingPeople, selectTypingPlace } from './typing-queries';

/** What is older than this has passed, however long it took to get here. */
const FRESH_MS = 30_000;

/** Tells every window who types in a conversation of this number. Of chats that nobody has here nobody is told. */
export async function tellWhoTypes(scope: Scope, instanceId: string, presence: Presence): Promise<void> {
  const { chat, people, at } = presence;
  if (people.length === 0 || Date.now() - at.getTime() > FRESH_MS) return;
  const isGroup = chatKind(chat) === 'group';
  const place = await selectTypingPlace(scope, instanceId, chat);
  if (!place) return;
  const told = { conversationId: place.id, at: at.toISOString() };
  const typing = isGroup
    ? (await nameMembers(scope, people)).map((one) => ({ ...told, ...one }))
    : people.map(({ state }) => ({ ...told, state, contactId: place.contactId, name: null }));
  await tellTyping(scope.db, scope.organizationId, typing);
}

type Doing = Pick<Typing, 'state' | 'contactId' | 'name'>;

/** Whom nobody here knows types without a name. */
async function nameMembers(scope: Scope, people: Presence['people']): Promise<Doing[]> {
  const known = await selectTypingPeople(
    scope,
    people.map(({ who }) => who),
  );
  return people.map(({ who, state }) => {
    const person = known.find(({ address }) => address === who);
    return { state, contactId: person?.contactId ?? null, name: person?.name ?? null };
  });
}

/**
 * Asks WhatsApp to tell who types in this conversation. A number that does not work, or a WAHA that can't be asked, is no
 * fault: then nobody is told. Throws `not_found`.
 */
export async function watchTyping(scope: Scope, conversationId: string): Promise<TypingWatch> {
  authorize(scope, 'conversations', 'conversations:read');
  const { conversation } = await requireConversation(scope, conversationId);
  const { instanceId, groupAddress, chatAddress } = conversation;
  const connection = await findConnection(scope, instanceId);
  if (connection?.status !== 'WORKING') return { isWatched: false };
  const isWatched = await watchPresence(connection.client, connection.session, groupAddress ?? chatAddress);
  // The call showed the account online, whatever came of it, and its phone does not ring until it rests.
  await restAccount(scope, instanceId);
  return { isWatched };
}
