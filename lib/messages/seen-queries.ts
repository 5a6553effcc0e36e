import { sql } from 'drizzle-orm';
import type { Scope } from '@/lib/core/scope';
import { idArray } from '@/lib/core/sql';

/** Received messages of one writer in one chat; in groups each is told apart. */
export type Readable = {
  instanceId: string;
  chat: string;
  author: string | null;
  messages: { id: string; waId: string }[];
};

/** What WAHA wants to know of received messages to tell that they were read. */
export const selectReadable = (scope: Scope, ids: string[]): Promise<Readable[]> =>
  scope.db.execute<Readable>(sql`
    select instance_id as "instanceId", wa_chat as "chat", wa_author as "author",
      json_agg(json_build_object('id', id, 'waId', wa_id) order by id) as messages
    from messages
    where organization_id = ${scope.organizationId} and id = any(${idArray(ids)}) and direction = 'inbound'
      and type <> 'system' and wa_id is not null and wa_chat is not null
    group by 1, 2, 3`);
