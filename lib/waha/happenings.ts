/** What WhatsApp tells, in our words. Engines and versions differ; from here on nothing does. */

export type IncomingMedia = {
  mimetype: string;
  filename: string | null;
  size: number | null;
  sourceUrl: string | null;
  /** Pixels, so that the place is kept before the picture is there. */
  width?: number;
  height?: number;
  /** Of sound and film. */
  seconds?: number;
  /** Of a voice note: how loud it is over its length, 64 values of 0 to 100, as bytes in base64. */
  waveform?: string;
};

/** What happened in a chat that nobody wrote. `people` are addresses; `title` is the group's name where it was told. */
export type SystemLine = {
  kind:
    | 'call_received'
    | 'call_rejected'
    | 'call_accepted'
    | 'group_joined'
    | 'group_left'
    | 'group_renamed'
    | 'group_changed'
    | 'people_joined'
    | 'people_left'
    | 'people_promoted'
    | 'people_demoted';
  people: string[];
  title: string | null;
  isVideo: boolean;
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
  /** Of others: addresses that belong to one person each (members of a group, as its events name them). */
  links: string[][];
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
    | 'system'
    | 'unsupported';
  text: string | null;
  /** Addresses of those whom the text names as `@number`. */
  mentions: string[] | null;
  media: IncomingMedia | null;
  location: { latitude: number; longitude: number; name: string | null; address: string | null } | null;
  contacts: { name: string; phoneNumber: string | null }[] | null;
  poll: { name: string; multiple: boolean; options: { text: string; votes: number }[] } | null;
  system: SystemLine | null;
  isForwarded: boolean;
  replyToWaId: string | null;
  reply: { text: string | null; author: string | null } | null;
  ack: number | null;
  /** Only for `unsupported`. */
  raw: unknown;
};

/** How far a message of ours got; or, for one of theirs, that we read it on another device. */
export type Ack = { kind: 'ack'; waId: string; fromMe: boolean; level: number };

/** Who did something to a message: we (on whatever device), or the one at this address (null in direct chats). */
type Doing = { waId: string; fromMe: boolean; author: string | null; at: Date };

/** An empty emoji takes the reaction back. */
export type Reaction = Doing & { kind: 'reaction'; emoji: string };

/** What somebody chooses in a poll, in place of what they chose before. */
export type Vote = Doing & { kind: 'vote'; options: string[] };

/** `editId` is the edit's own id; no text where WAHA could not read it. */
export type Edit = { kind: 'edit'; waId: string; editId: string; text: string | null; at: Date };

export type Revoke = { kind: 'revoke'; waId: string; at: Date };

/** What is said about a message by its bare id: WAHA names its side and chat differently per engine. */
export type Note = Reaction | Vote | Edit | Revoke;

/** What receiving folds into conversations. */
export type Received = IncomingMessage | Ack | Note;

export type SessionChange = {
  kind: 'session';
  /** WAHA's own name for it, where an event tells. */
  session?: string;
  status: string;
  /** WAHA's time of the change. */
  at: Date;
  me: Me | null;
};

/** Whose session it is, and how far WhatsApp lets it write to new people; what is undefined was not told. */
export type Me = {
  phone: string | null;
  lid: string | null;
  pushName: string | null;
  timelock?: Timelock | null;
  capping?: Capping | null;
};

/** WhatsApp's lock on writing to people who have not written; `until` is null where it does not say. */
export type Timelock = { isActive: boolean; until: Date | null };

/** WhatsApp's quota of new chats; `total` is null where there is none. */
export type Capping = { status: string; used: number; total: number | null; renewsAt: Date | null };

/** What somebody in a chat does just now; gone as soon as it is told. `none`: they have stopped. */
export type Presence = {
  kind: 'presence';
  chat: string;
  people: { who: string; state: 'typing' | 'recording' | 'none' }[];
  at: Date;
};

export type Happening =
  | IncomingMessage
  | Ack
  | Note
  | SessionChange
  | Presence
  /** Understood, and nothing follows from it. */
  | { kind: 'ignored' }
  /** Kept raw in the journal until a version of ours understands it. */
  | { kind: 'unknown' };
