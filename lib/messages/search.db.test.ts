import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { closeDatabase, database } from '@/db/client';
import { listConversations } from '@/lib/conversations/service';
import type { Scope } from '@/lib/core/scope';
import { editOf, makeInstance, receiveBatch, revokeOf, textFrom } from '@/tests/setup/receive-support';
import { searchMessages } from './search';
import { findMessages } from './search-queries';

const MARINA = '5511991234567@c.us';
const OTAVIO = '5521987654321@c.us';

let scope: Scope;
let instanceId: string;

const at = (minute: number) => new Date(Date.UTC(2026, 10, 20, 12, minute));
const said = (chat: string, waId: string, text: string, minute: number, pushName = 'Marina') =>
  textFrom(chat, waId, { text, sentAt: at(minute), pushName });

async function find(q: string, rest: Partial<Parameters<typeof searchMessages>[1]> = {}) {
  const { data } = await searchMessages(scope, { q, limit: 50, ...rest });
  return data.map(({ message }) => message.text);
}

beforeAll(async () => {
  ({ scope, instanceId } = await makeInstance());
  await receiveBatch(scope, instanceId, [
    said(MARINA, 'A1', 'O sofá azul chega terça-feira?', 1),
    said(MARINA, 'A2', 'SOFA de três lugares, pedido 48213', 2),
    said(OTAVIO, 'A3', 'Colchão <b>novo</b> & sofás', 3, 'Otávio Gonçalves'),
    said(OTAVIO, 'A4', 'Prefiro o tapete', 4, 'Otávio Gonçalves'),
    said(OTAVIO, 'A5', 'Isto apago já: girafa', 5, 'Otávio Gonçalves'),
  ]);
});
afterAll(closeDatabase);

describe('searching messages', () => {
  it('ignores accents and case, takes the last word as a beginning, and gives the newest first', async () => {
    expect(await find('sofá')).toEqual([
      'Colchão <b>novo</b> & sofás',
      'SOFA de três lugares, pedido 48213',
      'O sofá azul chega terça-feira?',
    ]);
    expect(await find('TERCA')).toEqual(['O sofá azul chega terça-feira?']);
    expect(await find('482')).toEqual(['SOFA de três lugares, pedido 48213']);
  });

  it('wants every word, and those in quotes in their order', async () => {
    expect(await find('azul sofa')).toEqual(['O sofá azul chega terça-feira?']);
    expect(await find('"sofá azul"')).toEqual(['O sofá azul chega terça-feira?']);
    expect(await find('"azul sofá"')).toEqual([]);
  });

  it('takes nothing that is typed as an operator', async () => {
    expect(await find("sofá | tapete & !'x")).toEqual([]);
    await expect(find('?! ...')).rejects.toMatchObject({ code: 'invalid' });
  });

  it('marks what it found as HTML that says nothing else', async () => {
    const { data } = await searchMessages(scope, { q: 'colchão', limit: 50 });
    expect(data[0]?.highlight).toBe('<mark>Colchão</mark> &lt;b&gt;novo&lt;/b&gt; &amp; sofás');
    expect(data[0]?.conversation.title).toBe('Otávio Gonçalves');
  });

  it('finds an edited message by its new words only, and a revoked one not at all', async () => {
    expect(await find('girafa')).toHaveLength(1);
    await receiveBatch(scope, instanceId, [editOf('A4', 'Prefiro a cortina', 300), revokeOf('A5', 400)]);
    expect(await find('tapete')).toEqual([]);
    expect(await find('cortina')).toEqual(['Prefiro a cortina']);
    expect(await find('girafa')).toEqual([]);
  });

  it('filters by time, number and conversation', async () => {
    const { data } = await searchMessages(scope, { q: 'sofá', limit: 50 });
    const conversationId = data[0]?.message.conversationId ?? '';
    expect(await find('sofá', { conversationId })).toEqual(['Colchão <b>novo</b> & sofás']);
    expect(await find('sofá', { from: at(2).toISOString(), to: at(2).toISOString() })).toHaveLength(1);
    expect(await find('sofá', { instanceId })).toHaveLength(3);
    const other = await makeInstance();
    expect(await find('sofá', { instanceId: other.instanceId })).toEqual([]);
    await expect(searchMessages(other.scope, { q: 'sofá', limit: 50, conversationId })).rejects.toMatchObject(
      { code: 'not_found' },
    );
    expect((await searchMessages(other.scope, { q: 'sofá', limit: 50 })).data).toEqual([]);
  });

  it('pages without a gap or a repetition', async () => {
    const first = await searchMessages(scope, { q: 'sofá', limit: 2 });
    const second = await searchMessages(scope, { q: 'sofá', limit: 2, cursor: first.nextCursor ?? '' });
    expect([...first.data, ...second.data].map(({ message }) => message.waMessageId)).toEqual([
      'A3',
      'A2',
      'A1',
    ]);
    expect(second.nextCursor).toBeNull();
  });

  it('finds what is older than the newest that are read one by one', async () => {
    await database().execute(sql`
      insert into message_search (organization_id, message_id, conversation_id, instance_id, sent_at, words)
      select ${scope.organizationId}, gen_random_uuid(), gen_random_uuid(), ${instanceId}, now() + n * interval '1 second',
        to_tsvector('recado', 'recente') from generate_series(1, 9000) as n`);
    expect(await findMessages(scope, "'azul'", {}, 2)).toHaveLength(1);
    expect(await findMessages(scope, "'recente'", {}, 2)).toHaveLength(2);
  });
});

describe('searching conversations', () => {
  const titles = async (q: string) =>
    (await listConversations(scope, { q, limit: 50 })).data.map(({ title }) => title);

  it('finds names without accents and case', async () => {
    expect(await titles('otavio goncalves')).toEqual(['Otávio Gonçalves']);
    expect(await titles('MARI')).toEqual(['Marina']);
    expect(await titles('%')).toEqual([]);
  });

  it('finds parts of a phone as people write it, with and without the ninth digit', async () => {
    expect(await titles('99123-4567')).toEqual(['Marina']);
    expect(await titles('(11) 9123-4567')).toEqual(['Marina']);
    expect(await titles('+55 21 98765')).toEqual(['Otávio Gonçalves']);
    expect(await titles('217777')).toEqual([]);
    expect(await titles('2187654')).toEqual(['Otávio Gonçalves']);
  });

  it('finds a rare name behind a thousand others, and the newest of a frequent one', async () => {
    await database().execute(sql`
      insert into conversations (organization_id, id, instance_id, kind, group_address, group_name, chat_address, activity_at)
      select ${scope.organizationId}, gen_random_uuid(), ${instanceId}, 'group', n || '@g.us', 'Turma ' || n, n || '@g.us',
        now() + n * interval '1 second' from generate_series(1, 1100) as n`);
    expect(await titles('otavio')).toEqual(['Otávio Gonçalves']);
    const find = (cursor?: string) => listConversations(scope, { q: 'TURMA', limit: 2, cursor });
    const first = await find();
    expect(first.data.map(({ title }) => title)).toEqual(['Turma 1100', 'Turma 1099']);
    const second = await find(first.nextCursor ?? '');
    expect(second.data.map(({ title }) => title)).toEqual(['Turma 1098', 'Turma 1097']);
    expect((await listConversations(scope, { q: 'turma', limit: 2, status: 'resolved' })).data).toEqual([]);
  });
});
