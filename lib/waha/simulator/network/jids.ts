/** `…@s.whatsapp.net` (raw engines) to `…@c.us` (WAHA). */
export function toChatId(jid: string): string {
  return jid.replace(/@s\.whatsapp\.net$/, '@c.us');
}

/** `…@c.us` to `…@s.whatsapp.net`. */
export function toRawJid(chatId: string): string {
  return chatId.replace(/@c\.us$/, '@s.whatsapp.net');
}

/** What WAHA makes of a `chatId`: bare text gets `@c.us` appended, nothing else is normalised. */
export function readChatId(chatId: string): string {
  return chatId.includes('@') ? toChatId(chatId) : `${chatId}@c.us`;
}

export const isGroup = (chatId: string) => chatId.endsWith('@g.us');
export const isLid = (chatId: string) => chatId.endsWith('@lid');
export const isPhone = (chatId: string) => chatId.endsWith('@c.us');

/** The part before the `@`. */
export function userOf(chatId: string): string {
  return chatId.split('@')[0] ?? '';
}
