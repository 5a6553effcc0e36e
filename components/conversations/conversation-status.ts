import type { ConversationView } from '@/lib/conversations/schema';

export type ConversationStatus = ConversationView['status'];

/** Said again here: the schema would bring its validation library into the browser. */
export const CONVERSATION_STATUSES = [
  'open',
  'pending',
  'snoozed',
  'resolved',
] as const satisfies readonly ConversationStatus[];
