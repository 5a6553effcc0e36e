import { z } from 'zod';
import { cursorKind, type Page, toPage } from '@/lib/core/pagination';
import { authorize, type Scope } from '@/lib/core/scope';
import type { ContactQuery, ContactView } from './schema';
import { selectContacts } from './search-queries';

const cursors = cursorKind('contacts', z.tuple([z.uuid()]));

/** People by name (accents and case don't count) or a part of their phone; those whose phone WhatsApp hides are left out. */
export async function searchContacts(
  scope: Scope,
  { q, conversation, limit, cursor }: ContactQuery,
): Promise<Page<ContactView>> {
  authorize(scope, 'conversations', 'conversations:read');
  const [after] = cursor ? cursors.decode(cursor) : [];
  const rows = await selectContacts(scope, q, conversation, limit + 1, after);
  return toPage(
    rows,
    limit,
    ({ id }) => cursors.encode([id]),
    (row) => row,
  );
}
