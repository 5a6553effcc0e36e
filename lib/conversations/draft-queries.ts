import { sql } from 'drizzle-orm';
import { newId } from '@/lib/core/ids';
import type { Scope } from '@/lib/core/scope';
import { idArray } from '@/lib/core/sql';
import type { DraftView, SaveDraftInput } from './draft-schema';

type Place = { userId: string; conversationId: string };

/** Writes a draft unless a newer one is there; undefined when it is, or when there was nothing to throw away. */
export async function writeDraft(
  scope: Scope,
  { userId, conversationId }: Place,
  { text, ageMs, replaces }: Pick<SaveDraftInput, 'text' | 'ageMs' | 'replaces'>,
): Promise<string | undefined> {
  const { organizationId } = scope;
  const editedAt = sql`now() - make_interval(secs => ${ageMs / 1000})`;
  const [row] = await scope.db.execute<{ id: string }>(sql`
    insert into drafts as d (organization_id, id, user_id, conversation_id, text, edited_at)
    select ${organizationId}, ${newId()}, ${userId}, ${conversationId}, ${text}, ${editedAt}
    where ${text} <> '' or exists (select 1 from drafts x where x.organization_id = ${organizationId}
      and x.user_id = ${userId} and x.conversation_id = ${conversationId})
    on conflict (organization_id, conversation_id, user_id) do update
      set text = excluded.text, edited_at = greatest(excluded.edited_at, d.edited_at)
      where excluded.edited_at >= d.edited_at or d.text = ${replaces ?? null}
    returning d.id`);
  return row?.id;
}

/** Throws a draft away that says just this: it was sent. */
export async function clearDraft(
  scope: Scope,
  { userId, conversationId }: Place,
  text: string,
): Promise<string | undefined> {
  const [row] = await scope.db.execute<{ id: string }>(sql`
    update drafts set text = '', edited_at = now() where organization_id = ${scope.organizationId}
      and user_id = ${userId} and conversation_id = ${conversationId} and btrim(text, E' \\n\\r\\t') = ${text}
    returning id`);
  return row?.id;
}

export async function selectDraft(scope: Scope, { userId, conversationId }: Place): Promise<string> {
  const [row] = await scope.db.execute<{ text: string }>(sql`
    select text from drafts where organization_id = ${scope.organizationId} and user_id = ${userId}
      and conversation_id = ${conversationId}`);
  return row?.text ?? '';
}

/** A person's drafts, the latest first. */
export const selectDrafts = (scope: Scope, userId: string, limit: number): Promise<DraftView[]> =>
  scope.db.execute<DraftView>(sql`
    select conversation_id as "conversationId", text from drafts
    where organization_id = ${scope.organizationId} and user_id = ${userId} and text <> ''
    order by edited_at desc, id limit ${limit}`);

export const selectDraftsByIds = (scope: Scope, ids: string[]): Promise<(DraftView & { userId: string })[]> =>
  scope.db.execute<DraftView & { userId: string }>(sql`
    select conversation_id as "conversationId", text, user_id as "userId" from drafts
    where organization_id = ${scope.organizationId} and id = any(${idArray(ids)})`);

/** A conversation became part of another one: what was begun in it goes on there, below what stands there already. */
export async function moveDrafts(scope: Scope, from: string, to: string): Promise<void> {
  const { organizationId } = scope;
  await scope.db.execute(sql`
    update drafts s set text = left(concat_ws(E'\\n', nullif(s.text, ''), x.text), 65536), edited_at = now() from drafts x
    where s.organization_id = ${organizationId} and s.conversation_id = ${to} and x.organization_id = s.organization_id
      and x.conversation_id = ${from} and x.user_id = s.user_id and x.text <> ''`);
  await scope.db.execute(sql`
    update drafts x set conversation_id = ${to}
    where x.organization_id = ${organizationId} and x.conversation_id = ${from} and not exists (
      select 1 from drafts s where s.organization_id = x.organization_id and s.user_id = x.user_id and s.conversation_id = ${to})`);
}
