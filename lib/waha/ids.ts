/** Kinds of WhatsApp chats by the end of their address. */
export type ChatKind = 'direct' | 'group' | 'other';

/**
 * One spelling per address: `…@s.whatsapp.net` is `…@c.us`, device suffixes (`:22@`) go. Undefined for what is no
 * address at all.
 */
export function normalizeAddress(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined;
  const match = /^([^@:\s]+)(?::\d+)?@([a-z.]+)$/i.exec(value.trim());
  if (!match) return undefined;
  const [, user = '', server = ''] = match;
  const host = server.toLowerCase();
  return `${user}@${host === 's.whatsapp.net' ? 'c.us' : host}`;
}

/** Status, broadcast lists and channels are `other`: not conversations. */
export function chatKind(address: string): ChatKind {
  if (address.endsWith('@c.us') || address.endsWith('@lid')) return 'direct';
  if (address.endsWith('@g.us')) return 'group';
  return 'other';
}

/** Whether WhatsApp could have given out this address of a person or group: WAHA takes any, and says that it sent. */
export const isChatAddress = (address: string): boolean =>
  /^(\d{5,20}@(c\.us|lid)|\d{5,20}(-\d{5,20})?@g\.us)$/.test(address);

/** Of two addresses of one person the one to name them by: the phone, else the lesser, so that order does not matter. */
export function preferredChat(one: string, other: string): string {
  const isPhone = (address: string) => address.endsWith('@c.us');
  if (isPhone(one) !== isPhone(other)) return isPhone(one) ? one : other;
  return one < other ? one : other;
}

export type MessageKey = {
  /** The bare id: with our side (`fromMe`) and the session it identifies a message; the chat part of the full id changes. */
  waId: string;
  fromMe?: boolean;
  chat?: string;
  author?: string;
};

/** Reads `true_5511…@c.us_3EB0…[_author]`, a bare id, or the object of WEBJS (`{ fromMe, remote, id, _serialized }`). */
export function parseMessageKey(value: unknown): MessageKey | undefined {
  if (value && typeof value === 'object') {
    const { fromMe, remote, id, participant } = value as Record<string, unknown>;
    if (typeof id !== 'string' || id === '') return undefined;
    const chat = normalizeAddress(remote);
    const author = normalizeAddress(participant);
    return {
      waId: id,
      ...(typeof fromMe === 'boolean' ? { fromMe } : {}),
      ...(chat ? { chat } : {}),
      ...(author ? { author } : {}),
    };
  }
  if (typeof value !== 'string' || value === '') return undefined;
  const [side, chat, id, author] = value.split('_');
  if ((side !== 'true' && side !== 'false') || !id) return { waId: value };
  const address = normalizeAddress(chat);
  const by = normalizeAddress(author);
  return {
    waId: id,
    fromMe: side === 'true',
    ...(address ? { chat: address } : {}),
    ...(by ? { author: by } : {}),
  };
}

/** WAHA's full id of a message, as its calls want it back. */
export function fullMessageId(key: {
  waId: string;
  fromMe: boolean;
  chat: string;
  author?: string | null;
}): string {
  return [String(key.fromMe), key.chat, key.waId, key.author].filter(Boolean).join('_');
}
