import { afterAll, describe, expect, it } from 'vitest';
import { closeDatabase } from '@/db/client';
import { listConversations } from '@/lib/conversations/service';
import type { Scope } from '@/lib/core/scope';
import type { Received } from '@/lib/waha/happenings';
import {
  editOf,
  makeInstance,
  noonPlus,
  reactionTo,
  receiveBatch,
  revokeOf,
  textFrom,
  voteOn,
} from '@/tests/setup/receive-support';
import type { MessageView } from './schema';
import { listMessages } from './service';

afterAll(closeDatabase);

const ANA = '5511987654321@c.us';
const BETO = '5511911112222@c.us';
const GROUP = '120363@g.us';

/** The one message that is left after each of these arrived by itself. */
async function messageAfter(...events: Received[]): Promise<MessageView> {
  const { scope, instanceId } = await makeInstance();
  for (const event of events) await receiveBatch(scope, instanceId, [event]);
  return (await read(scope)).message;
}

async function read(scope: Scope) {
  const [conversation] = (await listConversations(scope, { limit: 5 })).data;
  const [message] = (await listMessages(scope, conversation?.id ?? '', { limit: 5 })).data;
  if (!conversation || !message) throw new Error('There is no message');
  return { conversation, message };
}

describe('reactions', () => {
  it('shows who reacted with what, ourselves too', async () => {
    const { reactions } = await messageAfter(
      textFrom(ANA, 'A1'),
      reactionTo('A1', '👍', 1),
      reactionTo('A1', '🙏', 2, { fromMe: true }),
    );
    expect(reactions).toEqual([
      { emoji: '👍', senderName: 'Marina', fromMe: false },
      { emoji: '🙏', senderName: null, fromMe: true },
    ]);
  });

  it('keeps the latest of each person, whatever comes last', async () => {
    const { reactions } = await messageAfter(
      textFrom(ANA, 'A1'),
      reactionTo('A1', '❤️', 2),
      reactionTo('A1', '👍', 1),
    );
    expect(reactions.map(({ emoji }) => emoji)).toEqual(['❤️']);
  });

  it('does not bring back what was taken back', async () => {
    const { reactions } = await messageAfter(
      textFrom(ANA, 'A1'),
      reactionTo('A1', '', 2),
      reactionTo('A1', '👍', 1),
    );
    expect(reactions).toEqual([]);
  });

  it('waits for its message', async () => {
    const { reactions } = await messageAfter(reactionTo('A1', '👍', 1), textFrom(ANA, 'A1'));
    expect(reactions.map(({ emoji }) => emoji)).toEqual(['👍']);
  });

  it('is of the member who gave it in a group', async () => {
    const { reactions } = await messageAfter(
      textFrom(GROUP, 'G1', { author: BETO, pushName: 'Beto' }),
      reactionTo('G1', '👍', 1, { author: BETO }),
      reactionTo('G1', '👍', 1, { author: ANA }),
    );
    expect(reactions.map(({ senderName }) => senderName).sort()).toEqual(['+5511987654321', 'Beto']);
  });
});

describe('edits', () => {
  it('shows the latest text and when it was written', async () => {
    const message = await messageAfter(textFrom(ANA, 'A1'), editOf('A1', 'new', 2), editOf('A1', 'old', 1));
    expect(message).toMatchObject({ text: 'new', editedAt: noonPlus(2).toISOString() });
  });

  it('changes the line in the list', async () => {
    const { scope, instanceId } = await makeInstance();
    await receiveBatch(scope, instanceId, [editOf('A1', 'new', 2), textFrom(ANA, 'A1')]);
    expect((await read(scope)).conversation.lastMessage?.preview).toBe('new');
  });

  it('keeps the text of an edit that WAHA could not read', async () => {
    const message = await messageAfter(textFrom(ANA, 'A1'), editOf('A1', null, 2));
    expect(message).toMatchObject({ text: 'A1', editedAt: noonPlus(2).toISOString() });
  });
});

describe('revokes', () => {
  it('shows nothing of a message that was deleted, edited or not', async () => {
    const message = await messageAfter(
      textFrom(ANA, 'A1'),
      reactionTo('A1', '👍', 1),
      revokeOf('A1', 3),
      editOf('A1', 'new', 4),
    );
    expect(message).toMatchObject({ text: null, reactions: [], revokedAt: noonPlus(3).toISOString() });
  });

  it('waits for its message', async () => {
    expect(await messageAfter(revokeOf('A1', 3), textFrom(ANA, 'A1'))).toMatchObject({ text: null });
  });
});

describe('votes', () => {
  const options = ['Monday', 'Friday'].map((text) => ({ text, votes: 0 }));
  const poll = textFrom(GROUP, 'P1', {
    author: BETO,
    type: 'poll',
    poll: { name: 'When?', multiple: true, options },
  });

  it('counts what each person chose last', async () => {
    const message = await messageAfter(
      voteOn('P1', ['Friday'], 1, { author: BETO }),
      poll,
      voteOn('P1', ['Friday', 'Monday'], 1, { author: ANA }),
      voteOn('P1', ['Friday'], 1, { fromMe: true }),
      voteOn('P1', [], 2, { fromMe: true }),
    );
    expect(message.poll?.options).toEqual([
      { text: 'Monday', votes: 1 },
      { text: 'Friday', votes: 2 },
    ]);
  });
});
