import { randomInt } from 'node:crypto';
import type { Sql } from 'postgres';
import { uuidv7 } from 'uuidv7';
import type { ConversationView } from '@/lib/conversations/schema';
import type { Api } from './client';
import { conversationPath, conversations, thread } from './messages';
import { randomPhone } from './numbers';
import { envelope, messageEvent, type WebhookSender } from './webhooks';

export const randomLid = (): string =>
  `${randomInt(100_000, 999_999)}${randomInt(100_000_000, 999_999_999)}@lid`;

/** A person with both addresses that WhatsApp may use. */
export const somebody = () => ({ phone: `${randomPhone()}@c.us`, lid: randomLid() });
export type Somebody = ReturnType<typeof somebody>;

/** `seconds` ago, for messages in a given order. */
export const ago = (seconds: number): number => Date.now() - seconds * 1000;

/** The person writes under each address, and nothing tells that both are theirs. */
export async function writeUnderBoth(post: WebhookSender, { phone, lid }: Somebody): Promise<void> {
  await post(messageEvent({ chat: lid, text: 'L1', waId: `L1${lid}`, at: ago(50), pushName: 'Mari' }));
  await post(messageEvent({ chat: phone, text: 'P2', waId: `P2${phone}`, at: ago(40), pushName: 'Marina' }));
  await post(messageEvent({ chat: lid, text: 'L3', waId: `L3${lid}`, at: ago(30), pushName: 'Mari' }));
  await post(messageEvent({ chat: phone, text: 'P4', waId: `P4${phone}`, at: ago(20), pushName: 'Marina' }));
}

/** The message that tells: it comes under the hidden id and names the phone. */
export const hintOf = ({ phone, lid }: Somebody, text = 'hint', at = ago(10)) =>
  messageEvent({ chat: lid, hint: phone, text, at, pushName: 'Mari' });

/** Another message that tells it, and leaves both conversations as they are: it stands in a group. */
export const groupHintOf = ({ phone, lid }: Somebody, group = `1203630${randomInt(10 ** 11)}@g.us`) =>
  messageEvent({ chat: group, author: lid, hint: phone, text: 'No grupo', at: ago(10), pushName: 'Mari' });

/** A reaction of the person to their own message. */
export const reactionOf = (address: string, waId: string, emoji: string) =>
  envelope('message.reaction', {
    id: `false_${address}_R${waId}`,
    timestamp: Math.floor(ago(15) / 1000),
    from: address,
    fromMe: false,
    reaction: { text: emoji, messageId: `false_${address}_${waId}` },
  });

/** The conversation of a list whose last message is this. */
export function endingWith(list: ConversationView[], preview: string): ConversationView {
  const found = list.find(({ lastMessage }) => lastMessage?.preview === preview);
  if (!found) throw new Error(`No conversation ends with ${preview}`);
  return found;
}

export const textsOf = async (api: Api, conversationId: string): Promise<(string | null)[]> =>
  (await thread(api, conversationId)).map(({ text }) => text);

/** Everything the caller sees of people's conversations and messages, but for when rows changed last. */
export async function everything(api: Api) {
  const list = (await conversations(api)).filter(({ kind }) => kind === 'direct');
  return Promise.all(
    list.map(async ({ updatedAt: _updatedAt, ...conversation }) => ({
      conversation,
      messages: await thread(api, conversation.id),
    })),
  );
}

export const getConversation = (api: Api, id: string) => api.get<ConversationView>(conversationPath(id));

export const undo = (api: Api, mergeId: string) =>
  api.post<{ data: ConversationView[] }>(`/api/messages/merges/${mergeId}/undo`);

export async function insertLabel(sql: Sql, organizationId: string, name: string): Promise<string> {
  const id = uuidv7();
  await sql`insert into labels (organization_id, id, name, color) values (${organizationId}, ${id}, ${name}, 'green')`;
  return id;
}
