import { afterAll, describe, expect, it } from 'vitest';
import { closeDatabase } from '@/db/client';
import { listConversations } from '@/lib/conversations/service';
import type { Received } from '@/lib/waha/happenings';
import { editOf, lineIn, makeInstance, receiveBatch, textFrom } from '@/tests/setup/receive-support';
import { listMessages } from './service';

afterAll(closeDatabase);

const ANA = '5511987654321@c.us';
const GROUP = '120363@g.us';

/** The one conversation, and its messages newest first, when each of these arrived by itself. */
async function threadAfter(...events: Received[]) {
  const { scope, instanceId } = await makeInstance();
  for (const event of events) await receiveBatch(scope, instanceId, [event]);
  const { data } = await listConversations(scope, { limit: 5 });
  const [conversation] = data;
  if (!conversation || data.length > 1) throw new Error(`${data.length} conversations`);
  return { conversation, messages: (await listMessages(scope, conversation.id, { limit: 9 })).data };
}

describe('system lines', () => {
  it('tells of a call once, how it went, in words and without', async () => {
    const { conversation, messages } = await threadAfter(
      lineIn(ANA, 'call:1', 'call_accepted', 5, { isVideo: true }),
      lineIn(ANA, 'call:1', 'call_received', 1, { isVideo: true }),
    );
    expect(messages).toMatchObject([
      {
        type: 'system',
        text: 'Video call answered on the phone',
        system: { kind: 'call_accepted', people: [], video: true },
        sender: { kind: 'system', id: null },
        sentAt: '2026-11-20T12:00:01.000Z',
      },
    ]);
    expect(conversation).toMatchObject({ unreadCount: 0, lastMessage: { type: 'system' } });
  });

  it('tells of how a call ended, at the time it came', async () => {
    const { messages } = await threadAfter(
      lineIn(ANA, 'call:1', 'call_received', 1),
      lineIn(ANA, 'call:1', 'call_rejected', 2),
    );
    expect(messages).toMatchObject([{ text: 'Voice call declined', sentAt: '2026-11-20T12:00:01.000Z' }]);
  });

  it('never stands for the last message where somebody wrote one', async () => {
    const { conversation } = await threadAfter(
      textFrom(ANA, 'A1'),
      lineIn(ANA, 'call:1', 'call_received', 9),
    );
    expect(conversation).toMatchObject({ unreadCount: 1, lastMessage: { preview: 'A1' } });
    expect(conversation.lastMessageAt).toBe('2026-11-20T12:00:00.000Z');
  });

  it('learns the name of a group, the latest', async () => {
    const { conversation } = await threadAfter(
      lineIn(GROUP, 'group:2', 'group_renamed', 9, { title: 'Team' }),
      lineIn(GROUP, 'group:1', 'group_joined', 5, { title: 'Sales' }),
    );
    expect(conversation.title).toBe('Team');
  });

  it('takes a new name for later than the joining of the same second', async () => {
    const { conversation } = await threadAfter(
      lineIn(GROUP, 'group:2', 'group_renamed', 5, { title: 'Equipe' }),
      lineIn(GROUP, 'group:1', 'group_joined', 5, { title: 'Vendas' }),
    );
    expect(conversation.title).toBe('Equipe');
  });

  it('names people by their contact, else by phone', async () => {
    const { messages } = await threadAfter(
      textFrom(GROUP, 'G1', { author: ANA, pushName: 'Ana' }),
      lineIn(GROUP, 'group:1', 'people_joined', 9, { people: [ANA, '5511911112222@c.us', '99@lid'] }),
    );
    expect(messages[0]?.system?.people).toEqual(['Ana', '+5511911112222', '99']);
    expect(messages[0]?.text).toBe('Ana, +5511911112222, 99 joined the group');
  });
});

describe('placeholders', () => {
  const placeholder = textFrom(ANA, 'A1', { type: 'unsupported', text: null, raw: { body: '' } });

  it('are shown while there is nothing better', async () => {
    const { messages } = await threadAfter(placeholder);
    expect(messages).toMatchObject([{ type: 'unsupported', text: null }]);
  });

  it('give way to the message, edited or not, and count as unread once', async () => {
    const { messages, conversation } = await threadAfter(
      placeholder,
      editOf('A1', 'new', 5),
      textFrom(ANA, 'A1', { text: 'old' }),
    );
    expect(messages).toMatchObject([{ type: 'text', text: 'new' }]);
    expect(conversation).toMatchObject({ unreadCount: 1, lastMessage: { preview: 'new' } });
  });

  it('never come back', async () => {
    const { messages } = await threadAfter(textFrom(ANA, 'A1'), placeholder);
    expect(messages).toMatchObject([{ type: 'text', text: 'A1' }]);
  });
});
