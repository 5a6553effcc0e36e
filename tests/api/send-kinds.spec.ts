import { expect } from '@playwright/test';
import type { MessageView } from '@/lib/messages/schema';
import type { Api } from './support/client';
import { test } from './support/fixtures';
import { conversations, thread, waitForThread } from './support/messages';
import { randomPhone } from './support/numbers';
import { waitFor } from './support/wait';

/** Waits until the newest message of the caller's one conversation is as wanted. */
async function waitForNewest(api: Api, what: string, isWanted: (message: MessageView) => boolean) {
  return (await waitFor(
    async () => {
      const [conversation] = await conversations(api);
      return conversation && (await thread(api, conversation.id))[0];
    },
    (message) => message !== undefined && isWanted(message),
    { what },
  )) as MessageView;
}

test('a reaction comes, changes and goes', async ({ api, number, simulator }) => {
  const from = randomPhone();
  const session = number.sessionName;
  const { bareId: id } = await simulator.inbound({ session, from, text: 'Oi', pushName: 'Marina' });
  await waitForThread(api, 1);
  await simulator.react({ session, from, id, text: '👍' });
  const { reactions } = await waitForNewest(api, 'a reaction', (now) => now.reactions.length === 1);
  expect(reactions).toEqual([{ emoji: '👍', senderName: 'Marina', fromMe: false }]);
  await simulator.react({ session, from, id, text: '' });
  await waitForNewest(api, 'no reaction', (now) => now.reactions.length === 0);
});

test('an edit shows the new text, a revoke none', async ({ api, number, simulator }) => {
  const from = randomPhone();
  const session = number.sessionName;
  const { bareId: id } = await simulator.inbound({ session, from, text: 'Tem azul?' });
  await waitForThread(api, 1);
  await simulator.edit({ session, from, id, text: 'Tem verde?' });
  const edited = await waitForNewest(api, 'an edit', (now) => now.editedAt !== null);
  expect(edited).toMatchObject({ text: 'Tem verde?', revokedAt: null });
  expect((await conversations(api))[0]?.lastMessage?.preview).toBe('Tem verde?');
  await simulator.revoke({ session, from, id });
  const revoked = await waitForNewest(api, 'a revoke', (now) => now.revokedAt !== null);
  expect(revoked.text).toBeNull();
  expect((await conversations(api))[0]?.lastMessage?.preview).toBe('');
});

test('votes in a poll are counted, and a vote that WAHA could not read does no harm', async ({
  api,
  number,
  simulator,
}) => {
  const from = randomPhone();
  const session = number.sessionName;
  const options = ['Segunda', 'Sexta'];
  const poll = { kind: 'poll' as const, name: 'Quando?', options, multipleAnswers: false };
  const { bareId: id } = await simulator.fromPhone({ session, to: from, ...poll });
  await waitForThread(api, 1);
  await simulator.vote({ session, from, id, options: ['Sexta'], failed: true });
  await simulator.vote({ session, from, id, options: ['Sexta'] });
  const voted = await waitForNewest(api, 'a vote', (now) =>
    Boolean(now.poll?.options.some(({ votes }) => votes > 0)),
  );
  expect(voted).toMatchObject({ type: 'poll', direction: 'outbound' });
  expect(voted.poll?.options).toEqual([
    { text: 'Segunda', votes: 0 },
    { text: 'Sexta', votes: 1 },
  ]);
});

test('a call is a line of its own and nothing unread', async ({ api, number, simulator }) => {
  const from = randomPhone();
  await simulator.call({ session: number.sessionName, from, isVideo: true, ends: 'rejected' });
  const line = await waitForNewest(api, 'a declined call', (now) => now.system?.kind === 'call_rejected');
  expect(line).toMatchObject({ type: 'system', text: 'Video call declined', sender: { kind: 'system' } });
  const [conversation] = await conversations(api);
  expect(conversation).toMatchObject({ unreadCount: 0, contact: { phoneNumber: `+${from}` } });
});

test('a group tells its name, and who comes and goes', async ({ api, number, simulator }) => {
  const session = number.sessionName;
  const phone = randomPhone();
  const { id: group } = await simulator.group({ session, subject: 'Vendas', participants: [phone] });
  await waitForNewest(api, 'joined', (now) => now.system?.kind === 'group_joined');
  expect((await conversations(api))[0]).toMatchObject({ kind: 'group', title: 'Vendas' });
  await simulator.groupChange({ session, group, type: 'leave', phone });
  const { conversation } = await waitForThread(api, 2);
  const people = (await thread(api, conversation.id)).flatMap(({ system }) => system?.people ?? []);
  expect(people).toEqual([`+${phone}`]);
  await simulator.groupSubject({ session, group, subject: 'Equipe' });
  await waitFor(
    async () => (await conversations(api))[0]?.title,
    (title) => title === 'Equipe',
    { what: 'the new name' },
  );
});
