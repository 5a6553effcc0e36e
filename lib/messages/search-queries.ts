import { type SQL, sql } from 'drizzle-orm';
import type { Scope } from '@/lib/core/scope';
import { idArray, OWN_PLAN } from '@/lib/core/sql';
import { MARK } from './search-words';

export type SearchFilter = { conversationId?: string; instanceId?: string; from?: string; to?: string };
export type SearchPlace = [sentAt: string, messageId: string];
export type FoundMessage = { messageId: string; conversationId: string; sentAt: string };

/** So many of the newest messages are read one by one before the index of words is asked. */
const NEWEST = 8_000;

/**
 * Messages that match, newest first. A frequent word is found among the newest messages without touching its
 * thousands of other places; a rare one is not there, and the index of words knows its few. One conversation's
 * messages are read along its own index.
 */
export async function findMessages(
  scope: Scope,
  query: string,
  filter: SearchFilter,
  limit: number,
  after?: SearchPlace,
): Promise<FoundMessage[]> {
  const within = conditions(scope, filter, after);
  if (filter.conversationId) return scope.db.execute<FoundMessage>(newestFirst(within, query, limit));
  const near = await scope.db.execute<FoundMessage>(newestFirst(within, query, limit, NEWEST));
  if (near.length === limit) return near;
  return scope.db.execute<FoundMessage>(sql`${OWN_PLAN}
    with found as materialized (
      select s.message_id, s.conversation_id, s.sent_at from message_search s
      where ${within} and s.words @@ to_tsquery('recado', ${query}))
    select ${columns} from found s order by s.sent_at desc, s.message_id desc limit ${limit}`);
}

const columns = sql`s.message_id as "messageId", s.conversation_id as "conversationId",
  to_char(s.sent_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "sentAt"`;

/** With `most`, only so many of the newest are looked at. */
function newestFirst(within: SQL, query: string, limit: number, most?: number): SQL {
  return sql`
    select ${columns} from (
      select s.* from message_search s where ${within} order by s.sent_at desc, s.message_id desc
      ${most === undefined ? sql`` : sql`limit ${most}`}) s
    where s.words @@ to_tsquery('recado', ${query})
    order by s.sent_at desc, s.message_id desc limit ${limit}`;
}

function conditions(
  scope: Scope,
  { conversationId, instanceId, from, to }: SearchFilter,
  after?: SearchPlace,
): SQL {
  const all = [
    sql`s.organization_id = ${scope.organizationId}`,
    conversationId && sql`s.conversation_id = ${conversationId}`,
    instanceId && sql`s.instance_id = ${instanceId}`,
    from && sql`s.sent_at >= ${from}::timestamptz`,
    to && sql`s.sent_at <= ${to}::timestamptz`,
    after && sql`(s.sent_at, s.message_id) < (${after[0]}::timestamptz, ${after[1]}::uuid)`,
  ];
  return sql.join(
    all.filter((one): one is SQL => Boolean(one)),
    sql` and `,
  );
}

/** The part of each message's text where the words stand, what matches between {@link MARK}s. */
export async function selectHeadlines(
  scope: Scope,
  query: string,
  ids: string[],
): Promise<Map<string, string>> {
  const brackets = `<>${MARK.start}${MARK.end}`;
  const options = `StartSel=${MARK.start}, StopSel=${MARK.end}, MaxWords=24, MinWords=10, ShortWord=0`;
  const rows = await scope.db.execute<{ id: string; headline: string }>(sql`
    select m.id, ts_headline('recado', translate(left(concat_ws(' · ', m.text, m.media ->> 'filename'), 20000),
      ${brackets}, ${MARK.less + MARK.greater}), to_tsquery('recado', ${query}), ${options}) as headline
    from messages m where m.organization_id = ${scope.organizationId} and m.id = any(${idArray(ids)})`);
  return new Map(rows.map(({ id, headline }) => [id, headline]));
}
