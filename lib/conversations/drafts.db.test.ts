import { sql } from 'drizzle-orm';
import { afterAll, describe, expect, it } from 'vitest';
import { closeDatabase, database } from '@/db/client';
import { newId } from '@/lib/core/ids';
import { ROLE_PERMISSIONS } from '@/lib/core/permissions';
import type { Scope } from '@/lib/core/scope';
import { sendMessage } from '@/lib/messages/send';
import { loadViews } from '@/lib/tasks/stream-views';
import { makeInstance, noonPlus, receiveBatch, textFrom } from '@/tests/setup/receive-support';
import { listDrafts, saveDraft, viewDrafts } from './drafts';
import { learnAddresses } from './learn';
import { listConversations } from './service';

afterAll(closeDatabase);

const PHONE = '5511987654321@c.us';
const LID = '99887766554433@lid';

/** The owner at a screen, and the conversations that somebody known twice has begun. */
async function atScreen() {
  const { scope, instanceId } = await makeInstance();
  const [owner] = await database().execute<{ id: string }>(sql`
    select user_id as id from memberships where organization_id = ${scope.organizationId}`);
  const person: Scope = { ...scope, actor: actor(owner?.id ?? '') };
  await receiveBatch(scope, instanceId, [textFrom(LID, 'L1', { sentAt: noonPlus(1) })]);
  await receiveBatch(scope, instanceId, [textFrom(PHONE, 'P2', { sentAt: noonPlus(2) })]);
  const [byPhone, byLid] = (await listConversations(scope, { limit: 10 })).data.map(({ id }) => id);
  const write = (conversationId: string | undefined, text: string, ageMs = 0, by = person) =>
    saveDraft(by, { conversationId: conversationId ?? '', text, ageMs });
  const read = async () => (await listDrafts(person)).drafts;
  return { scope, instanceId, person, byPhone: byPhone ?? '', byLid: byLid ?? '', write, read };
}

const actor = (userId: string): Scope['actor'] => ({
  kind: 'user',
  userId,
  name: 'Ana',
  role: 'agent',
  permissions: new Set(ROLE_PERMISSIONS.agent),
});

describe('a draft', () => {
  it('of two devices: what was typed last holds, whichever comes last', async () => {
    const { byPhone, write, read } = await atScreen();
    await write(byPhone, 'Antes', 60_000);
    expect(await write(byPhone, 'Agora')).toMatchObject({ isTaken: true, text: 'Agora' });
    expect(await write(byPhone, 'Ainda antes', 30_000)).toMatchObject({ isTaken: false, text: 'Agora' });
    expect(await read()).toEqual([{ conversationId: byPhone, text: 'Agora' }]);
  });

  it('of one device: what follows the other holds, however long that was on its way', async () => {
    const { person, byPhone, write, read } = await atScreen();
    await write(byPhone, '/');
    const follow = (text: string, replaces: string) =>
      saveDraft(person, { conversationId: byPhone, text, ageMs: 2_000, replaces });
    expect(await follow('Outro', 'Nada disso')).toMatchObject({ isTaken: false, text: '/' });
    expect(await follow('', '/')).toMatchObject({ isTaken: true, text: '' });
    expect(await write(byPhone, 'De antes', 1_000)).toMatchObject({ isTaken: false });
    expect(await read()).toEqual([]);
  });

  it('that was thrown away stays away from an older one', async () => {
    const { byPhone, write, read } = await atScreen();
    await write(byPhone, 'Oi', 60_000);
    await write(byPhone, '');
    expect(await write(byPhone, 'Oi!', 30_000)).toMatchObject({ isTaken: false, text: '' });
    expect(await read()).toEqual([]);
  });

  it('becomes the message: it goes in the same transaction, and only if it says the same', async () => {
    const { person, byPhone, byLid, write, read } = await atScreen();
    await write(byPhone, 'Bom dia \n');
    await write(byLid, 'Outra coisa');
    await sendMessage(person, byPhone, { text: 'Bom dia', clientId: 'a' });
    await sendMessage(person, byLid, { text: 'Bom dia', clientId: 'b' });
    expect(await read()).toEqual([{ conversationId: byLid, text: 'Outra coisa' }]);
  });

  it('is its writer’s alone, in the list and on the stream', async () => {
    const { scope, person, byPhone, write } = await atScreen();
    await write(byPhone, 'Segredo');
    await expect(listDrafts({ ...scope, actor: actor(newId()) })).resolves.toMatchObject({ drafts: [] });
    await expect(listDrafts(scope)).rejects.toMatchObject({ code: 'forbidden' });
    const [row] = await database().execute<{ id: string }>(sql`
      select id from drafts where organization_id = ${scope.organizationId}`);
    expect(await viewDrafts(scope, [row?.id ?? ''])).toHaveLength(1);
    expect(await loadViews(scope.organizationId, { drafts: [row?.id ?? ''] })).toEqual([
      {
        event: 'draft.updated',
        needs: 'conversations:read',
        data: { draft: { conversationId: byPhone, text: 'Segredo' } },
        onlyFor: person.actor.kind === 'user' && person.actor.userId,
      },
    ]);
  });

  it('goes along when its conversation is joined with another one', async () => {
    const { scope, instanceId, person, byPhone, byLid, write, read } = await atScreen();
    await write(byPhone, 'Em uma');
    await write(byLid, 'Na outra');
    await learnAddresses(scope, instanceId, [{ address: LID, otherAddress: PHONE }]);
    const [draft] = await read();
    expect((draft?.text ?? '').split('\n').toSorted()).toEqual(['Em uma', 'Na outra']);
    expect(await read()).toHaveLength(1);
    const gone = [byPhone, byLid].find((id) => id !== draft?.conversationId) ?? '';
    const follow = { conversationId: gone, text: '', ageMs: 60_000, replaces: draft?.text };
    expect(await saveDraft(person, follow)).toMatchObject({ isTaken: false });
    expect(await read()).toHaveLength(1);
  });

  it('in a conversation of another organization is not found', async () => {
    const { write } = await atScreen();
    const { byPhone } = await atScreen();
    await expect(write(byPhone, 'Oi')).rejects.toMatchObject({ code: 'not_found' });
  });
});
