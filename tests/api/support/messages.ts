import type { ConversationView } from '@/lib/conversations/schema';
import type { Page } from '@/lib/core/pagination';
import type { MessageStatus, MessageView } from '@/lib/messages/schema';
import type { SimulatorControl } from '@/lib/waha/simulator/control/control';
import type { Api } from './client';
import { instancePath } from './numbers';
import { waitFor } from './wait';

export const conversationPath = (id: string, rest = ''): string => `/api/messages/conversations/${id}${rest}`;

/** Sends into a number and answers the accepted message. */
export async function send(api: Api, instanceId: string, to: string, text: string, extra: object = {}) {
  const answer = await api.post<MessageView>(instancePath(instanceId, '/send'), { to, text, ...extra });
  if (answer.status !== 202) throw new Error(`Sending: ${answer.status} ${answer.text}`);
  return answer.body;
}

/** Messages of a conversation, newest first. */
export async function thread(api: Api, conversationId: string, query = ''): Promise<MessageView[]> {
  return (await api.get<Page<MessageView>>(conversationPath(conversationId, `/messages${query}`))).body.data;
}

/** Waits until a message of this conversation has this status. */
export async function waitForMessage(
  api: Api,
  message: MessageView,
  status: MessageStatus | MessageStatus[],
  timeoutMs = 30_000,
): Promise<MessageView> {
  const wanted = [status].flat();
  const found = await waitFor(
    async () => (await thread(api, message.conversationId)).find(({ id }) => id === message.id),
    (now) => now !== undefined && wanted.includes(now.status),
    { what: `message in ${wanted}`, timeoutMs },
  );
  return found as MessageView;
}

/** All conversations of the caller, newest activity first. */
export const conversations = async (api: Api, query = ''): Promise<ConversationView[]> =>
  (await api.get<Page<ConversationView>>(`/api/messages/conversations${query}`)).body.data;

/** Waits until the caller has just one conversation with `count` messages, and answers both. */
export async function waitForThread(api: Api, count: number) {
  return waitFor(
    async () => {
      const [conversation] = await conversations(api);
      return { conversation, messages: conversation ? await thread(api, conversation.id) : [] };
    },
    ({ messages }) => messages.length >= count,
    { what: `${count} messages` },
  ) as Promise<{ conversation: ConversationView; messages: MessageView[] }>;
}

/** What truly reached customers, oldest first: each text, and how often it came. */
export async function arrivals(simulator: SimulatorControl, filter: { phone: string; session?: string }) {
  const rows = await simulator.received(filter);
  return rows.map(({ content, copies }) => [content?.kind === 'text' ? content.text : null, copies]);
}
