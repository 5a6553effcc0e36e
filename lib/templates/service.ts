import { z } from 'zod';
import { violatedConstraint } from '@/lib/core/database-errors';
import { AppError } from '@/lib/core/errors';
import { cursorKind, type Page, type PageInput, toPage } from '@/lib/core/pagination';
import { authorize, inTransaction, type Scope } from '@/lib/core/scope';
import { publish } from '@/lib/realtime/publish';
import {
  countLocked,
  deleteTemplateRow,
  insertTemplate,
  selectTemplate,
  selectTemplates,
  type TemplateRow,
  updateTemplateRow,
} from './queries';
import { fieldsOf } from './rules';
import type { CreateTemplateInput, TemplateView, UpdateTemplateInput } from './schema';

/** So many can be looked through while typing. */
export const TEMPLATES_MAX = 1_000;

const cursors = cursorKind('templates', z.tuple([z.string()]));

/** The organization's templates by their shortcut. */
export async function listTemplates(scope: Scope, { limit, cursor }: PageInput): Promise<Page<TemplateView>> {
  authorize(scope, 'conversations', 'conversations:read');
  const [after] = cursor ? cursors.decode(cursor) : [];
  const rows = await selectTemplates(scope, limit + 1, after);
  return toPage(rows, limit, ({ shortcut }) => cursors.encode([shortcut]), toTemplateView);
}

export async function getTemplate(scope: Scope, id: string): Promise<TemplateView> {
  authorize(scope, 'conversations', 'conversations:read');
  const row = await selectTemplate(scope, id);
  if (!row) throw new AppError('not_found');
  return toTemplateView(row);
}

/** Keeps a text. Throws `conflict` for a shortcut that there is, `limit_reached` beyond {@link TEMPLATES_MAX}. */
export async function createTemplate(
  scope: Scope,
  { shortcut, title = null, text }: CreateTemplateInput,
): Promise<TemplateView> {
  authorize(scope, 'conversations', 'templates:manage');
  return inTransaction(scope, async (inside) => {
    if ((await countLocked(inside)) >= TEMPLATES_MAX)
      throw new AppError('limit_reached', { detail: 'limitTemplates', params: { limit: TEMPLATES_MAX } });
    const row = await insertTemplate(inside, { shortcut, title, text }).catch(refuseTaken(shortcut));
    await tell(inside, row.id);
    return toTemplateView(row);
  });
}

/** Changes what is given. Throws `conflict` for a shortcut that another one has, `not_found` also when it is gone. */
export async function updateTemplate(
  scope: Scope,
  id: string,
  input: UpdateTemplateInput,
): Promise<TemplateView> {
  authorize(scope, 'conversations', 'templates:manage');
  return inTransaction(scope, async (inside) => {
    const row = await updateTemplateRow(inside, id, input).catch(refuseTaken(input.shortcut ?? ''));
    if (!row) throw new AppError('not_found');
    await tell(inside, id);
    return toTemplateView(row);
  });
}

/** Throws `not_found` also when it is gone already. */
export async function deleteTemplate(scope: Scope, id: string): Promise<void> {
  authorize(scope, 'conversations', 'templates:manage');
  await inTransaction(scope, async (inside) => {
    if (!(await deleteTemplateRow(inside, id))) throw new AppError('not_found');
    await tell(inside, id);
  });
}

const tell = (scope: Scope, id: string) => publish(scope.db, scope.organizationId, { templates: [id] });

const refuseTaken =
  (shortcut: string) =>
  (error: unknown): never => {
    if (violatedConstraint(error) === 'templates_shortcut_key')
      throw new AppError('conflict', { detail: 'shortcutTaken', params: { shortcut } });
    throw error;
  };

const toTemplateView = ({ id, shortcut, title, text, createdAt, updatedAt }: TemplateRow): TemplateView => ({
  id,
  shortcut,
  title,
  text,
  fields: fieldsOf(text),
  createdAt: createdAt.toISOString(),
  updatedAt: updatedAt.toISOString(),
});
