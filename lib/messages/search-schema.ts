import { z } from 'zod';
import { conversationView } from '@/lib/conversations/schema';
import { moment } from '@/lib/core/moment';
import { pageQuery } from '@/lib/core/pagination';
import { messageView } from './schema';

/** Words all have to occur, the last also as a beginning; `"several words"` in that order. Accents and case don't count. */
export const searchQuery = pageQuery.extend({
  q: z.string().trim().min(2).max(200),
  conversationId: z.uuid().optional(),
  instanceId: z.uuid().optional(),
  /** WhatsApp's time, from and up to (both included). */
  from: moment.optional(),
  to: moment.optional(),
});
export type SearchQuery = z.infer<typeof searchQuery>;

/** `highlight` is a part of the text as safe HTML: what was found stands in `<mark>`, everything else is escaped. */
export const searchHit = z.object({
  message: messageView,
  conversation: conversationView,
  highlight: z.string(),
});
export type SearchHit = z.infer<typeof searchHit>;

export const searchPage = z.object({ data: z.array(searchHit), nextCursor: z.string().nullable() });
