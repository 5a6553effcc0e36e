import { describe, expect, it } from 'vitest';
import type { MessageView } from '@/lib/messages/schema';
import { ComposingStore } from '../messages/composing';
import { sendWritten } from './send-written';

const ID = 'conversation';

/** A box with a text, or with captions of files. */
function box({ text = '', captions = [] as string[] }) {
  const sent: string[] = [];
  const edits: string[] = [];
  let draft = text;
  const files = captions.map((caption, index) => ({ id: `file${index}`, caption, url: '' }));
  const stores = {
    composing: new ComposingStore(),
    drafts: { textOf: () => draft, set: (_: string, now: string) => (draft = now) },
    attachments: { of: () => ({ files }), take: () => files.splice(0) },
    outbox: { send: (one: { text: string }) => sent.push(one.text) },
  } as unknown as Parameters<typeof sendWritten>[0];
  const onEdit = (_: MessageView, now: string) => edits.push(now);
  const send = () =>
    sendWritten(stores, { conversationId: ID, onEdit: onEdit as never, mentionsOf: () => [] });
  return { send, sent, edits, stores, left: () => draft };
}

describe('a text with an empty field is not sent', () => {
  it('but stays where it is', () => {
    for (const text of ['Para {{bairro}}', '{{nome}}', 'Por {{valor}', 'a\n{{b}}\nc']) {
      const { send, sent, left } = box({ text });
      expect(send()).toEqual({ unfilled: 'text' });
      expect(sent).toEqual([]);
      expect(left()).toBe(text);
    }
  });

  it('neither as the caption of one of several files: none of them leaves', () => {
    const { send, sent, stores } = box({ captions: ['Pronta', 'Por {{valor}}'] });
    expect(send()).toEqual({ unfilled: { fileId: 'file1' } });
    expect(sent).toEqual([]);
    expect(stores.attachments.of(ID).files).toHaveLength(2);
  });

  it('nor as the new text of a message', () => {
    const { send, edits, stores } = box({ text: 'Outro' });
    const message = {} as MessageView;
    stores.composing.set(ID, { kind: 'edit', message, text: 'Por {{valor}}' });
    expect(send()).toEqual({ unfilled: 'text' });
    stores.composing.set(ID, { kind: 'edit', message, text: 'Por R$ 80' });
    expect(send()).toEqual({});
    expect(edits).toEqual(['Por R$ 80']);
  });
});

it.each(['Oi', '{"a": {"b": 1}}', 'Use `{{nome}}`', '{{}}'])('%j is sent as it is', (text) => {
  const { send, sent, left } = box({ text });
  expect(send()).toEqual({});
  expect(sent).toEqual([text]);
  expect(left()).toBe('');
});
