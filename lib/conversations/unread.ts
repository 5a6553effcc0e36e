import { authorize, type Scope } from '@/lib/core/scope';
import { MOST_COUNTED } from './rules';
import type { UnreadCounts, UnreadQuery } from './schema';
import { ownerId } from './service';
import { selectUnreadCounts } from './unread-queries';

/** How many conversations of a filter have something unread, as far as anybody counts. */
export async function countUnread(scope: Scope, query: UnreadQuery): Promise<UnreadCounts> {
  authorize(scope, 'conversations', 'conversations:read');
  return selectUnreadCounts(scope, ownerId(scope), query, MOST_COUNTED);
}
