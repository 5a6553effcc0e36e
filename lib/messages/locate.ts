import { spellingsOf } from '@/lib/contacts/resolve';
import { ensureConversations, ensurePeople, keptConversations } from '@/lib/conversations/resolve';
import type { ConversationRef } from '@/lib/conversations/upkeep';
import type { Scope } from '@/lib/core/scope';
import type { IncomingMessage } from '@/lib/waha/happenings';
import { chatKind, preferredChat } from '@/lib/waha/ids';
import { type Direction, type IncomingResult, renameChats } from './receive-queries';
import { type Surroundings, selectSurroundings } from './survey-queries';

export const directionOf = ({ fromMe }: { fromMe: boolean }): Direction => (fromMe ? 'outbound' : 'inbound');

export type Located = { message: IncomingMessage; conversation: ConversationRef };

/**
 * Reads what {@link locate} needs, under the instance's lock. It may read too much: of duplicates, of what the batch
 * turns out not to hold.
 */
export async function survey(
  scope: Scope,
  instanceId: string,
  messages: IncomingMessage[],
): Promise<Surroundings> {
  if (messages.length === 0)
    return { addresses: new Map(), conversations: [], openSends: [], isAwaited: false, refusedIds: [] };
  const groups = messages.map(({ chat }) => chat).filter((chat) => chatKind(chat) === 'group');
  return selectSurroundings(scope, instanceId, {
    addresses: spellingsOf(peopleOf(messages)),
    groupAddresses: [...new Set(groups)],
    waIds: [...new Set(messages.map(({ waId }) => waId))],
    isOurs: messages.some(({ fromMe }) => fromMe),
  });
}

/** Who wrote, and where it belongs. */
export async function locate(
  scope: Scope,
  instanceId: string,
  messages: IncomingMessage[],
  known: Surroundings,
): Promise<Located[]> {
  const people = peopleOf(messages);
  const ids = await ensurePeople(scope, people, known);
  const contactIds = messages.map((message) =>
    toPerson(message).addresses.length > 0 ? ids.shift() : undefined,
  );
  const conversations = await ensureConversations(
    scope,
    instanceId,
    messages.map(({ chat, sentAt }, index) => ({
      contactId: chatKind(chat) === 'group' ? null : (contactIds[index] ?? ''),
      groupAddress: chatKind(chat) === 'group' ? chat : null,
      chatAddress: chat,
      activityAt: sentAt,
    })),
    keptConversations(people, known),
  );
  return messages.map((message, index) => ({
    message,
    conversation: conversations[index] as ConversationRef,
  }));
}

/** Writers and partners in the order of the messages, then whom else they speak of. */
const peopleOf = (messages: IncomingMessage[]) => [
  ...messages.map(toPerson).filter((person) => person.addresses.length > 0),
  ...messages.flatMap(({ links }) => links.map((addresses) => ({ addresses }))),
];

/** Who is meant: the partner of a direct chat, the writer in a group; nobody where we wrote in one. */
function toPerson({ chat, author, aliases, pushName, sentAt, fromMe }: IncomingMessage) {
  const isGroup = chatKind(chat) === 'group';
  const first = isGroup ? author : chat;
  const isSomebody = first !== null && !(isGroup && fromMe);
  return { addresses: isSomebody ? [first, ...aliases] : [], pushName, at: sentAt };
}

/**
 * A message that came under two addresses (GOWS before 2025.12.2 tells first messages twice; the echo of a send to a
 * phone may name the hidden id) tells that both are one person. Whether conversations were joined.
 */
export async function joinTwins(scope: Scope, located: Located[], rows: IncomingResult[]): Promise<boolean> {
  const held = new Map(
    rows.flatMap((row) => (row.heldAs === null ? [] : [[`${row.direction}:${row.waId}`, row]])),
  );
  if (held.size === 0) return false;
  const twins = located.flatMap(({ message, conversation }) => {
    const row = held.get(`${directionOf(message)}:${message.waId}`);
    const isDirect = chatKind(message.chat) === 'direct' && chatKind(row?.heldAs ?? '') === 'direct';
    return row?.heldAs && isDirect ? [{ row, chat: message.chat, heldAs: row.heldAs, conversation }] : [];
  });
  const renamed = twins.filter(({ chat, heldAs }) => chat !== heldAs && preferredChat(chat, heldAs) === chat);
  await renameChats(
    scope,
    renamed.map(({ row, chat }) => ({ id: row.id, chat })),
  );
  const apart = twins.filter(({ row, conversation }) => row.conversationId !== conversation.id);
  await ensurePeople(
    scope,
    apart.map(({ chat, heldAs }) => ({ addresses: [chat, heldAs] })),
  );
  return apart.length > 0;
}
