import { afterAll, afterEach, expect, it } from 'vitest';
import { closeDatabase } from '@/db/client';
import { listConversations } from '@/lib/conversations/service';
import { type HookedNumber, hookNumber } from '@/tests/setup/hooked-number';
import { somePhone } from '@/tests/setup/phones';
import { listGroupPeople } from './group-people';

const numbers: HookedNumber[] = [];
afterEach(async () => {
  for (const number of numbers.splice(0)) await number.close();
});
afterAll(closeDatabase);

/** A group of three customers of whom one has written, and one who wrote and left. */
async function aGroup() {
  const number = await hookNumber();
  numbers.push(number);
  const { scope, control, session } = number;
  const [marina, quiet] = [somePhone(), somePhone()];
  for (const phone of [marina, quiet]) await control.customer({ phone });
  const { id: group } = await control.group({ session, subject: 'Obra', participants: [marina, quiet] });
  await control.inbound({ session, from: marina, pushName: 'Marina Duarte', text: 'Oi', group });
  const find = async () => (await listConversations(scope, { limit: 1 })).data[0];
  await expect.poll(async () => (await find())?.lastMessage?.preview).toBe('Oi');
  return { ...number, marina, quiet, id: (await find())?.id ?? '' };
}

it('whom a text can name is who is in the group now: contacts by name, others by phone, never ourselves', async () => {
  const { scope, id, quiet } = await aGroup();
  const group = await listGroupPeople(scope, id);
  // In the simulator our own number made it.
  expect(group).toMatchObject({ size: 3, isOwnAdmin: true });
  expect(group.people).toEqual([
    {
      mention: expect.stringMatching(/^[0-9a-f-]{36}$/),
      name: 'Marina Duarte',
      phoneNumber: expect.any(String),
      contactId: group.people[0]?.mention,
      isAdmin: false,
    },
    { mention: quiet, contactId: null, name: `+${quiet}`, phoneNumber: `+${quiet}`, isAdmin: false },
  ]);
});

it('while WAHA is away it is who has written there', async () => {
  const { scope, id, control, session } = await aGroup();
  await control.unlink({ session });
  await expect
    .poll(async () => (await listGroupPeople(scope, id)).people.map(({ name }) => name))
    .toEqual(['Marina Duarte']);
  expect(await listGroupPeople(scope, id)).toMatchObject({ size: null, isOwnAdmin: null });
});
