import { ensureConversations, ensurePeople } from '@/lib/conversations/resolve';
import type { ConversationRef } from '@/lib/conversations/upkeep';
import type { Scope } from '@/lib/core/scope';
import type { IncomingMessage } from '@/lib/waha/happenings';
import { chatKind, preferredChat } from '@/lib/waha/ids';
import { type Direction, type IncomingResult, renameChats } from './receive-queries';

export const directionOf = ({ fromMe }: { fromMe: boolean }): Direction => (fromMe ? 'outbound' : 'inbound');

export type Located = { message: IncomingMessage; conversation: ConversationRef };

/** Who wrote, and where it belongs. */
export async function locate(
  scope: Scope,
  instanceId: string,
  messages: IncomingMessage[],
): Promise<Located[]> {
  const people = messages.map(toPerson);
  const ids = await ensurePeople(scope, [
    ...people.filter((person) => person.addresses.length > 0),
    ...messages.flatMap(({ links }) => links.map((addresses) => ({ addresses }))),
  ]);
  const contactIds = people.map(({ addresses }) => (addresses.length > 0 ? ids.shift() : undefined));
  const conversations = await ensureConversations(
    scope,
    instanceId,
    messages.map(({ chat, sentAt }, index) => ({
      contactId: chatKind(chat) === 'group' ? null : (contactIds[index] ?? ''),
      groupAddress: chatKind(chat) === 'group' ? chat : null,
      chatAddress: chat,
      activityAt: sentAt,
    })),
  );
  return messages.map((message, index) => ({
    message,
    conversation: conversations[index] as ConversationRef,
  }));
}

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
