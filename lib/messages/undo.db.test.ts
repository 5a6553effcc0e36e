import { sql } from 'drizzle-orm';
import { afterAll, afterEach, expect, it } from 'vitest';
import { closeDatabase, database } from '@/db/client';
import { viewConversations } from '@/lib/conversations/service';
import { ROLE_PERMISSIONS } from '@/lib/core/permissions';
import type { Scope } from '@/lib/core/scope';
import { getPreferences, setPreferences } from '@/lib/organizations/preferences';
import { type HookedNumber, hookNumber } from '@/tests/setup/hooked-number';
import { somePhone } from '@/tests/setup/phones';
import { revokeMessage } from './changes';
import { drainOutbox } from './drain';
import { sendMessage, sendTo } from './send';
import { viewMessages } from './service';

const numbers: HookedNumber[] = [];
afterEach(async () => {
  for (const number of numbers.splice(0)) await number.close();
});
afterAll(closeDatabase);

/** A conversation, and its owner at a screen who wants five seconds to think better of it. */
async function atScreen() {
  const number = await hookNumber();
  numbers.push(number);
  const { scope, id: instanceId, control } = number;
  const customer = somePhone();
  await control.customer({ phone: customer });
  const first = await sendTo(scope, instanceId, { to: customer, text: 'Olá' });
  const drain = () => drainOutbox(scope, instanceId);
  await drain();
  const [owner] = await database().execute<{ id: string }>(sql`
    select user_id as id from memberships where organization_id = ${scope.organizationId}`);
  const permissions = new Set(ROLE_PERMISSIONS.owner);
  const actor = { kind: 'user', userId: owner?.id ?? '', name: 'Ana', role: 'owner', permissions } as const;
  const person: Scope = { ...scope, actor };
  const arrived = async () => (await control.received({ phone: customer })).map(({ body }) => body);
  const write = (text: string) => sendMessage(person, first.conversationId, { text, clientId: text });
  /** As if the time were over. */
  const wait = () =>
    database().execute(sql`
      update messages set undo_until = now(), next_attempt_at = now()
      where organization_id = ${scope.organizationId} and undo_until is not null`);
  return { scope, person, drain, arrived, write, wait, first };
}

it('a message waits on the server for whoever wants to be able to take it back, and nothing overtakes it', async () => {
  const { person, scope, drain, arrived, write, wait, first } = await atScreen();
  await setPreferences(person, { sendWith: 'enter', undoSeconds: 5 });
  const { id, undoUntil } = await write('Espera');
  expect(Date.parse(undoUntil ?? '') - Date.now()).toBeGreaterThan(3_000);
  // What a program sends into the same conversation waits behind it.
  await sendMessage(scope, first.conversationId, { text: 'Atrás' });
  await drain();
  expect(await arrived()).toEqual(['Olá']);
  await wait();
  await drain();
  await expect.poll(arrived).toEqual(['Olá', 'Espera', 'Atrás']);
  expect((await viewMessages(scope, [id]))[0]?.undoUntil).toBeNull();
});

it('what is taken back in time never leaves', async () => {
  const { person, drain, arrived, write, wait, first } = await atScreen();
  await setPreferences(person, { sendWith: 'enter', undoSeconds: 5 });
  const { id } = await write('Engano');
  expect(await revokeMessage(person, id)).toMatchObject({ status: 'failed', undoUntil: null });
  // The list shows what was said before it.
  const [conversation] = await viewConversations(person, [first.conversationId]);
  expect(conversation?.lastMessage?.id).toBe(first.id);
  await wait();
  await drain();
  expect(await arrived()).toEqual(['Olá']);
});

it('who did not ask for it waits for nothing, and each has their own preferences', async () => {
  const { person, scope, drain, arrived, write } = await atScreen();
  expect(await getPreferences(person)).toEqual({ sendWith: 'enter', undoSeconds: 0 });
  expect((await write('Já')).undoUntil).toBeNull();
  await drain();
  await expect.poll(arrived).toEqual(['Olá', 'Já']);
  expect(await setPreferences(person, { sendWith: 'ctrl_enter', undoSeconds: 0 })).toEqual(
    await getPreferences(person),
  );
  await expect(setPreferences(scope, { sendWith: 'enter', undoSeconds: 0 })).rejects.toMatchObject({
    code: 'forbidden',
  });
});
