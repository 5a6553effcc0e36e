import { sql } from 'drizzle-orm';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { closeDatabase, database } from '@/db/client';
import { newId } from '@/lib/core/ids';
import { ROLE_PERMISSIONS, ROLES, type Role } from '@/lib/core/permissions';
import { inTransaction, type Scope, systemScope } from '@/lib/core/scope';
import { createOrganization } from '@/lib/organizations/create';
import { listenForHints } from '@/lib/realtime/channel';
import type { ChangeHint } from '@/lib/realtime/publish';
import { loadViews } from '@/lib/tasks/stream-views';
import { createTemplateInput, updateTemplateInput } from './schema';
import {
  createTemplate,
  deleteTemplate,
  getTemplate,
  listTemplates,
  TEMPLATES_MAX,
  updateTemplate,
} from './service';

let scope: Scope;

beforeEach(async () => {
  scope = await organization();
});
afterAll(closeDatabase);

async function organization(): Promise<Scope> {
  const { organizationId } = await createOrganization(database(), {
    name: 'Test',
    email: `${newId()}@example.com`,
    password: 'a long password',
  });
  return systemScope(organizationId);
}

const as = (role: Role): Scope => ({
  ...scope,
  actor: { kind: 'user', userId: newId(), name: 'X', role, permissions: new Set(ROLE_PERMISSIONS[role]) },
});

/** How many wait for somebody who counts. */
const waiting = async () =>
  (
    await database().execute(sql`select from pg_locks where locktype = 'advisory' and not granted
    and database = (select oid from pg_database where datname = current_database())`)
  ).length;

const create = (shortcut: string, text = 'Oi', by = scope) => createTemplate(by, { shortcut, text });
const shortcuts = async (by = scope) =>
  (await listTemplates(by, { limit: 100 })).data.map(({ shortcut }) => shortcut);

describe('a template', () => {
  it('is kept, found by its shortcut, changed and deleted', async () => {
    const made = await createTemplate(scope, {
      shortcut: 'frete',
      title: 'Frete',
      text: 'Para {{bairro}}, {{nome}}',
    });
    expect(made).toMatchObject({ shortcut: 'frete', title: 'Frete', fields: ['bairro'] });
    expect(await getTemplate(scope, made.id)).toEqual(made);
    const changed = await updateTemplate(scope, made.id, { title: null, text: 'Grátis' });
    expect(changed).toMatchObject({ shortcut: 'frete', title: null, text: 'Grátis', fields: [] });
    await deleteTemplate(scope, made.id);
    await expect(getTemplate(scope, made.id)).rejects.toMatchObject({ code: 'not_found' });
  });

  it('is managed by owners and admins, and read by whoever reads conversations', async () => {
    const { id } = await create('ola');
    for (const role of ROLES) expect(await shortcuts(as(role))).toEqual(['ola']);
    for (const role of ['agent', 'viewer'] as const) {
      await expect(create('nova', 'Oi', as(role))).rejects.toMatchObject({ code: 'forbidden' });
      await expect(updateTemplate(as(role), id, { text: 'X' })).rejects.toMatchObject({ code: 'forbidden' });
      await expect(deleteTemplate(as(role), id)).rejects.toMatchObject({ code: 'forbidden' });
    }
    for (const role of ['owner', 'admin'] as const) await create(role, 'Oi', as(role));
    expect(await shortcuts()).toEqual(['admin', 'ola', 'owner']);
  });

  it('of another organization does not exist', async () => {
    const { id } = await create('ola');
    const stranger = await organization();
    expect(await shortcuts(stranger)).toEqual([]);
    for (const work of [getTemplate, deleteTemplate, (by: Scope) => updateTemplate(by, id, { text: 'X' })])
      await expect(work(stranger, id)).rejects.toMatchObject({ code: 'not_found' });
    await create('ola', 'A deles', stranger);
    expect(await getTemplate(scope, id)).toMatchObject({ text: 'Oi' });
  });
});

describe('a shortcut', () => {
  it('is of one template alone, also when two are made or renamed at once', async () => {
    const both = await Promise.allSettled([create('ola'), create('ola')]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const { id } = await create('outra');
    await expect(updateTemplate(scope, id, { shortcut: 'ola' })).rejects.toMatchObject({
      code: 'conflict',
      detail: 'shortcutTaken',
    });
    expect(await shortcuts()).toEqual(['ola', 'outra']);
  });

  it.each(['Olá', 'a b', '', '/', 'x'.repeat(33)])('is not %j', (shortcut) => {
    expect(createTemplateInput.safeParse({ shortcut, text: 'Oi' }).success).toBe(false);
  });

  it('is in small letters whatever was given, with or without the slash', () => {
    expect(createTemplateInput.parse({ shortcut: ' /Frete-SP ', text: ' Oi\r\n ' })).toEqual({
      shortcut: 'frete-sp',
      text: 'Oi',
    });
  });
});

it.each(['', '  ', 'Oi {{nome}', 'Oi {{}}', 'x'.repeat(4097)])('no template says %j', (text) => {
  expect(updateTemplateInput.safeParse({ text }).success).toBe(false);
});

it('of two who delete one, the second is told that it is gone, and so is who changes it', async () => {
  const { id } = await create('ola');
  const both = await Promise.allSettled([deleteTemplate(scope, id), deleteTemplate(scope, id)]);
  expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  await expect(updateTemplate(scope, id, { text: 'X' })).rejects.toMatchObject({ code: 'not_found' });
});

it('a list goes on where it was, though more are made', async () => {
  for (const shortcut of ['b', 'd', 'f']) await create(shortcut);
  const first = await listTemplates(scope, { limit: 2 });
  await create('a');
  await create('e');
  const rest = await listTemplates(scope, { limit: 2, cursor: first.nextCursor ?? '' });
  expect([...first.data, ...rest.data].map(({ shortcut }) => shortcut)).toEqual(['b', 'd', 'e', 'f']);
  expect(rest.nextCursor).toBeNull();
});

it('an organization keeps a thousand, also when two make the last one at once', async () => {
  await database().execute(sql`
    insert into templates (organization_id, id, shortcut, text)
    select ${scope.organizationId}, gen_random_uuid(), 'n' || n, 'Oi' from generate_series(1, ${TEMPLATES_MAX - 1}) n`);
  let second: string | undefined;
  await inTransaction(scope, async (inside) => {
    await create('a', 'Oi', inside);
    create('b').then(
      () => (second = 'made'),
      (error) => (second = error.code),
    );
    await expect.poll(async () => second ?? (await waiting())).toBe(1);
  });
  await expect.poll(() => second).toBe('limit_reached');
  await expect(create('c')).rejects.toMatchObject({ code: 'limit_reached', detail: 'limitTemplates' });
  await create('a', 'Oi', await organization());
});

it('whoever has the list is told of a change that is kept, and of no other', async () => {
  const { id } = await create('ola');
  expect(await loadViews(scope.organizationId, { templates: [id] })).toEqual([
    { event: 'template.updated', needs: 'conversations:read', data: { id } },
  ]);
  const told: ChangeHint[] = [];
  const listening = await listenForHints(
    (payload) => told.push(JSON.parse(payload)),
    () => {},
  );
  await inTransaction(scope, async (inside) => {
    await updateTemplate(inside, id, { text: 'Não fica' });
    throw new Error('undone');
  }).catch(() => {});
  const { id: second } = await create('outra');
  await updateTemplate(scope, id, { text: 'Fica' });
  await deleteTemplate(scope, id);
  const ids = () =>
    told
      .filter(({ organizationId }) => organizationId === scope.organizationId)
      .map(({ templates }) => templates);
  await expect.poll(ids).toEqual([[second], [id], [id]]);
  await listening.close();
});
