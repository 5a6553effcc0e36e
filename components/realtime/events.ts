import type { DraftView } from '@/lib/conversations/draft-schema';
import type { ConversationView } from '@/lib/conversations/schema';
import type { InstanceView } from '@/lib/instances/schema';
import type { MessageView } from '@/lib/messages/schema';
import type { Typing } from '@/lib/realtime/publish';

/** What the stream tells. `resync`: something may have been missed, everything shown is to be read again. */
export type RealtimeEvents = {
  'message.created': { conversationId: string; message: MessageView };
  'message.updated': { conversationId: string; message: MessageView };
  'conversation.updated': { conversation: ConversationView };
  /** Somebody types, or has stopped. */
  'conversation.typing': Typing;
  'instance.updated': { instance: InstanceView };
  /** Of this person, on another device or in another window. */
  'draft.updated': { draft: DraftView };
  /** A WAHA server is to be read again. */
  'server.updated': { id: string };
  /** A template was made, changed or deleted. */
  'template.updated': { id: string };
  resync: Record<string, never>;
};

export type RealtimeHandlers = {
  [Name in keyof RealtimeEvents]?: (data: RealtimeEvents[Name]) => void;
};

/** `connecting`: for so short a time that nobody needs to hear of it. `lost`: say so. */
export type Connection = {
  state: 'live' | 'connecting' | 'lost';
  /** When the stream last said anything, in ms; undefined before the first time. */
  lastEventAt?: number;
};
