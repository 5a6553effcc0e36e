import { and, asc, count, eq, gt, sql } from 'drizzle-orm';
import { templates } from '@/db/schema';
import { newId } from '@/lib/core/ids';
import type { Scope } from '@/lib/core/scope';

export type TemplateRow = typeof templates.$inferSelect;
type Texts = Pick<TemplateRow, 'shortcut' | 'title' | 'text'>;

/** By shortcut, those after one of them. */
export const selectTemplates = (scope: Scope, limit: number, after?: string): Promise<TemplateRow[]> =>
  scope.db
    .select()
    .from(templates)
    .where(
      and(
        eq(templates.organizationId, scope.organizationId),
        after === undefined ? undefined : gt(templates.shortcut, after),
      ),
    )
    .orderBy(asc(templates.shortcut))
    .limit(limit);

export async function selectTemplate(scope: Scope, id: string): Promise<TemplateRow | undefined> {
  const [row] = await scope.db.select().from(templates).where(isThis(scope, id));
  return row;
}

export async function insertTemplate(scope: Scope, texts: Texts): Promise<TemplateRow> {
  const { organizationId } = scope;
  const rows = await scope.db
    .insert(templates)
    .values({ organizationId, id: newId(), ...texts })
    .returning();
  return rows[0] as TemplateRow;
}

/** The row as it is now; undefined where there is none (any more). */
export async function updateTemplateRow(
  scope: Scope,
  id: string,
  texts: Partial<Texts>,
): Promise<TemplateRow | undefined> {
  const [row] = await scope.db
    .update(templates)
    .set({ ...texts, updatedAt: new Date() })
    .where(isThis(scope, id))
    .returning();
  return row;
}

/** Whether there was one. */
export async function deleteTemplateRow(scope: Scope, id: string): Promise<boolean> {
  const rows = await scope.db.delete(templates).where(isThis(scope, id)).returning({ id: templates.id });
  return rows.length > 0;
}

/** How many there are, counted by one at a time until the transaction ends. */
export async function countLocked(scope: Scope): Promise<number> {
  await scope.db.execute(
    sql`select pg_advisory_xact_lock(hashtextextended('templates:' || ${scope.organizationId}::text, 0))`,
  );
  const [row] = await scope.db
    .select({ all: count() })
    .from(templates)
    .where(eq(templates.organizationId, scope.organizationId));
  return row?.all ?? 0;
}

const isThis = (scope: Scope, id: string) =>
  and(eq(templates.organizationId, scope.organizationId), eq(templates.id, id));
