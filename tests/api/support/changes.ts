import type { MessageView } from '@/lib/messages/schema';
import type { SimulatorControl } from '@/lib/waha/simulator/control/control';
import type { Api } from './client';
import { thread } from './messages';
import type { LinkedNumber } from './numbers';
import { waitFor } from './wait';

export const messagePath = (id: string, rest = ''): string => `/api/messages/${id}${rest}`;

type Headers = Record<string, string>;

export const react = (api: Api, id: string, emoji: unknown, headers?: Headers) =>
  api.call<MessageView>('PUT', messagePath(id, '/reaction'), { body: { emoji }, headers });

export const edit = (api: Api, id: string, text: unknown, headers?: Headers) =>
  api.call<MessageView>('PATCH', messagePath(id), { body: { text }, headers });

export const revoke = (api: Api, id: string, headers?: Headers) =>
  api.call<MessageView>('DELETE', messagePath(id), { headers });

/** Waits until nothing is wanted of the message any more but what is wanted here. */
export async function waitForChanges(
  api: Api,
  { id, conversationId }: MessageView,
  wanted: MessageView['pendingChanges'][number]['state'] | 'none' = 'none',
  timeoutMs = 30_000,
): Promise<MessageView> {
  const states = (message: MessageView) => message.pendingChanges.map(({ state }) => state);
  const found = await waitFor(
    async () => (await thread(api, conversationId)).find((message) => message.id === id),
    (message) =>
      message !== undefined &&
      (wanted === 'none' ? states(message).length === 0 : states(message).every((state) => state === wanted)),
    { what: `changes: ${wanted}`, timeoutMs },
  );
  return found as MessageView;
}

/** What the customer sees on the phone, oldest first. */
export async function phoneOf(simulator: SimulatorControl, number: LinkedNumber, phone: string) {
  const { messages } = await simulator.chat({ session: number.sessionName, phone });
  return messages.map(({ kind, body, reactions, quoted }) => ({ kind, body, reactions, quoted }));
}
