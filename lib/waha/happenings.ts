/** What WhatsApp tells, in our words. Engines and versions differ; from here on nothing does. */

export type IncomingMedia = {
  mimetype: string;
  filename: string | null;
  size: number | null;
  sourceUrl: string | null;
};

export type IncomingMessage = {
  kind: 'message';
  waId: string;
  fromMe: boolean;
  /** Sent through WAHA (by us or another program) or typed on the phone; a hint only (WEBJS may say `app` for ours). */
  source: 'api' | 'app' | null;
  chat: string;
  /** In groups: who wrote. */
  author: string | null;
  /** Other addresses of the same person (the chat's in direct chats, the author's in groups). */
  aliases: string[];
  pushName: string | null;
  sentAt: Date;
  /** Microseconds within the second, where the engine has them. */
  sentRank: number;
  type:
    | 'text'
    | 'image'
    | 'video'
    | 'voice'
    | 'audio'
    | 'document'
    | 'sticker'
    | 'location'
    | 'contact'
    | 'poll'
    | 'unsupported';
  text: string | null;
  media: IncomingMedia | null;
  location: { latitude: number; longitude: number; name: string | null; address: string | null } | null;
  contacts: { name: string; phoneNumber: string | null }[] | null;
  poll: { name: string; multiple: boolean; options: { text: string; votes: number }[] } | null;
  isForwarded: boolean;
  replyToWaId: string | null;
  reply: { text: string | null; author: string | null } | null;
  ack: number | null;
  /** Only for `unsupported`. */
  raw: unknown;
};

/** How far a message of ours got; or, for one of theirs, that we read it on another device. */
export type Ack = { kind: 'ack'; waId: string; fromMe: boolean; level: number };

export type SessionChange = {
  kind: 'session';
  status: string;
  /** WAHA's time of the change. */
  at: Date;
  me: { phone: string | null; lid: string | null; pushName: string | null } | null;
};

export type Happening =
  | IncomingMessage
  | Ack
  | SessionChange
  /** Understood, and nothing follows from it. */
  | { kind: 'ignored' }
  /** Kept raw in the journal until a version of ours understands it. */
  | { kind: 'unknown' };
