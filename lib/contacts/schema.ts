import { z } from 'zod';
import { pageQuery } from '@/lib/core/pagination';

/** `name`: the business's own for the person, else what they call themselves. */
export const contactView = z.object({
  id: z.uuid(),
  name: z.string(),
  phoneNumber: z.string(),
  avatarUrl: z.string().nullable(),
});
export type ContactView = z.infer<typeof contactView>;

/** `q` is a name or a part of a phone. `conversation=false`: only those with whom there is no conversation yet. */
export const contactQuery = pageQuery.extend({
  q: z.string().trim().min(2).max(200),
  conversation: z.stringbool().optional(),
});
export type ContactQuery = z.infer<typeof contactQuery>;

export const contactPage = z.object({ data: z.array(contactView), nextCursor: z.string().nullable() });
