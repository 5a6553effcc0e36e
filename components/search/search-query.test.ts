import { describe, expect, it } from 'vitest';
import { conversationSearch, messageSearch } from './search-query';

const now = Date.parse('2026-11-26T12:00:00.000Z');
const any = { span: 'any' as const };

describe('messageSearch', () => {
  it('asks for what is typed, in one conversation, through one number, since a day', () => {
    expect(messageSearch(' sofá ', any, now)).toBe('q=sof%C3%A1');
    const filters = { person: { id: 'p', title: 'Marina' }, instanceId: 'i', span: 'week' as const };
    expect(messageSearch('sofá', filters, now)).toBe(
      'q=sof%C3%A1&conversationId=p&instanceId=i&from=2026-11-19T12%3A00%3A00.000Z',
    );
  });

  it.each(['', 's', '  s ', '??', '. .'])('asks for nothing with %j', (typed) =>
    expect(messageSearch(typed, any, now)).toBeUndefined(),
  );
});

describe('conversationSearch', () => {
  it('asks for names and phones, for the latest without words, for none within a person', () => {
    expect(conversationSearch(' 99123-4567', any)).toBe('q=99123-4567');
    expect(conversationSearch('', { ...any, instanceId: 'i' })).toBe('instanceId=i');
    expect(conversationSearch('x', { ...any, person: { id: 'p', title: '' } })).toBeUndefined();
  });
});
