import { describe, expect, it } from 'vitest';
import { conversationOf, inboxAddress, listSearch, readFilters, readMessageId } from './inbox-address';

const read = (search: string) => readFilters(new URLSearchParams(search));
const id = '019ab000-0000-7000-8000-0000000000d1';

describe('inbox address', () => {
  it.each([
    '',
    'assignee=me',
    `assignee=none&status=resolved&unread=true&instanceId=${id}`,
    'status=all',
    'kind=group',
  ])('says %j again as it was read', (search) =>
    expect(inboxAddress('x', read(search))).toBe(`/conversations/x${search && `?${search}`}`),
  );

  it('takes the open ones where nothing else is said, and leaves nonsense out', () => {
    expect(read('status=nope&assignee=root&unread=1&instanceId=%27')).toEqual({ status: 'open' });
  });

  it('names a message, and none where it is no id', () => {
    expect(inboxAddress('x', read('unread=true'), id)).toBe(`/conversations/x?unread=true&message=${id}`);
    expect(readMessageId(new URLSearchParams(`message=${id}`))).toBe(id);
    expect(readMessageId(new URLSearchParams('message=javascript:1'))).toBeUndefined();
  });

  it('asks the API for every status by saying none', () => {
    expect(listSearch(read('status=all'))).toBe('');
    expect(listSearch(read(''))).toBe('status=open');
  });

  it.each([
    ['/conversations', undefined],
    [`/conversations/${id}`, id],
    ['/conversationsx/1', undefined],
  ])('finds the conversation of %s', (path, expected) => expect(conversationOf(path)).toBe(expected));
});
