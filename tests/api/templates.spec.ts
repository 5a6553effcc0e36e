import { expect } from '@playwright/test';
import type { Page } from '@/lib/core/pagination';
import type { TemplateView } from '@/lib/templates/schema';
import { withToken } from './support/client';
import { test } from './support/fixtures';
import { insertToken } from './support/organizations';
import { expectInvalid, expectProblem } from './support/problems';
import { openStream } from './support/stream';

const LIST = '/api/templates';
const FRETE = { shortcut: 'frete', title: 'Frete', text: 'Para {{bairro}}, {{nome}}: {{valor}}' };

test('a program makes, lists, changes and deletes templates', async ({ api }) => {
  const made = await api.post<TemplateView>(LIST, FRETE);
  expect(made.status).toBe(201);
  expect(made.body).toEqual({
    ...FRETE,
    id: expect.any(String),
    fields: ['bairro', 'valor'],
    createdAt: expect.any(String),
    updatedAt: expect.any(String),
  });
  const path = `${LIST}/${made.body.id}`;
  expect(made.headers.get('location')).toBe(path);
  await api.post(LIST, { shortcut: '/Endereco', text: 'Rua das Camélias, 210' });
  const first = (await api.get<Page<TemplateView>>(`${LIST}?limit=1`)).body;
  expect(first.data.map(({ shortcut }) => shortcut)).toEqual(['endereco']);
  const rest = (await api.get<Page<TemplateView>>(`${LIST}?limit=1&cursor=${first.nextCursor}`)).body;
  expect(rest).toEqual({ data: [made.body], nextCursor: null });
  const changed = await api.patch<TemplateView>(path, { title: null, text: 'Grátis' });
  expect(changed.body).toMatchObject({ shortcut: 'frete', title: null, text: 'Grátis', fields: [] });
  expect((await api.get<TemplateView>(path)).body).toEqual(changed.body);
  expect((await api.delete(path)).status).toBe(204);
  for (const gone of [await api.get(path), await api.patch(path, { text: 'Oi' }), await api.delete(path)])
    expectProblem(gone, 'not_found');
});

test('the same key makes one template', async ({ api }) => {
  const headers = { 'idempotency-key': 'frete' };
  const answers = await Promise.all([1, 2, 3].map(() => api.post<TemplateView>(LIST, FRETE, headers)));
  expect(answers.map(({ status }) => status)).toEqual([201, 201, 201]);
  expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
});

test('what does not fit names its field, and a shortcut is taken once', async ({ api }) => {
  expectInvalid(await api.post(LIST, {}), 'shortcut', 'text');
  for (const shortcut of ['', 'a b', 'preço', 'x'.repeat(33), 7])
    expectInvalid(await api.post(LIST, { ...FRETE, shortcut }), 'shortcut');
  for (const text of ['', ' \n ', 'x'.repeat(4097), 'Oi {{nome', 'Oi {{}}'])
    expectInvalid(await api.post(LIST, { ...FRETE, text }), 'text');
  expectInvalid(await api.post(LIST, { ...FRETE, title: 'x'.repeat(81) }), 'title');
  expectProblem(await api.post(LIST, { ...FRETE, text: 'Oi\u0000' }), 'invalid');
  const { id } = (await api.post<TemplateView>(LIST, { ...FRETE, shortcut: 'outra' })).body;
  await api.post(LIST, FRETE);
  const taken = expectProblem(await api.post(LIST, { ...FRETE, shortcut: 'FRETE' }), 'conflict');
  expect(taken.detail).toContain('/frete');
  expectProblem(await api.patch(`${LIST}/${id}`, { shortcut: 'frete' }), 'conflict');
  expectInvalid(await api.get(`${LIST}?cursor=x`), 'cursor');
});

test('who reads conversations reads them, and changes none', async ({ app, api, sql, organization }) => {
  const { id } = (await api.post<TemplateView>(LIST, FRETE)).body;
  const { token } = await insertToken(sql, organization.id, ['conversations:read']);
  const reader = withToken(app.appUrl, token);
  expect((await reader.get<Page<TemplateView>>(LIST)).body.data).toHaveLength(1);
  const stream = await openStream(app.appUrl, { authorization: `Bearer ${token}` });
  await stream.next('ready');
  await api.patch(`${LIST}/${id}`, { text: 'Grátis' });
  expect((await stream.next('template.updated')).data).toEqual({ id });
  stream.close();
  expectProblem(await reader.post(LIST, { ...FRETE, shortcut: 'nova' }), 'forbidden');
  expectProblem(await reader.patch(`${LIST}/${id}`, { text: 'Oi' }), 'forbidden');
  expectProblem(await reader.delete(`${LIST}/${id}`), 'forbidden');
});
