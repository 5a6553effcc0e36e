import type { WahaClient } from './client';
import { WahaError } from './http';

type Signalling = Pick<WahaClient, 'signal'>;

/** Shows in a chat that we are typing, until {@link stopTyping} or the message. Nothing depends on it. */
export const startTyping = (client: Signalling, session: string, chatId: string): Promise<void> =>
  attempt(client.signal('/api/startTyping', { session, chatId }));

export const stopTyping = (client: Signalling, session: string, chatId: string): Promise<void> =>
  attempt(client.signal('/api/stopTyping', { session, chatId }));

/** An API call shows the account online for 25 s, and while it is the phone does not ring (2024.10 and later). */
export const goOffline = (client: Signalling, session: string): Promise<void> =>
  attempt(client.signal(`/api/${encodeURIComponent(session)}/presence`, { presence: 'offline' }));

/** Has WhatsApp tell who types in a chat, as long as it does. Answers whether WAHA took it. */
export async function watchPresence(client: Signalling, session: string, chatId: string): Promise<boolean> {
  const path = `/api/${encodeURIComponent(session)}/presence/${encodeURIComponent(chatId)}/subscribe`;
  try {
    await client.signal(path, {});
    return true;
  } catch (error) {
    if (!(error instanceof WahaError)) throw error;
    return false;
  }
}

/** Tells the customer that these messages of theirs were read. Full ids; `participant` in groups. Throws {@link WahaError}. */
export async function markSeen(
  client: Signalling,
  seen: { session: string; chatId: string; messageIds: string[]; participant?: string },
): Promise<void> {
  await client.signal('/api/sendSeen', seen);
}

async function attempt(call: Promise<unknown>): Promise<void> {
  await call.catch((error: unknown) => {
    if (!(error instanceof WahaError)) throw error;
  });
}
